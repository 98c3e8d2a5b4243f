"""The piece of a text that shows why a page was found, with the words marked."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .analyse import IRREGULAR_HEADS, NUMBERS, WHOLE, WORD, fold, stem

LENGTH = 230
#: The end of a line that ends no sentence: a heading, one of several names.
UNENDED = re.compile(r"(?<![.!?:;,…])(?<![.!?…][»«)])\n")
#: Places in one text that are weighed against each other.
MOST_PLACES = 60
#: Only so much of a text is looked through; a book's first chapters are enough.
LONGEST = 120_000

#: What may stand in a text for a letter of a stem.
_LETTERS = {"a": "[aáàâ]", "e": "[eéèêë]", "o": "[oóòô]", "u": "[uúùû]", "c": "[cç]"}
_PAIRS = {"ae": "(?:ae|[æä])", "oe": "(?:oe|[øö])", "aa": "(?:aa|å)"}
#: The stem may end in the middle of a pair: Ærø → aero.
_HALVES = {"a": "[aáàâæäå]", "o": "[oóòôøö]"}
#: The stem of midler is that of middel.
_MOVED_E = re.compile(r"..[^aeiouy]l$")


@lru_cache(maxsize=500)
def pattern(terms: frozenset[str]) -> re.Pattern[str]:
    """Return what finds words that may belong to the stems, inside compounds too."""
    ways = []
    # Drejebog stands in the text as drejebøger too.
    bent = {
        term.removesuffix(head) + form
        for term in terms
        for form, head in IRREGULAR_HEADS.items()
        if term.endswith(head)
    }
    bent |= {word for word, number in NUMBERS.items() if number in terms}
    for term in sorted(terms | bent, key=lambda one: (-len(one), one)):
        pieces = re.findall(r"ae|oe|aa|.", term)
        last = _HALVES.get(pieces[-1]) if pieces else None
        signs = [_PAIRS.get(piece) or _LETTERS.get(piece) or re.escape(piece) for piece in pieces]
        if _MOVED_E.search(term):
            signs[-1] = f"{signs[-2]}?e?l"
        ways.append("".join([*signs[:-1], last] if last else signs))
    # Short stems only where a word begins: »ung« is not in »rung«.
    return re.compile("|".join(ways) or r"(?!)", re.IGNORECASE)


def is_meant(word: str, terms: frozenset[str], found: str) -> bool:
    """Tell whether a word of the text is what was asked for, not merely spelt like it inside."""
    folded = fold(word)
    if stem(folded) in terms:
        return True
    if stem(folded) in WHOLE:
        return False
    begun = fold(found)
    return len(begun) >= 4 and (folded.startswith(begun) or len(folded) - len(begun) >= 3)


def places(text: str, terms: frozenset[str]) -> list[tuple[int, int]]:
    """Return where words that were asked for begin and end."""
    spans: list[tuple[int, int]] = []
    looked = 0
    for match in pattern(terms).finditer(text, 0, LONGEST):
        if match.start() < looked:
            continue
        start = match.start()
        while start > looked and text[start - 1].isalnum():
            start -= 1
        word = WORD.match(text, start)
        if word is None:
            continue
        looked = word.end()
        if is_meant(word[0], terms, match[0]):
            spans.append(word.span())
            if len(spans) >= MOST_PLACES:
                break
    return spans


def best_window(spans: Sequence[tuple[int, int]], text: str) -> tuple[int, int]:
    """Return the stretch with the most different words that were asked for."""
    best, best_score = 0, (-1, -1)
    for first, (start, _end) in enumerate(spans):
        within = [span for span in spans[first:] if span[1] - start <= LENGTH - 40]
        score = (len({stem(fold(text[a:b])) for a, b in within}), len(within))
        if score > best_score:
            best, best_score = first, score
    begin = max(0, spans[best][0] - 60)
    # A sentence is the better beginning, when one begins nearby.
    hit = spans[best][0]
    sentence = max(text.rfind(". ", begin, hit) + 1, text.rfind("\n", begin, hit))
    if sentence > begin:
        begin = sentence + 1
    elif begin:
        begin = text.find(" ", begin, spans[best][0]) + 1 or spans[best][0]
    end = min(len(text), begin + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", begin, end), spans[best][1])
    return begin, end


def with_marks(text: str, spans: Iterable[tuple[int, int]], begin: int, end: int) -> SafeString:
    """Return the stretch, escaped, with the words in ``<mark>``."""
    out = ["… " if begin else ""]
    at = begin
    for start, stop in spans:
        if start < begin or stop > end:
            continue
        out += [escape(text[at:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        at = stop
    out += [escape(text[at:end].rstrip()), " …" if end < len(text) else ""]
    # Everything between our own marks is escaped above.
    return mark_safe(UNENDED.sub(" · ", "".join(out)).replace("\n", " "))  # noqa: S308


def highlight(text: str, terms: frozenset[str]) -> SafeString:
    """Return the whole of a short text with the words marked."""
    return with_marks(text, places(text, terms), 0, len(text))


def excerpt(texts: Iterable[str], terms: frozenset[str]) -> tuple[SafeString, int]:
    """Return the best stretch among the texts, and which text it is from; -1 when there is none.

    The text with the most different words that were asked for wins, the first of equals.
    """
    best: tuple[int, int, str, list[tuple[int, int]]] | None = None
    for number, text in enumerate(texts):
        spans = places(text, terms)
        if spans:
            begin, end = best_window(spans, text)
            different = len({stem(fold(text[a:b])) for a, b in spans if a >= begin and b <= end})
            if best is None or different > best[0]:
                best = (different, number, text, spans)
                if different >= len(terms):
                    break
    if best is None:
        return SafeString(), -1
    _different, number, text, spans = best
    return with_marks(text, spans, *best_window(spans, text)), number
