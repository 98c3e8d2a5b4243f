"""Every page as Markdown beside itself, and ``/llms.txt`` that leads to them."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Site

from arrangementer.models import ArrangementPage, YdelsePage
from artikler.models import ArtikelPage, PublikationPage
from cases.models import CasePage
from parathed.models import ParathedstestPage, SkalViPage
from samskabelse.base.adresser import absolute, pages_at
from samskabelse.base.models import BasePage
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible
from sider.models import IndholdPage
from veje.models import VejIndexPage, VejPage

from . import markdown
from .api.svar import conditional
from .markdown.skrift import escape

TWIN = "index.md"
MARKDOWN_TYPE = "text/markdown; charset=utf-8"
#: Of each kind in llms.txt, the newest; the data has them all.
MOST_OF_A_KIND = 50
NEWEST = ["-first_published_at", "-pk"]
SECTIONS: list[tuple[str, list[tuple[type[BasePage], list[str]]]]] = [
    ("llms.veje", [(VejPage, ["number"]), (VejIndexPage, ["pk"])]),
    ("llms.cases", [(CasePage, NEWEST)]),
    ("llms.artikler", [(ArtikelPage, NEWEST)]),
    ("llms.publikationer", [(PublikationPage, NEWEST)]),
    ("llms.arrangementer", [(ArrangementPage, NEWEST)]),
    ("llms.ydelser", [(YdelsePage, ["title", "pk"])]),
    ("llms.test", [(ParathedstestPage, ["pk"]), (SkalViPage, ["pk"])]),
    ("llms.sider", [(IndholdPage, ["title", "pk"])]),
]


def twin(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the Markdown of the page whose address is before ``index.md``."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    url_path = f"{site.root_page.url_path}{path}"
    page, part = page_at(url_path), ""
    if page is None:
        above, _slash, last = url_path.rstrip("/").rpartition("/")
        page, part = page_at(f"{above}/"), f"{last}/"
        if page is None or part not in page.texts_below:
            raise Http404
    text = markdown.document_below(page, part) if part else markdown.document(page)
    response = HttpResponse(text, MARKDOWN_TYPE)
    response["Link"] = f'<{page.full_url}{part}>; rel="canonical"'
    # Searches shall find the page, not its twin.
    response["X-Robots-Tag"] = "noindex"
    return conditional(request, response)


def page_at(url_path: str) -> BasePage | None:
    page = visible(pages_at(url_path)).specific().first()
    return page if isinstance(page, BasePage) else None


def llms(request: HttpRequest) -> HttpResponse:
    """Answer with what the site is, and where its texts and its data are."""
    parts = [
        "# Samskabelse",
        f"> {tekst('llms.indledning')}",
        tekst("llms.om", antal=MOST_OF_A_KIND),
        section(
            tekst("llms.data"),
            [
                (tekst("api.sidetitel"), "/api/v1/", tekst("api.indledning")),
                ("OpenAPI", "/api/v1/openapi.json", ""),
                (tekst("feed.alt"), "/feed/", tekst("feed.undertitel")),
            ],
        ),
    ]
    parts += [
        section(tekst(key), [row for model, order in lists for row in rows(model, order)])
        for key, lists in SECTIONS
    ]
    text = "\n\n".join(part for part in parts if part) + "\n"
    return conditional(request, HttpResponse(text, "text/plain; charset=utf-8"))


def rows(model: type[BasePage], order: list[str]) -> list[tuple[str, str, str]]:
    pages: Any = visible(model.objects).order_by(*order).defer_streamfields()
    if model is VejPage:
        pages = pages.exclude(number=None)
    return [row for page in pages[:MOST_OF_A_KIND] for row in rows_of(page)]


def rows_of(page: Any) -> list[tuple[str, str, str]]:
    """Return the page's row, and those of the texts that lie below it."""
    said = ". ".join(filter(None, (page.badge, page.short_description)))
    below = [(tekst(page.below[part]), f"{page.url}{part}{TWIN}", "") for part in page.texts_below]
    return [(page.title, f"{page.url}{TWIN}", said), *below]


def section(title: str, links: Iterable[tuple[str, str, str]]) -> str:
    lines = []
    for name, url, text in links:
        words = escape(" ".join(text.split()))
        lines.append(f"- [{escape(name)}]({absolute(url)})" + (f": {words}" if words else ""))
    return "\n".join([f"## {title}", "", *lines]) if lines else ""
