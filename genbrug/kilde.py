"""How a page is cited: as text after APA, and as BibTeX."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from wagtail.models import Site

from artikler.models import ArtikelPage, KapitelPage, PublikationPage
from cases.models import CasePage
from samskabelse.base.adresser import pages_at
from samskabelse.base.forfattere import each_author
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible
from veje.models import VejPage

from .api.svar import conditional

FILE = "kilde.bib"
#: A course changes and ends; it is nothing to cite.
CITED = (CasePage, ArtikelPage, PublikationPage, KapitelPage, VejPage)
#: A title that ends in such a sign, also within quotes or brackets, gets no full stop.
_ENDED = re.compile(r"[.!?…][»«”“’\"')\]]*$")
_SPECIAL = re.compile(r"[\\{}$&%#_~^]")
_WRITTEN = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # BibTeX counts braces, also those behind a backslash.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}


def is_cited(page: Any) -> bool:
    return isinstance(page, CITED)


def author(page: Any) -> str:
    return getattr(page.whole, "author", "") or tekst("citer.redaktionen")


def year(page: Any) -> int:
    day = getattr(page.whole, "date", None) or page.first_published_at or timezone.now()
    return int(day.year)


def as_text(page: Any) -> str:
    title = ended(page.title)
    if isinstance(page, KapitelPage):
        whole = ended(page.publication.title)
        title = tekst("citer.i_publikation", kapitel=title, publikation=whole)
    is_own = author(page) == tekst("citer.udgiver")
    return tekst(
        "citer.tekst_egen" if is_own else "citer.tekst",
        forfatter=author(page),
        aar=year(page),
        titel=title,
        dato=date_format(timezone.localdate(), "j. F Y"),
        url=page.full_url,
    )


def ended(title: str) -> str:
    return title if _ENDED.search(title) else f"{title}."


def as_bibtex(page: Any) -> str:
    fields = {
        # Braces keep each name whole and the title's letters as they are.
        "author": " and ".join(f"{{{escape(name)}}}" for name in each_author(author(page))),
        "title": f"{{{escape(page.title)}}}",
        "year": str(year(page)),
        "publisher": escape(tekst("citer.udgiver")),
        "url": page.full_url,
        "urldate": timezone.localdate().isoformat(),
        "language": "danish",
    }
    if isinstance(page, KapitelPage):
        fields["booktitle"] = f"{{{escape(page.publication.title)}}}"
    rows = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    # Two publications may both have a chapter called »indledning«.
    slugs = dict.fromkeys([page.whole.slug, page.slug])
    return f"@{entry_type(page)}{{{'-'.join(slugs)}-{year(page)},\n{rows}\n}}\n"


def entry_type(page: Any) -> str:
    if isinstance(page, PublikationPage):
        return "book"
    return "incollection" if isinstance(page, KapitelPage) else "misc"


def escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: _WRITTEN.get(match[0], f"\\{match[0]}"), text)


def bibtex(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the entry of the page whose address is before ``kilde.bib``."""
    site = Site.find_for_request(request)
    url_path = f"{site.root_page.url_path}{path}" if site else ""
    page = visible(pages_at(url_path)).specific().first()
    if not is_cited(page):
        raise Http404
    response = HttpResponse(as_bibtex(page), "application/x-bibtex; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{page.slug}.bib"
    )
    response["X-Robots-Tag"] = "noindex"
    return conditional(request, response)
