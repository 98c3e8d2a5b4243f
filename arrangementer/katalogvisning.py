"""What the catalogue's page shows of what was found: a list, a month, or a calendar."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from samskabelse.base.cards import ThreadStroke
from samskabelse.base.facetindeks import Index, number_with
from samskabelse.base.pagination import paginate
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible
from veje.spine import threads_of

from . import kalender, maaned
from .katalog import (
    COURSE,
    DATE,
    KOMMENDE,
    REMOVED,
    SERVICE,
    TIDLIGERE,
    TIL_KALENDER,
    Found,
    Key,
    ahead,
)
from .models.afholdelser import Afholdelse
from .models.arrangementer import ArrangementPage
from .models.kalenderspor import FjernetDag
from .models.moededage import Moededag
from .models.ydelser import YdelsePage

PER_PAGE = 20
LIST, MONTH, PAST = "liste", "kalender", "tidligere"
HEAVY = ("programme", "outcomes", "terms", "description")


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as the list shows it."""

    page: Any
    next_date: Afholdelse | None
    threads: list[ThreadStroke]

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def url(self) -> str:
        return self.page.url or ""

    @property
    def kind(self) -> str:
        return self.page.kind

    @property
    def kind_label(self) -> str:
        return self.page.kind_label

    @property
    def teaser(self) -> str:
        return self.page.teaser

    @property
    def badge(self) -> str:
        return self.page.badge


class Items(Sequence):
    """The found entries, fetched a page at a time in a fixed number of queries."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.keys = keys

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, wanted: Any) -> Any:
        return (
            fetch(self.keys[wanted]) if isinstance(wanted, slice) else fetch([self.keys[wanted]])[0]
        )


def fetch(keys: Sequence[Key]) -> list[Item]:
    """Return the entries; what has gone since they were found is left out."""
    wanted: dict[str, list[int]] = {kind: [] for kind in (DATE, COURSE, SERVICE)}
    for key in keys:
        wanted[key.kind].append(key.pk)
    dates = Afholdelse.objects.with_counts().in_bulk(wanted[DATE])
    courses = (
        visible(ArrangementPage.objects)
        .defer(*HEAVY)
        .filter(pk__in={key.page for key in keys if key.kind != SERVICE})
    )
    services = visible(YdelsePage.objects).defer("body").filter(pk__in=wanted[SERVICE])
    pages = {page.pk: page for page in [*courses, *services]}
    threads = threads_of(pages)
    return [
        Item(pages[key.page], dates.get(key.pk) if key.kind == DATE else None, threads[key.page])
        for key in keys
        if key.page in pages and (key.kind != DATE or key.pk in dates)
    ]


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that stand together under a heading, which an order by title or price has not."""

    heading: str
    items: list[Item]


def heading_of(item: Item) -> str:
    if item.next_date:
        return maaned.name(maaned.first_of(timezone.localdate(item.next_date.starts_at)))
    key = "ydelse.overskrift" if item.kind == "ydelse" else "arrangementer_liste.uden_dato"
    return tekst(key)


def grouped(items: Sequence[Item], is_by_date: bool) -> list[Group]:
    if not is_by_date:
        return [Group("", list(items))] if items else []
    return [Group(heading, list(several)) for heading, several in groupby(items, heading_of)]


def count_text(keys: Sequence[Key]) -> str:
    """»12 datoer, 1 uden dato og 3 slags rådgivning«."""
    parts = []
    for kind in (DATE, COURSE, SERVICE):
        amount = sum(key.kind == kind for key in keys)
        if amount:
            parts.append(tekst(f"arrangementer_liste.antal_{kind}", antal=amount))
    if len(parts) < 2:
        return parts[0] if parts else tekst("arrangementer_liste.antal", antal=0)
    return tekst("arrangementer_liste.antal_og", foerst=", ".join(parts[:-1]), sidst=parts[-1])


# --- By month -----------------------------------------------------------------------------------


def bits_of_months(index: Index) -> dict[dt.date, int]:
    """Return this month and the later ones that hold days, each with the dates they belong to."""
    if "months" not in index.made:
        rows = Moededag.objects.filter(
            afholdelse__in=ahead().filter(page__in=visible(ArrangementPage.objects)),
            date__gte=maaned.first_of(timezone.localdate()),
        )
        place = {key.pk: number for key, number in index.place.items() if key.kind == DATE}
        places: dict[dt.date, list[int]] = {}
        for pk, date in rows.order_by("date").values_list("afholdelse", "date"):
            if pk in place:
                places.setdefault(maaned.first_of(date), []).append(place[pk])
        index.made["months"] = {
            month: number_with(len(index.pks), several) for month, several in places.items()
        }
    return index.made["months"]


@dataclass
class FoundInMonth(Found):
    """The catalogue with the month as the way to turn the leaves, not as a filter."""

    #: Those with something of what is asked for.
    months: list[dt.date] = field(init=False)
    month: dt.date = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.chosen["maaned"] = []
        found = super()._bits()
        self.months = [month for month, bits in self.by_month.items() if bits & found]
        first, last = timezone.localdate(), max(self.by_month, default=timezone.localdate())
        start = self.months[0] if self.months else first
        self.month = maaned.read(self.data.get("maaned", ""), start, first, max(first, last))

    @cached_property
    def by_month(self) -> dict[dt.date, int]:
        return bits_of_months(self.index)

    @cached_property
    def days(self) -> list[Moededag]:
        """The month's days of what was found, the earliest first."""
        rows = Moededag.objects.filter(
            afholdelse__in=self.of_kind(DATE),
            afholdelse__page__in=visible(ArrangementPage.objects),
            date__gte=self.month,
            date__lt=maaned.after(self.month),
        )
        heavy = (f"afholdelse__page__{name}" for name in HEAVY)
        return list(
            rows.select_related("afholdelse__page").defer(*heavy).order_by("date", "start", "pk")
        )

    def _bits(self, without: str = "", instead: int | None = None) -> int:
        return super()._bits(without, instead) & self.by_month.get(self.month, 0)

    @cached_property
    def groups(self) -> list[Any]:
        return [group for group in super().groups if group.name != "maaned"]

    @property
    def further(self) -> list[tuple[str, str]]:
        return [*super().further, ("maaned", maaned.key(self.month))]

    def _values(self) -> dict[str, list[str]]:
        return {**super()._values(), "maaned": [maaned.key(self.month)]}

    def with_month(self, month: dt.date | None) -> str:
        return self._query({**self._values(), "maaned": [maaned.key(month)]}) if month else ""

    def calendar(self) -> maaned.Month:
        events = [(day.date, day) for day in self.days]
        return maaned.build(self.month, events, timezone.localdate(), self.months)


# --- What the page gets -------------------------------------------------------------------------


def context(request: HttpRequest, url: str) -> dict[str, Any]:
    view = request.GET.get("vis", LIST)
    if view == MONTH:
        shown = month_context(FoundInMonth(KOMMENDE, KOMMENDE.index(), request.GET), url)
    elif view == PAST:
        shown = list_context(TIDLIGERE.read(request.GET), request)
    else:
        view = LIST
        shown = list_context(KOMMENDE.read(request.GET), request)
    found = shown["found"]
    own = f"{url}kalender.ics{with_mark(query_of(found, keep='maaned'))}"
    return {
        **shown,
        "view": view,
        "views": views(found, url, view),
        "action": url if view == LIST else f"{url}?vis={view}",
        "list_url": url,
        "count_text": count_text(found.pks),
        "subscriptions": kalender.subscriptions(own) if view != PAST else [],
    }


def list_context(found: Found, request: HttpRequest) -> dict[str, Any]:
    results = paginate(Items(found.pks), request, PER_PAGE)
    is_by_date = found.order in {"dato", "nyeste"} and found.by_words is None
    return {"found": found, "results": results, "groups": grouped(list(results), is_by_date)}


def month_context(found: FoundInMonth, url: str) -> dict[str, Any]:
    month = found.calendar()
    return {
        "found": found,
        "month": month,
        "previous_url": f"{url}?{found.with_month(month.previous)}" if month.previous else "",
        "next_url": f"{url}?{found.with_month(month.next)}" if month.next else "",
    }


def views(found: Found, url: str, current: str) -> list[tuple[str, str, bool]]:
    """The three ways to look: words, address with the filters kept, whether it's this one."""
    query = query_of(found, keep="maaned" if current == LIST else "")
    return [
        (
            tekst(f"arrangementer_liste.visning.{view}"),
            f"{url}{with_mark(query if view == LIST else joined(f'vis={view}', query))}",
            view == current,
        )
        for view in (LIST, MONTH, PAST)
    ]


def query_of(found: Found, keep: str = "") -> str:
    """The filters of the address, without what only belongs to the view."""
    query = found.query_dict.copy()
    for name in ("vis", "sorter", "maaned"):
        if name != keep:
            query.pop(name, None)
    if isinstance(found, FoundInMonth):
        query.pop("maaned", None)
    return query.urlencode()


def with_mark(query: str) -> str:
    return f"?{query}" if query else ""


def joined(*queries: str) -> str:
    return "&".join(query for query in queries if query)


def calendar(data: QueryDict) -> tuple[list[bytes], str]:
    """The dates of the list with that address, and those that were called off lately; its name."""
    found = TIL_KALENDER.read(data)
    gone = FjernetDag.objects.filter(pk__in=found.of_kind(REMOVED)).select_related("page")
    removed = kalender.removed_events(gone)
    return [*parts_of_dates(found), *kalender.parts_of(removed)], calendar_name(found)


def parts_of_dates(found: Found) -> list[bytes]:
    """Each date's events, kept with the index: feeds are asked for again and again."""
    made = found.index.made.setdefault("parts", {})
    pks = found.of_kind(DATE)
    rows = Afholdelse.objects.filter(pk__in=[pk for pk in pks if pk not in made])
    dates = rows.select_related("page").defer(*(f"page__{name}" for name in HEAVY))
    for date in dates.prefetch_related("days"):
        made[date.pk] = kalender.parts_of(kalender.events_of(date))
    return [part for pk in pks for part in made.get(pk, [])]


def calendar_name(found: Found) -> str:
    """What the calendar is called among the subscriber's others."""
    filters = ", ".join(one.label for one in found.active)
    name = tekst("kalender.navn")
    return tekst("kalender.navn_med", navn=name, filtre=filters) if filters else name
