"""The words of the site: on how many pages each stands, and what compounds are made of.

Every change of the index counts words in and out, in the same transaction, so that no word of a
page that is gone is ever suggested.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from kommuner.models import Kommune, Region
from samskabelse.base import kept

from .analyse import LONGEST_WORD, NO_HALVES, halves, is_form_of, parts, parts_of, stem, words
from .models import IndexWord

#: As many as one statement takes on every database.
CHUNK = 2000
LONGEST_PARTS = 120

_COUNT = """
    INSERT INTO soegning_indexword (word, shown, stem, parts, length, pages)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (word) DO UPDATE SET pages = soegning_indexword.pages + excluded.pages
"""


class Vocabulary:
    """What is known of words: asked for as needed, or, for thousands of pages, read at once."""

    def __init__(self, whole: bool = False) -> None:
        self.parts: dict[str, tuple[str, ...]] = {}
        self.words: set[str] = set()
        self.stems: set[str] = set()
        self.is_whole = whole
        if whole:
            for word, text in IndexWord.objects.values_list("word", "parts").iterator():
                self._note(word, text)

    def _note(self, word: str, text: str) -> None:
        self.parts[word] = tuple(text.split())
        if word not in NO_HALVES:
            self.words.add(word)
            self.stems.add(stem(word))

    def count(self, changes: Mapping[str, int], spelt: Mapping[str, str]) -> None:
        """Add to the pages that words stand on, and learn the words that are new."""
        self._learn(changes.keys() | spelt.keys())
        rows = [
            (
                word,
                spelt.get(word, word)[:LONGEST_WORD],
                stem(word),
                " ".join(self.parts.get(word, ()))[:LONGEST_PARTS],
                len(word),
                change,
            )
            for word, change in sorted(changes.items())
            if change
        ]
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(_COUNT, rows)
        if any(change < 0 for change in changes.values()):
            IndexWord.objects.filter(pages__lte=0).delete()

    def _learn(self, found: set[str]) -> None:
        missing = found - self.parts.keys()
        if not self.is_whole:
            for chunk in chunks(sorted(missing)):
                rows = IndexWord.objects.filter(word__in=chunk).values_list("word", "parts")
                for word, text in rows:
                    self._note(word, text)
            missing -= self.parts.keys()
        content = {word for word in missing if word not in NO_HALVES}
        stems = {stem(word) for word in content}
        if self.is_whole:
            self.words |= content
            self.stems |= stems
            made = {
                word: parts(word, self.words.__contains__, self.stems.__contains__)
                for word in missing
            }
        else:
            # The types lose that there are two of each: the words and the heads.
            made = parts_of(
                missing,
                lambda words, heads: tuple(  # type: ignore[arg-type,return-value]
                    found | new
                    for found, new in zip(
                        known(words, heads), (words & content, heads & stems), strict=True
                    )
                ),
            )
        for word in missing:
            self.parts[word] = made.get(word, ())

    def stems_of(self, word: str) -> tuple[str, ...]:
        """Return what a page with this word is found by: its stem and those of its parts."""
        return (stem(word), *self.parts.get(word, ()))


def chunks(items: list[str], size: int = CHUNK) -> Iterable[list[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def known(words: set[str], stems: set[str]) -> tuple[set[str], set[str]]:
    """Return those of the words and of the stems that stand on the site, and mean something."""
    rows = IndexWord.objects.exclude(word__in=NO_HALVES)
    found: tuple[set[str], set[str]] = (set(), set())
    for chunk in chunks(sorted(words)):
        found[0].update(rows.filter(word__in=chunk).values_list("word", flat=True))
    for chunk in chunks(sorted(stems)):
        found[1].update(rows.filter(stem__in=chunk).values_list("stem", flat=True))
    return found


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """The words that municipalities and regions are named by, folded."""

    words: frozenset[str]
    good_from: dt.datetime
    good_until: dt.datetime

    def __contains__(self, word: str) -> bool:
        return is_form_of(word, self.words)

    @classmethod
    def make(cls) -> "PlaceNames":
        now = timezone.now()
        names = [model.objects.values_list("name", flat=True) for model in (Kommune, Region)]
        found = frozenset(word for rows in names for name in rows for word in words(name))
        return cls(found, now, now + kept.LONGEST)


def place_names() -> PlaceNames:
    """Return the names, as they are kept."""
    return kept.kept("soegning.stednavne", PlaceNames.make)


def difference(old: Iterable[str], new: Iterable[str]) -> Counter[str]:
    """Return +1 for each word that came and -1 for each that went."""
    before, after = set(old), set(new)
    changes = Counter(after - before)
    changes.subtract(before - after)
    return changes


def restem() -> None:
    """Bring the stems of all words up to date, for an analysis that has changed."""
    rows = [row for row in IndexWord.objects.all() if row.stem != stem(row.word)]
    for row in rows:
        row.stem = stem(row.word)
    IndexWord.objects.bulk_update(rows, ["stem"], batch_size=CHUNK)


def changed_compounds() -> dict[str, str]:
    """Return the compounds whose parts the site has got to know, or forgotten, since."""
    rows = list(IndexWord.objects.values_list("word", "parts"))
    words = {word for word, _parts in rows if word not in NO_HALVES}
    stems = {stem(word) for word in words}
    found = {}
    for word, before in rows:
        if halves(word) or before:
            now = " ".join(parts(word, words.__contains__, stems.__contains__))[:LONGEST_PARTS]
            if now != before:
                found[word] = now
    return found
