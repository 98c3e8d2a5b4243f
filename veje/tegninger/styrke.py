"""Threads as strong as an answer, for the readiness test and its team picture."""

import math
from collections.abc import Sequence
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .farver import FARVER

WIDTH, HEIGHT = 720, 44
MIDDLE = HEIGHT / 2
THINNEST, BROADEST = 5, 24
#: A weak thread swings more than a strong one, and each vej swings at its own place.
SWING: Final = 13
DOTS: Final = "1 15"

#: Where the five steps stand, and the most that a dot may cover.
SPREAD_WIDTH, SPREAD_HEIGHT = 480, 52
STEP_AT: Final = (24, 132, 240, 348, 456)
LARGEST_DOT, SMALLEST_DOT = 20, 12


def _wave(number: int, swing: float) -> str:
    at = 290 + number % 5 * 18
    return (
        f"M14 {MIDDLE:g}C150 {MIDDLE:g} {at - 100} {MIDDLE - swing:g} {at} {MIDDLE - swing:g}"
        f"S{at + 150} {MIDDLE + swing:g} {at + 250} {MIDDLE + swing / 2:g}S640 {MIDDLE:g}"
        f" 706 {MIDDLE:g}"
    )


def strength_svg(number: int, points: int | None, *, name: str = "") -> SafeString:
    """One vej's thread: from thin and loose at 0 points to broad and steady at 100.

    Without an answer it is a dotted line, for there is nothing to be thin. Silent unless it is
    given a name: the words stand beside it and in the table.
    """
    share = 0 if points is None else points / 100
    width = THINNEST + (BROADEST - THINNEST) * share
    dots = format_html(' stroke-dasharray="{}"', DOTS) if points is None else ""
    return format_html(
        '<svg class="styrke" viewBox="0 0 {} {}" preserveAspectRatio="none" fill="none"'
        ' stroke-linecap="round" focusable="false" {}>{}'
        '<path class="traad traad--{}"{} stroke-width="{}"{} d="{}"/></svg>',
        WIDTH,
        HEIGHT,
        mark_safe('role="img"' if name else 'aria-hidden="true"'),  # noqa: S308  (constants)
        format_html("<title>{}</title>", name) if name else "",
        number,
        # A drawing with a name is for paper, where no stylesheet reaches into it.
        format_html(' stroke="{}"', FARVER[number].dyb) if name else "",
        f"{width:g}",
        dots,
        _wave(number, SWING * (1 - share) if points is not None else 4),
    )


def spread_svg(number: int, steps: Sequence[int], mean: int | None = None) -> SafeString:
    """How a team's answers lie: five places on a thread, each dot as large as it has answers.

    The area follows the share of those who answered, so that dots of different veje compare. A
    short stroke across marks the mean. Silent, as above.
    """
    answered = sum(steps)
    middle = SPREAD_HEIGHT / 2
    dots = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="{}"/><text x="{}" y="{}">{}</text>',
        (
            (x, f"{middle:g}", f"{_radius(n / answered):.1f}", x, f"{middle + 6:g}", n)
            for x, n in zip(STEP_AT, steps, strict=True)
            if n
        ),
    )
    first, last = STEP_AT[0], STEP_AT[-1]
    mark = ""
    if mean is not None:
        x = first + (last - first) * mean / 100
        mark = format_html(
            '<path class="spredning__snit" d="M{} 1V{}"/>', f"{x:g}", SPREAD_HEIGHT - 1
        )
    return format_html(
        '<svg class="spredning" data-vej="{}" viewBox="0 0 {} {}" preserveAspectRatio="xMinYMid"'
        ' aria-hidden="true" focusable="false"><path d="M{} {}H{}"/>{}{}</svg>',
        number,
        SPREAD_WIDTH,
        SPREAD_HEIGHT,
        first,
        f"{middle:g}",
        last,
        mark,
        dots,
    )


def _radius(share: float) -> float:
    """Let the area follow the share, but leave room for the figure itself."""
    return max(LARGEST_DOT * math.sqrt(share), SMALLEST_DOT)
