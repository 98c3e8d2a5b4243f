"""Short lists that editors keep and that several page types share."""

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.search import index


class Named(index.Indexed, models.Model):
    """A name in a list."""

    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        abstract = True
        ordering = ["name"]

    panels = ["name"]
    search_fields = [index.AutocompleteField("name"), index.SearchField("name")]

    def __str__(self) -> str:
        return self.name


class Emne(Named):
    """What a text or a course is about, such as Frivillighed."""

    class Meta(Named.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Maalgruppe(Named):
    """Whom a text or a course is for, such as Ledere."""

    class Meta(Named.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class TopicsMixin(models.Model):
    """Topics and target groups of an article, a publication or a course."""

    emner = ParentalManyToManyField(
        Emne,
        blank=True,
        related_name="+",
        verbose_name=_("topics"),
        help_text=_("One or two are enough."),
    )
    maalgrupper = ParentalManyToManyField(
        Maalgruppe, blank=True, related_name="+", verbose_name=_("target groups")
    )

    topics_panels = [
        FieldPanel("emner", widget=CheckboxSelectMultiple),
        FieldPanel("maalgrupper", widget=CheckboxSelectMultiple),
    ]
    topics_search_fields = [
        index.RelatedFields(name, [index.SearchField("name")]) for name in ("emner", "maalgrupper")
    ]

    class Meta:
        abstract = True
