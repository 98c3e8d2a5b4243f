"""The drawings in templates: ``{% braid %}``, ``{% motif 3 %}``, ``{% cover numbers seed %}``."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString, mark_safe

from ..tegninger import braid_svg, cover_svg, logo_svg, motif_svg

register = template.Library()


@register.simple_tag
def braid() -> SafeString:
    return mark_safe(braid_svg())  # noqa: S308  (drawn by us, from numbers alone)


@register.simple_tag
def logo() -> SafeString:
    return mark_safe(logo_svg())  # noqa: S308  (drawn by us, from numbers alone)


@register.simple_tag
def motif(number: int | None, alt: str = "", class_name: str = "motiv") -> SafeString | str:
    return motif_svg(number, alt=alt, class_name=class_name) if number else ""


@register.simple_tag
def cover(vej_numbers: Sequence[int], seed: str, ratio: str = "card") -> SafeString:
    return mark_safe(cover_svg(vej_numbers, seed, ratio=ratio))  # noqa: S308  (drawn by us)
