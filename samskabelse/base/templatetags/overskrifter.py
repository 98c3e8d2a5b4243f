"""Headings that can be linked to: ``{% for block, anchor in body|with_anchors %}``."""

from django import template

from ..blocks import with_anchors

register = template.Library()
register.filter(with_anchors)
