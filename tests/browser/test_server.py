"""The live server that browser tests drive, and the database behind it."""

import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_database_can_be_emptied_while_somebody_reads(live_server: Any) -> None:
    """A request that began just before a test ended may still be reading when all is deleted."""
    other = connection.copy()
    with closing(other), other.cursor() as reading:
        reading.execute("SELECT id FROM django_content_type")
        assert reading.fetchone()

        call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)

        assert reading.fetchone()
    assert not ContentType.objects.exists()


def test_many_pages_at_once_refuse_nobody(live_site: Any, caplog: pytest.LogCaptureFixture) -> None:
    def status_of(address: str) -> int:
        # Our own server.
        with urllib.request.urlopen(f"{live_site.url}{address}", timeout=60) as answer:  # noqa: S310
            return answer.status

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(status_of, ["/", "/test/", "/cases/", "/test/skal-vi/"] * 2))

    assert statuses == [200] * 8
    assert "locked" not in caplog.text
