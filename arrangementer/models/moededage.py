"""The days on which participants meet."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable


class Moededag(Orderable):
    """One day on which participants meet."""

    afholdelse = ParentalKey(
        "arrangementer.Afholdelse", on_delete=models.CASCADE, related_name="days"
    )
    date = models.DateField(_("date"))
    start = models.TimeField(_("from"), default=dt.time(9))
    end = models.TimeField(_("to"), default=dt.time(16))

    panels = ["date", "start", "end"]

    class Meta(Orderable.Meta):
        verbose_name = _("day")
        verbose_name_plural = _("days")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="moededag_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return date_format(self.date, "j. F Y")

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end <= self.start:
            raise ValidationError({"end": _("The day must end after it has begun.")})

    @property
    def starts_at(self) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(self.date, self.start))

    @property
    def ends_at(self) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(self.date, self.end))

    @property
    def time_text(self) -> str:
        return f"kl. {date_format(self.start, 'G.i')}-{date_format(self.end, 'G.i')}"

    @property
    def searched(self) -> str:
        """What the course is found by while this day lies ahead."""
        return "" if self.ends_at < timezone.now() else str(self)
