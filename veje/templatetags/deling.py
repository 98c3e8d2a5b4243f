"""The share image in the head of a page: ``{% share_image page as share %}``."""

from typing import Any

from django import template

from ..deling import ShareImage, share_image_of

register = template.Library()


@register.simple_tag
def share_image(page: Any) -> ShareImage | None:
    return share_image_of(page)
