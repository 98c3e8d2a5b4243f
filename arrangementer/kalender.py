"""Dates as calendars: one date, a page's dates, or a list to subscribe to."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from email.utils import parseaddr
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header

from samskabelse.base.adresser import absolute
from samskabelse.base.kalender import (
    CONTENT_TYPE,
    Event,
    Person,
    Status,
    event_uid,
    joined,
    written,
)
from samskabelse.base.tekster import tekst

from .models.afholdelser import Afholdelse
from .models.kalenderspor import FjernetDag

#: How often a calendar that subscribes is asked to come back.
REFRESH = dt.timedelta(hours=6)
GOOGLE = "https://calendar.google.com/calendar/"
OUTLOOK = "https://outlook.office.com/calendar/0/"


def organizer() -> Person:
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Person(email, name)


def events_of(date: Afholdelse) -> list[Event]:
    """Return an event for each day. The online link is the participants' own and stays out."""
    page = date.page
    days = date.days_in_order
    changed = max(date.changed_at, page.last_published_at or date.changed_at)
    return [
        Event(
            uid=event_uid(date.uid, number=number),
            title=event_title(page.title, number, len(days), date.is_cancelled),
            starts_at=day.starts_at,
            ends_at=day.ends_at,
            changed_at=changed,
            created_at=date.created_at,
            sequence=date.sequence,
            status=Status.CANCELLED if date.is_cancelled else Status.CONFIRMED,
            description=f"{page.teaser}\n\n{page.full_url}".strip(),
            place=date.place_text,
            url=page.full_url or "",
            organizer=organizer(),
        )
        for number, day in enumerate(days, start=1)
    ]


def event_title(title: str, number: int, count: int, is_cancelled: bool) -> str:
    if count > 1:
        title = tekst("kalender.dag", titel=title, nr=number, antal=count)
    return tekst("kalender.aflyst", titel=title) if is_cancelled else title


def removed_events(rows: Iterable[FjernetDag]) -> list[Event]:
    return [
        Event(
            uid=event_uid(row.uid, number=row.number),
            title=tekst("kalender.aflyst", titel=row.page.title),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            changed_at=row.removed_at,
            sequence=row.sequence,
            status=Status.CANCELLED,
            place=row.place,
            url=row.page.full_url or "",
            organizer=organizer(),
        )
        for row in rows
    ]


def parts_of(events: Iterable[Event]) -> list[bytes]:
    return [written(event) for event in events]


def response(
    request: HttpRequest, parts: list[bytes], *, filename: str, name: str = ""
) -> HttpResponse:
    """Answer with the calendar of written events, or with 304 to one who has it already."""
    data = joined(parts, name=name, refresh=REFRESH if name else None)
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    answer = HttpResponse(data, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = content_disposition_header(False, filename)
    answer["ETag"] = etag
    patch_cache_control(answer, public=True, no_cache=True)
    return get_conditional_response(request, etag=etag, response=answer)


def subscriptions(path: str) -> list[tuple[str, str]]:
    """Return the names of calendars and the address by which each begins to subscribe."""
    address = absolute(path)
    webcal = f"webcal://{address.split('://')[-1]}"
    name = tekst("kalender.navn")
    return [
        ("Outlook", f"{OUTLOOK}addfromweb?{urlencode({'url': address, 'name': name})}"),
        (
            tekst("tilmelding.bekraeft.kalender_valg.google"),
            f"{GOOGLE}r?{urlencode({'cid': webcal})}",
        ),
        (tekst("kalender.apple_og_andre"), webcal),
    ]


def google_link(event: Event) -> str:
    """Return the address where Google asks to save the event: nothing is sent before."""
    times = "/".join(
        f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}" for moment in (event.starts_at, event.ends_at)
    )
    values = {
        "action": "TEMPLATE",
        "text": event.title,
        "dates": times,
        "ctz": "Europe/Copenhagen",
        "location": event.place,
        "details": event.description,
    }
    return f"{GOOGLE}render?{urlencode(values)}"


def date_links(date: Afholdelse) -> list[tuple[str, str]]:
    """Return each calendar's name and address for one date. Google takes a day at a time."""
    own = f"{date.page.url}{date.pk}/kalender.ics"
    google = tekst("tilmelding.bekraeft.kalender_valg.google")
    events = events_of(date)
    links = [
        (tekst("tilmelding.bekraeft.kalender_valg.outlook"), own),
        (tekst("tilmelding.bekraeft.kalender_valg.apple"), own),
    ]
    for number, event in enumerate(events, start=1):
        name = google if len(events) == 1 else tekst("kalender.google_dag", navn=google, nr=number)
        links.append((name, google_link(event)))
    return links
