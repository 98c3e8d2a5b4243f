"""When a date is held again: pure reckoning with days, no rows."""

import calendar
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samskabelse.base.workdays import is_working_day

#: More at once is a slip of the finger.
MOST = 24


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day of the new date, and the day it would have fallen on."""

    date: dt.date
    wanted: dt.date
    start: dt.time
    end: dt.time

    @property
    def is_moved(self) -> bool:
        return self.date != self.wanted


@dataclass(frozen=True, slots=True)
class Times:
    """A day of the date that is repeated."""

    date: dt.date
    start: dt.time
    end: dt.time


def weekly(first: dt.date, number: int) -> dt.date:
    return first + dt.timedelta(weeks=number)


def fortnightly(first: dt.date, number: int) -> dt.date:
    return first + dt.timedelta(weeks=2 * number)


def monthly(first: dt.date, number: int) -> dt.date:
    """The same weekday of the month: the second Thursday stays the second Thursday.

    Where a month has no fifth, it is the last.
    """
    months = first.month - 1 + number
    year, month = first.year + months // 12, months % 12 + 1
    week = (first.day - 1) // 7
    weekday_of_first, length = calendar.monthrange(year, month)
    day = 1 + (first.weekday() - weekday_of_first) % 7 + 7 * week
    return dt.date(year, month, day if day <= length else day - 7)


RHYTHMS: dict[str, Callable[[dt.date, int], dt.date]] = {
    "ugentlig": weekly,
    "hver_anden_uge": fortnightly,
    "maanedlig": monthly,
}


def starts_of(first: dt.date, rhythm: str, count: int) -> list[dt.date]:
    return [RHYTHMS[rhythm](first, number) for number in range(1, count + 1)]


def plan(
    days: Sequence[Times], starts: Sequence[dt.date], avoid_days_off: bool
) -> list[list[PlannedDay]]:
    """Return the days of each new date, as far from its start as those that are repeated.

    A day that falls on a day off goes on to the next working day, unless the day that is
    repeated is one itself: who holds something on Saturdays means Saturday. No two days of a
    date fall together.
    """
    ordered = sorted(days, key=lambda day: (day.date, day.start))
    return [_one(ordered, start, avoid_days_off) for start in starts]


def _one(days: Sequence[Times], start: dt.date, avoid_days_off: bool) -> list[PlannedDay]:
    planned: list[PlannedDay] = []
    before: PlannedDay | None = None
    for day in days:
        wanted = start + (day.date - days[0].date)
        date = wanted
        may_be_off = not avoid_days_off or not is_working_day(day.date)
        while not may_be_off and (
            not is_working_day(date) or (before and before.is_moved and date <= before.date)
        ):
            date += dt.timedelta(days=1)
        before = PlannedDay(date, wanted, day.start, day.end)
        planned.append(before)
    return planned
