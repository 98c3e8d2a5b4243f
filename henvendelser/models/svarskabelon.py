"""Replies that are written often."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable

from samskabelse.base.validators import one_line, plain_text

from ..skabelonfelter import validate_fields
from .henvendelse import at_most

LONGEST_TEMPLATE = 5000


class Svarskabelon(Orderable):
    """A reply to begin from. Its fields, as {navn}, are filled when it is chosen."""

    name = models.CharField(
        _("name"),
        max_length=80,
        unique=True,
        validators=[one_line],
        help_text=_("What the template is for. Visitors don't see it."),
    )
    text = models.TextField(
        _("text"),
        max_length=LONGEST_TEMPLATE,
        validators=[plain_text, validate_fields],
        help_text=_(
            "Without greeting and signature: the mail has them. These fields are filled: {navn},"
            " {reference}, {emne}, {svar_senest}, {medarbejder}, {telefon}."
        ),
    )

    wagtail_reference_index_ignore = True

    class Meta(Orderable.Meta):
        verbose_name = _("reply template")
        verbose_name_plural = _("reply templates")
        ordering = ["sort_order", "name"]
        constraints = [
            at_most("name", 80, "svarskabelon_name_length"),
            at_most("text", LONGEST_TEMPLATE, "svarskabelon_text_length"),
        ]

    def __str__(self) -> str:
        return self.name
