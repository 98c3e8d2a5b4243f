"""What all tests share: a clean cache, the starting content, Chromium against a live server."""

import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import Any

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import connection, transaction

from . import database

# Playwright's event loop lives in the test's own thread, where Django then refuses database work.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A busy machine is no reason to fail: nothing is timed in tests.
hypothesis.settings.register_profile(
    "site", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("site")

CHROMIUM_ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

#: What fills the database again after a test that commits.
PUT_BACK = pytest.StashKey[Callable[[], None]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Leave a full database to the next test, also when several processes share the files out.

    A test that commits ends with an empty one; pytest-django runs those last, but only within
    a process.
    """
    yield
    marker = item.get_closest_marker("django_db")
    committed = marker and marker.kwargs.get("transaction")
    if committed or "transactional_db" in getattr(item, "fixturenames", ()):
        item.config.stash[PUT_BACK]()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, request: pytest.FixtureRequest, pytestconfig: pytest.Config
) -> None:
    """Run all migrations once; later sessions on SQLite begin with the result.

    They run again when one has changed, and with --create-db, as in `make test`.

    With a live server the database is a file, as on a site: each request has a connection of its
    own, and those to a database in memory don't wait for each other. Whoever comes upon a table
    that another one reads or writes is refused at once (»database table is locked«).
    """
    if connection.vendor != "sqlite":
        return
    if any("live_server" in getattr(item, "fixturenames", ()) for item in request.session.items):
        connection.settings_dict["TEST"]["NAME"] = str(django_settings.DATA_DIR / "test.sqlite3")
    if not pytestconfig.getoption("create_db"):
        kept = database.migrated_copy(pytestconfig)
        connection.settings_dict["TEST"]["MIGRATE"] = not kept.exists()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    django_db_blocker: Any,
    pytestconfig: pytest.Config,
) -> None:
    """Keep the migrated database, for tests that commit and for later sessions."""
    with django_db_blocker.unblock():
        database.keep(pytestconfig)

    def put_back() -> None:
        with django_db_blocker.unblock():
            database.put_back(pytestconfig)

    pytestconfig.stash[PUT_BACK] = put_back


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
def _content_copy() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as copy:
        yield copy


@pytest.fixture
def quiet_server(transactional_db: None, live_server: Any, browser: Any) -> Iterator[Any]:
    """Return a live server that answers nobody any more when the database is emptied.

    A page that is left open, or a request that the browser gave up, would still be reading, and
    would find the site gone.
    """
    lock, flying = threading.Lock(), [0]

    def started(**_kwargs: Any) -> None:
        with lock:
            flying[0] += 1

    def finished(**_kwargs: Any) -> None:
        with lock:
            flying[0] -= 1

    request_started.connect(started)
    request_finished.connect(finished)
    yield live_server
    for context in browser.contexts:
        context.close()
    deadline = time.monotonic() + 10
    while flying[0] > 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    request_started.disconnect(started)
    request_finished.disconnect(finished)


@pytest.fixture
def live_site(
    quiet_server: Any,
    pytestconfig: pytest.Config,
    _content_copy: sqlite3.Connection,
) -> Any:
    """Return a live server with the whole starting content; every change is gone afterwards.

    The content is loaded once in a session and then copied back. Browser tests run on SQLite.
    """
    if connection.vendor != "sqlite":
        pytest.fail("Browser tests run on SQLite: leave DATABASE_URL out.", pytrace=False)
    if _content_copy.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
        with closing(sqlite3.connect(database.migrated_copy(pytestconfig))) as migrated:
            database.copy_in(migrated)
        call_command("load_start_content", verbosity=0)
        connection.connection.backup(_content_copy)
    else:
        database.copy_in(_content_copy)
    return quiet_server


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use Debian's Chromium; without it the browser tests fail, they are never skipped."""
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.fail("Chromium is missing. Run: sudo apt-get install chromium", pytrace=False)
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def base_url() -> None:
    """Stand in for pytest-playwright's own, which pytest 9 calls deprecated."""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "da-DK", "timezone_id": "Europe/Copenhagen"}
