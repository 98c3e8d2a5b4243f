"""Dates held again: where the days fall, who may make them, and what becomes of the page."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from arrangementer.datoer.serie import RHYTHMS, Times, monthly, plan, starts_of
from arrangementer.models import Afholdelse, ArrangementPage, Moededag
from redaktion.groups import (
    GODKENDERE,
    HENVENDELSER,
    KURSUSADMINISTRATORER,
    REDAKTOERER,
)
from samskabelse.base.workdays import is_working_day
from samskabelse.users.models import User
from tests import factories

NINE, FOUR = dt.time(9), dt.time(16)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def times(*days: str) -> list[Times]:
    return [Times(day(one), NINE, FOUR) for one in days]


@pytest.mark.parametrize(
    ("first", "number", "expected"),
    [
        ("2027-01-14", 1, "2027-02-11"),  # the second Thursday
        ("2027-01-14", 12, "2028-01-13"),
        ("2027-01-29", 1, "2027-02-26"),  # the fifth Friday, of which February has none
        ("2027-12-01", 1, "2028-01-05"),
    ],
)
def test_monthly_keeps_the_weekday_of_the_month(first: str, number: int, expected: str) -> None:
    assert monthly(day(first), number) == day(expected)


@pytest.mark.parametrize(
    ("repeated", "start", "expected"),
    [
        # Maundy Thursday and Good Friday go to the Tuesday after Easter, and on.
        (["2027-01-14", "2027-01-15"], "2027-03-25", ["2027-03-30", "2027-03-31"]),
        # Christmas Eve goes to the Monday after.
        (["2027-01-14"], "2026-12-24", ["2026-12-28"]),
        # Ascension Day goes one on, and so does the day after it.
        (["2027-01-14", "2027-01-15"], "2027-05-06", ["2027-05-07", "2027-05-10"]),
        # A Saturday that is repeated is meant.
        (["2027-01-16"], "2027-03-27", ["2027-03-27"]),
        (["2027-01-14", "2027-02-04"], "2027-04-01", ["2027-04-01", "2027-04-22"]),
    ],
)
def test_days_off_are_gone_round(repeated: list[str], start: str, expected: list[str]) -> None:
    (days,) = plan(times(*repeated), [day(start)], avoid_days_off=True)

    assert [one.date for one in days] == [day(one) for one in expected]
    assert all(one.is_moved == (one.date != one.wanted) for one in days)


def test_days_stay_where_they_fall_when_that_is_asked_for() -> None:
    (days,) = plan(times("2027-01-14"), [day("2026-12-24")], avoid_days_off=False)

    assert [one.date for one in days] == [day("2026-12-24")]


weekdays = st.dates(dt.date(2025, 1, 1), dt.date(2035, 1, 1)).filter(is_working_day)


@given(st.sets(weekdays, min_size=1, max_size=5), weekdays, st.sampled_from(sorted(RHYTHMS)))
def test_any_plan_is_on_working_days_in_order_and_never_twice_a_day(
    repeated: set[dt.date], first: dt.date, rhythm: str
) -> None:
    days = [Times(one, NINE, FOUR) for one in repeated if abs((one - min(repeated)).days) < 200]
    starts = starts_of(first, rhythm, 6)

    for planned in plan(days, starts, avoid_days_off=True):
        dates = [one.date for one in planned]
        assert all(is_working_day(date) for date in dates)
        assert dates == sorted(set(dates))
        assert all(one.date >= one.wanted for one in planned)
    assert starts == sorted(set(starts))


# --- In the admin -------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


@pytest.fixture
def tree() -> factories.Tree:
    tree = factories.empty_site()
    factories.groups()
    return tree


@pytest.fixture(autouse=True)
def _first_of_december() -> object:
    with time_machine.travel("2026-12-01 12:00 +0100", tick=False):
        yield


@pytest.fixture
def client_of(tree: factories.Tree) -> ClientOf:
    def make(group: str) -> Client:
        user = User.objects.create_user(group[:8], f"{group[:3]}@example.dk", "x")
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def date(tree: factories.Tree) -> Afholdelse:
    page = factories.arrangement(tree, "Øvelse")
    row = Afholdelse(
        page=page,
        place="Aarhus",
        price=4950,
        seats=20,
        deadline=day("2026-12-31"),
        online_link="https://moede.example/1",
    )
    row.days = [Moededag(date=day("2027-01-14")), Moededag(date=day("2027-01-15"))]
    row.save()
    return row


def dates_of(page: ArrangementPage) -> list[list[dt.date]]:
    rows = Afholdelse.objects.filter(page=page).order_by("starts_at")
    return [[one.date for one in row.days_in_order] for row in rows]


def address(date: Afholdelse) -> str:
    return reverse("tilmeldinger:gentag", args=[date.pk])


CHOSEN = {"hvordan": "datoer", "datoer": "11-02-2027\n25.3.2027", "flyt": "on", "udgiv": "on"}


def test_series_is_looked_through_and_then_published(client_of: ClientOf, date: Afholdelse) -> None:
    client = client_of(KURSUSADMINISTRATORER)

    looked = client.post(address(date), CHOSEN).content.decode()
    before = dates_of(date.page)
    made = client.post(address(date), {**CHOSEN, "opret": "1"}, follow=True).content.decode()

    assert "tirsdag 30. marts 2027" in looked
    assert "(flyttet fra 25. marts)" in looked
    assert len(before) == 1
    assert "2 datoer er føjet til »Øvelse«." in made
    assert dates_of(date.page)[1:] == [
        [day("2027-02-11"), day("2027-02-12")],
        [day("2027-03-30"), day("2027-03-31")],
    ]
    new = Afholdelse.objects.order_by("starts_at").last()
    assert (new.price, new.seats, new.place) == (4950, 20, "Aarhus")
    assert new.deadline == day("2027-03-16")
    assert new.online_link == ""
    assert new.uid != date.uid
    date.refresh_from_db()
    assert date.sequence == 0


def test_rhythm_makes_as_many_as_asked_for(client_of: ClientOf, date: Afholdelse) -> None:
    data = {"hvordan": "maanedlig", "antal": "2", "flyt": "on", "udgiv": "on", "opret": "1"}

    client_of(KURSUSADMINISTRATORER).post(address(date), data)

    assert [days[0] for days in dates_of(date.page)] == [
        day("2027-01-14"),
        day("2027-02-11"),
        day("2027-03-11"),
    ]


def test_page_with_a_draft_waits_for_its_editor(client_of: ClientOf, date: Afholdelse) -> None:
    draft = ArrangementPage.objects.get(pk=date.page_id)
    draft.title = "Ny titel, der ikke er klar"
    draft.save_revision()

    answer = client_of(KURSUSADMINISTRATORER).post(
        address(date), {**CHOSEN, "opret": "1"}, follow=True
    )

    page = ArrangementPage.objects.get(pk=date.page_id)
    assert "De ligger i kladden." in answer.content.decode()
    assert (page.title, len(dates_of(page))) == ("Øvelse", 1)
    assert page.get_latest_revision_as_object().afholdelser.count() == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"datoer": ""}, "Skriv mindst én dato."),
        ({"datoer": "i morgen"}, "»i morgen« er ikke en dato."),
        ({"datoer": "31.02.2027"}, "»31.02.2027« er ikke en dato."),
        ({"datoer": "02.06.2020"}, "2. juni 2020 er allerede gået."),
        ({"datoer": "01.06.9999"}, "1. juni 9999 ligger for langt ude i fremtiden."),
        ({"datoer": "14.01.2027"}, "Der er allerede en dato den 14. januar 2027"),
        ({"datoer": "\n".join(f"{n}.03.2027" for n in range(1, 26))}, "Opret højst 24 ad gangen."),
        ({"hvordan": "maanedlig"}, "Skriv, hvor mange gange."),
        ({"hvordan": "maanedlig", "antal": "1000000000"}, "24"),
        ({"hvordan": "maanedlig", "antal": "-1"}, "1"),
        ({"hvordan": "x"}, ""),
    ],
)
def test_what_makes_no_sense_is_said_at_once(
    client_of: ClientOf, date: Afholdelse, changes: dict[str, str], words: str
) -> None:
    data = {**CHOSEN, **changes, "opret": "1"}

    response = client_of(KURSUSADMINISTRATORER).post(address(date), data)

    assert response.status_code == 422
    text = response.content.decode().replace("\xa0", " ")
    assert words in text
    assert len(dates_of(date.page)) == 1


@pytest.mark.parametrize(
    ("group", "status"),
    [(KURSUSADMINISTRATORER, 200), (REDAKTOERER, 403), (GODKENDERE, 403), (HENVENDELSER, 403)],
)
def test_only_course_administrators_repeat_a_date(
    client_of: ClientOf, date: Afholdelse, group: str, status: int
) -> None:
    client = client_of(group)

    assert client.get(address(date)).status_code == status
    posted = client.post(address(date), {**CHOSEN, "opret": "1"})
    assert posted.status_code == (302 if status == 200 else 403)
    assert len(dates_of(date.page)) == (3 if status == 200 else 1)


def test_stranger_is_asked_to_log_in(client: Client, date: Afholdelse) -> None:
    assert client.post(address(date), {**CHOSEN, "opret": "1"}).status_code == 302
    assert len(dates_of(date.page)) == 1


def test_who_may_not_edit_the_page_is_turned_away(client_of: ClientOf, date: Afholdelse) -> None:
    client = client_of(KURSUSADMINISTRATORER)
    date.page.locked = True
    date.page.save()

    assert client.get(address(date)).status_code in {302, 403}
    client.post(address(date), {**CHOSEN, "opret": "1"})
    assert len(dates_of(date.page)) == 1
