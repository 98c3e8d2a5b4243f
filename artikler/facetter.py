"""What articles and publications can be narrowed by, and their orders."""

import datetime as dt

from django.db.models import F

from samskabelse.base.facetter import Choice, Facet, Listing, Order, danish
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible
from veje.facetter import emne_facet, maalgruppe_facet, vej_facet

from .models.artikler import ArtikelPage
from .models.publikationer import PublikationPage
from .models.texts import NEWEST, TextPage
from .reading import reading_minutes

#: Most minutes of each class of length; the words stand under ``viden_liste.laengde``.
LENGTHS = [(4, "kort"), (10, "mellem")]
LONG = "lang"


def year(date: dt.date) -> Choice:
    return Choice(str(date.year), str(date.year), -date.year)


def length(words: int) -> Choice:
    minutes = reading_minutes(words)
    place, name = next(
        ((place, name) for place, (most, name) in enumerate(LENGTHS) if minutes <= most),
        (len(LENGTHS), LONG),
    )
    return Choice(name, tekst(f"viden_liste.laengde.{name}"), place)


def texts(name: str, model: type[TextPage], *more: Facet, **orders: Order) -> Listing:
    return Listing(
        name=name,
        rows=lambda: visible(model.objects),
        facets=[
            vej_facet(),
            emne_facet(),
            maalgruppe_facet(),
            *more,
            Facet("aar", tekst("viden_liste.aar"), ["date"], year),
        ],
        orders={
            "nyeste": Order(tekst("viden_liste.sorter.nyeste"), NEWEST),
            "titel": Order(tekst("viden_liste.sorter.titel"), ["title"], danish),
            **orders,
        },
        fetch=lambda rows: rows.defer_streamfields(),
        kind=model.kind,
    )


ARTIKLER = texts(
    "artikler",
    ArtikelPage,
    Facet("laengde", tekst("viden_liste.laengde.label"), ["words"], length),
    korteste=Order(tekst("viden_liste.sorter.korteste"), [F("words").asc(), "-pk"]),
)
PUBLIKATIONER = texts("publikationer", PublikationPage)
