"""The database as the migrations leave it: kept, so that every test finds it like that."""

import hashlib
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

ROOT = Path(__file__).resolve().parents[1]


def migrated_copy(config: pytest.Config) -> Path:
    """Return where the migrated SQLite database is kept, as long as no migration changes.

    Processes that share the tests out make one each, since they begin at the same moment.
    """
    state = hashlib.sha256(sys.version.encode())
    for path in [ROOT / "requirements.txt", *sorted(ROOT.glob("**/migrations/*.py"))]:
        if ".venv" not in path.parts:
            state.update(path.read_bytes())
    process = getattr(config, "workerinput", {}).get("workerid", "alone")
    return config.cache.mkdir("migrated") / f"{process}-{state.hexdigest()}.sqlite3"


def copy_in(source: sqlite3.Connection) -> None:
    """Put another database in place of the one that the tests use."""
    connection.ensure_connection()
    source.backup(connection.connection)
    ContentType.objects.clear_cache()


def keep(config: pytest.Config) -> None:
    """Keep what the migrations have made, or begin with what was kept the last time."""
    if connection.vendor == "postgresql":
        _keep_in_a_schema()
        return
    path = migrated_copy(config)
    migrated = connection.settings_dict["TEST"]["MIGRATE"]
    if migrated:
        for old in path.parent.glob(f"{path.name.partition('-')[0]}-*"):
            old.unlink()
    with closing(sqlite3.connect(path)) as copy:
        if migrated:
            connection.ensure_connection()
            connection.connection.backup(copy)
        else:
            copy_in(copy)


def put_back(config: pytest.Config) -> None:
    """Fill a database that a committing test has emptied."""
    if connection.vendor == "postgresql":
        _copy_from_the_schema()
    else:
        with closing(sqlite3.connect(migrated_copy(config))) as copy:
            copy_in(copy)
    ContentType.objects.clear_cache()


def _keep_in_a_schema() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA kept")
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f'CREATE TABLE kept."{table}" AS TABLE public."{table}"')


def _copy_from_the_schema() -> None:
    """Copy the rows back, the order of foreign keys apart. Numbers go on from where they were."""
    tables = connection.introspection.django_table_names(only_existing=True)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        names = ", ".join(f'public."{table}"' for table in tables)
        cursor.execute(f"TRUNCATE {names} CASCADE")
        for table in tables:
            cursor.execute(f'INSERT INTO public."{table}" TABLE kept."{table}"')
