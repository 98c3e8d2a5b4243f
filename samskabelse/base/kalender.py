"""Calendars as files that Outlook, Google and Apple read (RFC 5545 and 5546).

From plain values, so that a course and a meeting write theirs alike. Times stand in Danish time
with the rules of summer time beside them: an event moved over the shift keeps its hour.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress
from icalendar import Event as Component
from icalendar.prop import vRecur, vText, vUri

CONTENT_TYPE = "text/calendar; charset=utf-8"
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
PRODUCT = "-//COK//Samskabelse//DA"


class Method(StrEnum):
    """What the receiver is asked to do with the calendar."""

    PUBLISH = "PUBLISH"  # look at it: files to fetch, and feeds
    REQUEST = "REQUEST"  # put it in your calendar, or change what is there: mails
    CANCEL = "CANCEL"  # take it out again: mails


class Status(StrEnum):
    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Person:
    """Who holds the event, or who is asked to come."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``uid`` never changes and ``sequence`` grows with every change that matters.

    ``changed_at`` is the time of the last change: a calendar with nothing new in it is the same
    to the byte.
    """

    uid: str
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    changed_at: dt.datetime
    created_at: dt.datetime | None = None
    sequence: int = 0
    status: Status = Status.CONFIRMED
    description: str = ""
    place: str = ""
    url: str = ""
    organizer: Person | None = None
    attendees: Sequence[Person] = ()


def event_uid(identity: UUID | str, host: str = "", number: int = 1) -> str:
    """Return what an event is called for all time; several days of one thing are numbered.

    Without a host it outlives a change of the site's address.
    """
    numbered = f"{identity}" if number == 1 else f"{identity}-{number}"
    return f"{numbered}@{host}" if host else numbered


def build(
    events: Iterable[Event],
    *,
    method: Method = Method.PUBLISH,
    name: str = "",
    refresh: dt.timedelta | None = None,
    stamp: dt.datetime | None = None,
) -> bytes:
    """Return the calendar as bytes.

    ``stamp`` is for mails, where DTSTAMP says when the mail was written. For the rest see
    ``joined``.
    """
    parts = [written(event, method, stamp) for event in events]
    return joined(parts, method=method, name=name, refresh=refresh)


def written(
    event: Event, method: Method = Method.PUBLISH, stamp: dt.datetime | None = None
) -> bytes:
    """Return an event as it stands in a calendar. It takes most of a millisecond."""
    return component(event, method, stamp).to_ical()


def joined(
    parts: Iterable[bytes],
    *,
    method: Method = Method.PUBLISH,
    name: str = "",
    refresh: dt.timedelta | None = None,
) -> bytes:
    """Return the calendar of events that are written already.

    ``name`` and ``refresh`` are for feeds: what the calendar is called and how often it is worth
    asking.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    if name:
        calendar.add("name", readable(name))
        calendar.add("x-wr-calname", readable(name))
        calendar.add("x-wr-timezone", COPENHAGEN.key)
    if refresh:
        calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", f"PT{int(refresh.total_seconds() // 3600)}H")
    calendar.add_component(danish_time())
    head, end, last = calendar.to_ical().rpartition(b"END:VCALENDAR")
    return b"".join([head, *parts, end, last])


def component(event: Event, method: Method, stamp: dt.datetime | None) -> Component:
    result = Component()
    result.add("uid", event.uid)
    result.add("dtstamp", utc(stamp or event.changed_at))
    result.add("created", utc(event.created_at or event.changed_at))
    result.add("last-modified", utc(event.changed_at))
    result.add("sequence", event.sequence)
    result.add("status", (Status.CANCELLED if method == Method.CANCEL else event.status).value)
    result.add("summary", readable(event.title))
    result.add("dtstart", event.starts_at.astimezone(COPENHAGEN))
    result.add("dtend", event.ends_at.astimezone(COPENHAGEN))
    if event.place:
        result.add("location", readable(event.place))
    if event.description:
        result.add("description", readable(event.description))
    if event.url:
        result.add("url", vUri(event.url))
    if event.organizer:
        result.add("organizer", address(event.organizer))
    for person in event.attendees:
        guest = address(person)
        guest.params["ROLE"] = vText("REQ-PARTICIPANT")
        guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
        guest.params["RSVP"] = vText("TRUE" if method == Method.REQUEST else "FALSE")
        result.add("attendee", guest)
    return result


def danish_time() -> Timezone:
    """Return the rule that the whole EU has kept since 1996."""
    zone = Timezone()
    zone.add("tzid", COPENHAGEN.key)
    rules = [
        (TimezoneDaylight, "CEST", dt.datetime(1996, 3, 31, 2), 3, (1, 2)),
        (TimezoneStandard, "CET", dt.datetime(1996, 10, 27, 3), 10, (2, 1)),
    ]
    for kind, name, since, month, (before, after) in rules:
        rule = kind()
        rule.add("tzname", name)
        rule.add("dtstart", since)
        rule.add("rrule", vRecur(freq="yearly", bymonth=month, byday="-1SU"))
        rule.add("tzoffsetfrom", dt.timedelta(hours=before))
        rule.add("tzoffsetto", dt.timedelta(hours=after))
        zone.add_component(rule)
    return zone


def address(person: Person) -> vCalAddress:
    result = vCalAddress(f"mailto:{person.email}")
    name = one_line(person.name)
    if name:
        result.params["CN"] = vText(name)
    return result


def utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(microsecond=0)


def readable(text: str) -> str:
    """Drop control characters: a calendar with one is refused whole."""
    return "".join(
        character
        for character in text.replace("\r\n", "\n")
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
    )


def one_line(text: str) -> str:
    """Parameters have no escape for quotes and line breaks."""
    return " ".join(readable(text).replace('"', "'").split())
