"""The ``.eml`` files that mails become until a server is named: deleted with their mail.

A file's name ends with a hash of the Message-ID, so that it is found again and tells nothing.
"""

import hashlib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from .models import Mail


def folder() -> Path | None:
    path = getattr(settings, "EMAIL_FILE_PATH", None)
    return Path(path) if path else None


def mark_of(message_id: str) -> str:
    return hashlib.sha256(message_id.strip().encode()).hexdigest()[:16]


@receiver(post_delete, sender=Mail)
def mail_deleted(instance: Mail, **kwargs: Any) -> None:
    delete_files(instance)


def delete_files(mail: Mail) -> None:
    """Delete what the mail became, once it is certain that the mail is deleted."""
    where, mark = folder(), mark_of(mail.message_id)
    if where is None:
        return

    def unlink() -> None:
        for file in where.glob(f"*-{mark}.eml"):
            file.unlink(missing_ok=True)

    transaction.on_commit(unlink)


def purge_files(today: date) -> int:
    """Delete files that are older than mails are kept, such as those about passwords."""
    where = folder()
    if where is None or not where.is_dir():
        return 0
    oldest = today - timedelta(days=settings.OUTBOX_KEEP_DAYS)
    count = 0
    for file in where.glob("*.eml"):
        written = datetime.fromtimestamp(file.stat().st_mtime, tz=timezone.get_current_timezone())
        if written.date() < oldest:
            file.unlink(missing_ok=True)
            count += 1
    return count
