"""Calendar files, read back by two parsers that others wrote."""

import datetime as dt
from dataclasses import replace
from typing import Any

import icalendar
import pytest
import vobject

from samskabelse.base.kalender import (
    COPENHAGEN,
    Event,
    Method,
    Person,
    Status,
    build,
    danish_time,
    event_uid,
)

CHANGED = dt.datetime(2026, 11, 2, 12, 30, 15, 999, tzinfo=dt.UTC)
EVENT = Event(
    uid=event_uid("7f3a", "www.example.dk"),
    title="Ærlig øvelse; på tværs, »uden« \\ filter",
    starts_at=dt.datetime(2027, 3, 26, 9, tzinfo=COPENHAGEN),
    ends_at=dt.datetime(2027, 3, 26, 16, tzinfo=COPENHAGEN),
    changed_at=CHANGED,
    created_at=dt.datetime(2026, 10, 1, tzinfo=dt.UTC),
    sequence=3,
    description="Linje et\nLinje to\x00 med et tegn, som ingen kalender tåler",
    place="Vartov, Farvergade 27, København",
    url="https://www.example.dk/arrangementer/oevelse/?a=1,2;3",
    organizer=Person("kurser@example.dk", 'COK "kurser"\r\nX-INJECTED: 1'),
    attendees=[Person("mette@example.dk", "Mette Øst")],
)


def first(data: bytes) -> icalendar.Event:
    return icalendar.Calendar.from_ical(data).events[0]


def test_all_that_was_given_is_read_back() -> None:
    data = build([EVENT], method=Method.REQUEST)
    calendar = icalendar.Calendar.from_ical(data)
    event = calendar.events[0]

    assert calendar["METHOD"] == "REQUEST"
    assert event["UID"] == "7f3a@www.example.dk"
    assert event["SUMMARY"] == EVENT.title
    assert event["DESCRIPTION"] == "Linje et\nLinje to med et tegn, som ingen kalender tåler"
    assert event["LOCATION"] == EVENT.place
    assert event["URL"] == EVENT.url
    assert (event["SEQUENCE"], event["STATUS"]) == (3, "CONFIRMED")
    assert event.decoded("CREATED") == EVENT.created_at
    assert event.decoded("LAST-MODIFIED") == event.decoded("DTSTAMP")
    assert event.decoded("DTSTAMP") == CHANGED.replace(microsecond=0)
    assert event["ORGANIZER"] == "mailto:kurser@example.dk"
    assert event["ATTENDEE"].params["CN"] == "Mette Øst"
    assert "X-INJECTED" not in event
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


def test_a_second_parser_reads_the_same_with_its_own_rules_of_time() -> None:
    autumn = replace(
        EVENT,
        uid=event_uid("7f3a", "www.example.dk", 2),
        starts_at=dt.datetime(2027, 11, 1, 9, tzinfo=COPENHAGEN),
        ends_at=dt.datetime(2027, 11, 1, 16, tzinfo=COPENHAGEN),
    )
    summer = replace(autumn, uid="s", starts_at=dt.datetime(2027, 3, 29, 9, tzinfo=COPENHAGEN))

    calendar = vobject.readOne(build([EVENT, autumn, summer]).decode())

    events = calendar.vevent_list
    assert [event.uid.value for event in events] == [EVENT.uid, "7f3a-2@www.example.dk", "s"]
    assert events[0].summary.value == EVENT.title
    # vobject works out the offsets from the VTIMEZONE in the file alone.
    hours = [event.dtstart.value.astimezone(dt.UTC).hour for event in events]
    assert hours == [8, 8, 7]
    assert [event.dtstart.value.hour for event in events] == [9, 9, 9]


@pytest.mark.parametrize("year", [1997, 2026, 2027, 2040])
def test_the_written_rule_of_summer_time_is_the_real_one(year: int) -> None:
    zone: Any = danish_time().to_tz(lookup_tzid=False)
    noon = dt.datetime(year, 1, 1, 12)

    for day in range(365):
        moment = noon + dt.timedelta(days=day)
        assert moment.replace(tzinfo=zone).utcoffset() == (
            moment.replace(tzinfo=COPENHAGEN).utcoffset()
        ), moment


def test_cancelled_says_so_and_a_mail_that_cancels_always_does() -> None:
    assert first(build([replace(EVENT, status=Status.CANCELLED)]))["STATUS"] == "CANCELLED"
    assert first(build([EVENT], method=Method.CANCEL))["STATUS"] == "CANCELLED"


def test_a_feed_has_a_name_and_says_how_often_to_ask() -> None:
    data = build([EVENT], name="Kurser om samskabelse", refresh=dt.timedelta(hours=6))
    calendar = icalendar.Calendar.from_ical(data)

    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["X-WR-CALNAME"] == "Kurser om samskabelse"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in data
    assert data == build([EVENT], name="Kurser om samskabelse", refresh=dt.timedelta(hours=6))


def test_an_empty_calendar_can_be_read() -> None:
    assert icalendar.Calendar.from_ical(build([])).events == []
    assert vobject.readOne(build([]).decode()).prodid.value


def test_a_mail_is_stamped_when_it_is_written() -> None:
    written = dt.datetime(2026, 12, 24, 8, tzinfo=dt.UTC)

    assert first(build([EVENT], stamp=written)).decoded("DTSTAMP") == written
