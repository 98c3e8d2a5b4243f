"""A publication as one PDF, made of its own chapters as they stand on the screen."""

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from samskabelse.base import pdf
from samskabelse.base.adresser import absolute
from samskabelse.base.indlejring import embedded, without_files
from samskabelse.base.links import know_links_of
from veje.tegninger import FARVER, motif_svg

if TYPE_CHECKING:
    from .models import PublikationPage

FILE: Final = "publikation.pdf"
KEPT_SECONDS: Final = 30 * 24 * 60 * 60
#: Drawings stand in the colours of the site's stylesheet, which is not here.
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fil:
    """A finished PDF and the fingerprint of what stands in it."""

    data: bytes
    etag: str


def publication(page: "PublikationPage") -> Fil:
    """Return the PDF, from the cache unless something in it has changed."""
    html = render_to_string("artikler/publikation_pdf.html", context(page))
    css = render_to_string("artikler/publikation_pdf.css") + colours(page)
    etag = hashlib.sha256(f"{html}{css}".encode()).hexdigest()[:32]
    key = f"publikation:{etag}"
    data = cache.get(key)
    if data is None:
        data = pdf.write(html, css)
        cache.set(key, data, KEPT_SECONDS)
    return Fil(data, etag)


def context(page: "PublikationPage") -> dict[str, Any]:
    chapters = [(chapter, f"kapitel-{chapter.pk}") for chapter in page.chapters]
    anchors = {chapter.url: f"#{anchor}" for chapter, anchor in chapters}
    know_links_of(page.body, *(chapter.body for chapter in page.chapters))

    def link(address: str) -> str:
        return anchors.get(address) or absolute(address)

    def text(one: Any, prefix: str) -> SafeString:
        html = render_to_string("artikler/_pdf_tekst.html", {"body": one.body, "notes": one.notes})
        moved = embedded(html, prefix=f"{prefix}-", link=link)
        return without_files(_DRAWING.sub("", moved))

    number = page.threads[0].number if page.threads else 0
    return {
        "page": page,
        "address": (page.full_url or "").partition("//")[2],
        "foreword": text(page, "forord"),
        "chapters": [(chapter, anchor, text(chapter, anchor)) for chapter, anchor in chapters],
        "drawing": drawing(number, page.title),
    }


def drawing(number: int, title: str) -> SafeString:
    """Return the vej's motif in its own colour; in a tagged PDF it must have a name."""
    svg = motif_svg(number, alt=title) if number else ""
    return mark_safe(svg.replace("currentColor", FARVER[number].dyb))  # noqa: S308  (ours)


def colours(page: "PublikationPage") -> str:
    number = page.threads[0].number if page.threads else 1
    colour = FARVER[number]
    return f":root{{--dyb:{colour.dyb};--bleg:{colour.bleg}}}"
