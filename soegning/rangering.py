"""Which of the hits comes first. Plain arithmetic on what stands where; no database."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .analyse import stem
from .indeks import ROOM

EXACT_TITLE = 1000.0
TITLE_BEGINS = 30.0
TITLE_HOLDS_PHRASE = 20.0
IN_TITLE, IN_LEAD, IN_TEXT = 10.0, 4.0, 1.0
WHOLE_TITLE = 12.0
#: How much the kind of page weighs: a vej before a case, both before a plain page.
KIND = 1.5


@dataclass(frozen=True, slots=True)
class Candidate:
    place: int
    title_key: str
    title_terms: str
    lead_terms: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What ranking knows of a query: its words as typed, and for each what meets it."""

    key: str
    words: Sequence[str]
    #: For each word that carries meaning, the terms of which any will do.
    ways: Sequence[frozenset[str]]
    stems: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, key: str, ways: Sequence[frozenset[str]]) -> "Wanted":
        found = key.split()
        return cls(key, found, ways, tuple(stem(word) for word in found))


def score(candidate: Candidate, wanted: Wanted) -> float:
    title = candidate.title_terms.split()
    in_title = set(title)
    in_lead = set(candidate.lead_terms.split())
    total = KIND * (candidate.place // ROOM)
    if candidate.title_key == wanted.key:
        total += EXACT_TITLE
    title_words = candidate.title_key.split()
    stems = tuple(stem(word) for word in title_words)
    if len(wanted.stems) > 1:
        if stems[: len(wanted.stems)] == wanted.stems:
            total += TITLE_BEGINS
        elif f" {' '.join(wanted.stems)} " in f" {' '.join(stems)} ":
            total += TITLE_HOLDS_PHRASE
    met = 0
    for ways in wanted.ways:
        if ways & in_title:
            total += IN_TITLE
            met += 1
        elif ways & in_lead:
            total += IN_LEAD
        else:
            total += IN_TEXT
    if title_words:
        # Filling in the query counts for something when it stands in the title.
        filling = sum(1 for word in wanted.words if word in title_words)
        total += WHOLE_TITLE * min(1.0, max(met, filling) / len(title_words))
    return total


def ranked(candidates: Sequence[Candidate], wanted: Wanted) -> list[int]:
    """Return the places of the candidates, the best first; of equals the newer."""
    scores = {one.place: score(one, wanted) for one in candidates}
    return sorted(scores, key=lambda place: (-scores[place], -place))
