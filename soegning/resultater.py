"""From a query to what is shown: hits in order, counts by kind and vej, the page's rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from wagtail.models import Page

from samskabelse.base.cards import ThreadStroke, cut_at_word
from samskabelse.base.visibility import visible
from veje.models import VejPage

from . import motor
from .analyse import stem, words
from .forespoergsel import Query
from .models import Fremhaevelse, IndexEntry, IndexText
from .motor import MOST_COUNTED, Condition, Hit
from .rangering import Candidate, Wanted, ranked
from .uddrag import excerpt, highlight

MOST_PROMOTED = 3
#: A summary that stands in for an excerpt.
SUMMARY = 230


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to. Only known values get in here."""

    kind: str = ""
    vej: int = 0

    def conditions(self) -> list[Condition]:
        found: list[Condition] = []
        if self.kind:
            found.append(((f"k:{self.kind}",),))
        if self.vej:
            found.append(((f"v:{self.vej}",),))
        return found

    def lets_through(self, hit: Hit) -> bool:
        return (not self.kind or hit.kind == self.kind) and (
            not self.vej or bool(hit.veje >> self.vej & 1)
        )


@dataclass
class Found:
    """What a query leads to, before the rows are fetched."""

    query: Query
    filters: Filters
    conditions: list[Condition] = field(default_factory=list)
    #: Hits without regard to the filters, at most one more than are counted.
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    is_more: bool = False
    #: Nothing holds all the words; these hold some.
    is_loosened: bool = False
    places: list[int] = field(default_factory=list)
    promoted: list[int] = field(default_factory=list)

    @property
    def is_capped(self) -> bool:
        return len(self.hits) > MOST_COUNTED

    @cached_property
    def kinds(self) -> dict[str, int]:
        """Hits of each kind on the chosen vej. Up to a thousand; then they are all counted."""
        only = Filters(vej=self.filters.vej)
        if not self.is_capped:
            return dict(Counter(hit.kind for hit in self.hits if only.lets_through(hit)))
        return motor.count_each(
            [*self.conditions, *only.conditions()], {kind: f"k:{kind}" for kind in KINDS}
        )

    @cached_property
    def veje(self) -> dict[int, int]:
        """Hits of the chosen kind on each vej."""
        only = Filters(kind=self.filters.kind)
        numbers = range(1, 11)
        if not self.is_capped:
            hits = [hit.veje for hit in self.hits if only.lets_through(hit)]
            counts = {number: sum(bits >> number & 1 for bits in hits) for number in numbers}
        else:
            counts = motor.count_each(
                [*self.conditions, *only.conditions()],
                {number: f"v:{number}" for number in numbers},
            )
        return {number: amount for number, amount in counts.items() if amount}


#: In the order of the filters.
KINDS = ("vej", "case", "artikel", "publikation", "arrangement", "ydelse", "side")


def find(query: Query, filters: Filters) -> Found:
    """Look for pages with all the words; where there are none, for those with most of them."""
    found = Found(query, filters)
    if not query.words:
        return found
    found.conditions = query.conditions()
    found.hits = motor.hits(found.conditions)
    if not found.hits:
        for weaker in query.loosened():
            found.hits = motor.hits(weaker)
            if found.hits:
                found.conditions, found.is_loosened = weaker, True
                break
    if not found.hits:
        return found
    count(found)
    found.promoted = promoted(query, filters)
    order(found)
    return found


def count(found: Found) -> None:
    matching = [hit for hit in found.hits if found.filters.lets_through(hit)]
    if found.is_capped and found.filters != Filters():
        matching = motor.hits([*found.conditions, *found.filters.conditions()])
    found.is_more = len(matching) > MOST_COUNTED
    found.total = min(len(matching), MOST_COUNTED)
    found.hits_shown = matching  # type: ignore[attr-defined]


def order(found: Found) -> None:
    """Rank what stands in titles, then what leads in, then the rest, until there is enough."""
    query, narrowed = found.query, found.filters.conditions()
    matching: list[Hit] = found.hits_shown  # type: ignore[attr-defined]
    if len(matching) <= motor.MOST_RANKED:
        places = dict.fromkeys(hit.place for hit in matching)
    else:
        places = dict.fromkeys(exact_titles(query))
        for tier in (query.in_titles(), query.in_leads(), found.conditions):
            if len(places) >= motor.MOST_RANKED:
                break
            if not found.is_loosened or tier is found.conditions:
                places |= dict.fromkeys(motor.best_places([*tier, *narrowed]))
    wanted = Wanted.of(
        query.key,
        [frozenset(term for way in word.ways() for term in way) for word in query.needed],
    )
    rows = IndexEntry.objects.filter(place__in=list(places)[: motor.MOST_RANKED])
    candidates = [
        Candidate(*row)
        for row in rows.values_list("place", "title_key", "title_terms", "lead_terms")
        if not narrowed or row[0] in places
    ]
    found.places = ranked(candidates, wanted)
    first = [place for place in found.promoted if place]
    found.places = [*first, *(place for place in found.places if place not in first)]


def exact_titles(query: Query) -> list[int]:
    return list(IndexEntry.objects.filter(title_key=query.key).values_list("place", flat=True)[:20])


def promoted(query: Query, filters: Filters) -> list[int]:
    """Return the pages that editors put first for just these words."""
    chosen = Fremhaevelse.objects.filter(keys__contains=f"\n{query.promotion_key}\n")
    ids = list(chosen.order_by("order", "pk").values_list("page", flat=True)[:MOST_PROMOTED])
    if not ids:
        return []
    rows = IndexEntry.objects.filter(page__in=visible(Page.objects).filter(pk__in=ids))
    entries = {entry.page_id: entry for entry in rows.only("place", "page_id", "kind", "veje")}
    return [
        entries[pk].place
        for pk in ids
        if pk in entries
        and filters.lets_through(Hit(entries[pk].place, entries[pk].kind, entries[pk].veje))
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """One result as the page shows it."""

    title: SafeString
    url: str
    kicker: str
    badge: str
    excerpt: SafeString
    #: The document that the excerpt stands in.
    document: str
    threads: Sequence[ThreadStroke]
    is_promoted: bool

    @property
    def vej_numbers(self) -> list[int]:
        return [thread.number for thread in self.threads]


def rows(found: Found, places: Sequence[int], veje: dict[int, Any], request: Any) -> list[Row]:
    """Return what is shown of the pages at these places: two queries for all of them.

    Asks once more whether a stranger may see each, so that not even a row that lags shows.
    """
    terms = found_terms(found)
    texts = IndexText.objects.in_bulk(places)
    entries = IndexEntry.objects.filter(place__in=places).defer("terms", "lead_terms")
    pages = visible(Page.objects).filter(pk__in=entries.values("page")).in_bulk()
    by_place = {entry.place: entry for entry in entries}
    made = []
    for place in places:
        entry, text = by_place.get(place), texts.get(place)
        page = entry and pages.get(entry.page_id)
        if entry is None or text is None or page is None:
            continue
        made.append(row(entry, text, page.get_url(request) or "", terms, veje, found))
    return made


def found_terms(found: Found) -> frozenset[str]:
    return frozenset(
        term.rstrip("*") for word in found.query.needed for way in word.ways() for term in way
    )


def row(
    entry: IndexEntry, text: IndexText, url: str, terms: frozenset[str], veje: Any, found: Found
) -> Row:
    lead = text.lead.split("\n")
    shown, number = excerpt([*lead[::-1], text.body, *(t for _name, t in text.files)], terms)
    document = ""
    if number < 0:
        summary = max(lead, key=len, default="") or text.body
        shown = highlight(cut_at_word(summary.replace("\n", " "), SUMMARY), frozenset())
    elif number > len(lead):
        document = text.files[number - len(lead) - 1][0]
    return Row(
        title=highlight(text.title, terms),
        url=url,
        kicker=entry.kicker,
        badge=entry.badge,
        excerpt=shown,
        document=document,
        threads=[veje[n] for n in range(1, 11) if entry.veje >> n & 1 and n in veje],
        is_promoted=entry.place in found.promoted,
    )


def strokes(request: Any) -> dict[int, ThreadStroke]:
    """Return the ten veje that strangers may see, by number."""
    return {
        vej.number: ThreadStroke(vej.number, vej.title, vej.get_url(request) or "")
        for vej in visible(VejPage.objects).exclude(number=None).order_by("number").defer("body")
    }


def title_words(text: str) -> list[str]:
    return [stem(word) for word in words(text)]
