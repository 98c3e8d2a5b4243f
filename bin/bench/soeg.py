"""Search for a word that most pages hold and for one that hardly any does."""

from maaling import Goal, Measure, Row, answers_within, reading, share_kept

COMMON, RARE = "almindeligt ord", "sjældent ord"
#: Milliseconds that all but a hundredth of the answers come within.
WITHIN = {"postgres": 150.0, "sqlite": 300.0}
KEPT = 0.7


def measures() -> dict[str, Measure]:
    return {COMMON: reading("/soeg/?q=kommune"), RARE: reading("/soeg/?q=minibus")}


def goals(small: dict[str, Row], large: dict[str, Row], database: str) -> list[Goal]:
    found = []
    for name, row in large.items():
        found.append(answers_within(f"søgning, {name}", row, WITHIN[database]))
        found.append(share_kept(f"søgning, {name}", small[name], row, KEPT))
    return found
