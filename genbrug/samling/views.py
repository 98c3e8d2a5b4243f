"""»Min samling«: the list, the booklet, the cards and the file, all from ``?sider=`` alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from samskabelse.base.adresser import absolute
from samskabelse.base.tekster import tekst

from ..api.svar import conditional
from ..gamle import with_query
from . import fil, kort
from .hefte import sections
from .udvalg import MOST, Udvalg, chosen


@require_safe
def collection(request: HttpRequest) -> HttpResponse:
    """Show the pages of the address; without any, the script puts in what the device keeps."""
    found = chosen(asked(request))
    return answer(request, "samling", found, is_shared=bool(asked(request)))


@require_safe
def booklet(request: HttpRequest) -> HttpResponse:
    found = chosen(asked(request), whole=True)
    if not found.pages:
        return to_list(request)
    return answer(request, "hefte", found, sections=sections(found))


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    found = chosen(asked(request), whole=True)
    if not found.pages:
        return to_list(request)
    return answer(request, "kort", found, sheets=kort.sheets(found.pages))


@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """Give the booklet as one HTML file to keep."""
    found = chosen(asked(request), whole=True)
    if not found.pages:
        return to_list(request)
    response = HttpResponse(fil.document(found, context_of(found)))
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=fil.FILE_NAME
    )
    response["X-Robots-Tag"] = "noindex"
    return conditional(request, response)


def asked(request: HttpRequest) -> str:
    return request.GET.get("sider", "")


def to_list(request: HttpRequest) -> HttpResponse:
    """Lead to the list, which says what became of the pages that were asked for."""
    return redirect(with_query(request, reverse("samling")))


def answer(request: HttpRequest, name: str, found: Udvalg, **more: Any) -> HttpResponse:
    home = [(tekst("menu.foerste_led"), "/")]
    if name != "samling":
        home.append((tekst("min_samling.navn"), f"{reverse('samling')}{found.query}"))
    context = {**context_of(found), "breadcrumbs": home, **more}
    response = render(request, f"genbrug/samling/{name}.html", context)
    if asked(request):
        # Everybody's own choice is nothing to find by searching.
        response["X-Robots-Tag"] = "noindex"
    return conditional(request, response)


def context_of(found: Udvalg) -> dict[str, Any]:
    return {
        "chosen": found,
        "most": MOST,
        "share_url": absolute(f"{reverse('samling')}{found.query}"),
    }
