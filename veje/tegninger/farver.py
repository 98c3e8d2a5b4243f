"""The colours as numbers, for what CSS cannot reach: PNG files and mails.

The stylesheet has its own tokens; design/README.md is the source of both.
"""

from typing import Final, NamedTuple


class Farve(NamedTuple):
    """One vej's colour: deep on papir, pale as a ground, light on blæk."""

    dyb: str
    bleg: str
    lys: str


PAPIR: Final = "#fbf6ee"
PAPIR_2: Final = "#f3ebdd"
BLAEK: Final = "#1b1a33"
LINJE: Final = "#dcd2c0"

#: 0 is the thread of a page that follows no vej.
FARVER: Final[dict[int, Farve]] = {
    0: Farve(BLAEK, PAPIR_2, LINJE),
    1: Farve("#b6322d", "#ffe0db", "#fd978c"),
    2: Farve("#a44c06", "#fce2d4", "#fa9d68"),
    3: Farve("#8d5e00", "#fae4c7", "#e8aa4e"),
    4: Farve("#677008", "#e6ecca", "#b5c159"),
    5: Farve("#0a7e3a", "#d4f1d8", "#76cf8a"),
    6: Farve("#087970", "#c7f2ec", "#2bd2c2"),
    7: Farve("#0e7492", "#c9efff", "#41c8f6"),
    8: Farve("#2e62c9", "#dde8fd", "#91b7fe"),
    9: Farve("#7a4aba", "#ebe3fc", "#c4a4fe"),
    10: Farve("#ab3276", "#fedeec", "#f594c3"),
}
