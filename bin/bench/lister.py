"""Lists on their first page and far in, and a vej with all that hangs on it.

Each answer is made anew; the last line shows what a visitor gets who is not the first. Far into a
long list is held against the first page of the short one, which is as full; a page 500 of its own
it doesn't have.
"""

from maaling import Goal, Measure, Row, reading, share_kept

CASES, ARTIKLER, VEJ = "cases, første side", "artikler, første side", "en vej"
CASES_FAR, ARTIKLER_FAR = "cases, side 500", "artikler, side 500"
FIRST, FAR = 0.9, 0.8
#: What is measured, what it is held against, and the share that must be left.
KEPT = [
    (CASES, CASES, FIRST),
    (ARTIKLER, ARTIKLER, FIRST),
    (VEJ, VEJ, FIRST),
    (CASES_FAR, CASES, FAR),
    (ARTIKLER_FAR, ARTIKLER, FAR),
]


def measures() -> dict[str, Measure]:
    return {
        CASES: reading("/cases/"),
        CASES_FAR: reading("/cases/?page=500"),
        ARTIKLER: reading("/viden/artikler/"),
        ARTIKLER_FAR: reading("/viden/artikler/?page=500"),
        VEJ: reading("/10-veje-til-samskabelse/lad-uenighed-opstaa/"),
        "cases, som de er gemt": reading("/cases/", made_anew=False),
    }


def goals(small: dict[str, Row], large: dict[str, Row], _database: str) -> list[Goal]:
    return [share_kept(name, small[held], large[name], least) for name, held, least in KEPT]
