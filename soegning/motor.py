"""Asking the full-text column, in the words of either database.

A query is a list of conditions that must all hold. Each is a list of ways to meet it, and a way is
one or more terms that stand in the row together. ``term*`` is the beginning of a term.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from .models import IndexEntry
from .tabeller import FULL_TEXT, TABLE, VECTOR

Way = tuple[str, ...]
Condition = tuple[Way, ...]

#: Hits that are counted; above it the page says »mere end«.
MOST_COUNTED = 1000
#: Hits that are ranked, and so the last page of results.
MOST_RANKED = 240
#: PostgreSQL finds rows in no order; so many of them are put in order before the best are taken.
MOST_ORDERED = 2000


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found, with what counting and filtering need."""

    place: int
    kind: str
    veje: int


def render(conditions: Iterable[Condition]) -> str:
    """Return the conditions as the database's own full-text query.

    Terms are a-z, 0-9 and a mark, so nothing in them can mean something to the database.
    """
    if connection.vendor == "postgresql":
        both, either, quote, beginning = " & ", " | ", "'", ":*"
    else:
        both, either, quote, beginning = " AND ", " OR ", '"', " *"

    def term(text: str) -> str:
        plain = text.rstrip("*")
        return f"{quote}{plain}{quote}{beginning if text != plain else ''}"

    def way(terms: Way) -> str:
        return f"({both.join(map(term, terms))})" if len(terms) > 1 else term(terms[0])

    return both.join(f"({either.join(map(way, ways))})" for ways in conditions)


def _from_where() -> str:
    """Return the source of rows that match, without those whose time is over."""
    alive = "(e.expire_at IS NULL OR e.expire_at > %s)"
    if connection.vendor == "postgresql":
        vector = VECTOR.replace("terms", "e.terms")
        return f"FROM {TABLE} e WHERE {vector} @@ %s::tsquery AND {alive}"
    return (
        f"FROM {FULL_TEXT} f CROSS JOIN {TABLE} e ON e.place = f.rowid "
        f"WHERE f.{FULL_TEXT} MATCH %s AND {alive}"
    )


def hits(conditions: Sequence[Condition], limit: int = MOST_COUNTED + 1) -> list[Hit]:
    """Return rows that match, at most so many, in no order that means anything."""
    rows = _all(f"SELECT e.place, e.kind, e.veje {_from_where()} LIMIT %s", conditions, limit)
    return [Hit(*row) for row in rows]


def best_places(conditions: Sequence[Condition], limit: int = MOST_RANKED) -> list[int]:
    """Return where the first matching rows stand: the better kind first, then the newer page.

    The full-text table of SQLite lies in that order and stops at the limit by itself.
    """
    if connection.vendor == "postgresql":
        sql = (
            f"SELECT place FROM (SELECT e.place {_from_where()} LIMIT {MOST_ORDERED}) found "  # noqa: S608
            "ORDER BY place DESC LIMIT %s"
        )
    else:
        sql = f"SELECT f.rowid {_from_where()} ORDER BY f.rowid DESC LIMIT %s"
    return [row[0] for row in _all(sql, conditions, limit)]


def _all(sql: str, conditions: Sequence[Condition], limit: int) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [render(conditions), timezone.now(), limit])
        return cursor.fetchall()


def matching(conditions: Sequence[Condition]) -> QuerySet:
    """Return the rows that match as a queryset, to be part of another query."""
    if connection.vendor == "postgresql":
        places = f"SELECT place FROM {TABLE} WHERE {VECTOR} @@ %s::tsquery"  # noqa: S608
    else:
        places = f"SELECT rowid FROM {FULL_TEXT} WHERE {FULL_TEXT} MATCH %s"  # noqa: S608
    # The words are a parameter; the rest is ours.
    found = RawSQL(places, [render(conditions)])  # noqa: S611
    return IndexEntry.objects.filter(place__in=found)


def count_each(conditions: Sequence[Condition], terms: dict[Any, str]) -> dict[Any, int]:
    """Return for each term how many rows match with it, at most one more than are counted.

    One query; those with none are left out.
    """
    limit = MOST_COUNTED + 1
    counts, values = [], []
    for term in terms.values():
        # Everything but the values is ours.
        counts.append(f"SELECT count(*) FROM (SELECT 1 {_from_where()} LIMIT {limit}) found")  # noqa: S608
        values += [render([*conditions, ((term,),)]), timezone.now()]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts), values)
        found = [row[0] for row in cursor.fetchall()]
    return {key: amount for key, amount in zip(terms, found, strict=True) if amount}
