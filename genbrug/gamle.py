"""No dead old address: what stood below a page that has moved is found where the page is now."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from . import kilde
from .doede import count
from .models import LONGEST_PATH
from .tvillinger import TWIN

#: Steps of an address that are looked up; the tree is four deep.
DEEPEST = 8
#: Old addresses that lead to old addresses, each of a page further down.
MOST_RENAMES = 4
STAFF = ("/admin/", "/konto/")
#: What every page has behind its address, or every page that can be cited.
FILES = (TWIN, kilde.FILE)


class OldAddressMiddleware(RedirectMiddleware):
    """Wagtail's own redirects, which know whole addresses only, and what follows from them.

    A page's redirect also holds for the pages below it that were made at another time, for its own
    further addresses (its calendar, its sign-up) and for its Markdown twin. What was asked behind
    the address comes along. What leads nowhere after that is counted for the editors.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code != 404:
            return response
        redirect = super().process_response(request, response)
        if redirect is not response:
            redirect["Location"] = with_query(request, redirect["Location"])
            return redirect
        path = request.path
        is_asked = request.method in {"GET", "HEAD"}
        if not is_asked or path.startswith(STAFF) or len(path) > LONGEST_PATH:
            return response
        target = new_address(request, path)
        if target:
            return HttpResponsePermanentRedirect(with_query(request, target))
        count(path)
        return response


def with_query(request: HttpRequest, address: str) -> str:
    """Return the new address with what was asked of the old one, if it asks nothing itself."""
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query and not {"?", "#"} & set(address) else address


def new_address(request: HttpRequest, path: str) -> str | None:
    """Return where the address leads now: the longest part of it that has a redirect decides."""
    for _rename in range(MOST_RENAMES):
        leads = pages_that_were_above(request, path)
        for page, rest in leads:
            if leads_somewhere(request, page, rest):
                return address_of(page, rest, path)
        if not leads:
            return None
        # Perhaps what is asked for got another name after the page above it did.
        path = address_of(*leads[0], path)
    return None


def pages_that_were_above(request: HttpRequest, path: str) -> list[tuple[Page, list[str]]]:
    """Return the pages that were at the address and above it, and what it says below each."""
    parts = [part for part in path.split("/") if part]
    if not 1 < len(parts) <= DEEPEST:
        return []
    lengths = {f"/{'/'.join(parts[:length])}": length for length in range(1, len(parts) + 1)}
    redirects = (
        Redirect.get_for_site(Site.find_for_request(request))
        .filter(old_path__in=lengths, redirect_page__live=True, redirect_page_route_path="")
        .select_related("redirect_page")
    )
    nearest_first = sorted(redirects, key=lambda one: -len(one.old_path))
    return [
        (redirect.redirect_page, parts[lengths[redirect.old_path] :])
        for redirect in nearest_first
        if redirect.redirect_page.url
    ]


def pages_once_called(slug: str) -> QuerySet:
    """Return the ids of the pages whose old addresses ended in the slug."""
    return Redirect.objects.filter(old_path__endswith=f"/{slug}").values("redirect_page")


def address_of(page: Page, rest: list[str], like: str) -> str:
    """Return the address below the page, with a slash at its end if the other has one."""
    return page.url + "/".join(rest) + ("/" if rest and like.endswith("/") else "")


def leads_somewhere(request: HttpRequest, page: Page, rest: list[str]) -> bool:
    """Say whether the page or one below it answers to the rest of the address."""
    file = rest[-1] if rest and rest[-1] in FILES else ""
    try:
        found, *_how = page.specific.route(request, rest[:-1] if file else list(rest))
    except Http404:
        return False
    return file != kilde.FILE or kilde.is_cited(found)
