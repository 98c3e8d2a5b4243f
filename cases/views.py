"""Wishing for a case that is not there."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from samskabelse.base.models import BasePage
from samskabelse.base.tekster import tekst
from samskabelse.drift.errors import too_many_requests
from samskabelse.drift.ratelimit import allowed

from .forms import OenskeForm
from .models.oensker import Oenske

if TYPE_CHECKING:
    from .models.liste import CaseIndexPage


def wish(page: "CaseIndexPage", request: HttpRequest) -> HttpResponse:
    """Show the form with what was looked for in vain, or count a wish."""
    if request.method != "POST":
        return _form(page, request, OenskeForm(initial=_asked_for(request)), 200)
    form = OenskeForm(request.POST)
    if not form.is_valid():
        return _form(page, request, form, 422)
    if not allowed(request, "case-wish"):
        return too_many_requests(request)
    # A robot is thanked and not counted.
    if not form.is_trapped:
        Oenske.add(form.query, form.in_words)
    return HttpResponseRedirect(f"{page.get_url(request)}oensk/tak/", status=303)


def wished(page: "CaseIndexPage", request: HttpRequest) -> HttpResponse:
    return _page(page, request, "cases/oensk_tak.html", title=tekst("oensk.tak_titel"))


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    """The first value of each filter: what the list ignores, the form ignores too."""
    found = {}
    fields = OenskeForm().fields
    for name in OenskeForm.wishes():
        for value in request.GET.getlist(name)[:1]:
            with suppress(ValidationError):
                found[name] = fields[name].to_python(value)
    return found


def _form(
    page: "CaseIndexPage", request: HttpRequest, form: OenskeForm, status: int
) -> HttpResponse:
    title = tekst("oensk.sidetitel")
    return _page(page, request, "cases/oensk.html", status, title=title, form=form)


def _page(
    page: "CaseIndexPage", request: HttpRequest, template: str, status: int = 200, **extra: Any
) -> HttpResponse:
    """Answer within the list's shell, without making the list."""
    context = {
        **BasePage.get_context(page, request),
        "breadcrumbs": [*page.breadcrumbs, (page.title, page.get_url(request))],
        **extra,
    }
    response = TemplateResponse(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)
    return response
