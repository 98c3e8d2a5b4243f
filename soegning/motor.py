"""Asking the full-text column, in the words of either database.

A query is a list of conditions that must all hold. Each is a list of ways to meet it, and a way is
one or more terms that stand in the row together. ``term*`` is the beginning of a term.
"""

# ruff: noqa: S608  (every name and limit in these statements is ours; what was typed is a parameter)

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from .models import IndexEntry
from .tabeller import FIND, FULL_TEXT, TABLE

Way = tuple[str, ...]
Condition = tuple[Way, ...]
Key = TypeVar("Key", str, int)

#: Hits that are counted; above it the page says »mere end«.
MOST_COUNTED = 1000
#: The same beside each filter, which are many: above it they say »100+«.
MOST_COUNTED_EACH = 100
#: Hits that are ranked, and so the last page of results.
MOST_RANKED = 240
#: PostgreSQL finds rows in no order; so many of them are put in order before the best are taken.
MOST_ORDERED = 2000


class Group(NamedTuple):
    """What counting and filtering need to know of a row."""

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


def _source() -> str:
    """Return the rows that match, without those whose time is over, at most so many.

    Takes the query, the time and the limit. The full-text table of SQLite lies in the order of
    places and stops at the limit by itself.
    """
    if connection.vendor == "postgresql":
        return f"{FIND}(%s::tsquery, %s, %s)"
    return (
        f"(SELECT e.place, e.kind, e.veje FROM {FULL_TEXT} f "
        f"CROSS JOIN {TABLE} e ON e.place = f.rowid "
        f"WHERE f.{FULL_TEXT} MATCH %s AND (e.expire_at IS NULL OR e.expire_at > %s) "
        "ORDER BY f.rowid DESC LIMIT %s)"
    )


def tally(conditions: Sequence[Condition]) -> Counter[Group]:
    """Return how many rows match of each group, at most so many rows in all as are counted.

    Which rows those are when there are more means nothing.
    """
    sql = f"SELECT kind, veje, count(*) FROM {_source()} found GROUP BY kind, veje"
    rows = _all(sql, [(conditions, MOST_COUNTED + 1)])
    return Counter({Group(kind, veje): amount for kind, veje, amount in rows})


def best_places(conditions: Sequence[Condition], limit: int = MOST_RANKED) -> list[int]:
    """Return where the first matching rows stand: the better kind first, then the newer page."""
    looked_at = MOST_ORDERED if connection.vendor == "postgresql" else limit
    sql = f"SELECT place FROM {_source()} found ORDER BY place DESC LIMIT {limit}"
    return [row[0] for row in _all(sql, [(conditions, looked_at)])]


def _all(sql: str, asked: Iterable[tuple[Sequence[Condition], int]]) -> list[tuple]:
    now = timezone.now()
    values = [value for conditions, limit in asked for value in (render(conditions), now, limit)]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def matching(conditions: Sequence[Condition]) -> QuerySet:
    """Return the rows that match as a queryset, to be part of another query."""
    if connection.vendor == "postgresql":
        places = f"SELECT place FROM {FIND}(%s::tsquery, now(), NULL)"
    else:
        places = f"SELECT rowid FROM {FULL_TEXT} WHERE {FULL_TEXT} MATCH %s"
    # The words are a parameter; the rest is ours.
    found = RawSQL(places, [render(conditions)])  # noqa: S611
    return IndexEntry.objects.filter(place__in=found)


def rows_at(places: Sequence[int]) -> QuerySet:
    """Return the rows at these places: hundreds as one parameter, which costs half as much."""
    if connection.vendor == "postgresql":
        found = RawSQL("SELECT unnest(%s::bigint[])", [list(places)])
    else:
        found = RawSQL("SELECT value FROM json_each(%s)", [json.dumps(places)])
    return IndexEntry.objects.filter(place__in=found)


def count_each(asked: Mapping[Key, Sequence[Condition]]) -> dict[Key, int]:
    """Return how many rows match each query, at most one more than are counted: one statement."""
    if not asked:
        return {}
    one = f"SELECT count(*) FROM {_source()} found"
    limited = [(conditions, MOST_COUNTED_EACH + 1) for conditions in asked.values()]
    counts = _all(" UNION ALL ".join([one] * len(asked)), limited)
    return {key: amount for key, (amount,) in zip(asked, counts, strict=True)}
