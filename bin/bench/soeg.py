"""Search for a word that most pages hold and for one that hardly any does.

Each as visitors get it when many ask for the same, and made anew for every one of them: in letters
that no one has asked in before, since what was found is kept too.
"""

import itertools

from maaling import Goal, Measure, Row, answers_within, reading, share_kept

WORDS = {"almindeligt ord": "kommune", "sjældent ord": "minibus"}
ANEW = ", lavet på ny"
#: Milliseconds that all but a hundredth of the answers come within.
WITHIN = {"postgres": 150.0, "sqlite": 300.0}
KEPT = 0.7


def measures() -> dict[str, Measure]:
    served = {name: reading(f"/soeg/?q={word}", made_anew=False) for name, word in WORDS.items()}
    anew = {
        f"{name}{ANEW}": reading(*(f"/soeg/?q={spelt}" for spelt in spellings(word)))
        for name, word in WORDS.items()
    }
    return served | anew


def spellings(word: str) -> list[str]:
    """Return a word in every mixture of small and large letters: more than a process keeps."""
    return ["".join(signs) for signs in itertools.product(*zip(word, word.upper(), strict=True))]


def goals(small: dict[str, Row], large: dict[str, Row], database: str) -> list[Goal]:
    found = []
    for name, row in large.items():
        found.append(answers_within(f"søgning, {name}", row, WITHIN[database]))
        found.append(share_kept(f"søgning, {name}", small[name], row, KEPT))
    return found
