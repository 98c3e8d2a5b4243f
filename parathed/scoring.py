"""How answers become a result. Pure functions; »Sådan regner vi« is written from what stands here.

An answer is a step from 1 to 5, or `DONT_KNOW`. »Ved ikke« is left out of everything: it never
counts as zero.
"""

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

DONT_KNOW: Final = 0
STEPS: Final = 5
#: What each step is worth, from the left pole to the right.
POINTS: Final = (0, 25, 50, 75, 100)
#: The highest points that get the first and the second of the three pieces of advice.
LOW_UNTIL, MIDDLE_UNTIL = 33, 66
#: How many veje a result suggests to begin with.
FOCUS = 2

Named = TypeVar("Named")


def points(answer: int) -> int | None:
    """Return the points of a step, or None for »ved ikke«."""
    return None if answer == DONT_KNOW else POINTS[answer - 1]


def rounded(total: int, amount: int) -> int:
    """Divide and round half up, as people do; Python's own rounds 12.5 to 12."""
    return (2 * total + amount) // (2 * amount)


def overall(answers: Iterable[int]) -> int | None:
    """Return the mean of the answered questions in whole points, or None when none is."""
    known = [POINTS[answer - 1] for answer in answers if answer != DONT_KNOW]
    return rounded(sum(known), len(known)) if known else None


def band(value: int) -> int:
    """Return which of the three pieces of advice fits: 0, 1 or 2."""
    return 0 if value <= LOW_UNTIL else 1 if value <= MIDDLE_UNTIL else 2


def focus(answers: Sequence[int], amount: int = FOCUS) -> list[int]:
    """Return the places of those with the fewest points; of equals the first comes first."""
    known = [place for place, answer in enumerate(answers) if answer != DONT_KNOW]
    return sorted(known, key=lambda place: (answers[place], place))[:amount]


def level(value: int, levels: Sequence[tuple[int, Named]]) -> Named | None:
    """Return the last level that begins at or below the value; the lowest when all are above."""
    in_order = sorted(levels, key=lambda pair: pair[0])
    reached = [named for start, named in in_order if start <= value]
    return reached[-1] if reached else in_order[0][1] if in_order else None
