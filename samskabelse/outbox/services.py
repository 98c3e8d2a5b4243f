"""The one way to send a mail: put it in the outbox. And the ways it leaves the database."""

from collections.abc import Sequence
from datetime import date
from email.utils import make_msgid
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import BadHeaderError
from django.core.validators import validate_email
from django.db.models import Q, QuerySet
from django.utils import timezone

from .files import purge_files
from .models import Mail


class Attachment(NamedTuple):
    """A small text file that goes with the mail, such as a calendar file."""

    name: str
    mime_type: str
    text: str


def queue_mail(
    *,
    to: str,
    subject: str,
    text: str,
    reply_to: str = "",
    attachments: Sequence[Attachment] = (),
) -> Mail:
    """Write the mail in the caller's transaction; the worker sends it.

    Raises BadHeaderError for line breaks where headers come from, and ValidationError for an
    address that is not exactly one.
    """
    for value in (to, subject, reply_to, *(attachment.name for attachment in attachments)):
        if "\n" in value or "\r" in value:
            raise BadHeaderError("Line break in a mail header")
    validate_email(to)
    if reply_to:
        validate_email(reply_to)
    return Mail.objects.create(
        to=to,
        subject=subject[:400],
        body_text=text,
        reply_to=reply_to,
        attachments=[attachment._asdict() for attachment in attachments],
        message_id=make_msgid(domain=urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname),
    )


def retry(mail: Mail) -> None:
    """Give a mail that was given up a new round."""
    Mail.objects.filter(pk=mail.pk).exclude(status=Mail.Status.SENT).update(
        status=Mail.Status.WAITING, attempts=0, next_attempt_at=timezone.now(), claimed_until=None
    )


def purge(today: date) -> int:
    """Delete the mails whose day has come, and old files; return how many."""
    count = deleted(Mail.objects.filter(delete_after__lt=today))
    return count + purge_files(today)


def erase_address(address: str) -> int:
    """Delete every mail to the address or with replies to it; return how many."""
    return deleted(Mail.objects.filter(Q(to__iexact=address) | Q(reply_to__iexact=address)))


def deleted(mails: QuerySet[Mail]) -> int:
    """Delete the mails and return how many, without the rows that pointed at them."""
    return mails.delete()[1].get(Mail._meta.label, 0)
