"""What cases can be narrowed by, and their orders."""

import datetime as dt

from django.utils import timezone

from kommuner.models import Kommune, Omraade, Region
from samskabelse.base.facetter import Choice, Facet, Listing, Order, danish, watch
from samskabelse.base.slugs import danish_slugify
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible
from veje.facetter import named, vej_facet

from .models.cases import CasePage
from .models.lister import Deltagertype, Metode


def label(name: str) -> str:
    return tekst(f"cases_liste.filtre.{name}.label")


def region_today(name: str, valid_until: dt.date | None, successor: str | None) -> Choice:
    """The region as it is on the day: what has been merged is found under the new name."""
    if successor and valid_until and valid_until < timezone.localdate():
        name = successor
    return Choice(danish_slugify(name), name)


def municipality(name: str, code: str) -> Choice:
    return Choice(danish_slugify(name), name, note=code)


def evidence(value: str) -> Choice | None:
    if not value:
        return None
    order = CasePage.Evidence.values.index(value)
    return Choice(value, str(CasePage.Evidence(value).label), order)


def year(value: int) -> Choice:
    return Choice(str(value), str(value), -value)


LISTING = Listing(
    name="cases",
    rows=lambda: visible(CasePage.objects),
    facets=[
        vej_facet(),
        Facet("omraade", label("omraade"), ["omraade__name"], named, is_open=True),
        Facet(
            "region",
            label("region"),
            [f"kommuner__region__{name}" for name in ("name", "valid_until", "successor__name")],
            region_today,
        ),
        Facet("kommune", label("kommune"), ["kommuner__name", "kommuner__code"], municipality),
        Facet("metode", label("metode"), ["methods__name"], named),
        Facet("deltagere", label("deltagere"), ["participant_types__name"], named),
        Facet("evidens", label("evidens"), ["evidence"], evidence),
        Facet("aar", label("aar"), ["year"], year),
    ],
    orders={
        "nyeste": Order(
            tekst("cases_liste.sorter.nyeste"), ["is_example", "-first_published_at", "-pk"]
        ),
        "titel": Order(tekst("cases_liste.sorter.titel"), ["title"], danish),
    },
    fetch=lambda rows: rows.defer_streamfields(),
    further=["naer"],
)
watch(Kommune, Region, Omraade, Metode, Deltagertype)
