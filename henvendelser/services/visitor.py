"""What the visitor does through the private link."""

from django.db import transaction
from django.utils.translation import gettext as _

from samskabelse.base.models import Indstillinger

from ..models.haendelser import Haendelse
from ..models.henvendelse import Besked, Henvendelse
from ..models.moeder import Tidsforslag
from .mails import queue_for_team
from .meetings import agreed_meeting, cancel
from .rows import lock
from .status import renew_promise, set_status
from .timeline import mark_unread, write

Status = Henvendelse.Status

#: A case that waits or is closed moves on when its sender writes.
MOVES_ON = {
    Status.AFVENTER: Status.I_GANG,
    Status.AFSLUTTET: Status.NY,
    Status.SPAM: Status.NY,
}


def add_message(inquiry: Henvendelse, text: str, settings: Indstillinger) -> None:
    """Store what the visitor adds and tell the team; a closed or waiting case moves on.

    The same text twice is a double click. What was merged into another case moves that one on.
    """
    with transaction.atomic():
        lock(inquiry)
        if inquiry.messages.filter(text=text).exists():
            return
        message = Besked.objects.create(inquiry=inquiry, text=text)
        write(inquiry, Haendelse.Art.BESKED, message=message)
        case = inquiry.merged_into or inquiry
        if case != inquiry:
            lock(case)
            summary = _("The sender of %(reference)s has written more.") % {
                "reference": inquiry.reference
            }
            write(case, Haendelse.Art.BESKED, summary=summary)
        move_on(case, settings)
        mark_unread(case)
        queue_for_team(case, "nyt-fra-afsenderen-til-teamet", settings)


def move_on(inquiry: Henvendelse, settings: Indstillinger) -> None:
    if inquiry.status in MOVES_ON:
        renew_promise(inquiry, settings)
        set_status(inquiry, MOVES_ON[Status(inquiry.status)], settings)


def withdraw(inquiry: Henvendelse, settings: Indstillinger) -> None:
    """Do as the visitor asks: nobody answers, and the day of deletion is set."""
    if not inquiry.may_be_withdrawn:
        return
    with transaction.atomic():
        lock(inquiry)
        meeting = agreed_meeting(inquiry)
        if meeting is not None:
            cancel(meeting, settings)
        inquiry.proposals.filter(state=Tidsforslag.Tilstand.AABEN).update(
            state=Tidsforslag.Tilstand.FRIGIVET
        )
        set_status(inquiry, Status.TRUKKET_TILBAGE, settings)
        mark_unread(inquiry)
