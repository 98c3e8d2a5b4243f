"""The poster: all ten veje on one A3 sheet, made by WeasyPrint.

WeasyPrint stands on system libraries (Pango) that may be missing. Then there is no poster, and
nothing leads to it.
"""

import base64
import ctypes
import hashlib
import logging
import math
from collections.abc import Sequence
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from django.core.cache import cache as shared_cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from samskabelse.base import pdf

from .kort import TITLE_LIMITS, size_of
from .tegninger import FARVER, braid_svg, motif_svg
from .tegninger.farver import BLAEK

logger = logging.getLogger(__name__)

FILE_NAME = "10-veje-til-samskabelse.pdf"
#: What WeasyPrint loads; looked for without importing it, which takes a second.
LIBRARIES = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "fontconfig")
SONAMES = {"harfbuzz": "libharfbuzz.so.0", "fontconfig": "libfontconfig.so.1"}
#: The letters shrink step by step until everything is on one sheet.
TEXT_SIZES = (14, 13, 12, 11, 10, 9, 8, 7, 6)
#: Millimetres that the ten have together at least, between the head and the foot.
HEIGHT_OF_ALL = 315
KEPT_SECONDS = 30 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Plakat:
    """A finished poster and the fingerprint of what stands on it."""

    pdf: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Felt:
    """One vej on the poster."""

    number: int
    title: str
    text: str
    drawing: SafeString

    @property
    def title_size(self) -> str:
        return size_of(len(self.title), TITLE_LIMITS)

    @classmethod
    def of(cls, vej: Any) -> "Felt":
        # A drawing in a tagged PDF must have a name, and it does not inherit the page's colour.
        drawing = motif_svg(vej.motif_number, alt=vej.motif_alt or vej.title)
        drawing = drawing.replace("currentColor", FARVER[vej.number].dyb)
        return cls(vej.number, vej.title, vej.short_text, mark_safe(drawing))  # noqa: S308  (escaped)


@cache
def available() -> bool:
    """Say whether WeasyPrint is installed and finds the libraries that it needs."""
    return find_spec("weasyprint") is not None and all(map(_can_load, LIBRARIES))


def _can_load(name: str) -> bool:
    for find in (lambda: SONAMES.get(name, f"lib{name}.so.0"), lambda: find_library(name)):
        file = find()
        try:
            if file and ctypes.CDLL(file):
                return True
        except OSError:
            continue
    return False


def poster(title: str, address: str, veje: Sequence[Any]) -> Plakat:
    """Return the poster of these veje, from the cache unless something on it has changed."""
    html = render_to_string(
        "veje/plakat.html",
        {"title": title, "address": address, "veje": [Felt.of(vej) for vej in veje]},
    )
    rows = math.ceil(len(veje) / 2) or 1
    css = render_to_string("veje/plakat.css") + _colours()
    css += f":root{{--felt:{HEIGHT_OF_ALL // rows}mm}}"
    etag = hashlib.sha256(f"{html}{css}".encode()).hexdigest()[:32]
    key = f"plakat:{etag}"
    data = shared_cache.get(key)
    if data is None:
        with pdf.one_at_a_time:
            data = shared_cache.get(key)
            if data is None:
                data = _draw(html, css)
                shared_cache.set(key, data, KEPT_SECONDS)
    return Plakat(data, etag)


@cache
def _colours() -> str:
    """Return the rules that give each vej its colours and the head its braid."""
    rules = [
        f'[data-vej="{number}"]{{--dyb:{colour.dyb};--bleg:{colour.bleg}}}'
        for number, colour in FARVER.items()
    ]
    strokes = "".join(
        f".traad--{number}{{stroke:{colour.lys}}}" for number, colour in FARVER.items()
    )
    braid = braid_svg().replace(
        "<svg ",
        '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="520" ',
        1,
    )
    braid = braid.replace(">", f"><style>{strokes}.fletning__luft{{stroke:{BLAEK}}}</style>", 1)
    data = base64.b64encode(braid.encode()).decode()
    rules.append(f".top__fletning{{background-image:url(data:image/svg+xml;base64,{data})}}")
    return "".join(rules)


def _draw(html: str, css: str) -> bytes:
    """Return the PDF, tagged for screen readers, with the letters as large as there is room for."""
    lay_out = pdf.prepared(html, css)
    for size in TEXT_SIZES:
        document = lay_out(f":root{{font-size:{size}pt}}")
        if len(document.pages) == 1:
            break
    else:
        logger.warning("The poster does not fit on one sheet")
    return document.copy(document.pages[:1]).write_pdf(pdf_variant=pdf.VARIANT)
