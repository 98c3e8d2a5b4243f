"""No dead old address: what stood below a page that has moved is found where the page is now."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from .doede import count
from .models import LONGEST_PATH
from .tvillinger import TWIN

GetResponse = Callable[[HttpRequest], HttpResponse]

#: Steps of an address that are looked up; the tree is four deep.
DEEPEST = 8
STAFF = ("/admin/", "/konto/")


class OldAddressMiddleware:
    """Stands outside Wagtail's own redirects, which know whole addresses only.

    A page's redirect also holds for the pages below it that were made at another time, for its own
    further addresses (its calendar, its sign-up) and for its Markdown twin. What leads nowhere
    after that is counted for the editors.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        path = request.path
        is_miss = response.status_code == 404 and request.method in {"GET", "HEAD"}
        if not is_miss or path.startswith(STAFF) or len(path) > LONGEST_PATH:
            return response
        target = new_address(request, path)
        if target:
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{target}?{query}" if query else target)
        count(path)
        return response


def new_address(request: HttpRequest, path: str) -> str | None:
    """Return where the address leads now: the longest part of it that has a redirect decides."""
    parts = [part for part in path.split("/") if part]
    if not 1 < len(parts) <= DEEPEST:
        return None
    beginnings = {f"/{'/'.join(parts[:length])}": length for length in range(1, len(parts))}
    site = Site.find_for_request(request)
    found = (
        Redirect.get_for_site(site)
        .filter(old_path__in=beginnings, redirect_page__live=True, redirect_page_route_path="")
        .select_related("redirect_page")
    )
    for redirect in sorted(found, key=lambda one: -len(one.old_path)):
        rest = parts[beginnings[redirect.old_path] :]
        page = redirect.redirect_page
        if page.url and (rest == [TWIN] or leads_somewhere(request, page, rest)):
            return page.url + "/".join(rest) + ("/" if path.endswith("/") else "")
    return None


def leads_somewhere(request: HttpRequest, page: Page, rest: list[str]) -> bool:
    """Say whether the page or one below it answers to the rest of the address."""
    try:
        page.specific.route(request, list(rest))
    except Http404:
        return False
    return True
