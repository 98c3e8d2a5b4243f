"""What belongs together stays on one line: ``{{ teaser|fint }}``, ``{{ value|richtext|fint }}``.

The spaces inside phone numbers, dates, prices and paragraphs become non-breaking, and
the one before a dot that divides, which begins no line. Nothing but
spaces is changed, and nothing inside a tag.
"""

import re
from typing import Any

from django import template
from django.utils.safestring import SafeData, mark_safe

register = template.Library()

NO_BREAK = "\u00a0"

MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
UNITS = (
    r"(?:mio|mia)\.(?:[ ]kr)?|kr|kroner|pct|procent|%|min|minut|minutter|sek|sekunder|time|timer|"
    r"mm|cm|m|km|m²|g|kg|kB|MB|GB|stk"
)
BELONGS_TOGETHER = rf"""
    [ ](?=·[ ])                                                          # Varde · Tværgående
    | (?<!\w)(?:
        (?:\+45[ ])?(?:\d{{4}}[ ]\d{{4}}|\d\d(?:[ ]\d\d){{3}})(?!\d)     # 8779 6300
      | (?:kl|nr|ca|kap|art|stk|s)\.[ ](?=\d)                            # kl. 9.00, nr. 3
      | §§?[ ](?=\d)                                                     # § 5
      | \d{{1,2}}\.[ ](?:{MONTHS})(?!\w)                                 # 3. december
      | \d{{1,9}}(?:[.,]\d{{1,3}}){{0,3}}[ ](?:{UNITS})(?!\w)             # 1.200 kr., 4 min.
    )
"""
TAG = r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>"""

_PLAIN = re.compile(BELONGS_TOGETHER, re.VERBOSE)
_HTML = re.compile(f"{TAG}|{BELONGS_TOGETHER}", re.VERBOSE)


def bind(text: str) -> str:
    """Return a plain text with the spaces bound."""
    return _PLAIN.sub(_bound, text)


def bind_html(html: str) -> str:
    """Return HTML with the spaces bound; tags and their attributes are as they were."""
    return _HTML.sub(_bound, html)


def _bound(match: re.Match[str]) -> str:
    found = match[0]
    return found if found.startswith("<") else found.replace(" ", NO_BREAK)


@register.filter
def fint(value: Any) -> str:
    """Bind what belongs together, in a plain text or in what is HTML already."""
    if value is None:
        return ""
    if hasattr(value, "__html__") and not isinstance(value, SafeData):
        value = mark_safe(value.__html__())  # noqa: S308  (it says itself that it is HTML)
    if isinstance(value, SafeData):
        return mark_safe(bind_html(str(value)))  # noqa: S308  (was safe; only spaces changed)
    return bind(str(value))
