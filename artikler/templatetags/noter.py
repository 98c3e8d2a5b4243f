"""Notes in running text."""

import re
from collections.abc import Sequence

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from samskabelse.base.tekster import tekst

register = template.Library()

#: A tag, which is left alone, or the mark of a note in the text between tags.
MARK = re.compile(r"<[^>]*>|\[(\d{1,2})\]")


@register.simple_block_tag(takes_context=True)
def med_noter(context: Context, content: str, notes: Sequence[str]) -> SafeString:
    """Turn ``[1]`` in the text into the way to the first of the notes.

    Leaves ``marked``, the numbers of those that the text leads to: they lead back.
    """
    seen: set[int] = set()

    def mark(match: re.Match[str]) -> str:
        number = int(match[1] or 0)
        if not 1 <= number <= len(notes):
            return match[0]
        anchor = "" if number in seen else f' id="notetegn-{number}"'
        seen.add(number)
        label = tekst("laesning.note", nr=number)
        return (
            f'<sup><a{anchor} href="#note-{number}" role="doc-noteref" '
            f'aria-label="{label}">{number}</a></sup>'
        )

    marked = MARK.sub(mark, content)
    context["marked"] = seen
    return mark_safe(marked)  # noqa: S308  (rendered and escaped by the blocks)
