"""Templates' way to the microcopy: ``{% tekst "menu.aabn" %}``."""

from django import template

from samskabelse.base.tekster import entry, tekst

register = template.Library()


@register.simple_tag(name="tekst")
def tekst_tag(key: str, **values: object) -> str:
    return tekst(key, **values)


@register.simple_tag
def tekster(key: str) -> list[str]:
    """Return a list of texts, such as the advice on an empty result."""
    return list(entry(key))
