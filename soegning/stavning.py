"""Words that are spelt nearly so: what was perhaps meant, and how sure one may be."""

from collections.abc import Iterable
from itertools import product
from math import prod

from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .analyse import stem
from .models import IndexWord

#: How long a stem must be for one slip to be seen through without asking: many short words of
#: Danish lie as near to each other. How long a word for one that leaves its ends as they are; and
#: for two slips, with how many letters alike at both ends.
SEEN_THROUGH, INSIDE_SEEN_THROUGH, TWICE_SEEN_THROUGH, ALIKE = 6, 5, 10, 4
#: What a plain letter may stand for; how long a word must be, and how many ways to read it are
#: looked up.
_SPELT_OUT = {"a": ("a", "aa", "ae"), "o": ("o", "oe")}
SHORTEST_SPELT_OUT, MOST_SPELT_OUT = 4, 100


def spelt_out(word: str) -> tuple[str, ...]:
    """Return what may be meant where å, ø and æ are typed as a and o: okonomi, parorende."""
    ways = [_SPELT_OUT.get(sign, (sign,)) for sign in word]
    if len(word) < SHORTEST_SPELT_OUT or prod(map(len, ways)) > MOST_SPELT_OUT:
        return ()
    return tuple("".join(signs) for signs in product(*ways))[1:]


def reach(word: str) -> int:
    """Return how many slips a word of this length may hold."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def near(word: str) -> Q:
    """Return the words that share the beginning or the end with one, and nearly its length."""
    slips = reach(word)
    if not slips:
        return Q(pk__in=[])
    ends = Q(word__startswith=word[:1]) | Q(word__endswith=word[-3:])
    # An æ more or less is two signs.
    span = slips + 1
    return Q(length__gte=len(word) - span, length__lte=len(word) + span) & ends


def compact(word: str) -> str:
    """Return a folded word with æ, ø and å as the one letter that they are on a keyboard."""
    return word.replace("aa", "å").replace("ae", "æ").replace("oe", "ø")


def nearest(word: str, rows: Iterable[IndexWord], slips: int | None = None) -> IndexWord | None:
    """Return the word of the site that this one is a slip of: fewest slips, then most pages."""
    return next(iter(all_near(word, rows, reach(word) if slips is None else slips)), None)


def all_near(word: str, rows: Iterable[IndexWord], slips: int) -> list[IndexWord]:
    """Return all that it may be a slip of, the likeliest first."""
    if not slips or word.isdigit():
        return []
    by_word = {row.word: row for row in rows if row.length > 2 and row.word != word}
    found: dict[str, float] = {}
    for typed, spelt in ((word, {one: one for one in by_word}), compacted(word, by_word)):
        for _text, distance, row in process.extract(
            typed, spelt, scorer=OSA.distance, score_cutoff=slips, limit=20
        ):
            found[row] = min(distance, found.get(row, distance))
    ranked = sorted(
        found,
        key=lambda one: (
            found[one] - (0.5 if one[:1] == word[:1] else 0),
            -by_word[one].pages,
            one,
        ),
    )
    return [by_word[one] for one in ranked]


def compacted(word: str, others: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Return the word and the others with æ, ø and å as one letter, those that this changes."""
    typed = compact(word)
    letters = {other: compact(other) for other in others}
    if typed == word:
        letters = {other: text for other, text in letters.items() if text != other}
    return typed, letters


def is_surely(typed: str, meant: str) -> bool:
    """Tell whether a word is a slip of the other rather than a word that the site doesn't hold.

    Such as byråd beside brand and omstilling beside stilling. Words that differ in how they begin
    or only in their ends are mostly both words, and so are short ones that differ in one letter
    (vinter, venter); a letter too many, too few or in the wrong place is a slip there too.
    """
    if len(typed) >= SEEN_THROUGH and meant.startswith(spelt_out(typed)):
        return True
    if OSA.distance(compact(typed), compact(meant)) < OSA.distance(typed, meant):
        one, other = compact(typed), compact(meant)
    else:
        one, other = typed, meant
    slips = OSA.distance(one, other)
    if slips == 1 and one[:1] == other[:1]:
        is_other_letter = len(one) == len(other) and sorted(one) != sorted(other)
        is_inside = one[-1:] == other[-1:] and not is_other_letter
        return len(stem(typed)) >= SEEN_THROUGH or (len(typed) >= INSIDE_SEEN_THROUGH and is_inside)
    return (
        slips == 2
        and len(typed) >= TWICE_SEEN_THROUGH
        and one[:ALIKE] == other[:ALIKE]
        and one[-ALIKE:] == other[-ALIKE:]
    )
