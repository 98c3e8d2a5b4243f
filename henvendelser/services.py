"""What happens to an inquiry: stored first, then announced."""

import datetime as dt
from typing import Any

import holidays
from dateutil.relativedelta import relativedelta
from django.conf import settings as django_settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page

from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import tekst
from samskabelse.outbox.mailskabeloner import render_mail
from samskabelse.outbox.services import queue_mail

from .models import Henvendelse

#: However long a case stays open, it is gone a year after it was written.
LONGEST_KEPT = relativedelta(months=12)


def origin_of(request: HttpRequest) -> Page | None:
    """Return the live page that led to the form: ``?om=<page>``, or the field of that name."""
    value = (request.POST if request.method == "POST" else request.GET).get("om", "")
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        return None
    return Page.objects.live().public().filter(pk=int(value), depth__gt=1).first()


def answer_by(received: dt.datetime, working_days: int) -> dt.date:
    """Return the day by which the answer is promised, Danish holidays left out."""
    danish = holidays.country_holidays("DK")
    day = timezone.localdate(received)
    while working_days:
        day += dt.timedelta(days=1)
        if day.weekday() < 5 and day not in danish:
            working_days -= 1
    return day


def receive(data: dict[str, Any], settings: Indstillinger) -> Henvendelse:
    """Store the inquiry and queue its mails in one transaction, and return it.

    ``data`` is a valid form's. The same key sent twice gives the row of the first time, so a
    double click makes one inquiry and one receipt.
    """
    existing = Henvendelse.objects.filter(submission_key=data["noegle"]).first()
    if existing:
        return existing
    try:
        with transaction.atomic():
            inquiry = Henvendelse.objects.create(
                submission_key=data["noegle"],
                emne=data["emne"],
                name=data["navn"],
                email=data["email"],
                phone=data["telefon"],
                organisation=data["organisation"],
                message=data["besked"],
                origin=Page.objects.live().public().filter(pk=data.get("om")).first(),
                delete_on=timezone.localdate() + LONGEST_KEPT,
            )
            announce(inquiry, settings)
    except IntegrityError:
        return Henvendelse.objects.get(submission_key=data["noegle"])
    return inquiry


def announce(inquiry: Henvendelse, settings: Indstillinger) -> None:
    """Queue the visitor's receipt, and a word to the team without anything personal."""
    received = timezone.localtime(inquiry.created_at)
    values = {
        "navn": inquiry.name,
        "sagsnr": inquiry.reference,
        "emne": inquiry.get_emne_display(),
        "kommune": tekst("mail.ikke_oplyst"),
        "modtaget": date_format(received, "j. F Y \\k\\l. G.i"),
        "svar_senest": date_format(
            answer_by(inquiry.created_at, settings.answer_days), "j. F Y"
        ),
        "telefon": settings.phone,
        "slettefrist_dage": settings.deletion_days,
        "oensker_moede": tekst(
            "mail.oensker_moede_ja"
            if inquiry.emne == Henvendelse.Emne.MOEDE
            else "mail.oensker_moede_nej"
        ),
        "indbakke_link": f"{django_settings.WAGTAILADMIN_BASE_URL}/admin/henvendelser/",
    }
    subject, text = render_mail("kvittering-henvendelse", values)
    queue_mail(to=inquiry.email, subject=subject, text=text)
    if settings.team_email:
        subject, text = render_mail("ny-henvendelse-til-teamet", values)
        queue_mail(to=settings.team_email, subject=subject, text=text)


def set_status(inquiry: Henvendelse, status: str, settings: Indstillinger) -> None:
    """Set the status and the day of deletion that follows from it."""
    latest = timezone.localdate(inquiry.created_at) + LONGEST_KEPT
    inquiry.status = status
    if status in {Henvendelse.Status.AFSLUTTET, Henvendelse.Status.SPAM}:
        inquiry.closed_at = inquiry.closed_at or timezone.now()
        closed = timezone.localdate(inquiry.closed_at)
        days = 30 if status == Henvendelse.Status.SPAM else settings.deletion_days
        inquiry.delete_on = min(closed + dt.timedelta(days=days), latest)
    else:
        inquiry.closed_at = None
        inquiry.delete_on = latest
    inquiry.save(update_fields=["status", "closed_at", "delete_on"])


def purge() -> int:
    """Delete the inquiries whose day has come, and return how many. Run every night."""
    deleted, _by_model = Henvendelse.objects.filter(delete_on__lte=timezone.localdate()).delete()
    return deleted
