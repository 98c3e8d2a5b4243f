"""Search for a word that most pages hold and for one that hardly any does.

Each as visitors get it when many ask for the same; made anew for every one of them; and asked for
in letters that no one has asked in before, since what was found is kept, too.
"""

import itertools

from maaling import Goal, Measure, Row, answers_within, reading, share_kept

WORDS = {"almindeligt ord": "kommune", "sjældent ord": "minibus"}
#: Milliseconds that all but a hundredth of the answers come within.
WITHIN = {"postgres": 150.0, "sqlite": 300.0}
KEPT = 0.7


def measures() -> dict[str, Measure]:
    found = {}
    for name, word in WORDS.items():
        address = f"/soeg/?q={word}"
        others = [f"/soeg/?q={spelt}" for spelt in spellings(word)]
        found[name] = reading(address, made_anew=False)
        found[f"{name}, lavet på ny"] = reading(address)
        found[f"{name}, ikke spurgt om før"] = reading(*others)
    return found


def spellings(word: str) -> list[str]:
    """Return a word in every mixture of small and large letters: more than a process keeps."""
    return ["".join(signs) for signs in itertools.product(*zip(word, word.upper(), strict=True))]


def goals(small: dict[str, Row], large: dict[str, Row], database: str) -> list[Goal]:
    found = []
    for name, row in large.items():
        found.append(answers_within(f"søgning, {name}", row, WITHIN[database]))
        found.append(share_kept(f"søgning, {name}", small[name], row, KEPT))
    return found
