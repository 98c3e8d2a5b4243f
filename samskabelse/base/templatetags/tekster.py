"""Templates' way to the microcopy: ``{% tekst "menu.aabn" %}``."""

from typing import Any

from django import template

from samskabelse.base.tekster import entry, tekst

from .typografi import bind

register = template.Library()


@register.simple_tag(name="tekst")
def tekst_tag(key: str, **values: object) -> str:
    return bind(tekst(key, **values))


@register.simple_tag
def tekster(key: str) -> list[Any]:
    """Return a list of texts, such as the advice on an empty result."""
    return [bind(one) if isinstance(one, str) else one for one in entry(key)]
