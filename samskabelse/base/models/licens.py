"""What others may do with a text."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.search import index

from ..tekster import tekst
from ..validators import one_line


class LicenceMixin(models.Model):
    """The licence of a page's text. Left empty, the page asks people to write first."""

    licence = models.CharField(
        _("licence"),
        max_length=60,
        blank=True,
        validators=[one_line],
        help_text=_("Such as CC BY 4.0."),
    )
    licence_url = models.URLField(_("address of the licence"), blank=True)
    licence_text = models.TextField(
        _("what one may do"), max_length=400, blank=True, help_text=_("In plain words.")
    )

    class Meta:
        abstract = True

    licence_panels = [
        MultiFieldPanel(["licence", "licence_url", "licence_text"], heading=_("Licence"))
    ]
    licence_search_fields = [index.SearchField("licence_line"), index.SearchField("licence_text")]

    @property
    def licence_line(self) -> str:
        return f"{tekst('citer.licens')}: {self.licence}" if self.licence else ""
