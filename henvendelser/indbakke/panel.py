"""The inbox on the overview: what waits, and a small picture of the last twelve weeks."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from samskabelse.base.tekster import tekst

from ..services import figures

HEIGHT = 72
ANSWER_HEIGHT = 36
STEP = 26
BAR = 16


@dataclass(frozen=True, slots=True)
class Number:
    """A count that leads to its list."""

    label: str
    count: int
    url: str
    is_pressing: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One week of the picture, ready to be drawn, and in words."""

    week: int
    monday: dt.date
    received: int
    answer: str
    hours: int | None
    x: int
    y: int
    height: int
    answer_y: int

    @property
    def middle(self) -> int:
        return self.x + BAR // 2


def columns(weeks: list[figures.Week]) -> list[Column]:
    highest = max((week.received for week in weeks), default=0) or 1
    slowest = max((week.median_hours or 0 for week in weeks), default=0) or 1
    found = []
    for number, week in enumerate(weeks):
        height = round(week.received / highest * HEIGHT) if week.received else 1
        found.append(
            Column(
                week=week.monday.isocalendar().week,
                monday=week.monday,
                received=week.received,
                answer=answer_time(week.median_hours),
                hours=week.median_hours,
                x=number * STEP + (STEP - BAR) // 2,
                y=HEIGHT - height,
                height=height,
                answer_y=ANSWER_HEIGHT - round((week.median_hours or 0) / slowest * ANSWER_HEIGHT),
            )
        )
    return found


def answer_line(drawn: list[Column]) -> str:
    """Return the path of the answer times, broken where nothing was answered."""
    parts = []
    is_drawing = False
    for column in drawn:
        if column.hours is not None:
            parts.append(f"{'L' if is_drawing else 'M'}{column.middle} {column.answer_y}")
        is_drawing = column.hours is not None
    return "".join(parts)


def answer_time(hours: int | None) -> str:
    """Return hours as they are said: up to two days in hours, then in days."""
    if hours is None:
        return ""
    if hours < 48:
        return tekst("mail.svartid", antal=max(hours, 1))
    return tekst("mail.svartid_dage", antal=round(hours / 24))


def numbers(counts: Mapping[str, int]) -> list[Number]:
    inbox = reverse("henvendelser:index")
    return [
        Number(_("Overdue"), counts["overdue"], f"{inbox}?frist=overskredet", is_pressing=True),
        Number(_("Due today"), counts["today"], f"{inbox}?frist=i_dag"),
        Number(_("Unread"), counts["unread"], f"{inbox}?laest=ulaest"),
        Number(_("Nobody has them"), counts["nobodys"], f"{inbox}?tildelt=ingen"),
        Number(_("Mine"), counts["mine"], f"{inbox}?tildelt=mig"),
    ]


class IndbakkePanel(Component):
    """Only for those who may see inquiries; to others it is not made."""

    name = "indbakke"
    template_name = "henvendelser/admin/panel.html"
    order = 60

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        today = timezone.localdate()
        weeks = figures.weeks(today)
        hours = [hour for week in weeks for hour in week.hours]
        drawn = columns(weeks)
        return {
            "numbers": numbers(figures.standing(today, parent_context["request"].user)),
            "columns": drawn,
            "answer_line": answer_line(drawn),
            "width": len(weeks) * STEP,
            "height": HEIGHT,
            "bar": BAR,
            "received": sum(week.received for week in weeks),
            "median": answer_time(figures.Week(today, hours=hours).median_hours),
        }


def may_see(request: HttpRequest) -> bool:
    return request.user.has_perm("henvendelser.view_henvendelse")
