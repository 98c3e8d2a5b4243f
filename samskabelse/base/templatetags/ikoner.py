"""Icons from the sprite: ``{% ikon "search" %}``. They decorate; the words beside them speak."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def ikon(name: str) -> SafeString:
    return format_html(
        '<svg class="ikon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("icons/sprite.svg"),
        name,
    )
