"""Delingsbilledet: what a link to a page looks like in a feed or a mail."""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from .farver import BLAEK, FARVER, LINJE, PAPIR
from .geometri import Point
from .omslag import cover_strokes, known_veje
from .pensel import paint

WIDTH, HEIGHT = 1200, 630
OVERSIZE: Final = 2
MAX_BYTES: Final = 80_000
MARGIN: Final = 72
#: The cover's threads fill the lower part, from edge to edge.
ART_TOP: Final = 414
#: Its ground is a little lighter than blæk, so that it is seen to be a picture of its own.
BAND: Final = "#282748"
ART_SIZE: Final = (1600, 288)
TITLE_TOP, TITLE_BOTTOM = 120, 390
TITLE_SIZES: Final = (116, 104, 92, 84, 76, 68, 62, 56)
MAX_LINES: Final = 4
LEADING: Final = 1.06
#: Large letters stand closer.
TRACKING: Final = -0.022
LARGE: Final = 40
WORDMARK: Final = "Samskabelse · COK"

#: Bricolage Grotesque at weight 700, cut down to Latin letters.
FONT: Final = Path(__file__).resolve().parents[2] / "static" / "fonts" / "bricolage-700.ttf"


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size * OVERSIZE, layout_engine=ImageFont.Layout.BASIC)


def _tracking(size: int) -> float:
    return TRACKING * size if size >= LARGE else 0


def _width(text: str, size: int) -> float:
    return _font(size).getlength(text) / OVERSIZE + _tracking(size) * len(text)


def _wrap(text: str, size: int, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and _width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _shorten(text: str, size: int, room: float) -> str:
    """Cut until the line has room for an ellipsis: after a word, or within the only one."""
    while text and _width(f"{text}…", size) > room:
        text = text.rpartition(" ")[0] or text[:-1]
    return f"{text.rstrip(' ,.;:–-')}…"


def _set_title(title: str) -> tuple[int, list[str]]:
    """The largest size at which the title fits, and its lines."""
    room = WIDTH - 2 * MARGIN
    for size in TITLE_SIZES:
        lines = _wrap(title, size, room)
        fits_across = all(_width(line, size) <= room for line in lines)
        fits_down = len(lines) * size * LEADING <= TITLE_BOTTOM - TITLE_TOP
        if fits_across and fits_down and len(lines) <= MAX_LINES:
            return size, _balance(lines, title, size)
    size = TITLE_SIZES[-1]
    lines = _wrap(title, size, room)
    shown = lines[:MAX_LINES]
    if len(lines) > MAX_LINES:
        shown[-1] = _shorten(shown[-1], size, room)
    return size, [
        text if _width(text, size) <= room else _shorten(text, size, room) for text in shown
    ]


def _balance(lines: list[str], title: str, size: int) -> list[str]:
    """Lines of much the same length, in no more of them."""
    low, high = 0.0, float(WIDTH - 2 * MARGIN)
    for _ in range(9):
        middle = (low + high) / 2
        tried = _wrap(title, size, middle)
        fits = len(tried) <= len(lines) and all(_width(text, size) <= middle for text in tried)
        low, high = (low, middle) if fits else (middle, high)
    return _wrap(title, size, high)


def _write(draw: ImageDraw.ImageDraw, at: Point, text: str, size: int, colour: str) -> None:
    """Write a line from its left end and baseline, letter by letter for the tracking."""
    x, y = at[0] * OVERSIZE, at[1] * OVERSIZE
    font = _font(size)
    for index, letter in enumerate(text):
        draw.text((x, y), letter, font=font, fill=colour, anchor="ls")
        pair = text[index : index + 2]
        x += font.getlength(pair) - (font.getlength(pair[1]) if pair[1:] else 0)
        x += _tracking(size) * OVERSIZE


def _band(vej_numbers: Sequence[int], seed: int | str) -> Image.Image:
    """The threads, painted larger than the letters: Pillow knows only whole pixels."""
    size = WIDTH * OVERSIZE, (HEIGHT - ART_TOP) * OVERSIZE
    band = Image.new("RGB", (size[0] * 2, size[1] * 2), BAND)
    scale = band.width / ART_SIZE[0]
    paint(
        band,
        cover_strokes(vej_numbers, seed, ART_SIZE),
        lambda point: (point[0] * scale, point[1] * scale),
        scale,
        lambda vej: BAND if vej is None else FARVER[vej].lys,
    )
    return band.reduce(2)


def share_image(title: str, kicker: str, vej_numbers: Sequence[int], seed: int | str) -> bytes:
    """A PNG of 1200 by 630: the title on blæk above the threads of the page's cover."""
    image = Image.new("RGB", (WIDTH * OVERSIZE, HEIGHT * OVERSIZE), BLAEK)
    image.paste(_band(vej_numbers, seed), (0, ART_TOP * OVERSIZE))

    draw = ImageDraw.Draw(image)
    x = MARGIN
    baseline = 90
    veje = known_veje(vej_numbers)
    for index, number in enumerate(veje):
        left = x + 44 * index
        dash = (left, baseline - 15, left + 36, baseline - 5)
        draw.rounded_rectangle(
            tuple(edge * OVERSIZE for edge in dash), radius=5 * OVERSIZE, fill=FARVER[number].lys
        )
    x += 44 * len(veje)
    room = WIDTH - MARGIN - _width(WORDMARK, 30) - 40 - x
    start = x + (10 if veje else 0)
    if _width(kicker, 30) > room:
        kicker = _shorten(kicker, 30, room)
    _write(draw, (start, baseline), kicker, 30, LINJE)
    _write(draw, (WIDTH - MARGIN - _width(WORDMARK, 30), baseline), WORDMARK, 30, PAPIR)

    size, lines = _set_title(title)
    free = TITLE_BOTTOM - TITLE_TOP - len(lines) * size * LEADING
    y = TITLE_TOP + free / 2 + size * 0.86
    for text in lines:
        _write(draw, (MARGIN - size * 0.04, y), text, size, PAPIR)
        y += size * LEADING

    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    for colours in (128, 64, 32, 16):
        flat = small.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        file = io.BytesIO()
        flat.save(file, "PNG", optimize=True)
        if file.tell() < MAX_BYTES:
            break
    return file.getvalue()
