"""Denmark's municipalities and the fields they work in: data that pages point at."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from samskabelse.base.facetindeks import danish


class Region(models.Model):
    """A region, with the days from and until which it exists."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="predecessors",
        null=True,
        blank=True,
        verbose_name=_("becomes part of"),
        help_text=_("The region that takes over on the day after the last."),
    )

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def on(self, day: dt.date) -> "Region":
        """The region that covers the same places on the day. No chain is longer than one."""
        ended = self.valid_until is not None and self.valid_until < day
        return self.successor if ended and self.successor else self


class Kommune(index.Indexed, models.Model):
    """One of the 98 municipalities."""

    code = models.CharField(_("municipality code"), max_length=4, unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="kommuner", verbose_name=_("region")
    )
    population = models.PositiveSmallIntegerField(
        _("inhabitants in thousands"),
        null=True,
        blank=True,
        help_text=_("About how many. Only used to find municipalities of similar size."),
    )
    #: The name as a Dane sorts it, and no database by itself: Aabenraa comes after Ærø.
    sorted_as = models.CharField(max_length=240, editable=False)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["sorted_as"]

    search_fields = [index.AutocompleteField("name"), index.SearchField("name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sorted_as = danish(self.name)
        super().save(*args, **kwargs)

    @property
    def region_today(self) -> Region:
        return self.region.on(timezone.localdate())

    @property
    def full_name(self) -> str:
        """The name as the municipality itself writes it. Two of them break the rule."""
        if self.name in {"København", "Bornholm"}:
            return {
                "København": "Københavns Kommune",
                "Bornholm": "Bornholms Regionskommune",
            }[self.name]
        return f"{self.name} Kommune"


class Omraade(index.Indexed, models.Model):
    """A field that municipalities work in, such as Dagtilbud. Editors keep the list."""

    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        ordering = ["name"]

    search_fields = [index.AutocompleteField("name"), index.SearchField("name")]
    panels = ["name"]

    def __str__(self) -> str:
        return self.name
