"""Answers to the sender: composed with a frame around, shown before they go, mailed, kept."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.log_actions import log

from samskabelse.base.models import Indstillinger
from samskabelse.outbox.mailskabeloner import render_mail
from samskabelse.users.models import User

from .. import skabelonfelter
from ..models.haendelser import Haendelse
from ..models.henvendelse import Henvendelse
from .mails import personal_values, queue_for_sender, values_for
from .rows import By, ChangedMeanwhile, lock
from .status import assign, renew_promise, set_status
from .timeline import write

FRAME = "svarramme"


def fill_template(text: str, inquiry: Henvendelse, actor: User, settings: Indstillinger) -> str:
    """Return a reply template's text with its fields filled."""
    return skabelonfelter.fill(
        text,
        {
            "navn": inquiry.name,
            "reference": inquiry.reference,
            "emne": inquiry.get_emne_display(),
            "svar_senest": date_format(inquiry.answer_by, "j. F Y"),
            "medarbejder": str(actor),
            "telefon": settings.phone,
        },
    )


def preview(
    inquiry: Henvendelse, text: str, actor: User, settings: Indstillinger
) -> tuple[str, str]:
    """Return the subject and the text of the mail as it would be sent."""
    values = values_for(inquiry, settings) | personal_values(inquiry)
    return render_mail(FRAME, {**values, "svar": text, "medarbejder": str(actor)})


def reply(
    inquiry: Henvendelse,
    text: str,
    settings: Indstillinger,
    by: By,
    status: str = Henvendelse.Status.AFVENTER,
) -> None:
    """Mail the answer, and let the case be as ``status`` says from then on.

    A case that nobody had is the answerer's. One that stays open is promised an answer anew.
    """
    actor = by.user
    with transaction.atomic():
        try:
            lock(inquiry, by.seen)
        except ChangedMeanwhile as changed:
            if was_sent(changed, text, actor):  # a double click
                return
            raise
        mail = queue_for_sender(inquiry, FRAME, settings, svar=text, medarbejder=str(actor))
        write(inquiry, Haendelse.Art.SVAR, actor=actor, text=text, mail=mail)
        log(inquiry, "henvendelser.reply")
        if inquiry.answered_at is None:
            inquiry.answered_at = timezone.now()
            inquiry.save(update_fields=["answered_at"])
        if inquiry.assignee is None:
            assign(inquiry, actor, settings, By(actor))
        set_status(inquiry, status, settings, By(actor))
        if inquiry.is_owed:
            renew_promise(inquiry, settings)


def was_sent(changed: ChangedMeanwhile, text: str, actor: User | None) -> bool:
    return any(
        event.kind == Haendelse.Art.SVAR and event.actor == actor and event.text == text
        for event in changed.events
    )
