"""Addresses of its own, so that these tests need nobody's pages."""

from typing import NoReturn

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

handler400 = "samskabelse.drift.errors.bad_request"
handler403 = "samskabelse.drift.errors.permission_denied"
handler404 = "samskabelse.drift.errors.page_not_found"
handler429 = "samskabelse.drift.errors.too_many_requests"
handler500 = "samskabelse.drift.errors.server_error"


class ContactForm(forms.Form):
    besked = forms.CharField()


def content(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<h1>Indhold</h1>")


def form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return HttpResponse(f"Tak {len(request.POST)}")
    page = engines["django"].from_string("<form method=post>{% csrf_token %}</form>")
    return HttpResponse(page.render({}, request))


def forgetful(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST["body-count"])


def forbidden(request: HttpRequest) -> NoReturn:
    raise PermissionDenied


def broken(request: HttpRequest) -> NoReturn:
    """Fail the way code fails: with what was posted in the exception's text."""
    name, email = request.POST.get("navn", ""), request.POST.get("email", "")
    try:
        raise KeyError(email)
    except KeyError as error:
        raise ValueError(f"Cannot store {name} <{email}>") from error


def database_down(request: HttpRequest) -> NoReturn:
    raise OperationalError("database is locked")


urlpatterns = [
    path("", include("samskabelse.drift.urls")),
    path("konto/", include("samskabelse.users.urls")),
    path("indhold/", content),
    path("formular/", form),
    path("mangler/", forgetful),
    path("forbudt/", forbidden),
    path("fejler/", broken),
    path("database/", database_down),
    path("admin/prøve/", content),
    path("admin/preview/", content),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/1/", content),
]
