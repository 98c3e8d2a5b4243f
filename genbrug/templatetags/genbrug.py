"""Ways from a page to its data: the feed and the Markdown twin in its head, the links at a list."""

from typing import Any
from urllib.parse import quote

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from samskabelse.base.models import BasePage
from samskabelse.base.tekster import tekst

from .. import kilde
from ..api.ressourcer import RESOURCES
from ..api.udvalg import VIEW, listing_of
from ..atom import KINDS
from ..samling.udvalg import MOST, is_collectable
from ..tvillinger import TWIN

register = template.Library()

#: Longer queries are nobody's choice of filters.
LONGEST_QUERY = 500
KIND_OF_INDEX = {model.lower(): kind for kind, model in KINDS.items()}


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> SafeString:
    """Write the head's links to the page's twin and to its feed."""
    page = context.get("page")
    if not isinstance(page, BasePage) or not page.pk or not page.url:
        return SafeString("")
    request = context.get("request")
    part = request.path.removeprefix(page.get_url(request)) if request is not None else ""
    if part and part not in page.texts_below:
        return SafeString("")  # an address below the page, which says something else
    page = page.original
    links = [("text/markdown", "Markdown", f"{page.url}{part}{TWIN}")]
    feed = None if part else feed_of(page, request)
    if feed:
        links.append(("application/atom+xml", *feed))
    return format_html_join("\n  ", '<link rel="alternate" type="{}" title="{}" href="{}">', links)


def feed_of(page: BasePage, request: HttpRequest | None) -> tuple[str, str] | None:
    """Return the title and the address of the feed that belongs to the page."""
    kind = KIND_OF_INDEX.get(page._meta.label_lower)
    if kind:
        return tekst(f"feed.{kind}"), f"/feed/{kind}/{query_of(kind, request)}"
    if page.kind == "vej":
        return page.title, f"/feed/veje/{quote(page.slug)}/"
    if page.depth == 2:
        return tekst("feed.alt"), "/feed/"
    return None


def query_of(kind: str, request: HttpRequest | None) -> str:
    """Return the filters that the list obeys, as the feed and the data take them too."""
    if request is None or not request.GET:
        return ""
    resource, asked = RESOURCES[kind], request.GET.copy()
    if asked.get(VIEW) not in resource.views:
        asked.pop(VIEW, None)
    listing = listing_of(resource, asked)
    query = listing.read(asked).query if listing else ""
    return f"?{query}" if query and len(query) <= LONGEST_QUERY else ""


@register.inclusion_tag("components/liste_data.html", takes_context=True)
def liste_data(context: Context, kind: str) -> dict[str, Any]:
    """Show what a list can be taken away as: a table, data, a feed; filtered as it is."""
    query = query_of(kind, context.get("request"))
    return {
        "csv": f"/api/v1/cases.csv{query}" if kind == "cases" else "",
        "feed": f"/feed/{kind}/{query}",
        "data": f"/api/v1/{kind}/{query}",
    }


@register.inclusion_tag("components/page_tools.html", takes_context=True)
def sidevaerktoej(context: Context, page: Any) -> dict[str, Any]:
    """Show what a page can be used for: kept, shared, printed, taken away, cited."""
    if not isinstance(page, BasePage) or not page.pk or not page.url:
        return {}
    page = page.original
    return {
        "id": page.pk if is_collectable(page) else None,
        "most": MOST,
        "title": page.title,
        "address": page.full_url,
        "mail_subject": quote(tekst("del.mail_emne", titel=page.title)),
        "mail_text": quote(tekst("del.mail_tekst", titel=page.title, url=page.full_url)),
        "twin": f"{page.url}{TWIN}",
        "pdf": context.get("pdf_url", ""),
        "citation": kilde.as_text(page) if kilde.is_cited(page) else "",
        "bibtex": f"{page.url}{kilde.FILE}",
        "licensed": page.whole,
    }
