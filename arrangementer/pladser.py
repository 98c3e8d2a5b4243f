"""Seats in words: the one place that decides whether there are any left."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from samskabelse.base.tekster import tekst

if TYPE_CHECKING:
    from .models import Afholdelse

#: Where the settings can't be reached: a preview, a row that is not saved.
FEW_SEATS = 5


class State(StrEnum):
    FREE = "ledige"
    FEW = "faa"
    WAITING = "venteliste"
    CLOSED = "lukket"
    CANCELLED = "aflyst"
    PAST = "afholdt"


@dataclass(frozen=True, slots=True)
class Seats:
    """The state of an afholdelse's seats. ``left`` is None where there is no limit."""

    state: State
    left: int | None = None
    date_text: str = ""

    @property
    def are_free(self) -> bool:
        return self.state in {State.FREE, State.FEW}

    @property
    def can_wait(self) -> bool:
        return self.state == State.WAITING

    @property
    def text(self) -> str:
        match self.state:
            case State.FEW:
                return tekst("arrangement.status.faa", antal=self.left)
            case State.WAITING:
                return tekst("arrangement.status.fuldt")
            case State.PAST:
                return tekst("arrangement.status.afholdt", dato=self.date_text)
            case state:
                return tekst(f"arrangement.status.{state.value}")


def seats_of(afholdelse: "Afholdelse") -> Seats:
    """Tell how it stands, from the numbers that ``with_counts()`` has fetched along.

    Taken are the seats that are given away and those that are on offer to the waiting list.
    """
    if afholdelse.is_cancelled:
        return Seats(State.CANCELLED)
    if afholdelse.is_past:
        return Seats(State.PAST, date_text=afholdelse.date_text)
    if not afholdelse.is_open:
        return Seats(State.CLOSED)
    if afholdelse.seats is None:
        return Seats(State.FREE)
    left = max(0, afholdelse.seats - getattr(afholdelse, "seats_taken", 0))
    if not left:
        return Seats(State.WAITING, 0)
    few = getattr(afholdelse, "few_seats", None)
    return Seats(State.FEW if left <= (FEW_SEATS if few is None else few) else State.FREE, left)
