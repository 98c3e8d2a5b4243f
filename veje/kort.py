"""The dialogue cards, one for each vej, and how they lie on sheets of paper."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

#: Four A6 on an A4.
PER_SHEET = 4
#: Up to so many characters a text is set large; beyond the last limit it is set small.
TITLE_LIMITS = (34, 80, 140)
BACK_LIMITS = (280, 360, 500)
#: So long a word has room in a line at each size, also where many of its letters are wide.
WORD_LIMITS = (14, 18, 22)
SIZES = ("stor", "mellem", "lille", "mindst")


@dataclass(frozen=True, slots=True)
class Dialogkort:
    """What stands on one card; how large is decided by how much it is."""

    number: int | None
    motif: int | None
    motif_alt: str
    title: str
    question: str
    follow_up: str
    text: str
    #: Stands in the number's place where the card is no vej's.
    label: str = ""

    @classmethod
    def of(cls, vej: Any) -> "Dialogkort":
        return cls(
            number=vej.number,
            motif=vej.motif_number,
            motif_alt=vej.motif_alt,
            title=vej.title,
            question=vej.card_question or vej.question,
            follow_up=vej.card_follow_up,
            text=vej.short_text,
        )

    @property
    def title_size(self) -> str:
        longest = max(map(len, re.split(r"[\s-]+", self.title)))
        by_length, by_word = size_of(len(self.title), TITLE_LIMITS), size_of(longest, WORD_LIMITS)
        return max(by_length, by_word, key=SIZES.index)

    @property
    def back_size(self) -> str:
        # The question is set largest, so its letters weigh most.
        weight = 2 * len(self.question) + len(self.follow_up) + len(self.text) // 2
        return size_of(weight, BACK_LIMITS)


def size_of(length: int, limits: tuple[int, ...]) -> str:
    """Return the name of the largest size that so many characters have room in."""
    return SIZES[sum(length > limit for limit in limits)]


def sheets(veje: Iterable[Any]) -> list[list[Dialogkort]]:
    """Return the cards, four to a sheet. The stylesheet turns each sheet into two pages."""
    return on_sheets([Dialogkort.of(vej) for vej in veje])


def on_sheets(cards: list[Dialogkort]) -> list[list[Dialogkort]]:
    return [cards[start : start + PER_SHEET] for start in range(0, len(cards), PER_SHEET)]
