"""States of the whole database that are kept, so that each test finds what it counts on."""

# ruff: noqa: S608  (every name in these statements is ours)
import hashlib
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction

ROOT = Path(__file__).resolve().parents[1]

#: As the migrations leave it; and with the starting content on top.
MIGRATED, CONTENT = "migrated", "content"


def migrated_file(config: pytest.Config) -> Path:
    """Return where the migrated SQLite database stays from one session to the next.

    It holds as long as no migration changes. Processes that share the tests out make one each,
    since they begin at the same moment.
    """
    state = hashlib.sha256(sys.version.encode())
    for path in [ROOT / "requirements.txt", *sorted(ROOT.glob("*/**/migrations/*.py"))]:
        if ".venv" not in path.parts:
            state.update(path.read_bytes())
    process = getattr(config, "workerinput", {}).get("workerid", "alone")
    return config.cache.mkdir("migrated") / f"{process}-{state.hexdigest()}.sqlite3"


class States:
    """What the database is filled with, changes apart that a test takes back itself.

    On SQLite a state is kept as a database in memory, on PostgreSQL as a schema.
    """

    def __init__(self) -> None:
        self.wanted = self.now = MIGRATED
        self.kept: dict[str, sqlite3.Connection | None] = {}
        self.blocker: Any = None

    def begin(self, config: pytest.Config, blocker: Any) -> None:
        """Keep what the migrations have made; on SQLite begin with what was kept before.

        ``blocker`` is pytest-django's, which has the database closed between tests.
        """
        self.blocker = blocker
        with blocker.unblock():
            if connection.vendor == "sqlite":
                _keep_or_read(migrated_file(config))
            self._keep(MIGRATED)
        self.want(self.wanted)

    def want(self, state: str) -> None:
        """See to it that the next test finds this state, also when there is no database yet."""
        self.wanted = state
        if self.kept and state != self.now:
            with self.blocker.unblock():
                self.put_in(state)

    def put_in(self, state: str) -> None:
        """Fill the database with a state, whatever is in it now."""
        if state not in self.kept:
            self.put_in(MIGRATED)
            call_command("load_start_content", verbosity=0)
            self._keep(state)
        elif copy := self.kept[state]:
            _fill_from(copy)
        else:
            _fill_from_schema(state)
        self.now = state
        ContentType.objects.clear_cache()
        # A late request of the test before may have kept what it found half put in.
        cache.clear()

    def _keep(self, state: str) -> None:
        self.kept[state] = None
        if connection.vendor == "sqlite":
            copy = self.kept[state] = sqlite3.connect(":memory:", check_same_thread=False)
            connection.connection.backup(copy)
            return
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {state}")
            for table in _tables():
                cursor.execute(f'CREATE TABLE {state}."{table}" AS TABLE public."{table}"')


STATES = States()


def _keep_or_read(path: Path) -> None:
    connection.ensure_connection()
    if not connection.settings_dict["TEST"]["MIGRATE"]:
        with closing(sqlite3.connect(path)) as file:
            _fill_from(file)
        return
    for old in path.parent.glob(f"{path.name.partition('-')[0]}-*"):
        old.unlink()
    with closing(sqlite3.connect(path)) as file:
        connection.connection.backup(file)


def _fill_from(source: sqlite3.Connection) -> None:
    connection.ensure_connection()
    source.backup(connection.connection)


def _fill_from_schema(state: str) -> None:
    """Copy the rows, the order of foreign keys apart. Numbers go on from where they were."""
    tables = _tables()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        names = ", ".join(f'public."{table}"' for table in tables)
        cursor.execute(f"TRUNCATE {names} CASCADE")
        for table in tables:
            cursor.execute(f'INSERT INTO public."{table}" TABLE {state}."{table}"')


def _tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True)


class Remembered:
    """A piece of work on the database that is done once in a session; later its rows are put in.

    That takes a few statements instead of hundreds. Whoever calls it sees to it that the rows it
    begins from are the same each time.
    """

    def __init__(self, work: Callable[[], None]) -> None:
        self.work = work
        self.changes: dict[str, tuple[str, set[tuple], set[tuple]]] = {}

    def __call__(self) -> None:
        if not self.changes:
            self._work_and_look()
            return
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (key, gone, _new) in self.changes.items():
                cursor.executemany(f'DELETE FROM "{table}" WHERE "{key}" = %s', gone)
            for table, (_key, _gone, new) in self.changes.items():
                if new:
                    places = ", ".join(["%s"] * len(next(iter(new))))
                    cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', new)

    def _work_and_look(self) -> None:
        before = _rows()
        _leave_room_for_numbers()
        self.work()
        for table, (key, place, rows) in _rows().items():
            earlier = before[table][2]
            if rows != earlier:
                gone = {(row[place],) for row in earlier - rows}
                self.changes[table] = (key, gone, rows - earlier)


def _leave_room_for_numbers() -> None:
    """Number from 1001 on what comes now: a later test may have rows of its own before.

    PostgreSQL never gives a number twice, also when the first one was taken back.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_sequence")
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) SELECT name, 1000 FROM sqlite_master "
                "WHERE sql LIKE '%AUTOINCREMENT%'"
            )


def _rows() -> dict[str, tuple[str, int, set[tuple]]]:
    """Return each table's key, the key's place, and the rows.

    SQLite's full-text tables have no key; triggers on others fill them.
    """
    found = {}
    with connection.cursor() as cursor:
        for table in _tables():
            key = connection.introspection.get_primary_key_column(cursor, table)
            if key is None:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            found[table] = (key, names.index(key), set(cursor.fetchall()))
    return found
