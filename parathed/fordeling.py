"""How a team's answers lie: the mean and, above all, the spread. Pure functions on counts.

A team's answers are only ever kept as counts: how many chose each step. So who answered what,
and in which order, is not there to be found.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .scoring import DONT_KNOW, POINTS, STEPS, rounded

#: Nothing is shown of fewer answers.
FEWEST: Final = 5
#: Answers are split when this share stands at the first two steps and this at the last two.
SPLIT_SHARE: Final = 4
#: Points of standard deviation below which answers lie close, and from which they lie apart.
CLOSE, APART = 15, 30


@dataclass(frozen=True, slots=True)
class Fordeling:
    """How many said »ved ikke«, and how many chose each of the five steps."""

    counts: tuple[int, ...]

    @classmethod
    def empty(cls) -> "Fordeling":
        return cls((0,) * (STEPS + 1))

    def plus(self, answer: int) -> "Fordeling":
        return Fordeling(tuple(n + (place == answer) for place, n in enumerate(self.counts)))

    @property
    def steps(self) -> tuple[int, ...]:
        return self.counts[DONT_KNOW + 1 :]

    @property
    def dont_know(self) -> int:
        return self.counts[DONT_KNOW]

    @property
    def answered(self) -> int:
        return sum(self.steps)

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> int | None:
        """The mean in whole points."""
        if not self.answered:
            return None
        return rounded(sum(n * p for n, p in zip(self.steps, POINTS, strict=True)), self.answered)

    @property
    def spread(self) -> float:
        """The standard deviation in points: 0 when all agree, 50 when half stand at each pole."""
        if not self.answered:
            return 0.0
        pairs = list(zip(self.steps, POINTS, strict=True))
        mean = sum(n * p for n, p in pairs) / self.answered
        return math.sqrt(sum(n * (p - mean) ** 2 for n, p in pairs) / self.answered)

    @property
    def is_split(self) -> bool:
        """At least every fourth chose one of the first two steps, and every fourth of the last."""
        first, last = sum(self.steps[:2]), sum(self.steps[-2:])
        return bool(self.answered) and min(first, last) * SPLIT_SHARE >= self.answered

    @property
    def agreement(self) -> str:
        """In a word: ``taet``, ``noget`` or ``spredt``."""
        if self.is_split or self.spread >= APART:
            return "spredt"
        return "taet" if self.spread < CLOSE else "noget"


def no_counts(amount: int) -> list[list[int]]:
    """Return the counts of so many questions before anybody has answered, as they are stored."""
    return [list(Fordeling.empty().counts) for _question in range(amount)]


def counts_with(counts: Sequence[Sequence[int]], answers: Sequence[int]) -> list[list[int]]:
    """Return the counts with one more who answered."""
    return [
        list(Fordeling(tuple(row)).plus(answer).counts)
        for row, answer in zip(counts, answers, strict=True)
    ]


def most_apart_first(fordelinger: Sequence[Fordeling]) -> list[int]:
    """Return the places, where colleagues disagree most first; split before merely spread."""
    return sorted(
        (place for place, one in enumerate(fordelinger) if one.answered),
        key=lambda place: (
            not fordelinger[place].is_split,
            -round(fordelinger[place].spread, 6),
            place,
        ),
    )


def overall_mean(fordelinger: Sequence[Fordeling]) -> int | None:
    """Return the mean of all answers to all questions in whole points."""
    answered = sum(one.answered for one in fordelinger)
    total = sum(n * p for one in fordelinger for n, p in zip(one.steps, POINTS, strict=True))
    return rounded(total, answered) if answered else None
