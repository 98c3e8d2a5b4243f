"""What machines ask for first: sitemap, robots and the accessibility statement's address."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap

from samskabelse.base.models import Indstillinger

__all__ = ["robots", "sitemap", "was"]


def sitemap(request: HttpRequest) -> HttpResponse:
    return wagtail_sitemap(request)


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /konto/",
        "Disallow: /soeg/",
        "Disallow: /henvendelse/",
        "",
        f"Sitemap: {settings.WAGTAILADMIN_BASE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def was(request: HttpRequest) -> HttpResponse:
    """Lead to the statement in WAS-Tool, or to our own page until it is made there."""
    address = Indstillinger.for_request(request).was_url
    return HttpResponseRedirect(address or "/tilgaengelighedserklaering/")
