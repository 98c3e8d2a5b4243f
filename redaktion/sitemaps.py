"""What machines ask for first: sitemap, robots and the accessibility statement's address."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.query import PageQuerySet

from samskabelse.base.models import Indstillinger
from samskabelse.base.visibility import visible

__all__ = ["robots", "sitemap", "was"]


class VisibleSitemap(Sitemap):
    """Wagtail's own keeps an expired page until the worker has taken it down."""

    def items(self) -> PageQuerySet:
        return visible(super().items())


def sitemap(request: HttpRequest) -> HttpResponse:
    return wagtail_sitemap(request, {"wagtail": VisibleSitemap})


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
