"""HTML of long lists, made without a loop in a template."""

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe


def html_of_rows(pattern: str, rows: Iterable[Sequence[object]]) -> SafeString:
    """Fill the pattern with each row, escaped unless it is safe, and return all of it in one.

    As Django's ``format_html_join``, which takes five times as long, since it asks of each value
    whether it is one that is translated later; none here is.
    """
    filled = (pattern.format(*[escaped(value) for value in row]) for row in rows)
    return mark_safe("".join(filled))  # noqa: S308  (escaped just now)


def escaped(value: object) -> str:
    return value if isinstance(value, SafeString) else escape(str(value))
