"""A mail's text as HTML in the identity of the house. The text is the mail; this dresses it."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string

from samskabelse.base.tekster import tekst

#: The ten threads, as lines on paper (shared with the tokens of the site).
THREADS = [
    "#b6322d", "#a44c06", "#8d5e00", "#677008", "#0a7e3a",
    "#087970", "#0e7492", "#2e62c9", "#7a4aba", "#ab3276",
]  # fmt: skip

_BLANK = re.compile(r"\n\s*\n")
_SAFE_REST = re.compile(r"[A-Za-z0-9/._~?=&%:+#-]*\Z")


class Line(NamedTuple):
    text: str
    url: str = ""


def render_html(subject: str, text: str) -> str:
    """Return the page. All of it is escaped; only a line that is an address of ours is a link."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    return render_to_string(
        "mail/skal.html",
        {
            "subject": subject,
            "paragraphs": [
                [line_of(line.strip(), base) for line in part.split("\n")]
                for part in _BLANK.split(text.strip())
            ],
            "threads": THREADS,
            "sender": tekst("sidefod.afsender"),
            "site": base,
            "site_name": urlsplit(base).netloc,
        },
    )


def line_of(line: str, base: str) -> Line:
    is_ours = line.startswith(f"{base}/") and _SAFE_REST.match(line[len(base) :])
    return Line(line, line if is_ours else "")
