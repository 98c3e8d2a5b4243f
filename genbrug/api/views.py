"""``/api/``: the index, the description, lists and single records."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers

from samskabelse.base.adresser import absolute
from samskabelse.base.tekster import tekst

from .felter import read
from .openapi import description, filters
from .ressourcer import RESOURCES, Resource
from .svar import Refused, answer_json, conditional, for_all
from .udvalg import MOST_PER_PAGE, PAGE, PER_PAGE, USUAL_PER_PAGE, Slice, select

ROOT = "/api/v1/"


def list_url(name: str) -> str:
    return f"{ROOT}{name}/"


@for_all
def documentation(request: HttpRequest) -> HttpResponse:
    """Tell people about the API; programs that ask for JSON get the index."""
    if prefers_json(request):
        response = index(request)
    else:
        page = TemplateResponse(
            request,
            "genbrug/api.html",
            {
                "resources": [(one, filters(one)) for one in RESOURCES.values()],
                "address": absolute("/api/"),
                "root": absolute(ROOT),
                "usual": USUAL_PER_PAGE,
                "most": MOST_PER_PAGE,
                "example": absolute(f"{list_url('cases')}?{PER_PAGE}=5"),
                "breadcrumbs": [(tekst("menu.foerste_led"), "/")],
            },
        )
        response = conditional(request, page.render())
    patch_vary_headers(response, ["Accept"])
    return response


def prefers_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


@for_all
def index(request: HttpRequest) -> HttpResponse:
    """What there is, and where it is described."""
    return answer_json(
        request,
        {
            "navn": tekst("api.sidetitel"),
            "version": "1",
            "dokumentation": absolute("/api/"),
            "openapi": absolute(f"{ROOT}openapi.json"),
            "ressourcer": {
                name: {"url": absolute(list_url(name)), "beskrivelse": resource.summary}
                for name, resource in RESOURCES.items()
            },
        },
    )


@for_all
def openapi(request: HttpRequest) -> HttpResponse:
    return answer_json(request, description())


@for_all
def unknown(request: HttpRequest, rest: str = "") -> HttpResponse:
    raise Http404


@for_all
def listing(request: HttpRequest, name: str) -> HttpResponse:
    """One page of a list, with the way to the pages beside it."""
    resource = resource_of(name)
    part = select(resource, request.GET)
    records = [read(resource.fields, row) for row in part.rows]
    data = {
        "antal": part.count,
        "side": part.number,
        "sider": part.pages,
        "pr_side": part.per_page,
        "naeste": page_url(name, request.GET, part.number + 1, part),
        "forrige": page_url(name, request.GET, part.number - 1, part),
        "data": records,
    }
    response = answer_json(request, data, last_change(resource))
    links = {"next": data["naeste"], "prev": data["forrige"]}
    if any(links.values()):
        response["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items() if url)
    return response


@for_all
def single(request: HttpRequest, name: str, key: str) -> HttpResponse:
    resource = resource_of(name)
    row = find(resource, key)
    data = read([*resource.fields, *resource.more], row)
    return answer_json(request, data, getattr(row, "last_published_at", None))


def resource_of(name: str) -> Resource:
    if name not in RESOURCES:
        raise Http404
    return RESOURCES[name]


def find(resource: Resource, key: str) -> Any:
    """Return the row with the id, with all that its fields read."""
    if not resource.key:
        rows: Sequence[Any] = resource.fetch(resource.rows())
        return first([row for row in rows if resource.fields[0].read(row) == key])
    value: Any = key
    if resource.key == "translation_key":
        try:
            value = uuid.UUID(key)
        except ValueError:
            raise Http404 from None
    found = resource.rows().filter(**{resource.key: value})
    if resource.key == "translation_key":
        found = found.specific()
    return first(resource.fetch(found[:1]))


def first(rows: Sequence[Any]) -> Any:
    if not rows:
        raise Http404
    return rows[0]


def last_change(resource: Resource) -> Any:
    """When the latest of all pages of the kind was published; lists of names have no times."""
    if resource.key != "translation_key":
        return None
    return resource.rows().order_by().aggregate(latest=Max("last_published_at"))["latest"]


def page_url(name: str, asked: QueryDict, number: int, part: Slice) -> str | None:
    if not 1 <= number <= part.pages:
        return None
    query = asked.copy()
    query[PAGE] = str(number)
    return absolute(f"{list_url(name)}?{query.urlencode()}")


__all__ = ["Refused", "documentation", "index", "listing", "openapi", "single", "unknown"]
