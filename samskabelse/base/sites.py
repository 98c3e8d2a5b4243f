"""The site that a request is for: Wagtail looks it up in every request, and it hardly changes."""

import copy
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from .kept import LONGEST, Shelf

#: By host and port as they were asked for; whoever makes hosts up only drives out the others.
_sites: Shelf[Site] = Shelf(most=20, longest=LONGEST)


class SiteMiddleware:
    """Leaves the site where Wagtail's `Site.find_for_request` looks first; asked for when used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request._wagtail_site = SimpleLazyObject(lambda: site_of(request))
        return self.get_response(request)


def site_of(request: Any) -> Site | None:
    """Return the site, with a root page of the request's own: views hang things on it."""
    key = request.get_host(), request.get_port()
    kept = _sites.get(key, lambda: Site._find_for_request(request))
    if kept is None:
        return None
    site = copy.copy(kept)
    site.root_page = copy.copy(kept.root_page)
    return site
