"""What an error page offers. Nothing in the plain shell, which has no request and no database."""

from typing import Any

from django import template
from django.template import Context

from veje import facetter

from ..naermest import Suggestion, looks_like_a_file, suggestions

register = template.Library()


@register.simple_tag(takes_context=True)
def naermest(context: Context) -> list[Suggestion]:
    """``{% naermest as pages %}``: what the visitor may have meant."""
    request = context.get("request")
    return suggestions(request) if request else []


@register.simple_tag(takes_context=True)
def alle_veje(context: Context) -> list[Any]:
    """``{% alle_veje as veje %}``: the ten."""
    request = context.get("request")
    if not request or looks_like_a_file(request.path):
        return []
    return list(facetter.veje().defer("body"))
