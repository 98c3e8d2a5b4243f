"""What cases can be narrowed by, and their orders."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from kommuner.models import Kommune, Omraade, Region
from samskabelse.base.facetindeks import Index
from samskabelse.base.facetter import Choice, Facet, Listing, Order, danish, watch
from samskabelse.base.facetvalg import ORDER, Selection
from samskabelse.base.slugs import danish_slugify
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible
from veje.facetter import named, names_of, vej_facet

from .models.cases import CasePage
from .models.lister import Deltagertype, Metode
from .naermest import Naermest, kommuner_in, nearest_to

#: The visitor's own municipality, and the order that puts those like it first, in the address.
NEAR, NEAREST = "naer", "naermest"
REGION = "region"


def label(name: str) -> str:
    return tekst(f"cases_liste.filtre.{name}.label")


def region_today(name: str, valid_until: dt.date | None, successor: str | None) -> Choice:
    """The region as it is on the day: what has been merged is found under the new name."""
    if successor and valid_until and valid_until < timezone.localdate():
        name = successor
    return Choice(danish_slugify(name), name)


def regions_today(index: Index) -> dict[str, str]:
    """Return what the address calls each region today, by all that it has been called."""
    if REGION not in index.made:
        rows = Region.objects.values_list("name", "valid_until", "successor__name")
        index.made[REGION] = {danish_slugify(row[0]): region_today(*row).key for row in rows}
    found: dict[str, str] = index.made[REGION]
    return found


def municipality(name: str, code: str) -> Choice:
    return Choice(danish_slugify(name), name, note=code)


def evidence(value: str) -> Choice | None:
    if not value:
        return None
    order = CasePage.Evidence.values.index(value)
    return Choice(value, str(CasePage.Evidence(value).label), order)


def all_evidence() -> Iterator[Choice]:
    """Return the three labels, those that no case has too."""
    return filter(None, map(evidence, CasePage.Evidence.values))


def year(value: int) -> Choice:
    return Choice(str(value), str(value), -value)


@dataclass
class CaseSelection(Selection):
    """What an address asks of the cases; it may name a municipality to begin from."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.near and self.data.get(ORDER, "") not in self.listing.orders:
            self.order = NEAREST

    def asked(self, name: str) -> list[str]:
        """As the address says; a region that has been merged asks for its successor."""
        keys = super().asked(name)
        if name == REGION and keys:
            today = regions_today(self.index)
            return [today.get(key, key) for key in keys]
        return keys

    @cached_property
    def near(self) -> Naermest | None:
        return nearest_to(self.index, self.data.get(NEAR, ""))

    @property
    def kommuner(self) -> list[tuple[str, str, bool]]:
        """Every municipality: its name in the address, its name, and whether it is chosen."""
        asked = self.data.get(NEAR, "")
        return [(key, row.name, key == asked) for key, row in kommuner_in(self.index).items()]

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        label = tekst("cases_liste.sorter.som_min")
        own = [(NEAREST, label, self.order == NEAREST)] if self.near else []
        return own + super().orders

    @property
    def near_note(self) -> str:
        """Say whose municipality the list is to begin from, and its order where it does not."""
        if not self.near:
            return ""
        key = "valgt" if self.near.is_like_any else "ingen"
        if self.order != NEAREST:
            key = "anden_orden"
        order = next(label for _key, label, is_current in self.orders if is_current)
        return tekst(f"kommuner_som_min.{key}", kommune=self.near.name, orden=order)

    def in_order(self, bits: int) -> list[Any]:
        if self.near and self.order == NEAREST:
            return self.index.pks_at(bits, self.near.places)
        return super().in_order(bits)

    def reasons(self, pks: Sequence[Any]) -> list[str]:
        """Say of each row why it stands among the first; nothing in another order."""
        near = self.near if self.order == NEAREST else None
        return [near.reason(self.index.place[pk]) if near else "" for pk in pks]

    def _values(self) -> dict[str, list[str]]:
        return {**super()._values(), NEAR: [self.data[NEAR]] if self.near else []}

    @property
    def query_without_near(self) -> str:
        values = {**self._values(), NEAR: []}
        if self.order == NEAREST:
            values[ORDER] = []
        return self._query(values)


class CaseListing(Listing):
    def read(self, data: QueryDict) -> CaseSelection:
        return CaseSelection(self, self.index(), data)


LISTING = CaseListing(
    name="cases",
    rows=lambda: visible(CasePage.objects),
    facets=[
        vej_facet(),
        Facet(
            "omraade",
            label("omraade"),
            ["omraade__name"],
            named,
            is_open=True,
            known=names_of("kommuner.Omraade"),
        ),
        Facet(
            REGION,
            label(REGION),
            [f"kommuner__region__{name}" for name in ("name", "valid_until", "successor__name")],
            region_today,
            known=names_of("kommuner.Region", region_today, "valid_until", "successor__name"),
        ),
        Facet(
            "kommune",
            label("kommune"),
            ["kommuner__name", "kommuner__code"],
            municipality,
            known=names_of("kommuner.Kommune", municipality, "code"),
        ),
        Facet("metode", label("metode"), ["methods__name"], named, known=names_of("cases.Metode")),
        Facet(
            "deltagere",
            label("deltagere"),
            ["participant_types__name"],
            named,
            known=names_of("cases.Deltagertype"),
        ),
        Facet("evidens", label("evidens"), ["evidence"], evidence, known=all_evidence),
        Facet("aar", label("aar"), ["year"], year),
    ],
    orders={
        "nyeste": Order(
            tekst("cases_liste.sorter.nyeste"), ["is_example", "-first_published_at", "-pk"]
        ),
        "titel": Order(tekst("cases_liste.sorter.titel"), ["title"], danish),
    },
    fetch=lambda rows: rows.defer_streamfields(),
    kind=CasePage.kind,
)
watch(Kommune, Region, Omraade, Metode, Deltagertype)
