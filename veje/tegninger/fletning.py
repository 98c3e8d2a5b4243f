"""Fletningen: ten threads that come loose from the left and weave to the right."""

import math
from collections.abc import Callable
from functools import cache
from itertools import combinations, pairwise

from .geometri import Point, fit, path_data, path_numbers, smoothstep

THREADS = 10
WIDTH, HEIGHT = 1600, 520
STROKE = 9
AIR = 5

#: Where the threads begin to turn towards each other, and how soon they are at full speed.
TURN_AT, TURN_OVER = 580, 240
#: How far a thread runs from one edge of the braid to the other.
TRAVERSE = 640
#: Half the height of the loose threads and of the braid.
LOOSE, TIGHT = 140, 138
#: How softly a thread turns at the edge of the braid, as a share of the way across.
TURN = 0.24


def _progress(x: float) -> float:
    """How many times the braid has been crossed at x: nothing at first, then ever steadier."""
    share = min(max((x - TURN_AT) / TURN_OVER, 0.0), 1.0)
    eased = share**3 - share**4 / 2
    return (TURN_OVER * eased + max(x - TURN_AT - TURN_OVER, 0)) / TRAVERSE


def _across(u: float) -> float:
    """From -1 at one edge to 1 at the other and back, straight between and round at the turns."""
    u = abs((u + 1) % 2 - 1)
    if u > 0.5:
        return -_across(1 - u)
    bend = 2 * TURN / math.pi
    middle = bend + 0.5 - TURN
    from_edge = bend * (1 - math.cos(u / bend)) if u < TURN else bend + u - TURN
    return from_edge / middle - 1


def _thread(number: int) -> Callable[[float], Point]:
    """The way of one thread: odd ones start downwards, even ones upwards."""
    start = (number - 0.5) / THREADS
    direction = 1 if number % 2 else -1

    def path(x: float) -> Point:
        u = start + direction * _progress(x)
        woven = smoothstep((x - 360) / 380)
        even = 2 * abs((u + 1) % 2 - 1) - 1
        place = (1 - woven) * even + woven * _across(u)
        half = LOOSE + (TIGHT - LOOSE) * smoothstep((x - 200) / 900)
        drift = 11 * math.sin(x / 300 + 0.4)
        loose = 8 * math.sin(x / 150 - number * 0.55) * (1 - smoothstep((x - 250) / 420))
        return x, HEIGHT / 2 + half * place + drift + loose

    return path


def _slope(path: Callable[[float], Point], x: float) -> float:
    return (path(x + 1)[1] - path(x - 1)[1]) / 2


def _bridge(path: Callable[[float], Point], start: float, end: float) -> str:
    """A piece so short that one quadratic Bézier will do."""
    x0 = round(start)
    x1 = x0 + 2 * round((end - start) / 2)
    y0, ym, y1 = path(x0)[1], path((x0 + x1) / 2)[1], path(x1)[1]
    y = round(y0, 1)
    bend = 2 * ym - (y0 + y1) / 2 - y
    return path_numbers("M", x0, y) + path_numbers("q", (x1 - x0) / 2, round(bend), x1 - x0, y1 - y)


def crossings() -> list[tuple[float, int, int]]:
    """Where the threads cross: the place, the thread that lies over, and the one below.

    Each crossing swaps two neighbours, and swaps of the two parities take turns, so every
    thread goes over, under, over, under all the way.
    """
    paths = [_thread(number) for number in range(1, THREADS + 1)]
    xs = range(TURN_AT, WIDTH + 30, 3)
    found = []
    for (i, first), (j, second) in combinations(enumerate(paths, start=1), 2):
        gaps = [second(x)[1] - first(x)[1] for x in xs]
        for (x, _), (before, after) in zip(pairwise(xs), pairwise(gaps), strict=True):
            if (before > 0) == (after > 0):
                continue
            at = x + 3 * before / (before - after)
            row = round((_progress(at) - 0.05) * THREADS)
            downwards, upwards = (i, j) if before > 0 else (j, i)
            found.append((at, upwards, downwards) if row % 2 else (at, downwards, upwards))
    return sorted(found)


def _bridges() -> list[str]:
    """For each thread, as path data, the short pieces where it lies over another."""
    bridges = [""] * THREADS
    for at, over, under in crossings():
        path = _thread(over)
        slope = _slope(path, at)
        angle = abs(math.atan(slope) - math.atan(_slope(_thread(under), at)))
        angle -= 0.1 if angle < 0.6 else 0  # threads that meet so flatly also bend on the way
        length = STROKE / 2 / math.sin(angle) + (STROKE / 2 + AIR) / math.tan(angle) + 1
        half = length * math.cos(math.atan(slope))
        bridges[over - 1] += _bridge(path, at - half, at + half)
    return bridges


@cache
def braid_svg() -> str:
    """The braid as one inline SVG. CSS gives threads and air their colours."""
    numbers = range(1, THREADS + 1)
    threads = "".join(
        f'<path class="traad traad--{number}" pathLength="1"'
        f' d="{path_data(fit(_thread(number), -10, WIDTH + 14, tolerance=0.4, grid=1), 1)}"/>'
        for number in numbers
    )
    bridges = _bridges()
    air = (
        f'<path class="fletning__luft" stroke-width="{STROKE + 2 * AIR}" stroke-linecap="butt"'
        f' d="{"".join(bridges)}"/>'
    )
    over = "".join(
        f'<path class="traad traad--{number}" d="{data}"/>'
        for number, data in zip(numbers, bridges, strict=True)
    )
    return (
        f'<svg class="fletning" viewBox="0 0 {WIDTH} {HEIGHT}"'
        ' preserveAspectRatio="xMaxYMid slice" fill="none"'
        f' stroke-width="{STROKE}" stroke-linecap="round" aria-hidden="true" focusable="false">'
        f"{threads}{air}{over}</svg>"
    )
