"""Calendars of one date and of a page, as they are fetched before and after a change."""

import datetime as dt

import icalendar
import pytest
import time_machine
import vobject
from django.test import Client

from arrangementer.models import Afholdelse, ArrangementPage, Moededag
from tests import factories
from tests.arrangementer.forms import date_data, edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> factories.Tree:
    return factories.empty_site()


@pytest.fixture
def page(tree: factories.Tree) -> ArrangementPage:
    return factories.arrangement(tree, "Øvelse; på tværs, igen", teaser="To dage.")


def poll(client: Client, address: str) -> dict[str, icalendar.Event]:
    """Fetch a calendar, have two parsers accept it, and return its events by UID."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    vobject.readOne(response.content.decode())
    events = icalendar.Calendar.from_ical(response.content).events
    assert len({event["UID"] for event in events}) == len(events)
    return {str(event["UID"]): event for event in events}


def test_each_day_is_an_event_in_danish_time(client: Client, page: ArrangementPage) -> None:
    row = Afholdelse(page=page, place="Vartov, København", online_link="https://hemmelig.example/x")
    row.days = [Moededag(date=dt.date(2027, 3, day)) for day in (26, 29)]
    row.save()

    events = poll(client, f"{page.url}{row.pk}/kalender.ics")

    assert list(events) == [str(row.uid), f"{row.uid}-2"]
    first, second = events.values()
    assert first["SUMMARY"] == "Øvelse; på tværs, igen (dag 1 af 2)"
    assert first["LOCATION"] == "Vartov, København"
    assert first["URL"] == page.full_url
    # Summer time begins in between: nine is an hour earlier by the world's clock.
    assert first.decoded("DTSTART").isoformat() == "2027-03-26T09:00:00+01:00"
    assert second.decoded("DTSTART").isoformat() == "2027-03-29T09:00:00+02:00"
    assert "hemmelig" not in client.get(f"{page.url}kalender.ics").content.decode()


def test_change_by_the_editor_keeps_uid_and_raises_sequence(
    client: Client, page: ArrangementPage, admin_client: Client
) -> None:
    row = factories.afholdelse(page, place="Aarhus")
    address = f"{page.url}kalender.ics"
    before = poll(client, address)[str(row.uid)]
    tag = client.get(address)["ETag"]

    edit(admin_client, page, [date_data(row, place="Vejle")])
    moved = poll(client, address)[str(row.uid)]
    edit(admin_client, page, [date_data(row, place="Vejle", status="aflyst")])
    cancelled = poll(client, address)[str(row.uid)]
    edit(admin_client, page, [date_data(row, DELETE="1")])
    removed = poll(client, address)[str(row.uid)]

    told = [
        (event["SEQUENCE"], event["STATUS"], event["LOCATION"])
        for event in (before, moved, cancelled, removed)
    ]
    assert told == [
        (0, "CONFIRMED", "Aarhus"),
        (1, "CONFIRMED", "Vejle"),
        (2, "CANCELLED", "Vejle"),
        (3, "CANCELLED", "Vejle"),
    ]
    assert cancelled["SUMMARY"].startswith("Aflyst: ")
    assert before.decoded("LAST-MODIFIED") <= moved.decoded("LAST-MODIFIED")
    assert before.decoded("CREATED") == moved.decoded("CREATED")
    assert client.get(address)["ETag"] != tag


def test_removed_date_is_told_for_a_while_only(client: Client, page: ArrangementPage) -> None:
    row = factories.afholdelse(page, days_ahead=100)
    row.delete()

    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=59)):
        soon = poll(client, f"{page.url}kalender.ics")
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=61)):
        late = poll(client, f"{page.url}kalender.ics")

    assert (len(soon), len(late)) == (1, 0)


def test_who_has_it_already_gets_nothing_again(client: Client, page: ArrangementPage) -> None:
    factories.afholdelse(page)
    address = f"{page.url}kalender.ics"
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    assert not first.cookies


@pytest.mark.parametrize("key", ["0", "999999", "9" * 30, "-1", "x"])
def test_unknown_date_is_not_found(client: Client, page: ArrangementPage, key: str) -> None:
    assert client.get(f"{page.url}{key}/kalender.ics").status_code == 404


def test_date_of_another_page_is_not_found(
    client: Client, tree: factories.Tree, page: ArrangementPage
) -> None:
    row = factories.afholdelse(factories.arrangement(tree, "Andet"))

    assert client.get(f"{page.url}{row.pk}/kalender.ics").status_code == 404


def test_page_that_is_taken_down_gives_no_calendar(client: Client, page: ArrangementPage) -> None:
    row = factories.afholdelse(page)
    page.unpublish()

    assert client.get(f"{page.url}kalender.ics").status_code == 404
    assert client.get(f"{page.url}{row.pk}/kalender.ics").status_code == 404
