"""What waits, told on the overview and by mail on working days; numbers outlive their persons."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from henvendelser import services
from henvendelser.indbakke import panel
from henvendelser.models import Henvendelse, Sagstal
from henvendelser.services import By, figures
from redaktion import groups
from samskabelse.outbox.models import Mail
from tests.pages import query_count, soup_of

from .conftest import PERSONAL, TEAM
from .test_inbox import many

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
TUESDAY = dt.datetime(2026, 12, 1, 8, tzinfo=COPENHAGEN)
SUBJECT = "mangler svar i dag"


def told() -> list[Mail]:
    return list(Mail.objects.filter(subject__contains=SUBJECT).order_by("pk"))


@pytest.fixture
def overdue(send):
    """One that should have been answered yesterday, one today."""
    with time_machine.travel(TUESDAY - dt.timedelta(days=4)):
        send(navn="Ane")
        send(navn="Bo", email="bo@x.dk")
    late, today = Henvendelse.objects.order_by("pk")
    Henvendelse.objects.filter(pk=late.pk).update(answer_by=dt.date(2026, 11, 30))
    Henvendelse.objects.filter(pk=today.pk).update(answer_by=dt.date(2026, 12, 1))
    return late, today


# --- The mail ---------------------------------------------------------------------------------


def test_the_team_is_told_once_a_working_day(overdue):
    late, today = overdue

    with time_machine.travel(TUESDAY):
        assert services.tell_overdue()
        assert not services.tell_overdue()
    with time_machine.travel(TUESDAY + dt.timedelta(days=1)):
        services.tell_overdue()

    first, second = told()
    assert first.to == TEAM
    assert first.subject == "1 henvendelse mangler svar i dag"
    assert second.subject == "2 henvendelser mangler svar i dag"
    should, must = first.body_text.split("Disse skal besvares i dag")
    assert late.reference in should
    assert today.reference in must
    assert "svar senest 30. november (ingen har den)" in should
    assert [part for part in PERSONAL if part in first.subject + first.body_text] == []


@pytest.mark.parametrize(
    "moment",
    [
        TUESDAY.replace(hour=6),  # before work
        dt.datetime(2026, 12, 5, 9, tzinfo=COPENHAGEN),  # a Saturday
        dt.datetime(2026, 12, 25, 9, tzinfo=COPENHAGEN),  # Christmas
    ],
)
def test_nobody_is_told_outside_working_time(overdue, moment):
    with time_machine.travel(moment):
        assert not services.tell_overdue()

    assert told() == []


def test_nobody_is_told_when_all_is_answered(overdue, site_settings, person):
    for inquiry in overdue:
        services.set_status(inquiry, "afventer", site_settings)

    with time_machine.travel(TUESDAY):
        assert not services.tell_overdue()

    assert told() == []


def test_the_worker_tells(settings):
    assert "henvendelser.services.tell_overdue" in [job[2] for job in settings.WORKER_JOBS]


# --- The numbers ------------------------------------------------------------------------------


def test_weeks_count_what_came_in_and_how_long_it_took(send, person, site_settings):
    user = person(groups.HENVENDELSER)
    for number, hours in enumerate([2, 30, 8]):
        with time_machine.travel(TUESDAY - dt.timedelta(weeks=1)):
            send(besked=f"Besked nummer {number}")
        inquiry = Henvendelse.objects.latest("pk")
        with time_machine.travel(TUESDAY - dt.timedelta(weeks=1) + dt.timedelta(hours=hours)):
            services.reply(inquiry, "Svar", site_settings, By(user))
    with time_machine.travel(TUESDAY):
        send(besked="Den her uge")
        before = [(week.received, week.median_hours) for week in figures.weeks(TUESDAY.date())]
        for inquiry in Henvendelse.objects.all():
            services.erase(inquiry)
        after = [(week.received, week.median_hours) for week in figures.weeks(TUESDAY.date())]

    assert before == [(0, None)] * 10 + [(3, 8), (1, None)]
    assert after == before
    assert [part for part in PERSONAL if part in str(Sagstal.objects.values())] == []


def test_the_unwanted_do_not_count(send, site_settings):
    send()
    services.set_status(Henvendelse.objects.get(), "spam", site_settings)

    assert sum(week.received for week in figures.weeks(timezone.localdate())) == 0


def test_the_overview_shows_what_waits_to_the_group_alone(overdue, person):
    staff, user = Client(), person(groups.HENVENDELSER)
    with time_machine.travel(TUESDAY):
        staff.force_login(user)
        shown = soup_of(staff, "/admin/").select_one(".overblik")

    numbers = {
        link.text.split(maxsplit=1)[1].strip(): link for link in shown.select(".overblik__et")
    }
    assert {name: int(link.b.text) for name, link in numbers.items()} == {
        "Overskredet": 1,
        "Skal besvares i dag": 1,
        "Ulæste": 2,
        "Ingen har dem": 2,
        "Mine": 0,
    }
    with time_machine.travel(TUESDAY):
        for name, link in numbers.items():
            listed = soup_of(staff, link["href"]).select("tbody tr a[data-raekke]")
            assert len(listed) == int(link.b.text), name
    assert len(shown.select("tbody tr")) == 12
    for group in (groups.REDAKTOERER, groups.GODKENDERE, groups.KURSUSADMINISTRATORER):
        browser = Client()
        browser.force_login(person(group))
        assert not soup_of(browser, "/admin/").select_one(".overblik"), group


def test_the_overview_costs_the_same_however_much_waits(staff, home):
    many(3)
    staff.get("/admin/")
    few = query_count(staff, "/admin/")
    many(57)

    assert query_count(staff, "/admin/") == few


@pytest.mark.parametrize(
    ("hours", "words"),
    [(None, ""), (0, "1 time"), (5, "5 timer"), (47, "47 timer"), (60, "2 dage")],
)
def test_answer_times_are_said_in_hours_then_in_days(hours, words):
    assert panel.answer_time(hours) == words


def test_the_line_breaks_where_nothing_was_answered():
    monday = dt.date(2026, 11, 2)
    weeks = [
        figures.Week(monday + dt.timedelta(weeks=number), received=1, hours=hours)
        for number, hours in enumerate([[4], [8], [], [2]])
    ]

    line = panel.answer_line(panel.columns(weeks))

    assert [
        part[0] for part in line.replace("M", " M").replace("L", " L").split() if part[0] in "ML"
    ] == ["M", "L", "M"]
