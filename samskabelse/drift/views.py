"""Probes. The body says no more than yes or no; the reason is in the log."""

import logging
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from samskabelse.outbox.models import Mail

logger = logging.getLogger(__name__)

OLDEST_UNSENT = timedelta(minutes=15)
LEAST_FREE_BYTES = 100 * 1024 * 1024
PROBE_BYTES = 16 * 1024


class _Migrations:
    """Whether all are run. They never become pending again while this code runs."""

    done = False


def _answer(text: str, status: int = 200) -> HttpResponse:
    response = HttpResponse(f"{text}\n", "text/plain; charset=utf-8", status)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Say that the process answers. Asks nothing of the database."""
    return _answer("ok")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the site can do its work."""
    reasons = [name for name, check in CHECKS.items() if _fails(name, check)]
    if reasons:
        logger.error("Not ready: %s", ", ".join(reasons))
        return _answer("ikke klar", 503)
    return _answer("ok")


def _fails(name: str, check: Callable[[], bool]) -> bool:
    try:
        return not check()
    except Exception:
        logger.warning("Readiness check %s failed", name, exc_info=True)
        return True


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations_are_run() -> bool:
    if not _Migrations.done:
        executor = MigrationExecutor(connection)
        _Migrations.done = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _Migrations.done


def disk_takes_more() -> bool:
    """Say whether there is room, by asking and by writing: a quota shows only then."""
    if shutil.disk_usage(settings.DATA_DIR).free < LEAST_FREE_BYTES:
        return False
    with tempfile.TemporaryFile(dir=settings.DATA_DIR) as file:
        file.write(b"\0" * PROBE_BYTES)
        file.flush()
    return True


def mail_moves() -> bool:
    """Say whether no mail has waited too long: somebody is waiting for a receipt."""
    return not Mail.objects.waiting().filter(created_at__lt=timezone.now() - OLDEST_UNSENT).exists()


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_run,
    "disk": disk_takes_more,
    "outbox": mail_moves,
}
