"""The worker's errands that are not an app's own."""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)


def publish_scheduled() -> None:
    """Publish and unpublish pages whose time has come; without this, nothing happens at all.

    Wagtail's own command stops at the first that fails, and what comes after it waits for ever.
    """
    failed = 0
    for change in _due_changes():
        try:
            change()
        except Exception:
            logger.exception("A scheduled change failed")
            failed += 1
    if failed:
        raise RuntimeError(f"{failed} scheduled changes failed")


def _due_changes() -> Iterator[Callable[[], Any]]:
    now = timezone.now()
    for page in list(Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")):
        yield partial(page.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    for revision in list(due):
        yield partial(revision.publish, log_action="wagtail.publish.scheduled")


def clear_sessions() -> None:
    call_command("clearsessions", verbosity=0)
