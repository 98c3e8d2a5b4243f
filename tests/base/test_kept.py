"""What a process keeps: made once, and anew when a row, the time or the cache says so."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from django.utils import timezone

from samskabelse.base import kept


@dataclass
class Made:
    number: int
    good_from: dt.datetime
    good_until: dt.datetime


@dataclass
class Maker:
    number: int = 0

    def __call__(self) -> Made:
        self.number += 1
        now = timezone.now()
        return Made(self.number, now, now + dt.timedelta(minutes=1))


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    monkeypatch.setattr(kept, "_kept", {})


def test_it_is_made_once_and_anew_after_a_change():
    make = Maker()
    assert [kept.kept("a", make).number for _time in range(3)] == [1, 1, 1]

    kept.forget()

    assert kept.kept("a", make).number == 2


def test_it_ends_with_its_time(time_machine):
    make = Maker()
    time_machine.move_to("2026-11-26T10:00:00+01:00", tick=False)
    kept.kept("a", make)
    time_machine.move_to("2026-11-26T10:00:59+01:00", tick=False)
    assert kept.kept("a", make).number == 1

    time_machine.move_to("2026-11-26T10:01:00+01:00", tick=False)
    assert kept.kept("a", make).number == 2
    # A clock that was set back: nothing from the future.
    time_machine.move_to("2026-11-26T09:00:00+01:00", tick=False)
    assert kept.kept("a", make).number == 3


def test_many_who_ask_at_once_wait_for_the_first():
    make, all_here = Maker(), threading.Barrier(8)

    def slowly() -> Made:
        made = make()
        threading.Event().wait(0.1)
        return made

    def ask(_number: int) -> int:
        all_here.wait()
        return kept.kept("a", slowly).number

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {1}


def test_nothing_holds_where_the_cache_keeps_nothing(monkeypatch):
    monkeypatch.setattr(kept.cache, "get", lambda _key: None)
    make = Maker()

    assert [kept.kept("a", make).number for _time in range(2)] == [1, 2]


def test_a_shelf_keeps_by_key_until_a_change():
    shelf, make = kept.Shelf[Made](most=2, longest=dt.timedelta(minutes=1)), Maker()
    assert [shelf.get(key, make).number for key in "abab"] == [1, 2, 1, 2]

    kept.forget()

    assert shelf.get("a", make).number == 3


def test_a_shelf_lets_go_of_what_was_asked_for_longest_ago():
    shelf, make = kept.Shelf[Made](most=2, longest=dt.timedelta(minutes=1)), Maker()

    assert [shelf.get(key, make).number for key in "abaca"] == [1, 2, 1, 3, 1]
    assert shelf.get("b", make).number == 4


def test_a_shelf_keeps_nothing_beyond_its_time(time_machine):
    shelf, make = kept.Shelf[Made](most=2, longest=dt.timedelta(minutes=1)), Maker()
    time_machine.move_to("2026-11-26T10:00:00+01:00", tick=False)
    shelf.get("a", make)
    time_machine.move_to("2026-11-26T10:00:59+01:00", tick=False)
    assert shelf.get("a", make).number == 1

    time_machine.move_to("2026-11-26T10:01:00+01:00", tick=False)
    assert shelf.get("a", make).number == 2
    # A clock that was set back: nothing from the future.
    time_machine.move_to("2026-11-26T09:00:00+01:00", tick=False)
    assert shelf.get("a", make).number == 3
