"""Pictures in templates: ``{% foto card.image "kort" as picture %}``, empty until it is made."""

from typing import Any

from django import template
from wagtail.images.models import Picture

from ..renditions import SHAPES, picture

register = template.Library()


@register.simple_tag
def foto(image: Any, shape: str, alt: str = "", first: bool = False) -> Picture | str:
    """Return the picture in a shape, or nothing; ``first`` is what the visitor sees at once."""
    if not image:
        return ""
    attrs = {"alt": alt} | ({"fetchpriority": "high"} if first else {"loading": "lazy"})
    return picture(image, SHAPES[shape], attrs) or ""
