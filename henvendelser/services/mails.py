"""Mails about an inquiry. They are deleted with it."""

from collections.abc import Sequence

from django.conf import settings as django_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import tekst
from samskabelse.outbox.mailskabeloner import render_mail
from samskabelse.outbox.models import Mail
from samskabelse.outbox.services import Attachment, queue_mail

from ..models.henvendelse import Henvendelse
from .links import status_url


def queue_for_team(inquiry: Henvendelse, template: str, settings: Indstillinger) -> None:
    if settings.team_email:
        queue(inquiry, settings.team_email, template, settings)


def queue(
    inquiry: Henvendelse,
    to: str,
    template: str,
    settings: Indstillinger,
    *,
    attachments: Sequence[Attachment] = (),
    **more: str,
) -> Mail:
    """Queue a mail about the inquiry: nothing personal is in it but what ``more`` says.

    Answers to what its sender gets reach the team.
    """
    subject, text = render_mail(template, values_for(inquiry, settings) | more)
    reply_to = settings.team_email if to == inquiry.email else ""
    mail = queue_mail(to=to, subject=subject, text=text, reply_to=reply_to, attachments=attachments)
    inquiry.mails.add(mail)
    return mail


def queue_for_sender(
    inquiry: Henvendelse,
    template: str,
    settings: Indstillinger,
    *,
    attachments: Sequence[Attachment] = (),
    **more: str,
) -> Mail:
    """Queue a mail to whoever wrote, with the private link."""
    return queue(
        inquiry,
        inquiry.email,
        template,
        settings,
        attachments=attachments,
        **personal_values(inquiry),
        **more,
    )


def personal_values(inquiry: Henvendelse) -> dict[str, str]:
    base = django_settings.WAGTAILADMIN_BASE_URL
    return {"navn": inquiry.name, "status_link": f"{base}{status_url(inquiry)}"}


def values_for(inquiry: Henvendelse, settings: Indstillinger) -> dict[str, object]:
    """Return what any mail about the inquiry may say, with nothing personal in it."""
    base = django_settings.WAGTAILADMIN_BASE_URL
    wants_meeting = inquiry.emne == Henvendelse.Emne.MOEDE or inquiry.wished_times.exists()
    return {
        "sagsnr": inquiry.reference,
        "emne": inquiry.get_emne_display(),
        "kommune": inquiry.kommune.name if inquiry.kommune else tekst("mail.ikke_oplyst"),
        "modtaget": date_format(timezone.localtime(inquiry.created_at), "j. F Y \\k\\l. G.i"),
        "svar_senest": date_format(inquiry.answer_by, "j. F Y"),
        "telefon": settings.phone,
        "slettefrist_dage": settings.deletion_days,
        "oensker_moede": tekst(f"mail.oensker_moede_{'ja' if wants_meeting else 'nej'}"),
        "indbakke_link": f"{base}{reverse('henvendelser:inspect', args=[inquiry.pk])}",
    }
