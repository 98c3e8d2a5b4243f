"""The booklet as one file that opens from disk: styles, letters and drawings are in it."""

import base64
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from samskabelse.base.adresser import absolute
from samskabelse.base.indlejring import without_files
from samskabelse.base.staticfiles import STYLESHEET, flatten_css

from .hefte import sections
from .udvalg import Udvalg

FILE_NAME = "min-samling.html"
#: The file asks nobody for anything, and no script can run in it.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
_FONT = re.compile(r'url\("\.\./(fonts/[\w.-]+)"\)')


def document(chosen: Udvalg, context: dict[str, Any]) -> str:
    found = sections(chosen, link=absolute)
    html = render_to_string(
        "genbrug/samling/fil.html",
        {**context, "sections": found, "policy": POLICY, "style": stylesheet()},
    )
    return without_files(html)


@cache
def stylesheet() -> SafeString:
    """Return the site's whole style as an element, the fonts in it."""
    css = flatten_css(STYLESHEET, lambda name: source(name).read_text(encoding="utf-8"))
    return mark_safe(f"<style>{_FONT.sub(_in_place, css)}</style>")  # noqa: S308  (our own files)


def _in_place(match: re.Match[str]) -> str:
    data = base64.b64encode(source(match[1]).read_bytes()).decode()
    return f'url("data:font/woff2;base64,{data}")'


def source(name: str) -> Path:
    """Return where the static file lies as it was written."""
    return Path(finders.find(name))
