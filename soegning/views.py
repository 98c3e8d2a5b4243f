"""The search page over every page type, and the suggestions while one types."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from samskabelse.base.kept import Shelf
from samskabelse.base.pagination import paginate
from samskabelse.base.tekster import tekst
from samskabelse.drift.pagecache import shared

from . import forslag, resultater, uden_hit, visning
from .forms import SearchForm
from .motor import MOST_COUNTED, MOST_COUNTED_EACH
from .resultater import KINDS, Filters, Found
from .visning import Row


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One way to narrow the list, or to widen it again."""

    label: str
    url: str
    is_chosen: bool
    number: int = 0
    count: str = ""


#: For as long as many who ask for the same come at once.
_rows: Shelf[list[Row]] = Shelf(most=100, longest=dt.timedelta(seconds=5))


def search(request: HttpRequest) -> HttpResponse:
    """Answer ``/soeg/?q=``; an empty query shows where to begin."""
    form = SearchForm(request.GET)
    found = resultater.find_or_kept(form.query, form.is_literal, form.filters)
    query = found.query
    if query.words and (query.is_corrected or found.is_loosened or not found.groups):
        uden_hit.count(query)
    else:
        shared(request)
    veje = visning.strokes()
    page = paginate(found.places, request)
    rows = _rows.get(
        (request.get_host(), form.query, form.is_literal, form.filters, page.number),
        lambda: visning.rows(found, page.object_list, veje, request),
    )
    return TemplateResponse(
        request,
        "soegning/soeg.html",
        {
            "form": form,
            "query": form.typed,
            "problem": form.problem(query),
            "found": found,
            "heading": heading(form, found),
            "page_obj": page,
            "rows": rows,
            "facets": facets(form, found, veje) if found.groups else {},
            "meant": query.meant_text,
            "meant_url": f"?{urlencode({'q': query.meant_text})}",
            "is_vej_chosen": form.filters.vej,
            "literal_url": address(form, ordret=1) if query.is_corrected else "",
            "all_url": address(form, filters=Filters()),
            "is_last_ranked": found.total > len(found.places) and not page.has_next(),
            "veje": [] if rows else veje.values(),
            "breadcrumbs": [(tekst("menu.foerste_led"), "/")],
            "search_url": reverse("soeg"),
        },
    )


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Answer ``/soeg/forslag/?q=`` with a few pages and what to say about them."""
    found = forslag.suggestions(SearchForm(request.GET).typed, request)
    response = JsonResponse(
        {
            "forslag": [asdict(one) for one in found],
            "status": tekst("soegning.forslag_antal", antal=len(found)),
        }
    )
    patch_cache_control(response, public=True, max_age=forslag.KEPT)
    return response


def heading(form: SearchForm, found: Found) -> str:
    asked = found.query.corrected_text or form.typed
    if found.is_more:
        most = number_format(MOST_COUNTED, force_grouping=True)
        return tekst("soegning.mere_end", antal=most, q=asked)
    if found.total:
        return tekst("soegning.antal", antal=found.total, q=asked)
    key = "med_filter" if found.groups else "overskrift"
    return tekst(f"soegning.ingen_hit.{key}", q=asked)


def address(form: SearchForm, filters: Filters | None = None, **more: Any) -> str:
    """Return the address of the same search with other filters, from its first page."""
    filters = form.filters if filters is None else filters
    asked = {
        "q": form.typed,
        "type": filters.kind,
        "vej": filters.vej,
        "ordret": 1 if form.is_literal else "",
        **more,
    }
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"


def facets(form: SearchForm, found: Found, veje: visning.Strokes) -> dict[str, list[FacetLink]]:
    """Return the ways to narrow, each with its count; the chosen one leads back out."""
    chosen = form.filters

    def link(label: str, amount: int, to: Filters, number: int = 0) -> FacetLink:
        is_chosen = to == chosen
        out = Filters("" if to.kind and not number else chosen.kind, 0 if number else chosen.vej)
        is_more = found.is_capped and amount > MOST_COUNTED_EACH
        count = (
            tekst("soegning.facetter.mange", antal=MOST_COUNTED_EACH) if is_more else str(amount)
        )
        return FacetLink(label, address(form, out if is_chosen else to), is_chosen, number, count)

    kinds = [
        link(tekst(f"soegning.facetter.type.{kind}"), found.kinds[kind], Filters(kind, chosen.vej))
        for kind in KINDS
        if kind in found.kinds
    ]
    ways = [
        link(veje[number].title, amount, Filters(chosen.kind, number), number)
        for number, amount in found.veje.items()
        if number in veje
    ]
    return {"kinds": kinds, "veje": ways}
