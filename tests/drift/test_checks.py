"""SQLite keeps what it has promised to keep."""

from pathlib import Path

import pytest
from django.db import connections
from django.db.utils import ConnectionHandler

from samskabelse.drift import checks
from samskabelse.drift.checks import sqlite_is_durable

DURABLE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"


@pytest.fixture
def sqlite(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Return a function that puts a SQLite of its own, begun with the command, in the check."""
    opened = []

    def begin(command: str) -> None:
        database = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": tmp_path / "db.sqlite3",
            "OPTIONS": {"init_command": command},
        }
        handler = ConnectionHandler({"default": database})
        monkeypatch.setattr(checks, "connections", handler)
        opened.append(handler)

    yield begin
    for handler in opened:
        handler.close_all()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("command", "errors"),
    [
        (DURABLE, []),
        (DURABLE.replace("FULL", "NORMAL"), ["drift.E001"]),
        (DURABLE.replace("WAL", "DELETE"), ["drift.E002"]),
    ],
)
def test_hasty_sqlite_is_an_error(sqlite, command: str, errors: list[str]) -> None:
    sqlite(command)

    assert [error.id for error in sqlite_is_durable(None, ["default"])] == errors


@pytest.mark.django_db
def test_the_sites_own_database_is_durable() -> None:
    assert sqlite_is_durable(None, list(connections)) == []


def test_nothing_is_asked_without_a_database() -> None:
    assert sqlite_is_durable(None, None) == []
