"""A meeting as a calendar file: one event for both sides, however often it moves."""

from urllib.parse import urlsplit

from django.conf import settings as django_settings
from django.utils import timezone

from samskabelse.base import kalender
from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import tekst
from samskabelse.outbox.services import Attachment
from samskabelse.users.models import User

from ..models.moeder import Moede

FILE_NAME = "moede.ics"


def new_uid(identity: object) -> str:
    host = urlsplit(django_settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"
    return kalender.event_uid(str(identity), host)


def calendar_file(
    meeting: Moede,
    settings: Indstillinger,
    method: kalender.Method = kalender.Method.PUBLISH,
    *,
    guest: kalender.Person | None = None,
) -> bytes:
    """Return the meeting's event. It tells no more than a shared calendar may show."""
    inquiry = meeting.inquiry
    organizer = settings.team_email or sender_address()
    event = kalender.Event(
        uid=meeting.uid,
        title=tekst("mail.moede_titel", sagsnr=inquiry.reference),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        created_at=meeting.created_at,
        changed_at=meeting.changed_at,
        sequence=meeting.sequence,
        status=kalender.Status.CONFIRMED if meeting.is_agreed else kalender.Status.CANCELLED,
        place=place_of(meeting),
        description=tekst(
            "mail.moede_beskrivelse",
            medarbejder=host_name(meeting),
            telefon=settings.phone,
            sagsnr=inquiry.reference,
        ),
        organizer=kalender.Person(organizer, tekst("mail.afsender")),
        attendees=[guest] if guest else [],
    )
    return kalender.build([event], method=method, stamp=timezone.now())


def invitation(meeting: Moede, settings: Indstillinger, *, to: User | None = None) -> Attachment:
    """Return what goes with the mail: asks to put it in the calendar, or to take it out."""
    method = kalender.Method.REQUEST if meeting.is_agreed else kalender.Method.CANCEL
    if to is not None:
        guest = kalender.Person(to.email, str(to))
    else:
        guest = kalender.Person(meeting.inquiry.email, meeting.inquiry.name)
    content = calendar_file(meeting, settings, method, guest=guest)
    return Attachment(FILE_NAME, f"text/calendar; method={method.value}", content.decode())


def sender_address() -> str:
    """Return the bare address that the site's mails come from."""
    return django_settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")


def host_name(meeting: Moede) -> str:
    return str(meeting.host) if meeting.host else tekst("mail.teamet")


def place_of(meeting: Moede) -> str:
    """Return the place or link; a call has none."""
    if meeting.place:
        return meeting.place
    if meeting.moedeform == "telefon":
        return tekst("mail.sted_telefon")
    return tekst("mail.sted_aftales")
