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
#: How long, and how often, each of two sites is asked before the other one has its turn. Short and
#: many: the machine's pace may change within seconds, and which of the server's processes gets how
#: many of the clients is chance, anew each time.
SECONDS, ROUNDS = 1.5, 10
#: Before the first round, so that each process of the server has its first answers behind it.
WARM_UP = 1.5

HEAD = f"{'':<44} {'svar/s':>7} {'median':>8} {'p99':>8}"


@dataclass(frozen=True)
class Row:
    """What was measured of one address; times in milliseconds."""

    rate: float
    median: float
    p99: float

    def line(self, name: str) -> str:
        return f"{name:<44} {self.rate:>7.1f} {self.median:>5.0f} ms {self.p99:>5.0f} ms"


@dataclass(frozen=True)
class Sample:
    """How many milliseconds each answer took, and how many seconds all of them took together."""

    times: list[float]
    lasted: float


#: Given the site's address and a number of seconds, measures one thing about it for so long.
Measure = Callable[[str, float], Sample]


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


def in_turn(measure: Measure, sites: tuple[str, str]) -> tuple[Row, Row]:
    """Measure two sites in turn, each of them first every other time."""
    for site in sites:
        measure(site, WARM_UP)
    samples: dict[str, list[Sample]] = {site: [] for site in sites}
    for number in range(ROUNDS):
        for site in sites if number % 2 == 0 else reversed(sites):
            samples[site].append(measure(site, SECONDS))
    first, second = (row_of(samples[site]) for site in sites)
    return first, second


def row_of(samples: list[Sample]) -> Row:
    times = sorted(time for sample in samples for time in sample.times)
    lasted = sum(sample.lasted for sample in samples)
    return Row(len(times) / lasted, statistics.median(times), times[int(len(times) * 0.99)])


def reading(*paths: str, made_anew: bool = True) -> Measure:
    """Return the measure of one page, which eight clients ask for again and again.

    It is made anew for each, unless what the server keeps is to be measured. Of several addresses
    of the same page they take one after the other.
    """
    headers = {"Accept-Encoding": "gzip"} | ({"Cache-Control": "no-cache"} if made_anew else {})
    turns = itertools.cycle(paths)

    def measure(site: str, seconds: float) -> Sample:
        begun = time.monotonic()
        times = ask_for(site, turns, headers, seconds)
        return Sample(times, time.monotonic() - begun)

    return measure


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
