"""What a visitor asks for: words as they are, as they were meant, and how many must be there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import analyse
from .analyse import STOP_WORDS, WORD, stem
from .models import IndexWord
from .models.redaktionelt import query_key
from .motor import Condition
from .ordforraad import known

LONGEST_QUERY = 200
#: More words than anyone means.
MOST_WORDS = 12
#: Words that are looked up for what was perhaps meant.
MOST_CORRECTED = 4
#: The site's words that an unfinished one may become.
MOST_COMPLETIONS = 12
SHORTEST_BEGINNING = 3
#: A word that so many times fewer pages hold than one spelt nearly so is perhaps a slip.
TIMES_RARER = 8


@dataclass
class Word:
    """One word of the query and the ways to meet it."""

    typed: str
    folded: str
    #: Stands on some page.
    is_known: bool = False
    parts: tuple[str, ...] = ()
    pages: int = 0
    completions: tuple[str, ...] = ()
    correction: IndexWord | None = None

    @property
    def is_stop_word(self) -> bool:
        return self.folded in STOP_WORDS

    def ways(self, corrected: bool = True) -> Condition:
        """Return the terms, any of which will do."""
        ways = [(stem(self.folded),)]
        if len(self.parts) > 1:
            ways.append(self.parts)
        ways += [(completion,) for completion in self.completions]
        if corrected and self.correction is not None:
            ways = [(self.correction.stem,)]
        return tuple(dict.fromkeys(ways))

    def shown(self) -> str:
        return self.correction.shown if self.correction else self.typed


def marked(condition: Condition, mark: str) -> Condition:
    return tuple(tuple(f"{mark}{term}" for term in way) for way in condition)


@dataclass
class Query:
    """A query that has been read and looked up. Two or three queries, whatever was typed."""

    typed: str
    words: list[Word] = field(default_factory=list)
    is_literal: bool = False

    @classmethod
    def read(cls, typed: str, is_literal: bool = False) -> "Query":
        """Cut what was typed, reduce it to words, and look them up."""
        query = cls(" ".join(typed.replace("\0", " ")[:LONGEST_QUERY].split()))
        query.is_literal = is_literal
        found: dict[str, Word] = {}
        for word in WORD.findall(query.typed):
            folded = analyse.fold(word)
            if folded:
                found.setdefault(folded, Word(word, folded))
        query.words = list(found.values())[:MOST_WORDS]
        if query.words:
            query._look_up()
        return query

    @property
    def key(self) -> str:
        """The title of a page that is asked for by its title."""
        return " ".join(analyse.words(self.typed))[:255]

    @property
    def promotion_key(self) -> str:
        return query_key(self.typed)

    @property
    def needed(self) -> list[Word]:
        """The words that carry meaning; where there are none, all of them."""
        return [word for word in self.words if not word.is_stop_word] or self.words

    @property
    def is_filling_only(self) -> bool:
        return all(word.is_stop_word for word in self.words)

    def _look_up(self) -> None:
        rows = IndexWord.objects.filter(
            Q(word__in=[word.folded for word in self.words])
            | Q(stem__in=[stem(word.folded) for word in self.words if not word.is_stop_word])
        )
        by_word: dict[str, IndexWord] = {}
        by_stem: dict[str, int] = {}
        for row in rows:
            by_word[row.word] = row
            by_stem[row.stem] = by_stem.get(row.stem, 0) + row.pages
        for word in self.words:
            exact = by_word.get(word.folded)
            word.pages = by_stem.get(stem(word.folded), 0)
            word.is_known = bool(word.pages or exact)
            if exact is not None:
                word.parts = tuple(exact.parts.split())
        unknown = [w for w in self.needed if not w.is_known and not w.is_stop_word]
        if unknown:
            self._take_apart(unknown)
            self._complete_and_correct([w for w in unknown if not w.parts][:MOST_CORRECTED])

    def _take_apart(self, unknown: list[Word]) -> None:
        """A compound that the site doesn't hold may be held in its parts."""
        found = analyse.parts_of([word.folded for word in unknown], known)
        for word in unknown:
            word.parts = found.get(word.folded, ())

    def _complete_and_correct(self, unknown: list[Word]) -> None:
        if not unknown:
            return
        beginnings = [w.folded for w in unknown if len(w.folded) >= SHORTEST_BEGINNING]
        condition = Q(pk__in=[])
        for word in unknown:
            condition |= near(word.folded)
        for beginning in beginnings:
            condition |= Q(word__startswith=beginning)
        rows = list(IndexWord.objects.filter(condition).order_by("-pages", "word")[:8000])
        for word in unknown:
            starting = [
                row
                for row in rows
                if word.folded in beginnings and row.word.startswith(word.folded)
            ]
            stems = dict.fromkeys(row.stem for row in starting)
            word.completions = tuple(stems)[:MOST_COMPLETIONS]
            if not self.is_literal and not word.completions:
                word.correction = nearest(word.folded, rows)

    # --- what must be there ---------------------------------------------------------------------

    def conditions(self) -> list[Condition]:
        """Return that each word is there. Filling is only to be found in titles."""
        mark = "t:" if self.is_filling_only else ""
        return [marked(word.ways(), mark) for word in self.needed]

    def exactly(self) -> list[Condition]:
        """Return that each word is there itself, not only in its parts."""
        return [tuple(way for way in word.ways() if len(way) == 1) for word in self.needed]

    @property
    def is_taken_apart(self) -> bool:
        return any(len(way) > 1 for word in self.needed for way in word.ways())

    def in_titles(self) -> list[Condition]:
        return [marked(word.ways(), "t:") for word in self.needed]

    def in_leads(self) -> list[Condition]:
        return [marked(word.ways(), "l:") for word in self.needed]

    def loosened(self) -> list[list[Condition]]:
        """Return weaker queries in turn: without any one word, without any two, any one at all."""
        all_ways = self.conditions()
        amount = len(all_ways)
        steps = []
        for missing in (1, 2):
            if amount - missing >= 2:
                ways = [
                    tuple(term for condition in chosen for term in condition[0])
                    for chosen in combinations(all_ways, amount - missing)
                ]
                steps.append([tuple(ways)])
        if amount > 1:
            steps.append([tuple(way for condition in all_ways for way in condition)])
        return steps

    # --- what was perhaps meant -----------------------------------------------------------------

    @property
    def is_corrected(self) -> bool:
        return any(word.correction for word in self.words)

    @property
    def corrected_text(self) -> str:
        """What was typed, with the words that were perhaps meant."""
        by_folded = {word.folded: word for word in self.words if word.correction}

        def instead(match: re.Match[str]) -> str:
            word = by_folded.get(analyse.fold(match[0]))
            return word.shown() if word else match[0]

        return WORD.sub(instead, self.typed)

    def unknown_words(self) -> list[str]:
        return [w.folded for w in self.words if not w.is_known and not w.is_stop_word]


def reach(word: str) -> int:
    """Return how many slips a word of this length may hold."""
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2 if len(word) < 10 else 3


def near(word: str) -> Q:
    """Return the words that share the beginning or the end with one, and nearly its length."""
    slips = reach(word)
    if not slips:
        return Q(pk__in=[])
    ends = Q(word__startswith=word[:1]) | Q(word__endswith=word[-3:])
    return Q(length__gte=len(word) - slips, length__lte=len(word) + slips) & ends


def nearest(word: str, rows: Iterable[IndexWord]) -> IndexWord | None:
    """Return the word of the site that this one is a slip of: fewest slips, then most pages."""
    slips = reach(word)
    if not slips or word.isdigit():
        return None
    by_word = {row.word: row for row in rows if row.length > 2}
    found = process.extract(word, by_word.keys(), scorer=OSA.distance, score_cutoff=slips, limit=20)
    ranked = sorted(
        found,
        key=lambda one: (
            one[1] - (0.5 if one[0][:1] == word[:1] else 0),
            -by_word[one[0]].pages,
            one[0],
        ),
    )
    return by_word[ranked[0][0]] if ranked else None
