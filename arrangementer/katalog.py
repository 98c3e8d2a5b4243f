"""What the catalogue can be narrowed by.

An entry is one date, a course that has none ahead, or a consulting service: filters that speak of
a date (its month, place, price, seats) then speak of one and the same. All entries are read in a
fixed number of queries and kept by ``facetter``; see there.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice, takewhile
from typing import Any, NamedTuple

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from samskabelse.base import facetindeks
from samskabelse.base.facetindeks import Choice, Index, danish
from samskabelse.base.facetter import Listing, good_until, watch
from samskabelse.base.facetvalg import Selection
from samskabelse.base.slugs import danish_slugify
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible
from veje.facetter import named, names_of, vej_choices
from veje.models import Maalgruppe, Traad

from .models.afholdelser import Afholdelse
from .models.arrangementer import ArrangementPage
from .models.kalenderspor import KEPT, FjernetDag
from .models.moededage import Moededag
from .models.tilmeldinger import Deltager
from .models.ydelser import YdelsePage

DATE, COURSE, SERVICE = "dato", "kursus", "ydelse"
#: A day that is no longer held; calendars alone hear of it.
REMOVED = "fjernet"
#: The highest price of each class, in kroner; the words stand under ``filtre.pris``.
PRICES = [(0, "gratis"), (999, "under_1000"), (4999, "under_5000"), (9999, "under_10000")]
DEAREST = "fra_10000"
FREE_SEATS = Choice("ledige", tekst("arrangementer_liste.filtre.ledige.label"))


class Key(NamedTuple):
    """Names an entry: what it is, the row it is kept in, and the page that shows it."""

    kind: str
    pk: int
    page: int


@dataclass(slots=True)
class Entry:
    """One entry with the choices that it has under each facet."""

    key: Key
    title: str
    starts_at: dt.datetime | None = None
    price: int | None = None
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    #: When it may have to be shown elsewhere or not at all.
    turns: list[dt.datetime] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class EntryFacet:
    name: str
    label: str
    is_open: bool = False
    #: All that can be asked for by name, whether or not an entry has it.
    known: Callable[[], Iterable[Choice]] = tuple


@dataclass(frozen=True, slots=True)
class EntryOrder:
    label: str
    key: Callable[[Entry], Any]
    is_reversed: bool = False

    def sort(self, entries: Iterable[Entry]) -> list[Entry]:
        return sorted(entries, key=self.key, reverse=self.is_reversed)


@dataclass(frozen=True)
class Katalog(Listing):
    """A list of entries, which come from several tables."""

    entries: Callable[[], list[Entry]] = list

    def read(self, data: QueryDict) -> "Found":
        return Found(self, self.index(), data)

    def make(self) -> Index:
        now = timezone.now()
        first, *others = self.orders.values()
        entries = first.sort(self.entries())
        place = {entry.key: number for number, entry in enumerate(entries)}
        choices, bits = {}, {}
        for facet in self.facets:
            pairs = [
                (entry.key, one) for entry in entries for one in entry.choices.get(facet.name, [])
            ]
            choices[facet.name], bits[facet.name] = facetindeks.bits_of_rows(
                place, pairs, facet.known()
            )
        names = list(self.orders)[1:]
        orders = {
            name: [place[entry.key] for entry in order.sort(entries)]
            for name, order in zip(names, others, strict=True)
        }
        turns = [turn for entry in entries for turn in entry.turns if turn > now]
        until = min([good_until(now), *turns])
        return Index(list(place), choices, bits, orders, now, until)


@dataclass
class Found(Selection):
    """What an address asks of the catalogue."""

    def rows_of_pages(self, pks: Iterable[int]) -> int:
        """The entries whose page it is."""
        pages = set(pks)
        return self.index.bits_of(key for key in self.index.pks if key.page in pages)

    def of_kind(self, kind: str) -> list[int]:
        return [key.pk for key in self.pks if key.kind == kind]


# --- Reading the entries ------------------------------------------------------------------------


# Thousands of dates share few of these; each is written once.


@cache
def price_choice(price: int) -> Choice:
    place, name = next(
        ((place, name) for place, (most, name) in enumerate(PRICES) if price <= most),
        (len(PRICES), DEAREST),
    )
    return Choice(name.replace("_", "-"), tekst(f"arrangementer_liste.filtre.pris.{name}"), place)


def every_price() -> list[Choice]:
    return [price_choice(most) for most, _name in PRICES] + [price_choice(PRICES[-1][0] + 1)]


@cache
def month_choice(month: dt.date) -> Choice:
    """``month`` is its first day."""
    label = capfirst(date_format(month, "F Y"))
    return Choice(f"{month:%Y-%m}", label, month.year * 12 + month.month)


@lru_cache(maxsize=1000)
def place_choices(form: str, place: str) -> list[Choice]:
    """»Online« first, then the towns."""
    found = []
    if form != Afholdelse.Form.IN_PERSON:
        found.append(Choice("online", tekst("arrangement.online"), 0))
    town = place.split(",", maxsplit=1)[0].strip()
    if form != Afholdelse.Form.ONLINE and town:
        found.append(Choice(danish_slugify(town), town))
    return found


def form_at(place: str) -> str:
    """Return the form of a removed day, of which only the place is kept."""
    return Afholdelse.Form.IN_PERSON if place else Afholdelse.Form.ONLINE


def choices_of_pages() -> dict[int, dict[str, list[Choice]]]:
    """The ways and the target groups of every page that has some."""
    found: dict[int, dict[str, list[Choice]]] = {}

    def add(page: int, facet: str, choice: Choice) -> None:
        found.setdefault(page, {}).setdefault(facet, []).append(choice)

    choices = vej_choices()
    for page, vej in Traad.objects.filter(vej__in=choices).values_list("page", "vej"):
        add(page, "vej", choices[vej])
    rows = ArrangementPage.objects.exclude(maalgrupper=None).order_by()
    for page, name in rows.values_list("pk", "maalgrupper__name"):
        add(page, "maalgruppe", named(name))
    return found


@cache
def type_choice(value: str) -> Choice:
    kinds = ArrangementPage.Type
    return Choice(value, str(kinds(value).label), list(kinds).index(value))


SERVICE_TYPE = Choice("raadgivning", tekst("ydelse.overskrift"), 100)


def date_entries(dates: Any, pages: dict[int, dict[str, list[Choice]]]) -> list[Entry]:
    now = timezone.now()
    fields = ["pk", "page_id", "page__title", "page__type"]
    fields += ["form", "place", "price", "seats", "seats_taken", "status", "starts_at", "ends_at"]
    entries = []
    rows = dates.filter(page__in=visible(ArrangementPage.objects)).with_counts()
    for row in rows.order_by().values(*fields):
        start = timezone.localtime(row["starts_at"]).date()
        is_cancelled = row["status"] == Afholdelse.Status.CANCELLED
        is_open = row["status"] == Afholdelse.Status.OPEN and row["starts_at"] > now
        is_free = is_open and (row["seats"] is None or row["seats"] > row["seats_taken"])
        choices = {
            **pages.get(row["page_id"], {}),
            "type": [type_choice(row["page__type"])],
            "sted": place_choices(row["form"], row["place"]),
            "maaned": [month_choice(start.replace(day=1))],
            "aar": [Choice(str(start.year), str(start.year), -start.year)],
            "pris": [price_choice(row["price"])],
            # Who subscribes to what has seats must hear that it's cancelled.
            "plads": [FREE_SEATS] if is_free or is_cancelled else [],
        }
        turns = [row["starts_at"], row["ends_at"]]
        key = Key(DATE, row["pk"], row["page_id"])
        entries.append(
            Entry(key, row["page__title"], row["starts_at"], row["price"], choices, turns)
        )
    return entries


def ahead() -> Any:
    return Afholdelse.objects.upcoming().exclude(status=Afholdelse.Status.CANCELLED)


def coming_entries() -> list[Entry]:
    """The dates ahead, the courses without any, and the consulting services."""
    pages = choices_of_pages()
    entries = date_entries(ahead(), pages)
    undated = visible(ArrangementPage.objects).exclude(pk__in=ahead().values("page"))
    for pk, title, kind in undated.values_list("pk", "title", "type"):
        choices = {**pages.get(pk, {}), "type": [type_choice(kind)]}
        entries.append(Entry(Key(COURSE, pk, pk), title, choices=choices))
    for pk, title in visible(YdelsePage.objects).values_list("pk", "title"):
        choices = {**pages.get(pk, {}), "type": [SERVICE_TYPE]}
        entries.append(Entry(Key(SERVICE, pk, pk), title, choices=choices))
    return entries


def past_entries() -> list[Entry]:
    past = Afholdelse.objects.past().exclude(status=Afholdelse.Status.CANCELLED)
    return date_entries(past, choices_of_pages())


def calendar_entries() -> list[Entry]:
    """What calendars hear of: cancelled and removed ones too, and those that were held lately."""
    recent, pages = Q(ends_at__gte=timezone.now() - KEPT), choices_of_pages()
    return date_entries(Afholdelse.objects.filter(recent), pages) + removed_entries(pages)


def removed_entries(pages: dict[int, dict[str, list[Choice]]]) -> list[Entry]:
    """Under the filters that the day had; what it cost and whether it was full is not known."""
    rows = FjernetDag.objects.filter(
        page__in=visible(ArrangementPage.objects), removed_at__gte=timezone.now() - KEPT
    )
    entries = []
    fields = ["pk", "page_id", "page__title", "page__type", "place", "starts_at", "removed_at"]
    for row in rows.order_by().values(*fields):
        choices = {
            **pages.get(row["page_id"], {}),
            "type": [type_choice(row["page__type"])],
            "sted": place_choices(form_at(row["place"]), row["place"]),
            "maaned": [month_choice(timezone.localdate(row["starts_at"]).replace(day=1))],
            "pris": every_price(),
            "plads": [FREE_SEATS],
        }
        key = Key(REMOVED, row["pk"], row["page_id"])
        turns = [row["removed_at"] + KEPT]
        entries.append(
            Entry(key, row["page__title"], row["starts_at"], choices=choices, turns=turns)
        )
    return entries


KINDS = [DATE, COURSE, SERVICE, REMOVED]


def by_date(entry: Entry) -> tuple[Any, ...]:
    start = entry.starts_at.timestamp() if entry.starts_at else 0
    return (KINDS.index(entry.key.kind), start, danish(entry.title), entry.key)


def by_title(entry: Entry) -> tuple[Any, ...]:
    return (danish(entry.title), *by_date(entry))


def by_price(entry: Entry) -> tuple[Any, ...]:
    return (entry.price is None, entry.price or 0, *by_date(entry))


def known_places() -> list[Choice]:
    """Return where anything is held, has been or would have been: a calendar keeps its filter."""
    pages = visible(ArrangementPage.objects)
    dates = Afholdelse.objects.filter(page__in=pages).order_by()
    gone = FjernetDag.objects.filter(page__in=pages).order_by()
    rows = set(dates.values_list("form", "place").distinct())
    rows |= {(form_at(place), place) for place in gone.values_list("place", flat=True)}
    return [choice for row in sorted(rows) for choice in place_choices(*row)]


#: What has a name though no entry has it just now; the other facets are read from the entries.
KNOWN: dict[str, Callable[[], Iterable[Choice]]] = {
    "type": lambda: [*map(type_choice, ArrangementPage.Type.values), SERVICE_TYPE],
    "sted": known_places,
    "plads": lambda: [FREE_SEATS],
    "pris": every_price,
    "vej": lambda: vej_choices().values(),
    "maalgruppe": names_of("veje.Maalgruppe"),
}


def facets(*names: str) -> Sequence[EntryFacet]:
    return [
        EntryFacet(
            name,
            tekst(f"arrangementer_liste.filtre.{name}.label"),
            is_open=name in {"type", "vej"},
            known=KNOWN.get(name, tuple),
        )
        for name in names
    ]


NEAREST = EntryOrder(tekst("arrangementer_liste.sorter.dato"), by_date)
TITLE = EntryOrder(tekst("arrangementer_liste.sorter.titel"), by_title)
CHEAPEST = EntryOrder(tekst("arrangementer_liste.sorter.pris"), by_price)
NEWEST = EntryOrder(tekst("arrangementer_liste.sorter.nyeste"), by_date, is_reversed=True)

KOMMENDE = Katalog(
    name="arrangementer",
    rows=lambda: visible(ArrangementPage.objects),
    facets=facets("type", "maaned", "sted", "plads", "pris", "vej", "maalgruppe"),
    orders={"dato": NEAREST, "titel": TITLE, "pris": CHEAPEST},
    entries=coming_entries,
    further=["vis"],
)
TIDLIGERE = Katalog(
    name="arrangementer-tidligere",
    rows=lambda: visible(ArrangementPage.objects),
    facets=facets("type", "aar", "sted", "vej", "maalgruppe"),
    orders={"nyeste": NEWEST, "titel": TITLE},
    entries=past_entries,
    further=["vis"],
)
#: The same names in the address, so that a list's calendar is the list with another ending.
TIL_KALENDER = Katalog(
    name="arrangementer-kalender",
    rows=lambda: visible(ArrangementPage.objects),
    facets=KOMMENDE.facets,
    orders={"dato": NEAREST},
    entries=calendar_entries,
)


def next_pages(count: int) -> list[int]:
    """Return the courses and events that come first; one with several dates counts once."""
    dates = takewhile(lambda key: key.kind == DATE, KOMMENDE.index().pks)
    return list(islice(dict.fromkeys(key.page for key in dates), count))


watch(Afholdelse, Deltager, FjernetDag, Moededag, Maalgruppe, Traad)
