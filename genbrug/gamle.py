"""No dead old address: what stood below a page that has moved is found where the page is now."""

from collections.abc import Iterable
from urllib.parse import urlparse

from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import Resolver404, is_valid_path, resolve
from django.utils.deprecation import MiddlewareMixin
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.views import serve

from samskabelse.base.adresser import root_url
from samskabelse.base.visibility import answering

from . import kilde
from .doede import count
from .models import LONGEST_PATH
from .tvillinger import TWIN

#: Steps of an address that are looked up; the tree is four deep.
DEEPEST = 8
#: How deep in the tree the landing page is; everything is below it.
SITE_ROOT = 2
#: Old addresses that lead to old addresses, each of a page further down.
MOST_RENAMES = 4
STAFF = ("/admin/", "/konto/")
#: What every page has behind its address, or every page that can be cited.
FILES = (TWIN, kilde.FILE)


class OldAddressMiddleware(MiddlewareMixin):
    """Wagtail's own redirects, which know whole addresses only, and what follows from them.

    A page's redirect also holds for the pages below it that were made at another time, for its own
    further addresses (its calendar, its sign-up) and for its Markdown twin. What was asked behind
    the address comes along. What leads nowhere after that is counted for the editors.

    Wagtail's middleware would lead to pages that strangers can't see, and an address to itself:
    a page that is renamed, renamed back and taken down leaves a redirect at its own address.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code != 404:
            return response
        is_read = request.method in {"GET", "HEAD"}
        redirect = redirect_at(request)
        if redirect:
            kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
            # What was asked is a part of some old addresses, and says nothing to the new one.
            is_asked_of = "?" in redirect.old_path
            address = redirect.link if is_asked_of else with_query(request, redirect.link)
            # A form that was being filled in while its page got another name isn't lost; what
            # stands in it is nothing for other sites.
            is_ours = normal(redirect.link).startswith("/")
            return kind(address, preserve_request=is_ours and not is_read)
        path = request.path
        if path.startswith(STAFF) or len(path) > LONGEST_PATH:
            return response
        target = new_address(request, path) or in_small_letters(request, path)
        if target:
            address = with_query(request, target)
            return HttpResponsePermanentRedirect(address, preserve_request=not is_read)
        if is_read and not gets_a_slash(request):
            count(path)
        return response


def gets_a_slash(request: HttpRequest) -> bool:
    """Say whether Django asks again with a slash at the end, where the page may well be."""
    path = request.path_info
    return not path.endswith("/") and is_valid_path(f"{path}/")


def with_query(request: HttpRequest, address: str) -> str:
    """Return the new address with what was asked of the old one, if it asks nothing itself."""
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query and not {"?", "#"} & set(address) else address


def redirect_at(request: HttpRequest) -> Redirect | None:
    """Return the redirect of just this address, the one with what is asked behind it first."""
    for redirect in redirects_of(request, request.get_full_path()):
        if redirect.redirect_page or not leads_back(request, redirect.link):
            return redirect
    return None


def redirects_of(request: HttpRequest, address: str) -> list[Redirect]:
    """Return the redirects of the address that lead somewhere else, the nearest first."""
    whole = Redirect.normalise_path(address, decode_unicode=False)
    ways = [way for part in (whole, urlparse(whole).path) for way in (uri_to_iri(part), part)]
    rows = Redirect.get_for_site(Site.find_for_request(request)).filter(
        old_path__in=[way for way in ways if "\0" not in way]
    )
    found = sorted(those_seen(rows), key=lambda row: (ways.index(row.old_path), not row.site_id))
    return [row for row in found if row.link and normal(row.link) not in ways]


def those_seen(rows: Iterable[Redirect]) -> list[Redirect]:
    """Return the redirects to pages that strangers may see, and those to other addresses."""
    found = list(rows)
    wanted = [row.redirect_page_id for row in found if row.redirect_page_id]
    pages = answering(Page.objects).in_bulk(wanted) if wanted else {}
    for row in found:
        row.redirect_page = pages.get(row.redirect_page_id)
    return found


def normal(link: str) -> str:
    """Return an address of ours as redirects are stored under it, any other as it is."""
    path = link.removeprefix(root_url()) or "/"
    return Redirect.normalise_path(path) if path.startswith("/") else link


def leads_back(request: HttpRequest, link: str) -> bool:
    """Say whether nothing is at the other end but a redirect to where one came from."""
    if arrives(request, link):
        return False
    own = Redirect.normalise_path(request.path)
    return any(normal(row.link) == own for row in redirects_of(request, normal(link)))


def arrives(request: HttpRequest, link: str) -> bool:
    """Say whether a page or another site is at the other end."""
    return not normal(link).startswith("/") or is_taken(request, urlparse(normal(link)).path)


def is_taken(request: HttpRequest, path: str) -> bool:
    """Say whether a page answers for the address, if only to say that nothing is there."""
    site = Site.find_for_request(request)
    parts = [part for part in path.split("/") if part]
    return site is not None and route_to(request, site.root_page, parts) is not None


def new_address(request: HttpRequest, path: str) -> str | None:
    """Return where the address leads now: the longest part of it that has a redirect decides."""
    for _rename in range(MOST_RENAMES):
        leads = pages_that_were_above(request, path)
        for page, rest in leads:
            if leads_somewhere(request, page, rest):
                # Else two pages that have changed places send it to each other for ever.
                address = address_of(page, rest, path)
                is_led = address != request.path and not is_taken(request, request.path)
                return address if is_led else None
        if not leads:
            return None
        # Perhaps what is asked for got another name after the page above it did.
        path = address_of(*leads[0], path)
    return None


def in_small_letters(request: HttpRequest, path: str) -> str | None:
    """Return where the address leads without capitals, which people type and older sites took."""
    small, site = path.lower(), Site.find_for_request(request)
    # A team's code has capitals, and its page has said that there is none.
    if small == path or site is None or is_taken(request, path):
        return None
    for redirect in redirects_of(request, small):
        if redirect.redirect_page or arrives(request, redirect.link):
            return str(redirect.link)
    parts = [part for part in small.split("/") if part]
    if leads_somewhere(request, site.root_page, parts):
        return small
    return new_address(request, small)


def pages_that_were_above(request: HttpRequest, path: str) -> list[tuple[Page, list[str]]]:
    """Return the pages that were at the address and above it, and what it says below each."""
    parts = [part for part in path.split("/") if part]
    if not 1 < len(parts) <= DEEPEST:
        return []
    lengths = {f"/{'/'.join(parts[:length])}": length for length in range(1, len(parts) + 1)}
    redirects = (
        Redirect.get_for_site(Site.find_for_request(request))
        .filter(old_path__in=lengths, redirect_page_route_path="")
        .exclude(redirect_page=None)
    )
    nearest_first = sorted(those_seen(redirects), key=lambda one: -len(one.old_path))
    return [
        (redirect.redirect_page, parts[lengths[redirect.old_path] :])
        for redirect in nearest_first
        if redirect.redirect_page and redirect.redirect_page.url
    ]


def pages_once_called(slug: str) -> QuerySet:
    """Return the ids of the pages whose old addresses ended in the slug."""
    return Redirect.objects.filter(old_path__endswith=f"/{slug}").values("redirect_page")


def address_of(page: Page, rest: list[str], like: str) -> str:
    """Return the address below the page, with a slash at its end if the other has one.

    A file has none: with it, the address would lead to itself for ever.
    """
    is_below = bool(rest) and rest[-1] not in FILES
    return page.url + "/".join(rest) + ("/" if is_below and like.endswith("/") else "")


def leads_somewhere(request: HttpRequest, page: Page, rest: list[str]) -> bool:
    """Say whether the page or one below it answers to the rest of the address."""
    file = rest[-1] if rest and rest[-1] in FILES else ""
    below = rest[:-1] if file else rest
    found = route_to(request, page, below)
    if found is None and not file:
        return is_view_below(page, rest)
    if found is None or not answering(Page.objects).filter(pk=found.pk).exists():
        return False
    if not file:
        return True
    whole = "/".join([page.url_path.rstrip("/"), *below, ""])
    if whole == found.url_path:
        return file != kilde.FILE or kilde.is_cited(found)
    # What a page answers below itself has a twin where it is a text, and is nothing to cite.
    return file == TWIN and whole.removeprefix(found.url_path) in found.specific.texts_below


def is_view_below(page: Page, rest: list[str]) -> bool:
    """Say whether the address is no page's own, such as a course's list of those interested."""
    if page.depth <= SITE_ROOT:
        return False
    try:
        return resolve(f"{page.url}{'/'.join(rest)}/").func is not serve
    except Resolver404:
        return False


def route_to(request: HttpRequest, page: Page, rest: list[str]) -> Page | None:
    """Return the page that answers to the rest of the address."""
    try:
        found, *_how = page.specific.route(request, list(rest))
    except Http404:
        return None
    return found
