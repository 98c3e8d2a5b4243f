"""What a visitor asks for: words as they are, as they were meant, and how many must be there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from django.db.models import Q

from . import analyse
from .analyse import NUMBERS, STOP_WORDS, WORD, stem, unbent
from .models import IndexEntry, IndexWord
from .models.redaktionelt import query_key
from .motor import Condition
from .ordforraad import known, place_names
from .stavning import all_near, is_surely, near, nearest, spelt_out

LONGEST_QUERY = 200
#: More words than anyone means.
MOST_WORDS = 12
#: Words that are looked up for what was perhaps meant.
MOST_CORRECTED = 4
#: The site's words that an unfinished one may become.
MOST_COMPLETIONS = 12
#: How the site itself names a vej.
VEJ = re.compile(
    rf"(?:vej\s*(?:(?:nr\.?|nummer)\s*)?#?|#)\s*(10|[1-9]|{'|'.join(NUMBERS)})", re.IGNORECASE
)
SHORTEST_BEGINNING = 3
SHORTEST_END = 5
#: A word that so many times fewer pages hold than one spelt nearly so is perhaps a slip.
TIMES_RARER = 8
#: On how many pages a word may stand and how short it may be to be asked about.
RARE = 2
SHORTEST_SLIP = 6


@dataclass
class Word:
    """One word of the query and the ways to meet it."""

    typed: str
    folded: str
    #: Stands on some page, in whatever form.
    is_known: bool = False
    #: The stems that it is put together from; more than once where its forms are cut in two ways.
    parts: list[tuple[str, ...]] = field(default_factory=list)
    #: The stem of what is known of it, where it is not.
    half: str = ""
    pages: int = 0
    completions: tuple[str, ...] = ()
    #: What is looked for instead.
    correction: IndexWord | None = None
    #: What the visitor is asked about.
    meant: IndexWord | None = None

    @property
    def is_stop_word(self) -> bool:
        return self.folded in STOP_WORDS

    def ways(self, corrected: bool = True) -> Condition:
        """Return the terms, any of which will do."""
        ways = [(stem(self.folded),)]
        ways += self.parts
        ways += [(completion,) for completion in self.completions]
        if corrected and self.correction is not None:
            ways = [(self.correction.stem,), tuple(self.correction.parts.split())]
        return tuple(dict.fromkeys(way for way in ways if way))


def named_vej(typed: str) -> list[Condition]:
    """Return what only the vej that is asked for by its number meets, or nothing."""
    found = VEJ.fullmatch(typed.strip())
    return [(("k:vej",),), ((f"v:{stem(found[1].lower())}",),)] if found else []


def marked(condition: Condition, mark: str) -> Condition:
    return tuple(tuple(f"{mark}{term}" for term in way) for way in condition)


@dataclass
class Query:
    """A query that has been read and looked up. A few queries, whatever was typed."""

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
        """The title of a page that is asked for by its title, as it was meant."""
        return " ".join(analyse.words(self.corrected_text))[:255]

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
        by_stem: dict[str, list[IndexWord]] = {}
        for row in rows.order_by("word"):
            by_stem.setdefault(row.stem, []).append(row)
        for word in self.words:
            forms = by_stem.get(stem(word.folded), [])
            word.pages = sum(form.pages for form in forms)
            word.is_known = bool(forms)
            word.parts = list(
                dict.fromkeys(tuple(form.parts.split()) for form in forms if form.parts)
            )
        unknown = [w for w in self.needed if not w.is_known and not w.is_stop_word]
        rare = [w for w in self.needed if 0 < w.pages <= RARE and len(w.folded) >= SHORTEST_SLIP]
        if unknown or rare:
            # Nobody who writes Vejle means »veje«, even if no page speaks of Vejle.
            names = place_names()
            unknown = [word for word in unknown if word.folded not in names]
            rare = [word for word in rare if word.folded not in names]
        if rare and not unknown:
            self._ask_about(rare[:MOST_CORRECTED])
        if unknown:
            self._take_apart(unknown)
            self._complete_and_correct(unknown[:MOST_CORRECTED])
            self._know_half(unknown[:MOST_CORRECTED])

    def _take_apart(self, unknown: list[Word]) -> None:
        """A compound that the site doesn't hold may be held in its parts."""
        found = analyse.parts_of([word.folded for word in unknown], known)
        for word in unknown:
            word.parts = [parts] if (parts := found.get(word.folded)) else []

    def _know_half(self, unknown: list[Word]) -> None:
        """Of a compound that leads nowhere else one half may be known."""
        lost = [w for w in unknown if not (w.parts or w.completions or w.correction)]
        half = analyse.known_halves([word.folded for word in lost], known)
        for word in lost:
            word.half = half.get(word.folded, "")

    def _complete_and_correct(self, unknown: list[Word]) -> None:
        """An unknown word may begin one of the site's or end a compound; else it may be a slip."""
        condition = Q(pk__in=[])
        plain = {word.folded: spelt_out(word.folded) for word in unknown}
        for word in unknown:
            condition |= near(word.folded) | completing(word.folded)
            condition |= Q(stem__in=map(stem, plain[word.folded]))
        rows = list(IndexWord.objects.filter(condition).order_by("-pages", "word")[:8000])
        for word in unknown:
            stems = dict.fromkeys(row.stem for row in rows if completes(row, word.folded))
            word.completions = tuple(stems)[:MOST_COMPLETIONS]
            if not word.completions and not word.parts:
                spelt = (row for row in rows if row.word.startswith(plain[word.folded]))
                found = next(spelt, None) or nearest(word.folded, rows)
                if found and not self.is_literal and is_surely(word.folded, found.word):
                    word.correction = found
                else:
                    word.meant = found
        if not self.is_literal:
            self._recognise_title([word for word in unknown if word.meant], rows)

    def _recognise_title(self, unsure: list[Word], rows: Iterable[IndexWord]) -> None:
        """One letter away from the title of a page it was that which was meant."""
        if len(unsure) != 1:
            return
        (word,) = unsure
        near_ones = all_near(word.folded, rows, slips=1)
        keys = [" ".join(analyse.words(self._with({word.folded: row.word}))) for row in near_ones]
        titles = IndexEntry.objects.filter(title_key__in=keys).values_list("title_key", flat=True)
        found = set(titles)
        for row, key in zip(near_ones, keys, strict=True):
            if key in found:
                word.correction, word.meant = row, None
                break

    def _ask_about(self, rare: list[Word]) -> None:
        """A word that hardly any page holds may be a slip there too."""
        condition = Q(pk__in=[])
        for word in rare:
            condition |= near(word.folded)
        rows = list(IndexWord.objects.filter(condition).order_by("-pages", "word")[:8000])
        for word in rare:
            commoner = [
                row
                for row in rows
                if row.pages >= TIMES_RARER * word.pages and row.word[:1] == word.folded[:1]
            ]
            word.meant = nearest(word.folded, commoner, slips=1)

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
        """Return weaker queries in turn.

        Without any one word, without any two, any one at all, and any part of a compound.
        """
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
        if pieces := self.pieces():
            steps.append([tuple((piece,) for piece in pieces)])
        return steps

    def pieces(self) -> list[str]:
        """Return the stems of what the compounds are put together from, each once."""
        found = [
            term for word in self.needed for way in word.ways() if len(way) > 1 for term in way
        ]
        return list(dict.fromkeys([*found, *(word.half for word in self.needed if word.half)]))

    def holds_all(self, terms: str) -> bool:
        """Tell whether a row with these terms holds every word."""
        there = set(terms.split())
        return all(any(there.issuperset(way) for way in ways) for ways in self.conditions())

    # --- what was perhaps meant -----------------------------------------------------------------

    @property
    def is_corrected(self) -> bool:
        return any(word.correction for word in self.words)

    def keep_as_typed(self) -> None:
        """Look for the very words, and ask about none: it is known what they lead to."""
        for word in self.words:
            word.correction = word.meant = None

    @property
    def corrected_text(self) -> str:
        """What was typed, with the words that are looked for instead."""
        return self._with({w.folded: w.correction.shown for w in self.words if w.correction})

    @property
    def meant_text(self) -> str:
        """What was typed, with the words that were perhaps meant; nothing where none were."""
        meant = {word.folded: word.meant.shown for word in self.words if word.meant}
        return self._with(meant) if meant else ""

    def _with(self, instead: dict[str, str]) -> str:
        return WORD.sub(lambda match: instead.get(analyse.fold(match[0]), match[0]), self.typed)

    def unknown_words(self) -> list[str]:
        return [w.folded for w in self.words if not w.is_known and not w.is_stop_word]


def beginning(word: str) -> str:
    """Return what the site's words must begin with to be completions, the same of every form."""
    bare = unbent(word)
    return bare if len(bare) >= SHORTEST_END else word


def completing(word: str) -> Q:
    """Return the words of the site that begin with one, and the compounds that end in it."""
    condition = Q(pk__in=[])
    if len(word) >= SHORTEST_BEGINNING:
        condition |= Q(word__startswith=beginning(word))
    if len(stem(word)) >= SHORTEST_END:
        condition |= Q(stem__endswith=stem(word))
    return condition


def completes(row: IndexWord, word: str) -> bool:
    """Tell the same of a word that was fetched for several reasons."""
    if len(word) >= SHORTEST_BEGINNING and row.word.startswith(beginning(word)):
        return True
    end = stem(word)
    return len(end) >= SHORTEST_END and row.stem.endswith(end)
