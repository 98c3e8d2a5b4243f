"""What else is worth reading: pages that share veje, field, topic or municipality, and why.

The scores of all pages are added up at once, bit by bit, over the numbers of `veje.indeks`.
"""

from collections.abc import Collection
from dataclasses import dataclass

from wagtail.models import Page

from samskabelse.base.cards import Card
from samskabelse.base.facetindeks import Index, first_places
from samskabelse.base.tekster import tekst

from . import spine
from .indeks import KIND, TIES, index, listed

#: Looked at before the choice is spread over kinds of pages.
CANDIDATES = 24
#: Of one kind, while there are others.
MOST_OF_A_KIND = 2
SHOWN = 3

Shared = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Related:
    """A page that is worth reading next, and what it shares."""

    card: Card
    reason: str


def related_to(
    page: Page, shown: int = SHOWN, without: Collection[int] = (), kinds: Collection[str] = ()
) -> list[Related]:
    """Return the pages that share most with the page, the newest first among equals.

    ``without`` holds the ids of pages that are on the page already, ``kinds`` the names of the
    models to choose from.
    """
    pages = index()
    shared = _ties_of(page, pages)
    best = _best(pages, shared, _allowed(pages, {_pk(page), *without}, kinds))
    chosen = spine.fetch(_spread(pages, best, shown))
    return [Related(one.as_card(), _reason(pages, shared, one.pk)) for one in chosen]


def _pk(page: Page) -> int:
    """A mirror of another page has that one's ties, and is not related to it."""
    return page.alias_of_id or page.pk


def _ties_of(page: Page, pages: Index) -> Shared:
    """The keys of the page's own ties. A preview or a chapter has those of its veje alone."""
    place = pages.place.get(_pk(page))
    if place is None:
        numbers = [str(thread.number) for thread in getattr(page, "threads", [])]
        return {"vej": [number for number in numbers if number in pages.bits["vej"]]}
    return {
        name: [key for key, bits in pages.bits[name].items() if bits >> place & 1] for name in TIES
    }


def _allowed(pages: Index, without: Collection[int], kinds: Collection[str]) -> int:
    allowed = pages.everything & ~pages.bits_of(without)
    if kinds:
        wanted = 0
        for key, bits in pages.bits[KIND].items():
            if key in kinds:
                wanted |= bits
        allowed &= wanted
    return allowed


def _best(pages: Index, shared: Shared, allowed: int) -> list[tuple[int, int]]:
    """Return score and place of the pages that share most, best first.

    Scores are kept as planes: bit n of plane p is bit p of page n's score. Adding a tie's bits
    to all scores is a carry through the planes; finding the highest walks them from the top.
    """
    planes: list[int] = []
    any_tie = 0
    for name, keys in shared.items():
        for key in keys:
            bits = pages.bits[name][key] & allowed
            any_tie |= bits
            weight = TIES[name].weight
            for power in range(weight.bit_length()):
                if weight >> power & 1:
                    _add(planes, bits, power)
    sure, maybe = 0, any_tie
    for plane in reversed(planes):
        higher = sure | (maybe & plane)
        if higher.bit_count() > CANDIDATES:
            maybe &= plane
        else:
            sure, maybe = higher, maybe & ~plane
    places = first_places(sure, CANDIDATES)
    places += first_places(maybe, CANDIDATES - len(places))
    scores = [(sum((plane >> at & 1) << p for p, plane in enumerate(planes)), at) for at in places]
    return sorted(scores, key=lambda row: (-row[0], row[1]))


def _add(planes: list[int], bits: int, power: int) -> None:
    while bits:
        while len(planes) <= power:
            planes.append(0)
        planes[power], bits = planes[power] ^ bits, planes[power] & bits
        power += 1


def _spread(pages: Index, best: list[tuple[int, int]], shown: int) -> list[int]:
    """Choose from the best, no more than two of a kind while others are left."""
    places = [place for _score, place in best]
    kind = {
        place: key
        for key, bits in pages.bits[KIND].items()
        for place in places
        if bits >> place & 1
    }
    chosen: list[int] = []
    for place in places:
        if [kind[one] for one in chosen].count(kind[place]) < MOST_OF_A_KIND:
            chosen.append(place)
    chosen += [place for place in places if place not in chosen]
    order = {place: number for number, place in enumerate(places)}
    return [pages.pks[place] for place in sorted(chosen[:shown], key=order.__getitem__)]


def _reason(pages: Index, shared: Shared, pk: int) -> str:
    """Say what the two pages share: »Deler vej 5 og dagtilbud«."""
    place = pages.place.get(pk)
    words: list[str] = []
    for name, keys in shared.items():
        both = [key for key in keys if place is not None and pages.bits[name][key] >> place & 1]
        words += TIES[name].say([pages.choices[name][key] for key in both])
    return tekst("laesning.deler", hvad=listed(words)) if words else ""
