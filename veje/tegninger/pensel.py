"""Strokes painted with Pillow, for the pictures that cannot be SVG."""

import math
from collections.abc import Callable, Iterable
from itertools import pairwise

from PIL import Image, ImageColor, ImageDraw

from .geometri import Point, Streg, flatten

#: Painted larger and scaled down: Pillow's own edges are jagged.
OVERSIZE = 3


def _paint_stroke(
    draw: ImageDraw.ImageDraw, points: list[Point], width: float, colour: tuple[int, ...]
) -> None:
    r = width / 2
    for (ax, ay), (bx, by) in pairwise(points):
        length = math.hypot(bx - ax, by - ay)
        if length:
            nx, ny = (ay - by) / length * r, (bx - ax) / length * r
            draw.polygon(
                [(ax + nx, ay + ny), (bx + nx, by + ny), (bx - nx, by - ny), (ax - nx, ay - ny)],
                fill=colour,
            )


def paint(
    image: Image.Image,
    strokes: Iterable[Streg],
    place: Callable[[Point], Point],
    scale: float,
    colours: Callable[[int | None], str],
) -> None:
    """Paint strokes on an image; air has flat ends, threads round ones, as in the SVG."""
    draw = ImageDraw.Draw(image)
    for stroke in strokes:
        colour = ImageColor.getrgb(colours(stroke.vej))
        if stroke.radius:
            x, y = place((stroke.curve[0][0] + stroke.radius, stroke.curve[0][1]))
            r = (stroke.radius + stroke.width / 2) * scale
            draw.ellipse(
                (x - r, y - r, x + r, y + r), outline=colour, width=round(stroke.width * scale)
            )
            continue
        points = [place(point) for point in flatten(stroke.curve, 40)]
        width = stroke.width * scale
        _paint_stroke(draw, points, width, colour)
        for x, y in points if stroke.vej is not None else _inner(points, width / 2):
            r = width / 2
            draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)


def _inner(points: list[Point], distance: float) -> list[Point]:
    """Those that are so far from both ends that a dot on them keeps within the ends."""
    ends = points[0], points[-1]
    return [point for point in points if min(math.dist(point, end) for end in ends) >= distance]
