"""System checks: a receipt is only shown when the row survives a power cut."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

FULL = 2


@register(Tags.database)
def sqlite_is_durable(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """SQLite writes through (``synchronous=FULL``) and readers never wait (WAL)."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        with connection.cursor() as cursor:
            synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
            journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        if synchronous < FULL:
            found.append(Error("SQLite runs without synchronous=FULL.", obj=alias, id="drift.E001"))
        if journal not in {"wal", "memory"}:  # tests keep the database in memory
            found.append(Error("SQLite runs without WAL.", obj=alias, id="drift.E002"))
    return found
