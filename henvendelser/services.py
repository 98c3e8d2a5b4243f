"""What happens to an inquiry: stored first, then announced; changed, and in the end deleted.

Everything here is logged by the reference alone, so that the audit log outlives the person.
"""

import datetime as dt
import hashlib
import uuid
from typing import Any

from dateutil.relativedelta import relativedelta
from django.conf import settings as django_settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from wagtail.log_actions import log
from wagtail.models import Page, Site

from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import tekst
from samskabelse.base.workdays import working_days_after
from samskabelse.outbox.mailskabeloner import render_mail
from samskabelse.outbox.models import Mail
from samskabelse.outbox.services import queue_mail

from .models.henvendelse import Besked, Henvendelse

#: However long a case stays open, it is gone a year after it was written.
LONGEST_KEPT = relativedelta(months=12)
SPAM_DAYS = 30
TOKEN_SALT = "henvendelser.status"  # noqa: S105  (not a secret)
LONGEST_OM = 200


# --- Where a visitor comes from ---------------------------------------------------------------


def origin_of(request: HttpRequest) -> Page | None:
    """Return the live page that led to the form: ``?om=<number or path>``, or the field."""
    value = (request.POST if request.method == "POST" else request.GET).get("om", "")
    pages = Page.objects.live().public().filter(depth__gt=1)
    if value.isascii() and value.isdigit() and len(value) <= 9:
        return pages.filter(pk=int(value)).first()
    site = Site.find_for_request(request)
    if site and value.startswith("/") and len(value) <= LONGEST_OM:
        root = site.root_page.url_path.rstrip("/")
        return pages.filter(url_path=f"{root}/{value.strip('/')}/".replace("//", "/")).first()
    return None


# --- The private link -------------------------------------------------------------------------


def status_token(reference: str) -> str:
    """Return the secret of an inquiry's private link: 256 bits, made with the site's key.

    Made rather than drawn, so that every later mail can carry the link while the database only
    holds its hash. Hexadecimal, since that is what the log masks wherever it stands.
    """
    return salted_hmac(TOKEN_SALT, reference, algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def status_url(inquiry: Henvendelse) -> str:
    return reverse("henvendelse_status", args=[status_token(inquiry.reference)])


def find(token: str) -> Henvendelse | None:
    return Henvendelse.objects.filter(token_hash=hash_of(token)).first()


# --- Received ---------------------------------------------------------------------------------


def receive(data: dict[str, Any], settings: Indstillinger) -> Henvendelse:
    """Store the inquiry and queue its mails in one transaction, and return it.

    ``data`` is a valid form's. The same message sent twice with the same key gives the row of
    the first time, so a double click makes one inquiry and one receipt. Another message with
    that key (the form was fetched back and changed) is a new inquiry: none is lost.
    """
    content = {
        "emne": data["emne"],
        "name": data["navn"],
        "email": data["email"],
        "phone": data["telefon"],
        "organisation": data["organisation"],
        "message": data["besked"],
    }
    key = uuid.uuid5(data["noegle"], "\0".join(content.values()))
    existing = Henvendelse.objects.filter(submission_key=key).first()
    if existing:
        return existing
    now = timezone.now()
    inquiry = Henvendelse(
        submission_key=key,
        created_at=now,
        origin=Page.objects.live().public().filter(pk=data.get("om")).first(),
        answer_by=working_days_after(timezone.localdate(now), settings.answer_days),
        delete_on=timezone.localdate(now) + LONGEST_KEPT,
        **content,
    )
    inquiry.token_hash = hash_of(status_token(inquiry.reference))
    try:
        with transaction.atomic():
            inquiry.save(force_insert=True)
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
    queue(inquiry, inquiry.email, "kvittering-henvendelse", settings, navn=inquiry.name)
    queue_for_team(inquiry, "ny-henvendelse-til-teamet", settings)


def queue_for_team(inquiry: Henvendelse, template: str, settings: Indstillinger) -> None:
    if settings.team_email:
        queue(inquiry, settings.team_email, template, settings)


def queue(
    inquiry: Henvendelse, to: str, template: str, settings: Indstillinger, **personal: str
) -> None:
    """Queue a mail about the inquiry; it is deleted with it. ``personal`` is for its sender."""
    base = django_settings.WAGTAILADMIN_BASE_URL
    wants_meeting = inquiry.emne == Henvendelse.Emne.MOEDE
    values = {
        "sagsnr": inquiry.reference,
        "emne": inquiry.get_emne_display(),
        "kommune": tekst("mail.ikke_oplyst"),
        "modtaget": date_format(timezone.localtime(inquiry.created_at), "j. F Y \\k\\l. G.i"),
        "svar_senest": date_format(inquiry.answer_by, "j. F Y"),
        "telefon": settings.phone,
        "slettefrist_dage": settings.deletion_days,
        "oensker_moede": tekst(f"mail.oensker_moede_{'ja' if wants_meeting else 'nej'}"),
        "indbakke_link": f"{base}{reverse('henvendelser:inspect', args=[inquiry.pk])}",
    }
    if personal:
        values |= {"status_link": f"{base}{status_url(inquiry)}", **personal}
    subject, text = render_mail(template, values)
    inquiry.mails.add(queue_mail(to=to, subject=subject, text=text))


# --- Changed ----------------------------------------------------------------------------------


def lock(inquiry: Henvendelse) -> None:
    """Read the row again and hold it; raises DoesNotExist when it was deleted meanwhile."""
    inquiry.refresh_from_db(from_queryset=Henvendelse.objects.select_for_update())


def set_status(inquiry: Henvendelse, status: str, settings: Indstillinger) -> None:
    """Set the status and the day of deletion that follows from it."""
    with transaction.atomic():
        lock(inquiry)
        if inquiry.status == status:
            return
        before, inquiry.status = inquiry.status, status
        latest = timezone.localdate(inquiry.created_at) + LONGEST_KEPT
        if inquiry.is_closed:
            inquiry.closed_at = inquiry.closed_at or timezone.now()
            days = SPAM_DAYS if status == Henvendelse.Status.SPAM else settings.deletion_days
            closed = timezone.localdate(inquiry.closed_at)
            inquiry.delete_on = min(closed + dt.timedelta(days=days), latest)
        else:
            inquiry.closed_at, inquiry.delete_on = None, latest
        inquiry.save(update_fields=["status", "closed_at", "delete_on"])
        log(inquiry, "henvendelser.status", data={"fra": before, "til": status})


def withdraw(inquiry: Henvendelse, settings: Indstillinger) -> None:
    """Do as the visitor asks: nobody answers, and the day of deletion is set."""
    if inquiry.may_be_withdrawn:
        set_status(inquiry, Henvendelse.Status.TRUKKET_TILBAGE, settings)


def add_message(inquiry: Henvendelse, text: str, settings: Indstillinger) -> None:
    """Store what the visitor adds and tell the team; a closed or waiting case moves on.

    The same text twice is a double click.
    """
    with transaction.atomic():
        lock(inquiry)
        if inquiry.messages.filter(text=text).exists():
            return
        message = Besked.objects.create(inquiry=inquiry, text=text)
        moves_on = {
            Henvendelse.Status.AFVENTER: Henvendelse.Status.I_GANG,
            Henvendelse.Status.AFSLUTTET: Henvendelse.Status.NY,
            Henvendelse.Status.SPAM: Henvendelse.Status.NY,
        }
        if inquiry.status in moves_on:
            today = timezone.localdate(message.created_at)
            inquiry.answer_by = working_days_after(today, settings.answer_days)
            inquiry.save(update_fields=["answer_by"])
            set_status(inquiry, moves_on[Henvendelse.Status(inquiry.status)], settings)
        queue_for_team(inquiry, "nyt-fra-afsenderen-til-teamet", settings)


# --- Deleted ----------------------------------------------------------------------------------


def erase(inquiry: Henvendelse) -> None:
    """Delete the inquiry, what was added to it and the mails about it, sent or not."""
    with transaction.atomic():
        log(inquiry, "henvendelser.delete", deleted=True)
        inquiry.mails.all().delete()
        inquiry.delete()


def erase_at_request(inquiry: Henvendelse, settings: Indstillinger) -> None:
    """Delete everything as the visitor asks, and confirm it in a last mail.

    That mail is deleted as soon as there has been time to send it.
    """
    values = {
        "sagsnr": inquiry.reference,
        "aarsag": tekst("mail.aarsag_selv"),
        "telefon": settings.phone,
    }
    subject, text = render_mail("data-slettet", values)
    with transaction.atomic():
        lock(inquiry)
        mail = queue_mail(to=inquiry.email, subject=subject, text=text)
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        Mail.objects.filter(pk=mail.pk).update(delete_after=tomorrow)
        erase(inquiry)


def purge() -> int:
    """Delete the inquiries whose day has come, and return how many. Run by the worker."""
    due = list(Henvendelse.objects.filter(delete_on__lte=timezone.localdate()))
    for inquiry in due:
        erase(inquiry)
    return len(due)
