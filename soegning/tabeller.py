"""What the databases keep beside Django's own table, so that terms are found fast.

PostgreSQL: a GIN index over the terms. The function around them states its true cost; without it
the planner takes a walk through the whole table for cheaper whenever a word is common, and would
make a vector of every row on its way.

SQLite: a full-text table that keeps row numbers alone and reads the terms out of Django's table.
Triggers feed it, so whatever removes a row removes it here too. Changing `IndexEntry` in a later
migration makes SQLite build the table anew and drops them; `ensure` runs after every migration.
"""

# ruff: noqa: S608  (every name in these statements is ours)
from typing import Any

from django.db import connections

TABLE = "soegning_indexentry"
FULL_TEXT = "soegning_fts"
VECTOR = "soegning_vector(terms)"

POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION soegning_vector(terms text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000
    AS $$ BEGIN RETURN array_to_tsvector(string_to_array(terms, ' ')); END $$
    """,
    f"CREATE INDEX IF NOT EXISTS soegning_vector_gin ON {TABLE} USING gin ({VECTOR})",
    # The terms move out of the row, which stays small enough to be read by the thousand.
    f"ALTER TABLE {TABLE} SET (toast_tuple_target = 1024)",
)

SQLITE = (
    f"""
    CREATE VIRTUAL TABLE IF NOT EXISTS {FULL_TEXT} USING fts5(
        terms, content='{TABLE}', content_rowid='place',
        detail=none, columnsize=0, tokenize="ascii tokenchars ':'"
    )
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS {FULL_TEXT}_in AFTER INSERT ON {TABLE} BEGIN
        INSERT INTO {FULL_TEXT}(rowid, terms) VALUES (new.place, new.terms);
    END
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS {FULL_TEXT}_out AFTER DELETE ON {TABLE} BEGIN
        INSERT INTO {FULL_TEXT}({FULL_TEXT}, rowid, terms)
        VALUES ('delete', old.place, old.terms);
    END
    """,
    f"""
    CREATE TRIGGER IF NOT EXISTS {FULL_TEXT}_new AFTER UPDATE OF place, terms ON {TABLE} BEGIN
        INSERT INTO {FULL_TEXT}({FULL_TEXT}, rowid, terms)
        VALUES ('delete', old.place, old.terms);
        INSERT INTO {FULL_TEXT}(rowid, terms) VALUES (new.place, new.terms);
    END
    """,
)


def ensure(using: str = "default", **kwargs: Any) -> None:
    """Make what is missing; called after each migration."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        for statement in POSTGRESQL if connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)


def empty(using: str = "default") -> None:
    """Throw the whole index away. Django's own delete would count every word of every page out."""
    connection = connections[using]
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if is_sqlite:
            cursor.execute(f"DROP TRIGGER IF EXISTS {FULL_TEXT}_out")
            cursor.execute(f"INSERT INTO {FULL_TEXT}({FULL_TEXT}) VALUES ('delete-all')")
        for table in ("soegning_indextext", TABLE, "soegning_indexword"):
            cursor.execute(f"DELETE FROM {table}")
    if is_sqlite:
        # Nothing was dropped on PostgreSQL, which makes no index with rows still to be checked.
        ensure(using)


def refresh(using: str = "default") -> None:
    """Tell the database that much has changed; called after thousands of rows."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT gin_clean_pending_list('soegning_vector_gin')")
            cursor.execute(f"ANALYZE {TABLE}")
        else:
            cursor.execute(f"INSERT INTO {FULL_TEXT}({FULL_TEXT}) VALUES ('optimize')")
