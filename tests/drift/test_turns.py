"""Pages are made one after the other, in the order in which they were asked for."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.test import RequestFactory

from samskabelse.drift.turns import InTurn, Line

LONG = 30.0


def until(is_so: Callable[[], bool]) -> None:
    """Wait for another thread."""
    deadline = time.monotonic() + LONG
    while not is_so():
        assert time.monotonic() < deadline, "the other thread never came so far"
        time.sleep(0.001)


def test_whoever_has_waited_longest_is_next() -> None:
    line, came = Line(patience=LONG), []

    def wait(name: int) -> None:
        with line.turn() as has_it:
            came.append((name, has_it))

    threads = [threading.Thread(target=wait, args=[name]) for name in range(5)]
    with line.turn():
        for number, thread in enumerate(threads, start=1):
            thread.start()
            # The default keeps this round's number; mypy can't tell the type of one.
            until(lambda number=number: len(line._waiting) == number)  # type: ignore[misc]
        assert not came
    for thread in threads:
        thread.join(LONG)

    assert came == [(name, True) for name in range(5)]


def test_nobody_waits_for_too_long() -> None:
    line = Line(patience=0.01)
    with line.turn() as first:
        with line.turn() as second, line.turn() as third:
            assert (first, second, third) == (True, False, False)
        # Whoever went ahead has not given up a turn that was never theirs.
        assert line._is_taken
    assert not line._is_taken
    assert not line._waiting


class Page:
    """An application that notes how many of its pages are in the making at once."""

    def __init__(self) -> None:
        self.now = self.most = self.made = 0
        self.may_end = threading.Event()
        self.lock = threading.Lock()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.may_end.wait(LONG)
        with self.lock:
            self.now -= 1
            self.made += 1
        if environ["PATH_INFO"] == "/fejl/":
            raise ValueError
        return [b""]


@pytest.fixture
def page() -> Page:
    return Page()


@pytest.fixture
def in_turn(page: Page) -> InTurn:
    application = InTurn(page)
    application.line = Line(patience=LONG)
    return application


def ask(application: InTurn, method: str, path: str) -> threading.Thread:
    environ = RequestFactory().generic(method, path).environ
    thread = threading.Thread(target=application, args=[environ, lambda *_said: None])
    thread.start()
    return thread


def test_one_page_is_made_at_a_time(in_turn: InTurn, page: Page) -> None:
    threads = [ask(in_turn, "GET", f"/{number}/") for number in range(4)]
    until(lambda: len(in_turn.line._waiting) == 3)
    page.may_end.set()
    for thread in threads:
        thread.join(LONG)

    assert (page.made, page.most) == (4, 1)


@pytest.mark.parametrize(("method", "path"), [("POST", "/kontakt/"), ("GET", "/static/css/x.css")])
def test_forms_and_files_wait_for_no_page(
    in_turn: InTurn, page: Page, method: str, path: str
) -> None:
    threads = [ask(in_turn, "GET", "/"), ask(in_turn, method, path)]
    until(lambda: page.now == 2)
    page.may_end.set()
    for thread in threads:
        thread.join(LONG)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_page_that_fails_holds_nobody_up(in_turn: InTurn, page: Page) -> None:
    threads = [ask(in_turn, "GET", "/fejl/"), ask(in_turn, "GET", "/")]
    page.may_end.set()
    for thread in threads:
        thread.join(LONG)

    assert page.made == 2
    assert not in_turn.line._is_taken
