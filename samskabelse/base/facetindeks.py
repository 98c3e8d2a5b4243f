"""Which rows have which choice, as one long number per choice: a bit for every row.

Counting eight facets over ten thousand rows by SQL costs more than the rest of the page. The
numbers are made once from one query a facet, kept (see `kept`), and then every count is an
``&`` and a ``bit_count``, some microseconds each.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

#: The three last letters of the alphabet, in signs that every database sorts alike.
LAST_LETTERS = str.maketrans({"æ": "zzz1", "ä": "zzz1", "ø": "zzz2", "ö": "zzz2", "å": "zzz3"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how the address says it, how the page says it, where it stands."""

    key: str
    label: str
    order: Any = None
    #: The number of a vej, whose stroke is shown beside the label.
    vej: int | None = None
    #: What else a page needs to know of it, such as a municipality's code.
    note: str = ""


@dataclass(slots=True)
class Index:
    """All rows of a listing in their first order, and the bits of every choice."""

    pks: list[Any]
    choices: dict[str, dict[str, Choice]]
    bits: dict[str, dict[str, int]]
    #: Places in ``pks``, for each order but the first.
    orders: dict[str, list[int]]
    good_from: dt.datetime
    good_until: dt.datetime
    place: dict[Any, int] = field(init=False)
    #: What has been made of the rows while they are as they are, such as their cards.
    made: dict[Any, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.place = {pk: number for number, pk in enumerate(self.pks)}

    @property
    def everything(self) -> int:
        return (1 << len(self.pks)) - 1

    def bits_of(self, pks: Iterable[Any]) -> int:
        return number_with(len(self.pks), (self.place[pk] for pk in pks if pk in self.place))

    def pks_in(self, bits: int, order: str) -> list[Any]:
        """Return the rows of the bits in the named order."""
        if bits == self.everything and order not in self.orders:
            return self.pks
        return self.pks_at(bits, self.orders.get(order) or range(len(self.pks)))

    def pks_at(self, bits: int, places: Iterable[int]) -> list[Any]:
        """Return the rows of the bits in the order of their places."""
        chosen = bits.to_bytes(len(self.pks) // 8 + 1, "little")
        return [self.pks[place] for place in places if chosen[place >> 3] >> (place & 7) & 1]


def number_with(length: int, places: Iterable[int]) -> int:
    """Return the number that has a one at each of the places."""
    found = bytearray(length // 8 + 1)
    for place in places:
        found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def first_places(bits: int, most: int) -> list[int]:
    """Return the first places that have a bit."""
    places: list[int] = []
    while bits and len(places) < most:
        lowest = bits & -bits
        places.append(lowest.bit_length() - 1)
        bits ^= lowest
    return places


def bits_of_rows(
    index_of: dict[Any, int], rows: Iterable[tuple[Any, Choice]], known: Iterable[Choice] = ()
) -> tuple[dict[str, Choice], dict[str, int]]:
    """Return the choices in order, and the bits of each: none for those that no row has."""
    choices = {choice.key: choice for choice in known}
    places: dict[str, list[int]] = {key: [] for key in choices}
    for pk, choice in rows:
        if pk in index_of:
            choices.setdefault(choice.key, choice)
            places.setdefault(choice.key, []).append(index_of[pk])
    ordered = dict(sorted(choices.items(), key=lambda item: _place(item[1])))
    return ordered, {key: number_with(len(index_of), places[key]) for key in ordered}


def _place(choice: Choice) -> tuple[bool, Any, str]:
    return (choice.order is None, choice.order or 0, danish(choice.label))


def danish(text: str) -> str:
    """Return what sorts the text as a Dane does: æ, ø and å last, and Aarhus with å."""
    return text.casefold().replace("aa", "å").translate(LAST_LETTERS)
