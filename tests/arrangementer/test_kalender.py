"""Calendars of one date and of a page, as they are fetched before and after a change."""

import datetime as dt

import icalendar
import pytest
import time_machine
import vobject
from django.test import Client
from wagtail.test.utils.form_data import inline_formset

from arrangementer.models import Afholdelse, ArrangementPage, Moededag
from arrangementer.tilmelding import varsler
from tests import factories
from tests.arrangementer.forms import date_data, edit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


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


def test_filtered_feed_is_told_of_every_change_under_the_same_names(
    client: Client, tree: factories.Tree, page: ArrangementPage, admin_client: Client
) -> None:
    row = factories.afholdelse(page, place="Aarhus")
    elsewhere = factories.afholdelse(page, 31, place="Odense")
    other = factories.afholdelse(factories.arrangement(tree, "Webinar", type="webinar"))
    feed = "/arrangementer/kalender.ics?type=kursus&sted=aarhus"
    kept = date_data(elsewhere)

    told = [poll(client, feed)]
    tags = {client.get(feed)["ETag"]}
    edit(admin_client, page, [date_data(row, place="Aarhus, Dokk1"), kept])
    told.append(poll(client, feed))
    later = row.days.get().date + dt.timedelta(days=7)
    days = inline_formset(
        [{"id": row.days.get().pk, "date": later.isoformat(), "start": "10:00", "end": "16:00"}],
        initial=1,
    )
    edit(admin_client, page, [date_data(row, place="Aarhus, Dokk1", days=days), kept])
    told.append(poll(client, feed))
    tags.add(client.get(feed)["ETag"])
    varsler.call_off(row.pk, "For få tilmeldte.")
    told.append(poll(client, feed))
    row.refresh_from_db()
    row.delete()
    told.append(poll(client, feed))

    assert [set(events) for events in told] == [{str(row.uid)}] * len(told)
    events = [events[str(row.uid)] for events in told]
    assert [(event["SEQUENCE"], event["STATUS"]) for event in events] == [
        (0, "CONFIRMED"),
        (1, "CONFIRMED"),
        (2, "CONFIRMED"),
        (3, "CANCELLED"),
        (4, "CANCELLED"),
    ]
    assert events[1]["LOCATION"] == "Aarhus, Dokk1"
    assert events[2].decoded("DTSTART").date() == later
    assert len(tags) == 2
    everything = poll(client, "/arrangementer/kalender.ics")
    assert {str(elsewhere.uid), str(other.uid), str(row.uid)} == set(everything)


def test_feed_says_what_it_holds_and_is_the_same_until_something_changes(
    client: Client, tree: factories.Tree, page: ArrangementPage
) -> None:
    row = factories.afholdelse(page)
    feed = "/arrangementer/kalender.ics?type=kursus&type=webinar"
    first = client.get(feed)
    calendar = icalendar.Calendar.from_ical(first.content)

    assert calendar["X-WR-CALNAME"] == "Kurser og arrangementer om samskabelse: Kursus, Webinar"
    again = client.get(feed, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, bool(again.cookies)) == (304, False)
    assert client.get(feed).content == first.content
    page.title = "Et nyt navn"
    page.save_revision().publish()
    assert poll(client, feed)[str(row.uid)]["SUMMARY"] == "Et nyt navn"


def test_feed_of_what_is_over_does_not_fill_with_the_rest(
    client: Client, tree: factories.Tree, page: ArrangementPage
) -> None:
    """Who subscribes to Vejle gets nothing from Aarhus while Vejle has no dates."""
    factories.afholdelse(page, -90, place="Vejle, Spinderiet")
    factories.afholdelse(page, place="Aarhus")

    assert poll(client, "/arrangementer/kalender.ics?sted=vejle") == {}
    assert len(poll(client, "/arrangementer/kalender.ics?sted=aarhus")) == 1


def test_both_parsers_find_the_right_hour_on_each_side_of_summer_time(
    client: Client, page: ArrangementPage
) -> None:
    row = Afholdelse(page=page, place="Aarhus")
    row.days = [
        Moededag(date=dt.date.fromisoformat(day))
        for day in ("2027-03-26", "2027-03-29", "2027-10-29", "2027-11-01")
    ]
    row.save()
    hours = [8, 7, 7, 8]

    with time_machine.travel("2027-01-15 12:00 +0100", tick=False):
        data = client.get("/arrangementer/kalender.ics?sted=aarhus").content

    ours = icalendar.Calendar.from_ical(data).events
    assert [event.decoded("DTSTART").astimezone(dt.UTC).hour for event in ours] == hours
    assert [event.decoded("DTSTART").hour for event in ours] == [9] * 4
    # vobject has no zones of its own: it reckons with the VTIMEZONE in the file.
    theirs = vobject.readOne(data.decode()).vevent_list
    assert [event.dtstart.value.astimezone(dt.UTC).hour for event in theirs] == hours
    assert [event.dtend.value.hour for event in theirs] == [16] * 4
    assert data.count(b"BEGIN:VTIMEZONE") == 1


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
