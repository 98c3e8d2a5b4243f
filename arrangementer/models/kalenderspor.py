"""What calendars have been told and must be told again: days that are no longer held."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from .afholdelser import Afholdelse

#: As long as a calendar that is asked now and then may need to hear that a day is off.
KEPT = dt.timedelta(days=60)


class FjernetDag(models.Model):
    """A day that stood in calendars and was removed: feeds carry it as cancelled for a while."""

    page = models.ForeignKey(
        "arrangementer.ArrangementPage", on_delete=models.CASCADE, related_name="removed_days"
    )
    uid = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=160, blank=True)
    removed_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("uid", "number"), name="fjernetdag_once"),
        ]

    def __str__(self) -> str:
        return f"{self.uid}-{self.number}"

    @classmethod
    def remember(cls, before: "Afholdelse", from_number: int) -> None:
        """Keep the days from that number on, and forget those that are held again."""
        cls.objects.filter(uid=before.uid, number__lt=from_number).delete()
        cls.objects.filter(removed_at__lt=timezone.now() - KEPT).delete()
        if not before.page.live:
            return
        for number, day in enumerate(before.days_in_order, start=1):
            if number >= from_number:
                cls.objects.update_or_create(
                    uid=before.uid,
                    number=number,
                    defaults={
                        "page_id": before.page_id,
                        "sequence": before.sequence + 1,
                        "starts_at": day.starts_at,
                        "ends_at": day.ends_at,
                        "place": before.place,
                        "removed_at": timezone.now(),
                    },
                )
