"""What has happened, written down as it happens."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from samskabelse.outbox.models import Mail
from samskabelse.users.models import User

from ..models.haendelser import Haendelse
from ..models.henvendelse import Henvendelse
from .rows import lock

Art = Haendelse.Art

#: These happen beside the case: whoever has a form open need not look again.
BESIDE = frozenset({Art.LAEST, Art.MAILET, Art.FEJLET})


def write(
    inquiry: Henvendelse,
    kind: str,
    *,
    actor: User | None = None,
    summary: str = "",
    **more: Any,
) -> Haendelse:
    """Write down what happened and raise the version. The caller holds the row.

    ``more``: the text, the mail or the visitor's message that belongs to it.
    """
    if kind not in BESIDE:
        Henvendelse.objects.filter(pk=inquiry.pk).update(version=F("version") + 1)
        inquiry.version += 1
    return Haendelse.objects.create(
        inquiry=inquiry,
        kind=kind,
        actor=actor,
        summary=summary[:300],
        version=inquiry.version,
        **more,
    )


def add_note(inquiry: Henvendelse, text: str, *, actor: User) -> None:
    """Add an internal note. Notes stand beside each other, so none is ever in the way."""
    with transaction.atomic():
        lock(inquiry)
        latest = inquiry.events.filter(kind=Art.NOTAT, actor=actor).last()
        if latest is None or latest.text != text:  # the same twice is a double click
            write(inquiry, Art.NOTAT, actor=actor, text=text)


def mark_read(inquiry: Henvendelse, actor: User) -> None:
    """Take the unread mark away, once, and write down who read it."""
    if not inquiry.is_unread:
        return
    with transaction.atomic():
        rows = Henvendelse.objects.filter(pk=inquiry.pk, is_unread=True)
        if rows.update(is_unread=False):
            write(inquiry, Art.LAEST, actor=actor)
    inquiry.is_unread = False


def mark_unread(inquiry: Henvendelse) -> None:
    Henvendelse.objects.filter(pk=inquiry.pk).update(is_unread=True)
    inquiry.is_unread = True


def mail_failed(mail: Mail) -> None:
    """Write down that a mail about an inquiry was given up, and let someone see it."""
    for inquiry in Henvendelse.objects.filter(mails=mail):
        summary = _("The mail »%(subject)s« could not be delivered.") % {"subject": mail.subject}
        with transaction.atomic():
            write(inquiry, Art.FEJLET, summary=summary, mail=mail)
            mark_unread(inquiry)
