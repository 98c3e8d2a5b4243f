"""The catalogue: its list, a narrow choice, a month, and a list as a calendar."""

from maaling import Goal, Measure, Row, answers_within, reading, share_kept

#: Milliseconds that all but a hundredth of the answers come within.
WITHIN = 500.0
KEPT = 0.5


def measures() -> dict[str, Measure]:
    return {
        "liste": reading("/arrangementer/"),
        "filtre": reading("/arrangementer/?type=kursus&sted=aarhus&plads=ledige&sorter=pris"),
        "måned": reading("/arrangementer/?vis=kalender"),
        "kalender": reading("/arrangementer/kalender.ics?type=kursus&sted=aarhus"),
    }


def goals(small: dict[str, Row], large: dict[str, Row], _database: str) -> list[Goal]:
    found = []
    for name in ("liste", "filtre", "måned"):
        found.append(answers_within(f"katalog, {name}", large[name], WITHIN))
        found.append(share_kept(f"katalog, {name}", small[name], large[name], KEPT))
    return found
