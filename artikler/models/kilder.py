"""Where a text has its knowledge from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Page


class Kilde(Orderable):
    """One source below an article or a publication."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="kilder")
    author = models.CharField(_("author"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("published by or in"), max_length=200, blank=True)
    address = models.URLField(_("web address"), blank=True)

    panels = ["author", "year", "title", "publisher", "address"]

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title

    @property
    def origin(self) -> str:
        """Author and year: »Tony Bovaird (2007)«."""
        return f"{self.author} ({self.year})" if self.author and self.year else self.author
