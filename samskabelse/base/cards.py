"""What a listing shows of a page, whatever its type."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .tekster import tekst


@dataclass(frozen=True, slots=True)
class ThreadStroke:
    """A short coloured stroke: the vej's number and name, and where it leads."""

    number: int
    title: str
    url: str
    reason: str = ""

    @property
    def label(self) -> str:
        return tekst("vej.traad", nr=self.number, titel=self.title)


@dataclass(frozen=True, slots=True)
class Card:
    """One page in a list.

    ``kicker`` is the short line above the title, ``meta`` the one below it (reading time,
    dates), ``badge`` a mark such as »Eksempel«. Without ``image`` a cover is drawn from the
    threads and ``seed``.
    """

    title: str
    url: str
    summary: str = ""
    kicker: str = ""
    meta: str = ""
    badge: str = ""
    image: Any = None
    seed: str = ""
    threads: Sequence[ThreadStroke] = field(default_factory=tuple)

    @property
    def vej_numbers(self) -> list[int]:
        return [thread.number for thread in self.threads]


def cut_at_word(text: str, limit: int) -> str:
    """Return the text cut after the last whole word within ``limit`` characters, with »…«."""
    if len(text) <= limit:
        return text
    head, space, _rest = text[: limit + 1].rpartition(" ")
    return f"{head.rstrip(' ,;:–-.') if space else text[:limit]}…"
