"""An inquiry is deleted, with everything that was added to it. A number is left."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import tekst
from samskabelse.outbox.mailskabeloner import render_mail
from samskabelse.outbox.models import Mail
from samskabelse.outbox.services import queue_mail

from ..models.haendelser import Haendelse
from ..models.henvendelse import Henvendelse
from ..models.moeder import Moede
from ..models.sagstal import Sagstal
from .invitations import invitation
from .meetings import agreed_meeting
from .rows import lock
from .status import set_status
from .timeline import mark_unread, write


def erase(inquiry: Henvendelse) -> None:
    """Delete the inquiry, what was added to it and the mails about it, sent or not.

    What the same person wrote and that went on in it goes with it. Another person's stands by
    itself again, and is owed its answer when the two had none yet.
    """
    with transaction.atomic():
        merged = list(inquiry.merged.all())
        for one in merged:
            if one.email.lower() == inquiry.email.lower():
                erase(one)
            else:
                let_go(one, inquiry)
        if inquiry.merged_into:
            tell_anonymised(inquiry.merged_into, inquiry)
        count(inquiry)
        log(inquiry, "henvendelser.delete", deleted=True)
        inquiry.mails.all().delete()
        inquiry.delete()


def let_go(merged: Henvendelse, inquiry: Henvendelse) -> None:
    """Let what another person wrote outlive the inquiry that it went on in."""
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    tell_anonymised(merged, inquiry)
    if not inquiry.is_closed:
        settings = Indstillinger.objects.filter(site__is_default_site=True).first()
        set_status(merged, Henvendelse.Status.I_GANG, settings or Indstillinger())
        mark_unread(merged)


def tell_anonymised(inquiry: Henvendelse, gone: Henvendelse) -> None:
    """Say in the case that stays that there was another, whose sender nobody can see any more."""
    told = _("%(reference)s is deleted, with all that its sender wrote.")
    write(inquiry, Haendelse.Art.ANONYMISERET, summary=told % {"reference": gone.reference})


def count(inquiry: Henvendelse) -> None:
    """Keep the case as a number: its week, its subject, how it ended."""
    received = timezone.localdate(inquiry.created_at)
    waited = None
    if inquiry.answered_at:
        waited = round((inquiry.answered_at - inquiry.created_at).total_seconds() / 3600)
    Sagstal.objects.create(
        week=received - dt.timedelta(days=received.weekday()),
        emne=inquiry.emne,
        status=inquiry.status,
        answer_hours=waited,
        had_meeting=inquiry.meetings.filter(state=Moede.Tilstand.AFTALT).exists(),
    )


def erase_at_request(inquiry: Henvendelse, settings: Indstillinger) -> None:
    """Delete everything as the visitor asks, and confirm it in a last mail.

    That mail is deleted as soon as there has been time to send it. A meeting that was agreed is
    taken out of both calendars.
    """
    values = {
        "sagsnr": inquiry.reference,
        "aarsag": tekst("mail.aarsag_selv"),
        "telefon": settings.phone,
    }
    subject, text = render_mail("data-slettet", values)
    with transaction.atomic():
        lock(inquiry)
        last = []
        meeting = agreed_meeting(inquiry)
        attachments = []
        if meeting and meeting.starts_at > timezone.now():
            meeting.state, meeting.sequence = Moede.Tilstand.AFLYST, meeting.sequence + 1
            meeting.changed_at = timezone.now()
            attachments = [invitation(meeting, settings)]
            last += cancel_at_host(meeting, settings)
        last.append(
            queue_mail(to=inquiry.email, subject=subject, text=text, attachments=attachments)
        )
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        Mail.objects.filter(pk__in=[mail.pk for mail in last]).update(delete_after=tomorrow)
        erase(inquiry)


def cancel_at_host(meeting: Moede, settings: Indstillinger) -> list[Mail]:
    """Take the meeting out of the colleague's calendar, with a mail that outlives the case."""
    if not meeting.host or not meeting.host.email:
        return []
    values = {
        "sagsnr": meeting.inquiry.reference,
        "dato_tid": meeting.when,
        "medarbejder": str(meeting.host),
    }
    subject, text = render_mail("moede-slettet-til-medarbejder", values)
    attachment = invitation(meeting, settings, to=meeting.host)
    return [queue_mail(to=meeting.host.email, subject=subject, text=text, attachments=[attachment])]


def erase_all_from(email: str) -> int:
    """Delete every inquiry from the address, and return how many."""
    with transaction.atomic():
        return erase_each(Henvendelse.objects.filter(email__iexact=email))


def purge(today: dt.date | None = None) -> int:
    """Delete the inquiries whose day has come, and return how many. Run by the worker."""
    return erase_each(Henvendelse.objects.filter(delete_on__lte=today or timezone.localdate()))


def erase_each(inquiries: QuerySet[Henvendelse]) -> int:
    """Delete them one by one: some go with another that they were merged into."""
    numbers = list(inquiries.values_list("pk", flat=True))
    for number in numbers:
        inquiry = Henvendelse.objects.filter(pk=number).first()
        if inquiry is not None:
            erase(inquiry)
    return len(numbers)
