"""Mærket: two threads that cross, and a third that passes below them."""

from functools import cache
from typing import Final

from .geometri import Curve, Streg, line, path_data

WIDTH, HEIGHT = 34, 26
STROKE: Final = 4.0
AIR: Final = 2.5

_DOWN: Final[Curve] = ((2, 5), (14, 5), (20, 21), (32, 21))
_UP: Final[Curve] = ((2, 21), (14, 21), (20, 5), (32, 5))

#: From below and upwards. The air is what makes one thread lie over the other.
MARK: Final = (
    Streg(line((2, 13), (9, 13)), STROKE, 5),
    Streg(line((25, 13), (32, 13)), STROKE, 5),
    Streg(_DOWN, STROKE, 1),
    Streg(_UP, STROKE + 2 * AIR, None),
    Streg(_UP, STROKE, 8),
)


@cache
def logo_svg() -> str:
    """The mark that stands before the site's name."""
    paths = "".join(
        f'<path class="fletning__luft" stroke-width="{stroke.width:g}" d="{data}"/>'
        if stroke.vej is None
        else f'<path class="traad traad--{stroke.vej}" d="{data}"/>'
        for stroke in MARK
        for data in [path_data(stroke.curve)]
    )
    return (
        f'<svg class="logo" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' fill="none" stroke-width="{STROKE:g}" stroke-linecap="round" aria-hidden="true"'
        f' focusable="false">{paths}</svg>'
    )
