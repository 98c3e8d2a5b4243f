"""Curves as lists of points, shared by everything that draws: SVG and Pillow alike.

A curve is a start point followed by three points for each cubic Bézier, so 3n + 1 in all.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

Point = tuple[float, float]
Curve = tuple[Point, ...]


class Streg(NamedTuple):
    """A stroke of a drawing. Without a vej it is air: a gap in the colour of the ground."""

    curve: Curve
    width: float
    vej: int | None
    #: Set when the curve is a full circle, begun at its leftmost point: SVG has a shorter way.
    radius: float = 0


def smoothstep(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return value * value * (3 - 2 * value)


def line(start: Point, end: Point) -> Curve:
    (ax, ay), (bx, by) = start, end
    third = (bx - ax) / 3, (by - ay) / 3
    return (start, (ax + third[0], ay + third[1]), (bx - third[0], by - third[1]), end)


def bezier_at(curve: Curve, segment: int, t: float) -> Point:
    a, b, c, d = curve[3 * segment : 3 * segment + 4]
    s = 1 - t
    k = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
    return (
        k[0] * a[0] + k[1] * b[0] + k[2] * c[0] + k[3] * d[0],
        k[0] * a[1] + k[1] * b[1] + k[2] * c[1] + k[3] * d[1],
    )


def flatten(curve: Curve, steps: int = 24) -> list[Point]:
    """The curve as a polyline."""
    points = [curve[0]]
    for segment in range((len(curve) - 1) // 3):
        points += [bezier_at(curve, segment, step / steps) for step in range(1, steps + 1)]
    return points


def _hermite(path: Callable[[float], Point], start: float, end: float) -> Curve:
    """One Bézier with the path's own ends and directions."""
    step = (end - start) / 1000
    (ax, ay), (bx, by) = path(start), path(end)
    (px, py), (qx, qy) = path(start + step), path(end - step)
    k = 1000 / 3
    return (
        (ax, ay),
        (ax + (px - ax) * k, ay + (py - ay) * k),
        (bx + (qx - bx) * k, by + (qy - by) * k),
        (bx, by),
    )


def fit(
    path: Callable[[float], Point],
    start: float,
    end: float,
    *,
    tolerance: float = 0.8,
    grid: float = 0,
) -> Curve:
    """Follow a path with as few Béziers as the tolerance allows, joined at grid lines if any."""

    def is_close(t0: float, t1: float) -> bool:
        piece = _hermite(path, t0, t1)
        return all(
            math.dist(bezier_at(piece, 0, k / 8), path(t0 + (t1 - t0) * k / 8)) <= tolerance
            for k in range(1, 8)
        )

    points: list[Point] = [path(start)]
    t0 = start
    while t0 < end:
        low, high = t0, end
        if not is_close(t0, end):
            for _ in range(12):
                middle = (low + high) / 2
                low, high = (middle, high) if is_close(t0, middle) else (low, middle)
            high = max(low, t0 + (end - start) / 200)
        if grid and high < end:
            high = math.floor(high / grid) * grid
        high = min(high, end)
        points += _hermite(path, t0, high)[1:]
        t0 = high
    return tuple(points)


def piece(path: Callable[[float], Point], start: float, end: float) -> Curve:
    """A short piece of a path, as one Bézier."""
    return _hermite(path, start, end)


def transform(curve: Curve, change: Callable[[Point], Point]) -> Curve:
    return tuple(change(point) for point in curve)


def _number(value: float) -> str:
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def path_numbers(command: str, *values: float) -> str:
    """A path command with its numbers, in as few characters as they can be told."""
    text = command
    for value in values:
        number = _number(value)
        text += number if text == command or number.startswith("-") else f" {number}"
    return text


def path_data(curve: Curve, decimals: int = 0) -> str:
    """The ``d`` of a path: relative Béziers, each rounded from where the last one really ended.

    The decimals are for where the Béziers meet; their handles do with whole numbers.
    """
    x, y = round(curve[0][0], decimals), round(curve[0][1], decimals)
    data = path_numbers("M", x, y) + "c"
    for index in range(1, len(curve), 3):
        offsets = [
            round(value - origin, decimals if place == 2 else 0)
            for place, point in enumerate(curve[index : index + 3])
            for value, origin in zip(point, (x, y), strict=True)
        ]
        numbers = path_numbers("", *offsets)
        data += numbers if data.endswith("c") or numbers.startswith("-") else f" {numbers}"
        x, y = x + offsets[4], y + offsets[5]
    return data
