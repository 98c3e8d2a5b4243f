"""A meeting is agreed, moved or cancelled: kept, told to both sides, and in both calendars."""

import datetime as dt
import uuid
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import tekst
from samskabelse.users.models import User

from ..models.haendelser import Haendelse
from ..models.henvendelse import Henvendelse
from ..models.moeder import LONGEST_MEETING, Moede, Tidsforslag
from .invitations import host_name, invitation, new_uid, place_of
from .mails import queue, queue_for_sender
from .rows import VISITOR, By, lock
from .status import set_status
from .timeline import mark_unread, write

Status = Henvendelse.Status


class TimeTaken(Exception):
    """The colleague has another meeting at that time."""


class Plan(NamedTuple):
    """When, how, where and with whom."""

    starts_at: dt.datetime
    minutes: int
    moedeform: str
    place: str
    host: User | None


def agreed_meeting(inquiry: Henvendelse) -> Moede | None:
    return inquiry.meetings.filter(state=Moede.Tilstand.AFTALT).select_related("host").first()


def ensure_free(plan: Plan, besides: Moede | None = None) -> None:
    """Raise TimeTaken when the colleague is elsewhere. Held, so that two can't both be free."""
    if plan.host is None:
        return
    User.objects.select_for_update().get(pk=plan.host.pk)
    ends_at = plan.starts_at + dt.timedelta(minutes=plan.minutes)
    near = Moede.objects.filter(
        host=plan.host,
        state=Moede.Tilstand.AFTALT,
        starts_at__lt=ends_at,
        starts_at__gt=plan.starts_at - dt.timedelta(minutes=LONGEST_MEETING),
    ).exclude(pk=besides.pk if besides else None)
    if any(meeting.ends_at > plan.starts_at for meeting in near):
        raise TimeTaken


def agree(
    inquiry: Henvendelse,
    plan: Plan,
    settings: Indstillinger,
    by: By = VISITOR,
    text: str = "",
) -> Moede:
    """Book the meeting, or move the one that stands. Both sides get an invitation.

    Raises TimeTaken when the colleague has another one then.
    """
    with transaction.atomic():
        lock(inquiry, by.seen)
        meeting = agreed_meeting(inquiry)
        ensure_free(plan, besides=meeting)
        if meeting is None:
            meeting = book(inquiry, plan, settings, actor=by.user)
        elif plan_of(meeting) != plan:
            change(meeting, plan, settings, actor=by.user, text=text)
        inquiry.proposals.filter(state=Tidsforslag.Tilstand.AABEN).update(
            state=Tidsforslag.Tilstand.FRIGIVET
        )
        if inquiry.answered_at is None and by.user is not None:
            inquiry.answered_at = timezone.now()
            inquiry.save(update_fields=["answered_at"])
        set_status(inquiry, Status.MOEDE_AFTALT, settings, By(by.user))
    return meeting


def plan_of(meeting: Moede) -> Plan:
    return Plan(meeting.starts_at, meeting.minutes, meeting.moedeform, meeting.place, meeting.host)


def book(inquiry: Henvendelse, plan: Plan, settings: Indstillinger, *, actor: User | None) -> Moede:
    meeting = Moede.objects.create(inquiry=inquiry, uid=new_uid(uuid.uuid4()), **plan._asdict())
    mail = queue_for_sender(
        inquiry,
        "moedebekraeftelse",
        settings,
        attachments=[invitation(meeting, settings)],
        **words_for(meeting),
    )
    summary = _("Meeting agreed: %(when)s.") % {"when": meeting.when}
    write(inquiry, Haendelse.Art.MOEDE, actor=actor, summary=summary, mail=mail)
    log(inquiry, "henvendelser.meeting")
    tell_host(meeting, "aftalt", settings)
    return meeting


def change(
    meeting: Moede, plan: Plan, settings: Indstillinger, *, actor: User | None, text: str
) -> None:
    """Move the meeting. A colleague who is no longer there gets a cancellation."""
    inquiry, before, host = meeting.inquiry, meeting.when, meeting.host
    for name, value in plan._asdict().items():
        setattr(meeting, name, value)
    meeting.sequence += 1
    meeting.changed_at = timezone.now()
    meeting.save()
    mail = queue_for_sender(
        inquiry,
        "moede-aendret",
        settings,
        attachments=[invitation(meeting, settings)],
        gammel_dato_tid=before,
        besked=text,
        **words_for(meeting),
    )
    summary = _("Meeting moved from %(before)s to %(after)s.") % {
        "before": before,
        "after": meeting.when,
    }
    if before == meeting.when:
        summary = _("Meeting changed: %(when)s.") % {"when": meeting.when}
    write(inquiry, Haendelse.Art.MOEDE, actor=actor, summary=summary, text=text, mail=mail)
    log(inquiry, "henvendelser.meeting")
    if host and host != plan.host:
        gone = Moede(**{name: getattr(meeting, name) for name in ALL_OF_IT})
        gone.host, gone.state = host, Moede.Tilstand.AFLYST
        tell_host(gone, "aflyst", settings)
    tell_host(meeting, "aendret", settings)


ALL_OF_IT = [field.name for field in Moede._meta.concrete_fields]


def cancel(
    meeting: Moede,
    settings: Indstillinger,
    by: By = VISITOR,
    text: str = "",
) -> None:
    """Cancel the meeting, take it out of both calendars, and promise an answer anew.

    Twice is once.
    """
    actor = by.user
    with transaction.atomic():
        inquiry = meeting.inquiry
        lock(inquiry, by.seen)
        meeting.refresh_from_db()
        if not meeting.is_agreed:
            return
        meeting.state = Moede.Tilstand.AFLYST
        meeting.sequence += 1
        meeting.changed_at = timezone.now()
        meeting.save()
        mail = queue_for_sender(
            inquiry,
            "moede-aflyst",
            settings,
            attachments=[invitation(meeting, settings)],
            besked=text,
            **words_for(meeting),
        )
        by_sender = _("The sender cancelled the meeting %(when)s.")
        by_us = _("Meeting cancelled: %(when)s.")
        summary = (by_us if actor else by_sender) % {"when": meeting.when}
        write(inquiry, Haendelse.Art.MOEDE, actor=actor, summary=summary, text=text, mail=mail)
        log(inquiry, "henvendelser.meeting")
        tell_host(meeting, "aflyst", settings)
        if actor is None:
            mark_unread(inquiry)
        if inquiry.status == Status.MOEDE_AFTALT:
            set_status(inquiry, Status.I_GANG, settings, By(actor))


def words_for(meeting: Moede) -> dict[str, str]:
    return {
        "dato_tid": meeting.when,
        "moedeform": lower_first(meeting.get_moedeform_display()),
        "varighed": length_text(meeting.minutes),
        "sted": place_of(meeting),
        "medarbejder": host_name(meeting),
    }


def tell_host(meeting: Moede, what: str, settings: Indstillinger) -> None:
    """Put it in the colleague's calendar too. Who wrote stands in the inbox alone."""
    if meeting.host and meeting.host.email:
        queue(
            meeting.inquiry,
            meeting.host.email,
            "moede-til-medarbejder",
            settings,
            attachments=[invitation(meeting, settings, to=meeting.host)],
            **words_for(meeting),
            besked=tekst(f"mail.moede_{what}"),
        )


def lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def length_text(minutes: int) -> str:
    """As »45 minutter«, »1 time«, »1 time og 30 minutter«."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(tekst("mail.timer", antal=hours))
    if rest:
        parts.append(tekst("mail.minutter", antal=rest))
    return tekst("mail.og").join(parts)
