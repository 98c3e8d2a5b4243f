"""Who teaches."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from samskabelse.base.kept import watch
from samskabelse.base.validators import one_line


class Underviser(index.Indexed, models.Model):
    """A teacher or a facilitator, written once and shown on each of their courses."""

    name = models.CharField(_("name"), max_length=120, validators=[one_line])
    position = models.CharField(
        _("title and workplace"), max_length=160, blank=True, validators=[one_line]
    )
    text = models.TextField(
        _("about the teacher"),
        max_length=600,
        blank=True,
        help_text=_("Two or three lines: what the participants will meet."),
    )
    image = models.ForeignKey(
        "base.Billede",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("image"),
        help_text=_("Only with the teacher's consent. May be left empty."),
    )

    panels = ["name", "position", "text", FieldPanel("image")]
    search_fields = [index.AutocompleteField("name"), index.SearchField("name")]

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("teacher")
        verbose_name_plural = _("teachers")

    def __str__(self) -> str:
        return self.name


class Undervisning(Orderable):
    """A teacher on a course, in the editor's order."""

    page = ParentalKey(
        "arrangementer.ArrangementPage", on_delete=models.CASCADE, related_name="undervisninger"
    )
    underviser = models.ForeignKey(
        Underviser, on_delete=models.CASCADE, related_name="+", verbose_name=_("teacher")
    )

    panels = ["underviser"]

    class Meta(Orderable.Meta):
        verbose_name = _("teacher")
        verbose_name_plural = _("teachers")
        constraints = [
            models.UniqueConstraint(fields=("page", "underviser"), name="undervisning_once")
        ]

    def __str__(self) -> str:
        return str(self.underviser)


watch(Underviser)
