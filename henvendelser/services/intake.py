"""An inquiry comes in: stored first, then announced."""

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from samskabelse.base.models import Indstillinger
from samskabelse.base.skrivning import writing
from samskabelse.base.workdays import working_days_after

from ..models.haendelser import Haendelse
from ..models.henvendelse import Henvendelse
from ..models.moeder import OensketTid
from .links import hash_of, status_token
from .mails import queue_for_sender, queue_for_team
from .timeline import write


def receive(
    data: dict[str, Any], settings: Indstillinger, *, is_suspected: bool = False
) -> Henvendelse:
    """Store the inquiry and queue its mails in one transaction, and return it.

    ``data`` is a valid form's. The same message sent twice with the same key gives the row of
    the first time, so a double click makes one inquiry and one receipt. Another message with
    that key (the form was fetched back and changed) is a new inquiry: none is lost.

    What is suspected of being spam is kept, and mailed to nobody: a receipt would go to whomever
    a robot names as its sender.
    """
    content = {
        "emne": data["emne"],
        "name": data["navn"],
        "email": data["email"],
        "phone": data["telefon"],
        "organisation": data["organisation"],
        "message": data["besked"],
        "moedeform": data.get("moedeform") or "",
    }
    kommune = data.get("kommune")
    times: list[tuple[dt.date, str]] = data.get("tider") or []
    told = [*content.values(), str(kommune or ""), *(f"{day} {part}" for day, part in times)]
    key = uuid.uuid5(data["noegle"], "\0".join(told))
    existing = Henvendelse.objects.filter(submission_key=key).first()
    if existing:
        return existing
    now = timezone.now()
    inquiry = Henvendelse(
        submission_key=key,
        created_at=now,
        kommune=kommune,
        origin=Page.objects.live().public().filter(pk=data.get("om")).first(),
        answer_by=working_days_after(timezone.localdate(now), settings.answer_days),
        delete_on=timezone.localdate(now) + settings.longest_kept,
        **content,
    )
    if is_suspected:
        inquiry.status, inquiry.closed_at = Henvendelse.Status.SPAM, now
        inquiry.delete_on = timezone.localdate(now) + dt.timedelta(days=settings.spam_days)
    inquiry.token_hash = hash_of(status_token(inquiry.reference))
    try:
        with writing():
            inquiry.save(force_insert=True)
            OensketTid.objects.bulk_create(
                OensketTid(inquiry=inquiry, date=day, part_of_day=part, order=number)
                for number, (day, part) in enumerate(times, start=1)
            )
            if not is_suspected:
                announce(inquiry, settings)
    except IntegrityError:
        # Another process was faster with the same key.
        existing = Henvendelse.objects.filter(submission_key=key).first()
        if existing is None:
            raise
        return existing
    return inquiry


def announce(inquiry: Henvendelse, settings: Indstillinger) -> None:
    """Queue the visitor's receipt, and a word to the team without anything personal."""
    receipt = queue_for_sender(inquiry, "kvittering-henvendelse", settings)
    write(inquiry, Haendelse.Art.MAILET, summary=_("Receipt with the private link."), mail=receipt)
    queue_for_team(inquiry, "ny-henvendelse-til-teamet", settings)
