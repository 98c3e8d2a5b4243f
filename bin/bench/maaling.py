"""What is measured, and how: eight clients at once, over connections that stay open."""

import http.client
import itertools
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

CLIENTS = 8
SECONDS = 8.0
#: Each process of the server has its first answers behind it.
WARM_UP = 2.0

HEAD = f"{'':<44} {'svar/s':>7} {'median':>8} {'p99':>8}"


@dataclass(frozen=True)
class Row:
    """What was measured of one address; times in milliseconds."""

    rate: float
    median: float
    p99: float

    def line(self, name: str) -> str:
        return f"{name:<44} {self.rate:>7.1f} {self.median:>5.0f} ms {self.p99:>5.0f} ms"


#: Given the site's address, measures one thing about it.
Measure = Callable[[str], Row]


@dataclass(frozen=True)
class Goal:
    """A promise and what was measured against it."""

    promise: str
    measured: str
    is_met: bool

    def line(self) -> str:
        return f"{'ok   ' if self.is_met else 'IKKE '} {self.promise}: {self.measured}"


def share_kept(name: str, small: Row, large: Row, least: float) -> Goal:
    """Return the goal that a rate is kept when the site grows."""
    share = large.rate / small.rate
    return Goal(f"{name}, mindst {least} af farten", f"{share:.2f}", share >= least)


def answers_within(name: str, row: Row, most: float) -> Goal:
    """Return the goal that all but a hundredth of the answers come in time."""
    return Goal(f"{name}, p99 under {most:.0f} ms", f"{row.p99:.0f} ms", row.p99 < most)


def reading(*paths: str, made_anew: bool = True) -> Measure:
    """Return the measure of one page, which eight clients ask for again and again.

    It is made anew for each, unless what the server keeps is to be measured. Of several addresses
    of the same page they take one after the other.
    """
    headers = {"Accept-Encoding": "gzip"} | ({"Cache-Control": "no-cache"} if made_anew else {})

    def measure(site: str) -> Row:
        turns = itertools.cycle(paths)
        ask_for(site, turns, headers, WARM_UP)
        begun = time.monotonic()
        times = ask_for(site, turns, headers, SECONDS)
        return row_of(times, time.monotonic() - begun)

    return measure


def row_of(times: list[float], lasted: float) -> Row:
    """Sum up answers that took so many milliseconds each and ``lasted`` seconds altogether."""
    times = sorted(times)
    return Row(len(times) / lasted, statistics.median(times), times[int(len(times) * 0.99)])


def ask_for(
    site: str, paths: Iterator[str], headers: dict[str, str], seconds: float
) -> list[float]:
    """Return how many milliseconds each answer took. Another status than 200 ends it all."""
    times: list[float] = []
    wrong: list[int] = []
    until = time.monotonic() + seconds

    def ask() -> None:
        connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=120)
        while time.monotonic() < until and not wrong:
            begun = time.monotonic()
            connection.request("GET", next(paths), headers=headers)
            answer = connection.getresponse()
            answer.read()
            times.append((time.monotonic() - begun) * 1000)
            if answer.status != http.HTTPStatus.OK:
                wrong.append(answer.status)
        connection.close()

    clients = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    if wrong or not times:
        raise SystemExit(f"{next(paths)}: {wrong[0] if wrong else 'intet svar'}")
    return times
