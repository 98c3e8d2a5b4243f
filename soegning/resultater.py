"""From a query to what is shown: hits in order, counts by kind and vej, the page's rows."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Page, get_page_models

from samskabelse.base.kept import Shelf
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible

from . import motor
from .analyse import words
from .forespoergsel import Query, named_vej
from .models import Fremhaevelse, IndexEntry
from .motor import MOST_COUNTED, MOST_COUNTED_EACH, Condition, Group, Key
from .rangering import Candidate, Wanted, ranked

MOST_PROMOTED = 3


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

    def lets_through(self, group: Group) -> bool:
        return (not self.kind or group.kind == self.kind) and (
            not self.vej or bool(group.veje >> self.vej & 1)
        )


@dataclass
class Found:
    """What a query leads to, before the rows are fetched."""

    query: Query
    filters: Filters
    conditions: list[Condition] = field(default_factory=list)
    #: Hits of each group without regard to the filters, at most one more than are counted in all.
    groups: Counter[Group] = field(default_factory=Counter)
    #: Hits that the filters let through, at most so many as are counted.
    total: int = 0
    is_more: bool = False
    #: Nothing holds all the words; these hold some.
    is_loosened: bool = False
    places: list[int] = field(default_factory=list)
    promoted: list[int] = field(default_factory=list)

    @property
    def is_capped(self) -> bool:
        return self.groups.total() > MOST_COUNTED

    def among(self, filters: Filters) -> int:
        """Return how many of the hits that were looked at the filters let through."""
        found = 0
        for group, hits in self.groups.items():
            if filters.lets_through(group):
                found += hits
        return found

    def each(self, ways: Mapping[Key, Filters]) -> dict[Key, int]:
        """Return how many hits each way to filter leads to, those apart that lead to none.

        Where counting stopped, those looked at may be enough to know that there are many; of the
        other ways the database tells the number.
        """
        counts = {key: self.among(filters) for key, filters in ways.items()}
        if self.is_capped:
            unsure = [key for key, hits in counts.items() if hits <= MOST_COUNTED_EACH]
            counts |= motor.count_each(
                {key: [*self.conditions, *ways[key].conditions()] for key in unsure}
            )
        return {key: hits for key, hits in counts.items() if hits}

    @cached_property
    def kinds(self) -> dict[str, int]:
        """Hits of each kind on the chosen vej."""
        return self.each({kind: Filters(kind, self.filters.vej) for kind in KINDS})

    @cached_property
    def veje(self) -> dict[int, int]:
        """Hits of the chosen kind on each vej."""
        return self.each({number: Filters(self.filters.kind, number) for number in range(1, 11)})


#: In the order of the filters.
KINDS = ("vej", "case", "artikel", "publikation", "arrangement", "ydelse", "side")


#: Looking is most of the work of an answer, and many ask for the same. What is found may be over
#: in the meantime: whoever shows it asks once more.
_found: Shelf[Found] = Shelf(most=100, longest=dt.timedelta(seconds=60))


def find_or_kept(typed: str, is_literal: bool, filters: Filters) -> Found:
    """Return what was typed leads to, as it was found before or anew."""
    key = (typed, is_literal, filters)
    return _found.get(key, lambda: find(Query.read(typed, is_literal), filters))


def find(query: Query, filters: Filters) -> Found:
    """Look for pages with all the words; where there are none, for those with most of them."""
    found = Found(query, filters)
    if not query.words:
        return found
    first = promoted(query)
    named = by_number(query) or by_title_below(query)
    if first or named:
        # What editors chose, or what goes by that very name, is an answer of its own.
        query.keep_as_typed()
    found.conditions = query.conditions()
    found.groups = motor.tally(found.conditions)
    for weaker in [] if found.groups or first or named else query.loosened():
        found.groups = motor.tally(weaker)
        if found.groups:
            found.conditions, found.is_loosened = weaker, True
            break
    if found.groups:
        count(found)
        order(found)
    found.promoted = [entry.place for entry in first if filters.lets_through(group_of(entry))]
    put_first(list(dict.fromkeys([*first, *named])), found)
    return found


def by_number(query: Query) -> list[IndexEntry]:
    """Return the vej that is asked for by its number, if one is."""
    asked = named_vej(query.typed)
    places = motor.best_places(asked, 1) if asked else []
    return list(motor.rows_at(places)) if places else []


def by_title_below(query: Query) -> list[IndexEntry]:
    """Return the page that what is asked for by its title lies below, if that is no page itself."""
    for model in get_page_models():
        titles = [tekst(key) for key in getattr(model, "below", {}).values()]
        if query.key in [" ".join(words(title)) for title in titles]:
            pages = visible(model.objects).values("pk")
            return list(IndexEntry.objects.filter(page__in=pages)[:1])
    return []


def put_first(entries: list[IndexEntry], found: Found) -> None:
    """Put these before all others, and count those of them that don't hold the words."""
    shown = [entry for entry in entries if found.filters.lets_through(group_of(entry))]
    more = [entry for entry in entries if not found.query.holds_all(entry.terms)]
    found.places = list(dict.fromkeys([*(entry.place for entry in shown), *found.places]))
    found.groups.update(group_of(entry) for entry in more)
    found.total = min(found.total + sum(entry in shown for entry in more), MOST_COUNTED)


def group_of(entry: IndexEntry) -> Group:
    return Group(entry.kind, entry.veje)


def count(found: Found) -> None:
    if found.is_capped and found.filters != Filters():
        total = motor.tally([*found.conditions, *found.filters.conditions()]).total()
    else:
        total = found.among(found.filters)
    found.is_more = total > MOST_COUNTED
    found.total = min(total, MOST_COUNTED)


def order(found: Found) -> None:
    """Rank what stands in titles, then what leads in, then the rest, until there is enough."""
    query, narrowed = found.query, found.filters.conditions()
    if found.total <= motor.MOST_RANKED:
        places = dict.fromkeys(motor.best_places([*found.conditions, *narrowed]))
    else:
        places = dict.fromkeys(exact_titles(query, found.filters))
        for tier in (query.in_titles(), query.in_leads(), found.conditions):
            if len(places) >= motor.MOST_RANKED:
                break
            if not found.is_loosened or tier is found.conditions:
                places |= dict.fromkeys(motor.best_places([*tier, *narrowed]))
    exactly = motor.best_places(query.exactly()) if query.is_taken_apart else []
    met = [(word.ways(), word.pages) for word in query.needed]
    if found.is_loosened:
        # Of pages with some of the words or parts those with more of them come first.
        met += [(((piece,),), 0) for piece in query.pieces()]
    ways, pages = zip(*met, strict=True)
    wanted = Wanted.of(query.key, ways, pages, frozenset(exactly))
    rows = motor.rows_at(list(places)[: motor.MOST_RANKED])
    candidates = [
        Candidate(*row)
        for row in rows.values_list("place", "title_key", "slug", "title_terms", "lead_terms")
    ]
    found.places = ranked(candidates, wanted)


def exact_titles(query: Query, filters: Filters) -> list[int]:
    """Return the pages with just this title: they are never left out for lack of room."""
    rows = IndexEntry.objects.filter(title_key=query.key).filter(
        Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())
    )
    found = rows.values_list("place", "kind", "veje")[:20]
    return [place for place, *group in found if filters.lets_through(Group(*group))]


def promoted(query: Query) -> list[IndexEntry]:
    """Return the pages that editors put first for just these words."""
    chosen = Fremhaevelse.objects.filter(keys__contains=f"\n{query.promotion_key}\n")
    ids = list(chosen.order_by("order", "pk").values_list("page", flat=True))
    if not ids:
        return []
    seen = set(visible(Page.objects).filter(pk__in=ids).values_list("pk", flat=True))
    ids = [pk for pk in ids if pk in seen][:MOST_PROMOTED]
    entries = {entry.page_id: entry for entry in IndexEntry.objects.filter(page__in=ids)}
    return [entries[pk] for pk in ids if pk in entries]
