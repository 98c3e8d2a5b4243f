"""What all tests share: a clean cache, the starting content, Chromium against a live server."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test import TransactionTestCase

from . import threads
from .database import CONTENT, MIGRATED, STATES, migrated_file

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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, pytestconfig: pytest.Config
) -> None:
    """Run all migrations once; later sessions on SQLite begin with the result.

    They run again when one has changed, and with --create-db, as in `make test`.

    The database is a file, as on a site: connections to one in memory don't wait for each other.
    Whoever comes upon a table that another one reads or writes is refused at once (»database
    table is locked«).
    """
    if connection.vendor != "sqlite":
        return
    connection.settings_dict["TEST"]["NAME"] = str(django_settings.DATA_DIR / "test.sqlite3")
    if not pytestconfig.getoption("create_db"):
        kept = migrated_file(pytestconfig)
        connection.settings_dict["TEST"]["MIGRATE"] = not kept.exists()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, pytestconfig: pytest.Config
) -> Iterator[None]:
    """Keep the migrated database, and leave it to the next test after one that commits.

    Django would leave an empty one. pytest-django runs those that commit last, but only within
    a process.
    """
    STATES.begin(pytestconfig, django_db_blocker)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            TransactionTestCase, "_fixture_teardown", lambda _self: STATES.put_in(MIGRATED)
        )
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Put in what the test counts on, where the one before had something else."""
    names = getattr(item, "fixturenames", ())
    if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(names):
        STATES.want(CONTENT if "start_content" in names else MIGRATED)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Let no test see what another one left: cached answers, Wagtail's site root paths."""
    cache.clear()
    ContentType.objects.clear_cache()


@pytest.fixture
def start_content(db: None) -> None:
    """Have the starting content in the database; put there before the test's transaction begins.

    Not together with a live server or ``transactional_db``; use ``live_site``.
    """


@pytest.fixture
def at_once(transactional_db: None) -> Callable[..., list[Any]]:
    return threads.at_once


@pytest.fixture
def in_threads(transactional_db: None) -> Callable[..., list[Any]]:
    return threads.in_threads


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
def live_site(quiet_server: Any) -> Any:
    """Return a live server with the whole starting content; every change is gone afterwards."""
    if connection.vendor != "sqlite":
        pytest.fail("Browser tests run on SQLite: leave DATABASE_URL out.", pytrace=False)
    STATES.put_in(CONTENT)
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
