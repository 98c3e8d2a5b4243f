"""Which rows have which choice, as one long number per choice: a bit for every row.

Counting eight facets over ten thousand rows by SQL costs more than the rest of the page. The
numbers are made once from one query a facet, kept in the process, and then every count is an
``&`` and a ``bit_count``, some microseconds each. They are made anew when something that they
show has changed: a mark in the shared cache says so to every process.
"""

import datetime as dt
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

MARK = "facetter.mark"
#: The three last letters of the alphabet, as signs that come after z.
LAST_LETTERS = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
#: However well changes are noted, nothing older than this is shown.
LONGEST = dt.timedelta(minutes=5)


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
    index_of: dict[Any, int], rows: Iterable[tuple[Any, Choice]]
) -> tuple[dict[str, Choice], dict[str, int]]:
    """Return the choices in order, and the bits of each."""
    choices: dict[str, Choice] = {}
    places: dict[str, list[int]] = {}
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


# --- When it must be made anew -----------------------------------------------------------------

_kept: dict[str, tuple[str, Index]] = {}
_watched: set[type[models.Model]] = {Page, PageViewRestriction}


def kept(name: str, make: Callable[[], Index]) -> Index:
    """Return the listing's index, as it was kept or made anew."""
    mark = cache.get(MARK)
    if mark is None:
        # The first of several processes decides.
        cache.add(MARK, secrets.token_hex(8), None)
        mark = cache.get(MARK)
    old = _kept.get(name)
    if old and mark and old[0] == mark and old[1].good_from <= timezone.now() < old[1].good_until:
        return old[1]
    index = make()
    _kept[name] = (mark or "", index)
    return index


def forget() -> None:
    """Have every process make its indexes anew. Rows written in bulk send no signals."""
    cache.set(MARK, secrets.token_hex(8), None)


def watch(*watched: type[models.Model]) -> None:
    """Note more models whose rows the facets show."""
    _watched.update(watched)


def _changed(sender: type[models.Model], **_kwargs: Any) -> None:
    """Forget now, for readers in this transaction, and when it is seen by all others."""
    if issubclass(sender, tuple(_watched)):
        forget()
        transaction.on_commit(forget)


def _ties_changed(instance: models.Model, **kwargs: Any) -> None:
    _changed(sender=type(instance))


def listen() -> None:
    post_save.connect(_changed, dispatch_uid="facetter.saved")
    post_delete.connect(_changed, dispatch_uid="facetter.deleted")
    m2m_changed.connect(_ties_changed, dispatch_uid="facetter.tied")
    post_page_move.connect(_changed, dispatch_uid="facetter.moved")
