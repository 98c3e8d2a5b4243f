"""How it goes: what waits now, and the last twelve weeks. Deleted cases count on as numbers."""

import datetime as dt
from dataclasses import dataclass, field
from statistics import median

from django.db.models import Count, Q
from django.utils import timezone

from samskabelse.users.models import User

from ..models.henvendelse import Henvendelse
from ..models.sagstal import Sagstal
from ..querysets import OWED

WEEKS = 12
SPAM = Henvendelse.Status.SPAM


@dataclass
class Week:
    """What came in from this Monday on, and how many hours it took to answer."""

    monday: dt.date
    received: int = 0
    hours: list[int] = field(default_factory=list)

    @property
    def median_hours(self) -> int | None:
        return round(median(self.hours)) if self.hours else None


def weeks(today: dt.date, count: int = WEEKS) -> list[Week]:
    """Return the weeks up to this one, oldest first. What was unwanted is not counted."""
    this_monday = monday_of(today)
    found = {
        monday: Week(monday)
        for monday in (this_monday - dt.timedelta(weeks=back) for back in reversed(range(count)))
    }
    begins = timezone.make_aware(dt.datetime.combine(min(found), dt.time()))
    standing = Henvendelse.objects.filter(created_at__gte=begins).exclude(status=SPAM)
    for received, answered in standing.values_list("created_at", "answered_at"):
        week = found.get(monday_of(timezone.localdate(received)))
        if week is not None:
            week.received += 1
            if answered:
                week.hours.append(round((answered - received).total_seconds() / 3600))
    deleted = Sagstal.objects.filter(week__gte=min(found)).exclude(status=SPAM)
    for monday, hours in deleted.values_list("week", "answer_hours"):
        week = found.get(monday)
        if week is not None:
            week.received += 1
            if hours is not None:
                week.hours.append(hours)
    return list(found.values())


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def standing(today: dt.date, user: User) -> dict[str, int]:
    """Count what waits, in one query."""
    owed = Q(status__in=OWED)
    return Henvendelse.objects.open().aggregate(
        unread=Count("pk", filter=Q(is_unread=True)),
        nobodys=Count("pk", filter=Q(assignee=None)),
        mine=Count("pk", filter=Q(assignee=user)),
        today=Count("pk", filter=owed & Q(answer_by=today)),
        overdue=Count("pk", filter=owed & Q(answer_by__lt=today)),
    )
