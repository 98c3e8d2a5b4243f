"""Dates in words, and what the catalogue offers."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from arrangementer.models import Afholdelse, ArrangementPage, Moededag
from tests import factories
from tests.pages import soup_of, visible_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> factories.Tree:
    return factories.empty_site()


def on(page: ArrangementPage, *days: str, **fields: object) -> Afholdelse:
    row = Afholdelse(page=page, place="Aarhus", **fields)
    row.days = [Moededag(date=dt.date.fromisoformat(day)) for day in days]
    row.save()
    return row


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (["2026-12-03"], "3. december 2026"),
        (["2026-12-03", "2026-12-04"], "3.–4. december 2026"),
        (["2026-11-30", "2026-12-01"], "30. november – 1. december 2026"),
        (["2026-12-31", "2027-01-02"], "31. december 2026 – 2. januar 2027"),
    ],
)
def test_dates_are_written_in_danish(tree: factories.Tree, days: list[str], words: str) -> None:
    assert on(factories.arrangement(tree), *days).date_text == words


def test_start_and_end_follow_danish_time_over_the_shift(tree: factories.Tree) -> None:
    row = on(factories.arrangement(tree), "2027-03-26", "2027-03-29")

    row.refresh_from_db()

    assert row.starts_at.isoformat() == "2027-03-26T08:00:00+00:00"
    assert row.ends_at.isoformat() == "2027-03-29T14:00:00+00:00"


@pytest.mark.parametrize(
    ("price", "words"),
    [(0, "Gratis"), (4950, "4.950 kr. ekskl. moms"), (450, "450 kr. ekskl. moms")],
)
def test_prices_are_written_in_danish(price: int, words: str) -> None:
    assert Afholdelse(price=price).price_text == words


@time_machine.travel("2026-12-01 12:00 +0100", tick=False)
def test_past_afholdelser_are_not_offered(client: Client, tree: factories.Tree) -> None:
    page = factories.arrangement(tree)
    on(page, "2026-11-20")
    on(page, "2027-02-10")

    page = ArrangementPage.objects.get()

    assert [date.date_text for date in page.upcoming_dates] == ["10. februar 2027"]
    assert [date.date_text for date in page.past_dates] == ["20. november 2026"]
    assert "10. februar 2027" in visible_text(soup_of(client, page.url))


@time_machine.travel("2026-12-01 12:00 +0100", tick=False)
def test_nearest_date_comes_first_and_courses_without_dates_last(tree: factories.Tree) -> None:
    late, soon, never, cancelled = (
        factories.arrangement(tree, title) for title in ("Senere", "Snart", "Aldrig", "Aflyst")
    )
    on(late, "2027-05-01")
    on(soon, "2026-12-10")
    on(soon, "2027-08-01")
    on(never, "2026-01-10")
    on(cancelled, "2026-12-05", status=Afholdelse.Status.CANCELLED)

    titles = [page.title for page in ArrangementPage.objects.soonest_first()]
    upcoming = [page.title for page in ArrangementPage.objects.upcoming()]

    assert titles == ["Snart", "Senere", "Aflyst", "Aldrig"]
    assert upcoming == ["Snart", "Senere"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Afholdelse.Status.OPEN, "Ledige pladser"),
        (Afholdelse.Status.CLOSED, "Lukket for tilmelding"),
        (Afholdelse.Status.CANCELLED, "Aflyst"),
    ],
)
def test_status_is_said_in_words(
    client: Client, tree: factories.Tree, status: str, words: str
) -> None:
    page = factories.arrangement(tree)
    factories.afholdelse(page, status=status)

    assert words in visible_text(soup_of(client, page.url))


def test_day_must_end_after_it_began(tree: factories.Tree) -> None:
    day = Moededag(date=dt.date(2027, 1, 4), start=dt.time(16), end=dt.time(9))

    with pytest.raises(ValidationError) as error:
        day.clean()
    assert "end" in error.value.message_dict

    row = factories.afholdelse(factories.arrangement(tree))
    with pytest.raises(IntegrityError), transaction.atomic():
        row.days.model.objects.filter(afholdelse=row).update(end=dt.time(8))


def test_place_is_needed_unless_it_is_online() -> None:
    with pytest.raises(ValidationError):
        Afholdelse(form=Afholdelse.Form.IN_PERSON).clean()
    Afholdelse(form=Afholdelse.Form.ONLINE).clean()
