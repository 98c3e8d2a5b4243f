"""Sending what waits in the outbox: at least once, and at most one double per crash.

A row is claimed in one short transaction, sent outside any, and marked in another. A worker that
dies in between leaves a lease that runs out; the next one sends again under the same Message-ID.
"""

import logging
from datetime import datetime, timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.utils import timezone

from .files import delete_files
from .html import render_html
from .models import Mail
from .signals import mail_given_up

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)

# Minutes to wait after each failed attempt: ten tries over four and a half hours.
WAITS = [1, 5, 15, 30, 30, 30, 45, 60, 60]
MOST_ATTEMPTS = len(WAITS) + 1

SERVICE_NOT_AVAILABLE = 421
AWAY_MARK = "server away: "
REST_AFTER_AWAY = timedelta(seconds=10)


class _Rest:
    """When the server is next tried. Only this process's pace; the rows hold the truth."""

    until: datetime | None = None


def send_due(limit: int = 50) -> int:
    """Send what is due, one mail at a time; return how many were sent.

    Stops at the first sign that the server is away, so that one outage costs one mail an attempt
    and never holds the worker for longer than one timeout.
    """
    sent = 0
    for _ in range(limit):
        mail = claim()
        if mail is None:
            break
        error = deliver(mail)
        if error is None:
            sent += 1
            continue
        if is_server_away(error):
            break
    return sent


def poll() -> int:
    """Send what is due, resting some seconds after the server was away; for the worker."""
    now = timezone.now()
    if _Rest.until and now < _Rest.until:
        return 0
    sent = send_due()
    away = Mail.objects.waiting().filter(last_error__startswith=AWAY_MARK)
    if sent:
        # It is back: whoever waited for it goes now.
        away.filter(next_attempt_at__gt=now).update(next_attempt_at=now)
        _Rest.until = None
    elif away.filter(next_attempt_at__gt=now).exists():
        _Rest.until = now + REST_AFTER_AWAY
    return sent


def claim() -> Mail | None:
    """Take the next due mail for ourselves, counting the attempt, or return None."""
    if not Mail.objects.due().exists():  # a read first: an idle worker takes no write lock
        return None
    with transaction.atomic():
        rows = Mail.objects.due()
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        mail = rows.first()
        if mail is None:
            return None
        mail.attempts += 1
        mail.claimed_until = timezone.now() + LEASE
        mail.save(update_fields=["attempts", "claimed_until"])
    return mail


def deliver(mail: Mail) -> Exception | None:
    """Send a claimed mail and write down how it went; return the error, if any."""
    try:
        build_message(mail).send()
    except Exception as error:
        mark_failed(mail, error)
        return error
    mark_sent(mail)
    return None


def build_message(mail: Mail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.body_text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={
            "Message-ID": mail.message_id,
            "Content-Language": "da",
            "Auto-Submitted": "auto-generated",
        },
    )
    html = mail.body_html or render_html(mail.subject, mail.body_text)
    message.attach_alternative(html, "text/html")
    for attachment in mail.attachments:
        message.attach(attachment["name"], attachment["text"], attachment["mime_type"])
    return message


def mark_sent(mail: Mail) -> None:
    mail.status, mail.sent_at = Mail.Status.SENT, timezone.now()
    mail.claimed_until, mail.last_error = None, ""
    write_down(mail, "status", "sent_at", "claimed_until", "last_error")


def mark_failed(mail: Mail, error: Exception) -> None:
    """Plan the next attempt, or give up. The text of the error is not kept: it names people."""
    mail.claimed_until, mail.last_error = None, describe(error)
    if mail.attempts >= MOST_ATTEMPTS:
        mail.status = Mail.Status.ABANDONED
        logger.error(
            "Mail %s given up after %s attempts: %s", mail.pk, mail.attempts, mail.last_error
        )
    else:
        mail.next_attempt_at = timezone.now() + timedelta(minutes=WAITS[mail.attempts - 1])
        logger.warning("Mail %s failed, attempt %s: %s", mail.pk, mail.attempts, mail.last_error)
    write_down(mail, "status", "next_attempt_at", "claimed_until", "last_error")
    if mail.status == Mail.Status.ABANDONED:
        tell(mail)


def tell(mail: Mail) -> None:
    """Tell those who queued it. One that fails is no reason to lose the others or the mail."""
    for _receiver, outcome in mail_given_up.send_robust(Mail, mail=mail):
        if isinstance(outcome, Exception):
            logger.error("Mail %s: nobody could be told", mail.pk, exc_info=outcome)


def write_down(mail: Mail, *names: str) -> None:
    """Save the fields, unless the mail was erased while it was on its way: it stays erased."""
    values = {name: getattr(mail, name) for name in names}
    if not Mail.objects.filter(pk=mail.pk).update(**values):
        delete_files(mail)


def is_server_away(error: Exception) -> bool:
    """Say whether the server is the trouble, whatever mail it is about."""
    if isinstance(error, SMTPServerDisconnected | SMTPConnectError | SMTPAuthenticationError):
        return True
    if isinstance(error, SMTPResponseException):
        return error.smtp_code == SERVICE_NOT_AVAILABLE
    # smtplib's own exceptions are OSErrors too, but they are about the mail.
    return isinstance(error, OSError) and not isinstance(error, SMTPException)


def describe(error: Exception) -> str:
    """Return the class of the error and the server's code, without its words."""
    code: object = ""
    if isinstance(error, SMTPResponseException):
        code = error.smtp_code
    elif isinstance(error, SMTPRecipientsRefused):
        code = next((reply[0] for reply in error.recipients.values()), "")
    mark = AWAY_MARK if is_server_away(error) else ""
    return f"{mark}{type(error).__name__} {code}".strip()
