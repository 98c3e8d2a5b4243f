"""Which rows of a resource an address asks for: filters, order, page.

The filters are those of the site's own list, read by the same facets, so that an address can be
taken over. Where a list ignores what it doesn't know, data must not: a filter that is misspelt
would give everything.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from wagtail.query import PageQuerySet

from samskabelse.base.facetter import Listing
from samskabelse.base.facetvalg import ORDER, TEXT, Selection
from samskabelse.base.tekster import tekst

from .ressourcer import Resource
from .svar import Refused

PAGE, PER_PAGE, VIEW = "page", "pr_side", "vis"
USUAL_PER_PAGE = 25
MOST_PER_PAGE = 100
#: Digits of a number that is worth reading.
LONGEST_NUMBER = 9
#: What others hang on a link to count by. It asks for nothing here.
TRACKING = re.compile(r"utm_\w+|(?:fb|g|ms|tw)clid|[gw]braid|mc_[ce]id|li_fat_id|igshid")
#: Letters of an unknown name that are worth repeating.
LONGEST_NAME = 40


@dataclass(frozen=True)
class Slice:
    """The rows of one page, and where in the list it is."""

    rows: Sequence[Any]
    count: int
    number: int
    per_page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // self.per_page))


def select(resource: Resource, data: QueryDict) -> Slice:
    """Return the asked page; refuses what it can't read and finds nothing past the end."""
    refuse_unknown(resource, data)
    number = whole(data, PAGE, 1)
    per_page = min(whole(data, PER_PAGE, USUAL_PER_PAGE), MOST_PER_PAGE)
    start = (number - 1) * per_page
    if resource.listing is None:
        rows = without_streams(resource.rows())
        count = rows.count()
        found = resource.fetch(rows[start : start + per_page]) if start < count else []
    else:
        pks = pks_of(resource, data)
        count = len(pks)
        found = rows_of(resource, pks[start : start + per_page])
    if number > 1 and start >= count:
        raise Refused(tekst("api.fejl.ingen_side", nr=number), 404)
    return Slice(found, count, number, per_page)


def listing_of(resource: Resource, data: QueryDict) -> Listing | None:
    """Return the site's list that the address is of."""
    return resource.views.get(data.get(VIEW, ""), resource.listing)


def pks_of(resource: Resource, data: QueryDict) -> list[Any]:
    """Return the keys of all rows that the resource's list finds, in its order."""
    listing = listing_of(resource, data)
    if listing is None:
        return []
    selection = listing.read(data)
    if asks_for_nobody(selection, data):
        return []
    rows = (resource.row_of(key) for key in selection.pks)
    return list(dict.fromkeys(row for row in rows if row is not None))


def asks_for_nobody(selection: Selection, data: QueryDict) -> bool:
    """Say whether a filter was asked for by values that no row has."""
    return any(
        any(data.getlist(facet.name)) and not selection.chosen[facet.name]
        for facet in selection.listing.facets
    )


def rows_of(resource: Resource, pks: Sequence[Any]) -> list[Any]:
    """Return the rows in the order of their keys; what has gone since is left out."""
    if not pks:
        return []
    rows = resource.fetch(without_streams(resource.rows().filter(pk__in=pks)))
    found = {row.pk: row for row in rows}
    return [found[pk] for pk in pks if pk in found]


def without_streams(rows: QuerySet) -> QuerySet:
    """Leave the long texts where they are; a list says nothing of them."""
    return rows.defer_streamfields() if isinstance(rows, PageQuerySet) else rows


def filters_of(resource: Resource, data: QueryDict) -> list[str]:
    """Return the names by which the list of the address can be narrowed and ordered."""
    listing = listing_of(resource, data)
    if listing is None:
        return []
    facets = [facet.name for facet in listing.facets]
    return [*facets, TEXT, ORDER, *resource.near, *([VIEW] if resource.views else [])]


def orders_of(resource: Resource, listing: Listing) -> list[str]:
    return [*listing.orders, *resource.near.values()]


def refuse_unknown(resource: Resource, data: QueryDict) -> None:
    """Refuse names that the list doesn't know, and orders and views that it hasn't.

    What is left empty asks for nothing: so a form without script sends it.
    """
    refuse_other(data, VIEW, resource.views)
    known = [*filters_of(resource, data), PAGE, PER_PAGE]
    for name in without_tracking(data):
        if name not in known:
            names = ", ".join(known)
            raise Refused(tekst("api.fejl.ukendt_navn", navn=name[:LONGEST_NAME], navne=names))
    listing = listing_of(resource, data)
    if listing is not None:
        refuse_other(data, ORDER, orders_of(resource, listing))


def without_tracking(data: QueryDict) -> QueryDict:
    asked = data.copy()
    for name in data:
        if TRACKING.fullmatch(name):
            del asked[name]
    return asked


def refuse_other(data: QueryDict, name: str, values: Collection[str]) -> None:
    if values and data.get(name) and data[name] not in values:
        raise Refused(tekst("api.fejl.ukendt_vaerdi", navn=name, vaerdier=", ".join(values)))


def whole(data: QueryDict, name: str, usual: int) -> int:
    """Return a number of at least one; the last one that was written counts."""
    text = data.get(name, "").strip()
    if not text:
        return usual
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    if not is_number or int(text) < 1:
        raise Refused(tekst("api.fejl.ikke_et_tal", navn=name))
    return int(text)
