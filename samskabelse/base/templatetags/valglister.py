"""The options of a select, of which there may be hundreds: ``{% valgmuligheder found.kommuner %}``.

Made in one go, since a loop in a template takes ten times as long.
"""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from samskabelse.base.html import html_of_rows

register = template.Library()

SELECTED = mark_safe(" selected")


@register.simple_tag
def valgmuligheder(options: Iterable[tuple[str, str, bool]]) -> SafeString:
    """Return an option for each value, label and whether it is chosen."""
    rows = ((value, SELECTED if is_chosen else "", label) for value, label, is_chosen in options)
    return html_of_rows('<option value="{}"{}>{}</option>', rows)
