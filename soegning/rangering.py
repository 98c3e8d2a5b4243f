"""Which of the hits comes first. Plain arithmetic on what stands where; no database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log2

from .analyse import content_words, stem
from .indeks import ROOM

EXACT_TITLE = 1000.0
#: The address is the word: /kontakt/, /test/.
EXACT_SLUG = 100.0
#: The word itself stands there, not only what it is put together from.
ITSELF = 8.0
TITLE_BEGINS = 30.0
TITLE_HOLDS_PHRASE = 20.0
IN_TITLE, IN_LEAD, IN_TEXT = 10.0, 4.0, 1.0
WHOLE_TITLE = 12.0
AS_TYPED = 2.0
#: What a word counts for more, for each time its pages double into those of the commonest one.
RARER = 0.3
#: How much the kind of page weighs: a vej before a case, both before a plain page.
KIND = 1.5


@dataclass(frozen=True, slots=True)
class Candidate:
    place: int
    title_key: str
    slug: str
    title_terms: str
    lead_terms: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What ranking knows of a query: its words as typed, and for each what meets it."""

    key: str
    words: Sequence[str]
    #: For each word that carries meaning, the terms of which any will do.
    ways: Sequence[Sequence[tuple[str, ...]]]
    #: For each of them how much it says: a word that few pages hold says more.
    weights: Sequence[float]
    #: Where pages stand that hold every word itself.
    exactly: frozenset[int] = frozenset()
    stems: tuple[str, ...] = field(default=())

    @classmethod
    def of(
        cls,
        key: str,
        ways: Sequence[Sequence[tuple[str, ...]]],
        pages: Sequence[int],
        exactly: frozenset[int] = frozenset(),
    ) -> "Wanted":
        found = key.split()
        most = max(pages, default=0) + 1
        weights = [1 + RARER * log2(most / (amount + 1)) for amount in pages]
        return cls(key, found, ways, weights, exactly, tuple(stem(word) for word in found))


def score(candidate: Candidate, wanted: Wanted) -> float:
    title = candidate.title_terms.split()
    in_title = set(title)
    total = KIND * (candidate.place // ROOM)
    if candidate.title_key == wanted.key:
        total += EXACT_TITLE
    if candidate.slug == "-".join(wanted.words):
        total += EXACT_SLUG
    if candidate.place in wanted.exactly:
        total += ITSELF
    title_words = candidate.title_key.split()
    if len(wanted.stems) > 1:
        stems = tuple(stem(word) for word in title_words)
        if stems[: len(wanted.stems)] == wanted.stems:
            total += TITLE_BEGINS
        elif f" {' '.join(wanted.stems)} " in f" {' '.join(stems)} ":
            total += TITLE_HOLDS_PHRASE
    met, in_lead = 0, None
    for ways, weight in zip(wanted.ways, wanted.weights, strict=True):
        if any(in_title.issuperset(way) for way in ways):
            total += IN_TITLE * weight
            met += 1
            continue
        in_lead = in_lead or set(candidate.lead_terms.split())
        if any(in_lead.issuperset(way) for way in ways):
            total += IN_LEAD * weight
        else:
            total += IN_TEXT
    carrying = content_words(title_words) or title_words
    if carrying:
        total += WHOLE_TITLE * min(1.0, met / len(carrying))
    # The very form that was typed, and filling too, counts for a little.
    total += sum(AS_TYPED for word in wanted.words if word in title_words)
    return total


def ranked(candidates: Sequence[Candidate], wanted: Wanted) -> list[int]:
    """Return the places of the candidates, the best first; of equals the newer."""
    scores = {one.place: score(one, wanted) for one in candidates}
    return sorted(scores, key=lambda place: (-scores[place], -place))
