"""Where personal data lies: each app that keeps some says how to find, erase and outlive it.

An app registers in ``AppConfig.ready``. The command ``persondata``, its page in the admin and the
nightly broom then reach all of them, also those that come later.
"""

import logging
from datetime import date
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

logger = logging.getLogger(__name__)


class Holder(Protocol):
    """One place with personal data. ``name`` is Danish and stands in what is handed out."""

    name: str

    def find(self, email: str) -> list[dict[str, Any]]:
        """Return all about the address, each item ready for JSON."""

    def erase(self, email: str) -> int:
        """Delete or anonymise all about the address; return how many items."""

    def purge(self, today: date) -> int:
        """Delete or anonymise what is past its day; return how many items."""


class NotAllPurged(RuntimeError):
    """A holder failed; the others were done."""


_holders: dict[str, Holder] = {}


def register(holder: Holder) -> None:
    """Add a holder; one of the same name is replaced."""
    _holders[holder.name] = holder


def holders() -> list[Holder]:
    return list(_holders.values())


def find(email: str) -> dict[str, list[dict[str, Any]]]:
    """Return what each holder has about the address, those with nothing left out."""
    found = {holder.name: holder.find(email.strip()) for holder in holders()}
    return {name: items for name, items in found.items() if items}


def erase(email: str) -> dict[str, int]:
    """Erase the address everywhere, all or nothing; return how many items by holder."""
    with transaction.atomic():
        erased = {holder.name: holder.erase(email.strip()) for holder in holders()}
    return {name: count for name, count in erased.items() if count}


def purge_all(today: date | None = None) -> dict[str, int]:
    """Let every holder delete what is past its day. Run by the worker.

    One that fails stops no other; the worker hears of it and tries again soon.
    """
    today = today or timezone.localdate()
    purged: dict[str, int] = {}
    failed: list[str] = []
    for holder in holders():
        try:
            with transaction.atomic():
                purged[holder.name] = holder.purge(today)
        except Exception:
            logger.exception("Purging of %s failed", holder.name)
            failed.append(holder.name)
    if failed:
        raise NotAllPurged(", ".join(failed))
    return purged
