"""A tagged PDF for screen readers, made of HTML by WeasyPrint."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders

VARIANT: Final = "pdf/ua-1"
#: A page of text takes a third of a second of one core; the rest of the site needs the other.
one_at_a_time = threading.Lock()


def write(html: str, css: str) -> bytes:
    """Return the PDF. Addresses in the CSS are relative to the static files."""
    with one_at_a_time:
        made: bytes = prepared(html, css)("").write_pdf(pdf_variant=VARIANT)
        return made


def prepared(html: str, css: str) -> Callable[[str], Any]:
    """Return what lays the document out, each time with some more rules."""
    for name in ("weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.WARNING)
    from weasyprint import CSS, HTML  # noqa: PLC0415  (takes a second, and may be missing)
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  (as above)
    from weasyprint.urls import URLFetcher  # noqa: PLC0415  (as above)

    # The folder above fonts/, wherever the static files lie.
    base_url = Path(finders.find("fonts/bricolage.woff2")).parents[1].as_uri() + "/"
    fonts = FontConfiguration()
    source = HTML(
        string=html, base_url=base_url, url_fetcher=URLFetcher(allowed_protocols=("file", "data"))
    )
    sheet = CSS(string=css, base_url=base_url, url_fetcher=source.url_fetcher, font_config=fonts)

    def lay_out(more: str) -> Any:
        sheets = [sheet, CSS(string=more)]
        return source.render(stylesheets=sheets, font_config=fonts, pdf_variant=VARIANT)

    return lay_out
