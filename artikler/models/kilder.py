"""What stands below a text: where its knowledge is from, its notes, what has been changed."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel
from wagtail.models import Orderable, Page
from wagtail.search import index


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

    def clean(self) -> None:
        super().clean()
        last = timezone.localdate().year + 1
        if self.year and self.year > last:
            raise ValidationError(
                {"year": _("Write a year that is %(last)d or before.") % {"last": last}}
            )

    @property
    def origin(self) -> str:
        """Author and year: »Tony Bovaird (2007)«."""
        return f"{self.author} ({self.year})" if self.author and self.year else self.author

    @property
    def dated_title(self) -> str:
        """The title, with the year where no author has it."""
        return f"{self.title} ({self.year})" if self.year and not self.author else self.title


class Note(Orderable):
    """One note. ``[1]`` in the text leads to the first."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="noter")
    text = models.TextField(_("footnote"), max_length=600)

    panels = ["text"]

    class Meta(Orderable.Meta):
        verbose_name = _("footnote")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text[:60]


class Aendring(models.Model):
    """What an editor has changed in a text after it was published, and when."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="aendringer")
    date = models.DateField(_("date"), default=timezone.localdate)
    note = models.CharField(_("what is changed"), max_length=255)

    panels = ["date", "note"]

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.date}: {self.note}"

    def clean(self) -> None:
        super().clean()
        if self.date and self.date > timezone.localdate():
            raise ValidationError({"date": _("This day is yet to come. When was it changed?")})


class Change(NamedTuple):
    """A change as readers are told of it."""

    date: dt.date
    note: str


def latest_first(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: change.date, reverse=True)


class NotesMixin(models.Model):
    """Notes to a text, and what has been changed in it."""

    notes_panels = [
        InlinePanel(
            "noter",
            heading=_("Notes"),
            label=_("footnote"),
            help_text=_("Write [1] in the text where the first note belongs, and so on."),
        ),
        InlinePanel(
            "aendringer",
            heading=_("Changes"),
            label=_("change"),
            help_text=_("Tell readers what you have changed. The latest date is shown on top."),
        ),
    ]
    notes_search_fields = [index.RelatedFields("noter", [index.SearchField("text")])]

    class Meta:
        abstract = True

    # ``noter`` and ``aendringer`` are relations that each type of text names for itself.
    @cached_property
    def notes(self) -> list[str]:
        return [row.text for row in self.noter.all()]  # type: ignore[attr-defined]  # as above

    @cached_property
    def changes(self) -> list[Change]:
        """The latest first, also in a preview of what isn't saved."""
        rows: Any = self.aendringer.all()  # type: ignore[attr-defined]  # as above
        return latest_first(Change(row.date, row.note) for row in rows)

    @property
    def updated_on(self) -> dt.date | None:
        return self.changes[0].date if self.changes else None
