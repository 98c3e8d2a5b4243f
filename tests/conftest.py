"""What all tests share: a clean cache, the starting content, Chromium against a live server."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction

# Playwright's event loop lives in the test's own thread, where Django then refuses database work.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM_ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Let no test see what another one left: cached answers, Wagtail's site root paths."""
    cache.clear()
    ContentType.objects.clear_cache()


@pytest.fixture(scope="module")
def start_content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load the starting content once for the module's tests and take it back afterwards.

    Each test still needs ``db`` and rolls back its own changes. Not together with a live server
    or ``transactional_db``: their commits can't see it; use ``live_site``.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_start_content", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def _content_snapshot() -> dict[str, sqlite3.Connection]:
    return {}


@pytest.fixture
def live_site(
    transactional_db: None,
    django_db_serialized_rollback: None,
    live_server: Any,
    _content_snapshot: dict[str, sqlite3.Connection],
) -> Any:
    """Return a live server with the whole starting content; every change is gone afterwards.

    On SQLite the content is loaded once in a session and then copied back, which takes no time.
    """
    if connection.vendor != "sqlite":
        call_command("load_start_content", verbosity=0)
        return live_server
    connection.ensure_connection()
    if "content" in _content_snapshot:
        _content_snapshot["content"].backup(connection.connection)
    else:
        call_command("load_start_content", verbosity=0)
        snapshot = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(snapshot)
        _content_snapshot["content"] = snapshot
    ContentType.objects.clear_cache()
    return live_server


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use Debian's Chromium; without it the browser tests fail, they are never skipped."""
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.fail("Chromium is missing. Run: sudo apt-get install chromium", pytrace=False)
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "da-DK", "timezone_id": "Europe/Copenhagen"}
