"""Search for a word that most pages hold and for one that hardly any does."""

from maaling import Goal, Row, answers_within, share_kept

COMMON, RARE = "almindeligt ord", "sjældent ord"
#: Milliseconds that all but a hundredth of the answers come within.
WITHIN = {"postgres": 150.0, "sqlite": 300.0}
KEPT = 0.7


def addresses() -> dict[str, str]:
    return {COMMON: "/soeg/?q=kommune", RARE: "/soeg/?q=minibus"}


def goals(small: dict[str, Row], large: dict[str, Row], database: str) -> list[Goal]:
    found = []
    for name, row in large.items():
        found.append(answers_within(f"søgning, {name}", row, WITHIN[database]))
        found.append(share_kept(f"søgning, {name}", small[name], row, KEPT))
    return found
