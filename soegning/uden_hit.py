"""Counting what was searched for and not found, for the editors, without telling who asked.

People search for people, and for numbers. What looks like a name, an address or a number is not
kept at all; the rest is shown when it has been asked for more than once, and forgotten in time.
"""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from .analyse import is_form_of, words
from .forespoergsel import Query
from .models import SoegningUdenHit
from .models.redaktionelt import LONGEST_TERM

#: Fewer askers than this may be one person, who asks for something of their own.
SHOWN_FROM = 3
#: Days that words stay after they were last asked for: those that are shown, and the others.
KEPT_DAYS = 180
RARE_DAYS = 30
#: Whoever sends random words shall not fill the database.
MOST_TERMS = 5000
MOST_WORDS = 5
LONGEST_WORD = 30
#: How long a count may wait for somebody else who writes, in milliseconds.
PATIENCE = 200

#: Addresses, digits of any script (CPR numbers, telephones), handles.
NOT_KEPT = re.compile(r"[@\d/\\#]|www|http|\.\w{2,3}\b", re.IGNORECASE)
#: Hansen, Nielsens; not forståelsen.
SURNAME = re.compile(r"(?:(?<!el)|(?:dani|gabri|mich|micha|mikk|ni|samu)el)sens?$")
#: The first names that most in Denmark bear, apart from those that are words too (Liv, Bo, Hans).
FIRST_NAMES = frozenset(
    words(
        """
    Ahmed Alexander Ali Allan Anders Anette Ann Anna Anne Annette Asger Astrid Benjamin Bente
    Birgit Birgitte Birthe Bjarne Brian Britta Camilla Carl Carsten Cecilie Charlotte Christian
    Christina Christine Claus Conny Daniel David Dennis Dorte Dorthe Ebbe Elisabeth Ellen Else
    Emil Emilie Emma Erik Esben Eva Fatima Finn Flemming Frank Frederik Freja Gitte Grethe Gustav
    Hanne Heidi Helen Helle Henning Henrik Henriette Ibrahim Ida Inge Inger Ingrid Ivan Jacob
    Jakob Jane Janne Jens Jeppe Jesper Jette Joan Johan Johanne Johannes John Jonas Josefine Julie
    Jytte Jørgen Jørn Kaj Karen Karin Karina Karl Karsten Kasper Katrine Keld Kenneth Kim Kirsten
    Kjeld Klaus Knud Kristian Kristina Kristine Kurt Lars Lasse Laura Lene Lis Lisbeth Lise Lone
    Lotte Louise Lucas Lukas Mads Magnus Maja Malene Margit Margrethe Maria Marianne Marie Martin
    Mathias Mathilde Merete Mette Michael Michelle Mikkel Mogens Mohamed Mohammad Morten Muhammad
    Nanna Nicklas Nicolai Niels Nikolaj Nina Noah Ole Oliver Oscar Palle Patrick Peder Pernille
    Peter Pia Poul Preben Rasmus Rikke Robert Sanne Sara Sarah Sebastian Signe Simon
    Sofia Sofie Steen Stefan Stine Susanne Svend Søren Tanja Thea Thomas Tina Tobias
    Torben Torsten Trine Troels Ulla Ulrik Vibeke Victor Viktor William Winnie Yvonne
    """
    )
)


def term_of(query: Query) -> str:
    """Return what is kept of a query, or nothing where it may be about a person.

    Two words that the site has never used are, more often than not, somebody's name, and so is one
    that ends as half of all Danish surnames do, or what stands beside a first name.
    """
    typed, unknown = query.typed, query.unknown_words()
    if NOT_KEPT.search(typed) or len(typed) > LONGEST_TERM or len(query.words) > MOST_WORDS:
        return ""
    if any(len(word.folded) > LONGEST_WORD for word in query.words):
        return ""
    # Digits in rings are digits when they are folded.
    if any(NOT_KEPT.search(word.folded) for word in query.words):
        return ""
    if len(unknown) > 1 or any(map(SURNAME.search, unknown)):
        return ""
    if any(is_form_of(word.folded, FIRST_NAMES) for word in query.words):
        return ""
    return " ".join(word.typed.lower() for word in query.words)


def count(query: Query) -> None:
    """Count the query. A count that can't be made at once is not made: the answer comes first."""
    term = term_of(query)
    if not term:
        return
    try:
        with patience(), transaction.atomic():
            _add(term, timezone.localdate())
    except DatabaseError:
        return


def _add(term: str, today: dt.date) -> None:
    if SoegningUdenHit.objects.filter(term=term).update(times=F("times") + 1, last_at=today):
        return
    if SoegningUdenHit.objects.count() < MOST_TERMS:
        SoegningUdenHit.objects.create(term=term, times=1, first_at=today, last_at=today)


@contextmanager
def patience() -> Iterator[None]:
    """Wait for others who write on SQLite, which lets one write at a time, but not for long."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(connection.settings_dict.get("OPTIONS", {}).get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout={usual}")


def shown() -> QuerySet[SoegningUdenHit]:
    """Return what editors see."""
    return SoegningUdenHit.objects.filter(times__gte=SHOWN_FROM)


def purge(today: dt.date | None = None) -> int:
    """Forget what has not been asked for in a long time; the worker calls it every night."""
    today = today or timezone.localdate()
    old = SoegningUdenHit.objects.filter(last_at__lt=today - dt.timedelta(days=KEPT_DAYS))
    rare = SoegningUdenHit.objects.filter(
        times__lt=SHOWN_FROM, last_at__lt=today - dt.timedelta(days=RARE_DAYS)
    )
    return (old | rare).delete()[0]
