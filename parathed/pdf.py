"""The result on paper: a tagged PDF, made by WeasyPrint where the poster can be made too."""

import logging
import threading
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from veje.plakat import available
from veje.tegninger import FARVER

__all__ = ["FILE_NAME", "available", "result_pdf"]

FILE_NAME: Final = "er-i-klar-til-samskabelse.pdf"

#: A page of text takes a third of a second of one core; the rest of the site needs the other.
_one_at_a_time = threading.Lock()


def result_pdf(context: dict[str, Any]) -> bytes:
    """Return the PDF. It is kept nowhere: it is the visitor's answers."""
    html = render_to_string("parathed/resultat_pdf.html", context)
    css = render_to_string("parathed/resultat_pdf.css") + "".join(
        f'[data-vej="{number}"]{{--dyb:{colour.dyb};--bleg:{colour.bleg}}}'
        for number, colour in FARVER.items()
        if number
    )
    with _one_at_a_time:
        return _draw(html, css)


def _draw(html: str, css: str) -> bytes:
    for name in ("weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.WARNING)
    from weasyprint import CSS, HTML  # noqa: PLC0415  (takes a second, and may be missing)
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    base_url = Path(finders.find("fonts/bricolage.woff2")).parents[1].as_uri() + "/"
    fonts = FontConfiguration()
    source = HTML(
        string=html, base_url=base_url, url_fetcher=URLFetcher(allowed_protocols=("file", "data"))
    )
    sheet = CSS(string=css, base_url=base_url, url_fetcher=source.url_fetcher, font_config=fonts)
    return source.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
