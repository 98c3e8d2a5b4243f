"""Structured data in the head of a page: ``{% strukturdata image %}``."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from .. import strukturdata as data

register = template.Library()


@register.simple_tag(name="strukturdata", takes_context=True)
def structured_data(context: Context, image: str = "") -> SafeString:
    """Write what the page says of itself, its way from the landing page, and who publishes it."""
    page: Any = context.get("page")
    if not page or not page.pk or not page.full_url:
        return SafeString("")
    nodes = page.original.structured_data(image)
    trail = list(context.get("breadcrumbs") or [])
    if not trail:
        nodes.append(data.website(description=page.short_description))
    elif trail[-1][1] != page.url:
        trail.append((page.title, page.url))
    if trail:
        nodes.append(data.breadcrumb_list(trail))
    return data.script([data.organization(_phone(context)), *nodes])


def _phone(context: Context) -> str:
    """Return the number as others dial it; the footer has read it all the same."""
    shell = context.get("shell")
    return shell.phone_href.removeprefix("tel:") if shell else ""
