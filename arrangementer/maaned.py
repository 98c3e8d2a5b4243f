"""A month as a calendar shows it."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


def first_of(day: dt.date) -> dt.date:
    return day.replace(day=1)


def after(month: dt.date) -> dt.date:
    return first_of(month + dt.timedelta(days=31))


def read(text: str, start: dt.date, first: dt.date, last: dt.date) -> dt.date:
    """Return the asked month, as its first day, between the two; where none is asked, the start."""
    match = MONTH.fullmatch(text)
    asked = dt.date(int(match[1]), int(match[2]), 1) if match else first_of(start)
    return min(max(asked, first_of(first)), first_of(last))


def key(month: dt.date) -> str:
    return f"{month:%Y-%m}"


@dataclass
class Day:
    date: dt.date
    is_today: bool
    #: Whatever is held on the day; the template knows what.
    events: list[Any] = field(default_factory=list)


@dataclass
class Month:
    """The days of a month, and the nearest months before and after that hold something."""

    first: dt.date
    days: list[Day]
    previous: dt.date | None
    next: dt.date | None

    @property
    def name(self) -> str:
        return name(self.first)

    @property
    def lower_name(self) -> str:
        """As it is written inside a sentence."""
        return date_format(self.first, "F Y")

    @property
    def previous_name(self) -> str:
        return date_format(self.previous, "F Y") if self.previous else ""

    @property
    def next_name(self) -> str:
        return date_format(self.next, "F Y") if self.next else ""

    @property
    def first_weekday(self) -> int:
        """1 is Monday, where the grid begins."""
        return self.first.isoweekday()

    @property
    def is_empty(self) -> bool:
        return not any(day.events for day in self.days)


def name(month: dt.date) -> str:
    return capfirst(date_format(month, "F Y"))


def build(
    month: dt.date,
    events: Iterable[tuple[dt.date, Any]],
    today: dt.date,
    others: Sequence[dt.date],
) -> Month:
    """Put the events, each with its date, on the days of the month.

    ``others`` are the months that hold something, in order.
    """
    length = calendar.monthrange(month.year, month.month)[1]
    days = [Day(month.replace(day=n), month.replace(day=n) == today) for n in range(1, length + 1)]
    for date, event in events:
        if first_of(date) == month:
            days[date.day - 1].events.append(event)
    return Month(
        month,
        days,
        previous=max((other for other in others if other < month), default=None),
        next=min((other for other in others if other > month), default=None),
    )
