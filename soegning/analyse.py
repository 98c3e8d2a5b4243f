"""Danish words as the index knows them: one spelling, one stem, compounds in their parts.

The same functions read the pages and the queries, on both databases, so that what is written and
what is asked always meet. Nothing here asks a database; who knows the site's words hands them in.
"""

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

import snowballstemmer
from anyascii import anyascii

from samskabelse.base.slugs import LETTERS

#: Raise it when a change here makes old rows differ from new ones: the worker indexes anew.
VERSION = 5

LONGEST_WORD = 48
#: Letters and digits of any script. Everything else means something to a full-text engine.
WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """Return the word in lower case with æ, ø and å written out, in a-z and 0-9 alone."""
    folded = anyascii(word.lower().translate(LETTERS)).lower()
    return "".join(sign for sign in folded if sign.isascii() and sign.isalnum())[:LONGEST_WORD]


def words(text: str) -> list[str]:
    """Return the folded words of a text in their order."""
    return [folded for word in WORD.findall(text) if (folded := fold(word))]


_STOP = """
    ad af alle alt anden andet andre at bare begge bl blev blive bliver både da de dem den denne
    der deres derfor det dette dig din dine disse dit dog du efter eg egen eller en end endnu er et
    fik for fordi fra få får før gennem gik gør gøre ham han hans har have havde hen hende hendes
    her hos hun hvad hvem hver hvilke hvilken hvis hvor hvordan hvorfor hvornår i igen ikke ind
    ingen ja jeg jer jeres jo kan kom kun kunne lad lige man mange med meget mellem men mens mere
    mig min mine mit må måtte når ned nej noget nogen nogle nok nu nå og også om omkring op os over
    på samme sammen se selv selvom sig sin sine sit siden skal skulle som så sådan the til ud uden
    under var ved vi vil ville vor vores være været
"""

#: Denmark's municipalities and regions, each word of a name. The stemmer takes them for others:
#: Slagelse for slags, Skive for skiver. Without Vejen and Høje, which mostly are the other words.
PLACES = frozenset(
    words(
        """
    Aabenraa Aalborg Aarhus Albertslund Allerød Assens Ballerup Billund Bornholm Brande Brønderslev
    Brøndby Dragør Egedal Esbjerg Faaborg Fanø Favrskov Faxe Fredensborg Fredericia Frederiksberg
    Frederikshavn Frederikssund Furesø Gentofte Gladsaxe Glostrup Greve Gribskov Guldborgsund
    Haderslev Halsnæs Hedensted Helsingør Herlev Herning Hillerød Hjørring Holbæk Holstebro Horsens
    Hvidovre Hørsholm Ikast Ishøj Jammerbugt Kalundborg Kerteminde Kolding København
    Køge Langeland Lejre Lemvig Lolland Lyngby Læsø Mariagerfjord Middelfart Midtfyn Midtjylland
    Morsø Norddjurs Nordfyn Nordjylland Nyborg Næstved Odder Odense Odsherred Randers Rebild
    Ringkøbing Ringsted Roskilde Rudersdal Rødovre Samsø Silkeborg Sjælland Skanderborg Skive Skjern
    Slagelse Solrød Sorø Stevns Struer Svendborg Syddanmark Syddjurs Sønderborg Taarbæk Taastrup
    Thisted Tårnby Tønder Vallensbæk Varde Vejle Vesthimmerland Viborg Vordingborg Ærø Østdanmark
    """
    )
)

#: What single forms keep and the others don't.
_BENT = re.compile(
    r"(?<=...[blmpv])t$|(?<=..[aeiouy]d)t$"  # aktivt, mødt
    r"|(?<=bar)t$|(?<=laer|.oer)t$"  # sårbart, lært, kørt
    r"|(?<=..[ei])um$"  # museum, museer
    r"|(?<=...o)ert?$"  # aktør, aktørerne
    r"|(?<=...[a-dfghj-prtvyz])s$"  # oplyse, oplysning
    r"|(?<=t)r$"  # center, centre
    r"|(?<=..[^aeiouy])e(?=lt?$)|([dfgmpt])(?=\1elt?$)"  # regel, regler; middel, midler
)
#: Weak verbs in the past: prøvede, arbejdede.
_PAST = re.compile(r"(?<=[^aeiouy])(?<!aller)(?<!bill)(?<!fremm)(?<!hundr)ede$")
#: What ends in a vowel is too short for the stemmer: byen, øerne, stier; stuen.
_VOWEL_ENDED = re.compile(r"([^aeiouy]{0,3}(?:ue|(?:[iy]|oe|aa)(?=e)))e?(?:n|r|rne)s?")
#: Short adjectives: of other words as short, -t is no ending (kort, start, magt).
_NEUTER = frozenset(
    words("dyrt fint frit godt grønt helt højt klart klogt nemt rent sent svagt svært trygt")
)

#: Numbers in words, which others write in figures: tolv greb, 12 greb.
NUMBERS = dict(
    zip(
        words("to tre fire fem seks syv otte ni ti elleve tolv tyve tredive fyrre tres"),
        map(str, [*range(2, 13), 20, 30, 40, 60]),
        strict=True,
    )
)

#: Endings that make a word of another one, and what they leave behind at the least.
_ENDINGS = (("ering", 4), ("ation", 4), ("ator", 5), ("ing", 4))
_VOWELS = frozenset("aeiouy")

#: What the stemmer makes of forms that no rule leads back to their word, and of words that it cuts
#: too short.
_IRREGULAR = {
    "bys": "by",
    "ugen": "uge",
    "uger": "uge",
    "ugern": "uge",
    "nyt": "ny",
    "nye": "ny",
    "nyer": "ny",
    "frie": "fri",
    "voksn": "voks",
    "voksent": "voks",
    "aab": "aabn",
    "aabent": "aabn",
    "stort": "stor",
    "stoer": "stor",
    "stoerst": "stor",
    "ungt": "ung",
    "yngr": "ung",
    "yngst": "ung",
    "aeldst": "aeldr",
    "aft": "aften",
    "dem": "demen",
    "fora": "forum",
    "idra": "idraet",
    "kollega": "kolleg",
    "lic": "licen",
    "plad": "plads",
    "proc": "proces",
}
#: The same of words that end compounds too: drejebøger, introkursus.
IRREGULAR_HEADS = {
    "boeg": "bog",
    "boern": "barn",
    "faedr": "far",
    "foraeld": "foraeldr",
    "haend": "haand",
    "kursus": "kurs",
    "maend": "mand",
    "moedr": "mor",
}
_IRREGULAR_HEAD = re.compile(f"({'|'.join(IRREGULAR_HEADS)})$")

#: Stems that end words without being a word in them: fællesskab is no cupboard.
_SUFFIXES = frozenset(words("skab hed bar fuld løs dom lig agt som vis mæssig ning ring else"))
#: Words of less than four letters that other words do begin or end with.
_SHORT = frozenset(
    words(
        "by bog dag far hav hus job led leg liv lov mad mor ord rum råd sag sal syg tal tid ung vej"
    )
)
_SHORTEST_COMPOUND = 6
_SHORTEST_PART = 4
#: Where only one half is a word, the cut is a guess.
_SHORTEST_KNOWN_HALF = 5

_stemmer = snowballstemmer.stemmer("danish")
#: The stemmer keeps the word in itself, and several threads ask.
_one_at_a_time = threading.Lock()


def counted(texts: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Return how often each folded word stands in the texts, and how it is spelt, in lower case.

    Of two spellings, as Aarhus and Århus, the more frequent one is kept.
    """
    found: dict[str, tuple[int, str]] = {}
    spellings = Counter(word for text in texts for word in WORD.findall(text))
    for word, times in spellings.most_common():
        folded = fold(word)
        if folded:
            before, spelt = found.get(folded, (0, word.lower()[:LONGEST_WORD]))
            found[folded] = (before + times, spelt)
    return found


STOP_WORDS = frozenset(words(_STOP))
#: What can't be half of a compound. A word that is filling alone can: børnehave.
NO_HALVES = STOP_WORDS - {"have"}


def is_form_of(word: str, names: frozenset[str]) -> bool:
    """Tell whether a folded word is one of the names, or stands for what is theirs: Odenses."""
    return word in names or word.removesuffix("s") in names


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the stem of a folded word: kommunernes → kommun, facilitering → facilit."""
    if not word.isalpha() or word in NUMBERS:
        return NUMBERS.get(word, word)
    if is_form_of(word, PLACES):
        return word if word in PLACES else word[:-1]
    if word in _NEUTER:
        word = word[:-1]
    if (short := _VOWEL_ENDED.fullmatch(word)) and short[1] not in STOP_WORDS:
        return short[1]
    found = _without_making(unbent(word))
    found = _IRREGULAR_HEAD.sub(lambda head: IRREGULAR_HEADS[head[0]], found)
    found = _BENT.sub("", found)
    return _IRREGULAR.get(found, found)


@lru_cache(maxsize=100_000)
def unbent(word: str) -> str:
    """Return a folded word without the endings of its forms: evalueringerne → evaluering.

    Once more where enough is left, since a word may end as if it was a form: budget, kvalitet.
    Not when that takes the e of an æ or ø: ansæt.
    """
    if len(word) <= 3:
        return word
    past = _PAST.sub("", word)
    if past != word and not _VOWELS.isdisjoint(past):
        word = f"{past}e"
    with _one_at_a_time:
        # The one ending that it doesn't know: uenighederne.
        once = _stemmer.stemWord(word.replace("hederne", "heder"))
        twice = _stemmer.stemWord(once)
    return twice if len(twice) > 3 and twice[-1] not in "ao" else once


def _without_making(word: str) -> str:
    for ending, least in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= least:
            # løsning is løs-ning, but mening is not me-ning.
            shorter = rest.removesuffix("n")
            if ending == "ing" and len(shorter) >= least and shorter[-1:] not in _VOWELS:
                return shorter
            return rest
    return word


#: Compounds that mean something else than their parts, and what merely looks like one: who looks
#: for mål wants no spørgsmål, and who looks for a test not what is tættest.
WHOLE = PLACES | frozenset(
    stem(word)
    for word in words(
        "dagsorden direktør flertal fremtid højttaler indehaver midtvejs samtale spillede spørgsmål"
        " standpunkt tidspunkt tættest"
    )
)


def halves(word: str) -> list[tuple[str, str]]:
    """Return every way to cut a folded word in two that could each be words, longest head first."""
    if len(word) < _SHORTEST_COMPOUND or not word.isalpha() or stem(word) in WHOLE:
        return []
    cuts = [(word[:place], word[place:]) for place in range(2, len(word) - 1)]
    return [(left, right) for left, right in cuts if _may_be_part(left) and _may_be_part(right)]


def _may_be_part(word: str) -> bool:
    found = stem(word)
    if len(found) < _SHORTEST_PART:
        return found in _SHORT
    # Problemløs has no løs in it, but problemløsning has a løsning.
    return word not in NO_HALVES and unbent(word) not in _SUFFIXES


def first_parts(left: str) -> list[str]:
    """Return the words that the first half of a compound may be: dagtilbuds-, barne-, arbejds-."""
    bare = left.removesuffix("s")
    return [left, bare, left.removesuffix("e"), f"{left}e", f"{bare}e"]


#: Tells which of some words stand on the site as they are, and which stems do.
Known = Callable[[str], bool]


def parts(word: str, is_word: Known, is_stem: Known, depth: int = 2) -> tuple[str, ...]:
    """Return the stems of the words that a compound is made of, or nothing.

    The head stands last in Danish and is bent, so its stem will do; what stands first must be a
    word as it is, but for the letter that ties, or a longer one that is its own stem: the site
    may know dialog by its dialoger. Of several cuts the longest head wins.
    """
    for left, right in halves(word):
        if is_stem(stem(right)) and _is_first(left, is_word, is_stem):
            found = [
                inner
                for half in (left, right)
                for inner in (
                    stem(half),
                    *(parts(half, is_word, is_stem, depth - 1) if depth else ()),
                )
            ]
            return tuple(dict.fromkeys(found))
    return ()


def _is_first(left: str, is_word: Known, is_stem: Known) -> bool:
    if any(is_word(first) for first in first_parts(left)):
        return True
    # The stemmer takes the t of effekt.
    is_bare = stem(left) in (left, left.removesuffix("t"))
    return len(left) > _SHORTEST_PART and is_bare and is_stem(stem(left))


def parts_of(
    found: Iterable[str], lookup: Callable[[set[str], set[str]], tuple[set[str], set[str]]]
) -> dict[str, tuple[str, ...]]:
    """Return the parts of many words. ``lookup`` tells which words and which stems are known.

    It is asked in two or three rounds: for all halves, then for halves of halves.
    """
    compounds = [word for word in found if halves(word)]
    known: tuple[set[str], set[str]] = (set(), set())
    asked: tuple[set[str], set[str]] = (set(), set())
    pending: tuple[set[str], set[str]] = (
        {first for word in compounds for left, _ in halves(word) for first in first_parts(left)},
        {stem(right) for word in compounds for _, right in halves(word)},
    )

    def answer(which: int) -> Known:
        def is_known(text: str) -> bool:
            if text not in asked[which]:
                pending[which].add(text)
            return text in known[which]

        return is_known

    result: dict[str, tuple[str, ...]] = {}
    while pending[0] or pending[1]:
        for which, new in enumerate(lookup(*pending)):
            known[which].update(new)
            asked[which].update(pending[which])
        pending = (set(), set())
        result = {word: parts(word, answer(0), answer(1)) for word in compounds}
    return result


def known_halves(
    found: Iterable[str], lookup: Callable[[set[str], set[str]], tuple[set[str], set[str]]]
) -> dict[str, str]:
    """Return the stem of the half that is known of compounds whose other half is not."""
    guessed = {word: (_first_guesses(word), _head_guesses(word)) for word in found}
    firsts, heads = lookup(
        {left for lefts, _ in guessed.values() for left in lefts},
        {stem(right) for _, rights in guessed.values() for right in rights},
    )
    result = {}
    for word, (lefts, rights) in guessed.items():
        known = [(len(right), stem(right)) for right in rights if stem(right) in heads]
        known += [(len(left), stem(left)) for left in lefts if left in firsts]
        if known:
            result[word] = max(known)[1]
    return result


def _first_guesses(word: str) -> list[str]:
    return [a for a, b in halves(word) if min(len(a), len(b)) >= _SHORTEST_KNOWN_HALF]


def _head_guesses(word: str) -> list[str]:
    """Return what may be the head, whatever stands before it: efteruddannelse, buskørsel."""
    if not word.isalpha() or stem(word) in WHOLE:
        return []
    ends = [word[place:] for place in range(3, len(word) - _SHORTEST_KNOWN_HALF + 1)]
    return [end for end in ends if _may_be_part(end)]


def content_words(found: Iterable[str]) -> list[str]:
    """Return the words that carry meaning, each once, in their order."""
    return [word for word in dict.fromkeys(found) if word not in STOP_WORDS]
