"""The calendar file that goes with a mail, and that the receipt's page hands out."""

from dataclasses import replace

from samskabelse.base import kalender
from samskabelse.base.kalender import Method

from ..kalender import events_of
from ..models import Afholdelse


def text(afholdelse: Afholdelse, method: Method = Method.PUBLISH) -> str:
    """Return the days of a date, known to calendars as on the site, with the online link."""
    link = afholdelse.online_link
    events = [
        replace(event, description=f"{link}\n\n{event.description}".strip())
        for event in events_of(afholdelse)
    ]
    return kalender.build(events, method=method).decode()
