"""What the databases keep beside Django's own table, so that terms are found fast.

PostgreSQL: a GIN index over the terms. The function around them states its true cost. Whoever
looks something up asks `soegning_find`, which holds the planner back: for a common word it would
walk through the whole table and make a vector of every row on its way, start further processes for
it, or compile the query, which alone takes longer than the answer.

SQLite: a full-text table that keeps row numbers alone and reads the terms out of Django's table.
Triggers feed it, so whatever removes a row removes it here too. Changing `IndexEntry` in a later
migration makes SQLite build the table anew and drops them; `ensure` runs after every migration.
"""

# ruff: noqa: S608  (every name in these statements is ours)
from typing import Any

from django.db import connections

TABLE = "soegning_indexentry"
FULL_TEXT = "soegning_fts"
FIND = "soegning_find"
VECTOR = "soegning_vector(terms)"

POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION soegning_vector(terms text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000
    AS $$ BEGIN RETURN array_to_tsvector(string_to_array(terms, ' ')); END $$
    """,
    f"CREATE INDEX IF NOT EXISTS soegning_vector_gin ON {TABLE} USING gin ({VECTOR})",
    # All that is asked for is counted off at the limit; without one (NULL) all rows are found.
    f"""
    CREATE OR REPLACE FUNCTION {FIND}(wanted tsquery, at timestamptz, most integer)
    RETURNS TABLE (place bigint, kind varchar, veje smallint) LANGUAGE sql STABLE
    SET jit = off SET enable_seqscan = off SET max_parallel_workers_per_gather = 0
    AS $$
        SELECT e.place, e.kind, e.veje FROM {TABLE} e
        WHERE soegning_vector(e.terms) @@ wanted AND (e.expire_at IS NULL OR e.expire_at > at)
        LIMIT most
    $$
    """,
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
