"""Times that COK proposes and the visitor chooses from."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from samskabelse.base.models import Indstillinger
from samskabelse.users.models import User

from ..models.haendelser import Haendelse
from ..models.henvendelse import Besked, Henvendelse
from ..models.moeder import Moede, Tidsforslag
from .mails import queue_for_sender, queue_for_team
from .meetings import Plan, TimeTaken, agree, agreed_meeting, length_text, lower_first
from .rows import By, lock
from .status import renew_promise, set_status
from .timeline import mark_unread, write

Status = Henvendelse.Status
Tilstand = Tidsforslag.Tilstand


class Offer(NamedTuple):
    """Times to choose from, and what is the same for all of them."""

    times: Sequence[dt.datetime]
    minutes: int
    moedeform: str
    place: str
    host: User
    answer_by: dt.date


class ProposalClosed(Exception):
    """The time can't be chosen any more: too late, given free, or another was chosen."""


def open_proposals(inquiry: Henvendelse) -> list[Tidsforslag]:
    """Return the times that the visitor can choose now."""
    waiting = inquiry.proposals.filter(state=Tilstand.AABEN).select_related("host")
    return [proposal for proposal in waiting if proposal.is_open]


def propose(
    inquiry: Henvendelse, offer: Offer, settings: Indstillinger, by: By
) -> list[Tidsforslag]:
    """Propose times by mail. Earlier ones that still waited are given free."""
    with transaction.atomic():
        lock(inquiry, by.seen)
        inquiry.proposals.filter(state=Tilstand.AABEN).update(state=Tilstand.FRIGIVET)
        together = uuid.uuid4()
        proposals = Tidsforslag.objects.bulk_create(
            Tidsforslag(
                inquiry=inquiry,
                round=together,
                starts_at=starts_at,
                minutes=offer.minutes,
                moedeform=offer.moedeform,
                place=offer.place,
                host=offer.host,
                answer_by=offer.answer_by,
            )
            for starts_at in sorted(set(offer.times))
        )
        mail = queue_for_sender(
            inquiry,
            "tidsforslag",
            settings,
            moedeform=lower_first(proposals[0].get_moedeform_display()),
            varighed=length_text(offer.minutes),
            tider="\n".join(proposal.when for proposal in proposals),
            frist=date_format(offer.answer_by, "j. F Y"),
            medarbejder=str(offer.host),
        )
        write(
            inquiry,
            Haendelse.Art.FORSLAG,
            actor=by.user,
            summary=_("Proposed times:"),
            text="\n".join(proposal.when for proposal in proposals),
            mail=mail,
        )
        log(inquiry, "henvendelser.propose")
        if inquiry.answered_at is None:
            inquiry.answered_at = timezone.now()
            inquiry.save(update_fields=["answered_at"])
        if agreed_meeting(inquiry) is None:
            set_status(inquiry, Status.AFVENTER, settings, By(by.user))
    return proposals


def confirm(proposal: Tidsforslag, settings: Indstillinger) -> Moede:
    """Agree on the meeting at the time that the visitor chose.

    Chosen twice is chosen once. Raises ProposalClosed when it can't be chosen any more, and
    TimeTaken, having given the time free, when the colleague has become busy.
    """
    try:
        with transaction.atomic():
            return choose(proposal, settings)
    except TimeTaken:
        Tidsforslag.objects.filter(pk=proposal.pk).update(state=Tilstand.FRIGIVET)
        raise


def choose(proposal: Tidsforslag, settings: Indstillinger) -> Moede:
    inquiry = proposal.inquiry
    lock(inquiry)
    proposal.refresh_from_db()
    meeting = agreed_meeting(inquiry)
    if proposal.state == Tilstand.VALGT and meeting and meeting.starts_at == proposal.starts_at:
        return meeting
    if not proposal.is_open or inquiry.status == Status.TRUKKET_TILBAGE:
        raise ProposalClosed
    plan = Plan(
        proposal.starts_at,
        proposal.minutes,
        proposal.moedeform,
        proposal.place,
        proposal.host,
    )
    proposal.state = Tilstand.VALGT
    proposal.save(update_fields=["state"])
    write(
        inquiry,
        Haendelse.Art.FORSLAG_SVAR,
        summary=_("The sender chose %(when)s.") % {"when": proposal.when},
    )
    mark_unread(inquiry)
    return agree(inquiry, plan, settings)


def decline(inquiry: Henvendelse, settings: Indstillinger, text: str = "") -> None:
    """No proposed time will do. What the visitor writes about it is kept as a message."""
    with transaction.atomic():
        lock(inquiry)
        waiting = inquiry.proposals.filter(state=Tilstand.AABEN)
        if not waiting.update(state=Tilstand.AFSLAAET):
            return
        message = Besked.objects.create(inquiry=inquiry, text=text) if text else None
        write(
            inquiry,
            Haendelse.Art.FORSLAG_SVAR,
            summary=_("None of the proposed times suits the sender."),
            message=message,
        )
        if agreed_meeting(inquiry) is None and not inquiry.is_closed:
            set_status(inquiry, Status.I_GANG, settings)
            renew_promise(inquiry, settings)
        mark_unread(inquiry)
        queue_for_team(inquiry, "nyt-fra-afsenderen-til-teamet", settings)
