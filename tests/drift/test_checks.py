"""SQLite keeps what it has promised to keep."""

import pytest
from django.db import connection

from samskabelse.drift.checks import sqlite_is_durable

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite alone")


@sqlite_only
@pytest.mark.django_db
def test_sqlite_writes_through():
    assert sqlite_is_durable(None, ["default"]) == []


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_a_hasty_sqlite_is_an_error():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL")
    try:
        assert [error.id for error in sqlite_is_durable(None, ["default"])] == ["drift.E001"]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def test_nothing_is_asked_without_a_database():
    assert sqlite_is_durable(None, None) == []
