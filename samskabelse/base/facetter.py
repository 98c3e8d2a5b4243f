"""Facets: what a list can be narrowed by, read from the address through a fixed dictionary.

A list is declared once::

    CASES = Listing(
        name="cases",
        rows=lambda: visible(CasePage.objects),
        facets=[Facet("aar", "År", ["year"], lambda year: Choice(str(year), str(year), -year))],
        orders={"nyeste": Order("Nyeste først", ["-first_published_at", "-pk"])},
    )

    found = CASES.read(request.GET)
    paginate(found.results, request)

Choices in one facet widen (or), facets together narrow (and). The number beside a choice is what
the list would hold with it, all other facets applied. What the address says and nobody knows is
ignored; what has a name but no row finds nothing. The template `components/facets.html` takes
``found``.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from . import facetindeks, kept
from .facetindeks import Choice, Index
from .facetvalg import Selection
from .visibility import unchanged_until

danish, forget, watch = facetindeks.danish, kept.forget, kept.watch


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list.

    ``fields`` are lookups from the row, ``choice`` makes a choice of their values, or None where
    the row has none. A lookup over a relation gives one pair for each related row.
    """

    name: str
    label: str
    fields: Sequence[str]
    choice: Callable[..., Choice | None]
    #: Shown unfolded from the start.
    is_open: bool = False
    #: All that can be asked for by name, whether or not a row has it: a municipality without cases.
    known: Callable[[], Iterable[Choice]] = tuple

    def pairs(self, rows: QuerySet) -> Iterable[tuple[Any, Choice]]:
        rows = rows.filter(**{f"{self.fields[0]}__isnull": False})
        for pk, *values in rows.order_by().values_list("pk", *self.fields):
            choice = self.choice(*values)
            if choice is not None:
                yield pk, choice


@dataclass(frozen=True)
class Order:
    """One order of the list; ``key`` sorts the values of ``fields`` in Python (Danish letters)."""

    label: str
    fields: Sequence[Any]
    key: Callable[..., Any] | None = None

    def pks(self, rows: QuerySet) -> list[Any]:
        key = self.key
        if key is None:
            return list(rows.order_by(*self.fields).values_list("pk", flat=True))
        values = sorted(
            rows.order_by("pk").values_list(*self.fields, "pk"), key=lambda row: key(*row[:-1])
        )
        return list(dict.fromkeys(row[-1] for row in values))


@dataclass(frozen=True)
class Listing:
    """A list that can be narrowed, searched and ordered."""

    name: str
    rows: Callable[[], QuerySet]
    facets: Sequence[Facet]
    orders: dict[str, Order]
    #: What a page of the list fetches; without it the rows as they are.
    fetch: Callable[[QuerySet], Iterable[Any]] = iter
    #: The pages' ``kind``, which narrows the search for words; empty where there are several.
    kind: str = ""
    #: Further names in the address that belong to the list, such as its view.
    further: Sequence[str] = ()

    def read(self, data: QueryDict) -> Selection:
        return Selection(self, self.index(), data)

    def index(self) -> Index:
        """Return all rows of the list, as they were kept or read anew."""
        return kept.kept(self.name, self.make)

    def make(self) -> Index:
        """Read all rows: a query for each order and each facet."""
        rows, now = self.rows(), timezone.now()
        names = list(self.orders)
        pks = self.orders[names[0]].pks(rows)
        place = {pk: number for number, pk in enumerate(pks)}
        choices, bits = {}, {}
        for facet in self.facets:
            found = facetindeks.bits_of_rows(place, facet.pairs(rows), facet.known())
            choices[facet.name], bits[facet.name] = found
        orders = {
            name: [place[pk] for pk in self.orders[name].pks(rows) if pk in place]
            for name in names[1:]
        }
        return Index(pks, choices, bits, orders, now, good_until(now))


def good_until(now: dt.datetime) -> dt.datetime:
    """The next page's end (a row's or that of its vej), midnight, as some choices hold for a day,
    or a few minutes.
    """
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return min(unchanged_until(now), midnight + dt.timedelta(days=1))
