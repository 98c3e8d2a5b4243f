"""Omslag: cover art for a page with no photo, drawn from its veje and its own id.

The same page always gets the same cover. The seed chooses a composition and everything in it;
the veje give the colours, the first one most of all.
"""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import combinations, groupby, pairwise
from typing import Final, Literal, TypeVar

from .geometri import Point, Streg, fit, line, path_data, piece, transform

Ratio = Literal["wide", "card"]
Chosen = TypeVar("Chosen")

MAX_VEJE: Final = 5
SIZES: Final[dict[str, tuple[int, int]]] = {"card": (640, 360), "wide": (1600, 500)}


class Terning:
    """Dice that always fall the same way for the same seed, in every Python."""

    def __init__(self, seed: int | str) -> None:
        self._seed = str(seed)
        self._throws = 0

    def share(self) -> float:
        self._throws += 1
        digest = blake2b(f"{self._seed}:{self._throws}".encode(), digest_size=6).digest()
        return int.from_bytes(digest) / 2**48

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.share()

    def whole(self, low: int, high: int) -> int:
        return low + int(self.share() * (high - low + 1))

    def one_of(self, things: Sequence[Chosen]) -> Chosen:
        return things[int(self.share() * len(things))]


class Laerred:
    """The canvas of one cover: its size, its dice and its threads."""

    def __init__(self, size: tuple[int, int], dice: Terning, veje: Sequence[int]) -> None:
        self.width, self.height = size
        self.unit = self.height / 360
        self.is_wide = self.width > 2 * self.height
        self.dice = dice
        self.veje = list(veje) or [0]

    def threads(self, count: int) -> list[int]:
        """A vej for each line: neighbours in groups, the first vej with the most."""
        share = self.dice.between(0.4, 0.6) if len(self.veje) > 1 else 1
        first = max(1, round(count * share))
        rest = self.veje[1:] or self.veje
        left = count - first
        groups = [self.veje[0]] * first
        for index in range(left):
            groups.append(rest[min(index * len(rest) // left, len(rest) - 1)])
        start = self.dice.whole(0, count - 1)
        if self.dice.share() < 0.35:
            return groups[start:] + groups[:start]
        return groups if self.dice.share() < 0.5 else groups[::-1]

    def alternating(self, count: int) -> list[int]:
        start = self.dice.whole(0, len(self.veje) - 1)
        return [self.veje[(start + index) % len(self.veje)] for index in range(count)]

    def widths(self, count: int, thin: float, thick: float) -> list[float]:
        """Stroke widths with a rhythm of their own."""
        u = self.unit
        rhythm = self.dice.whole(0, 3)
        if rhythm == 0:
            return [thick * u if index % 2 else thin * u for index in range(count)]
        if rhythm == 1:
            grow = (thick - thin) / max(count - 1, 1)
            return [(thin + grow * index) * u for index in range(count)]
        if rhythm == 2:
            return [(thin + thick) / 2 * u] * count
        heavy = self.dice.whole(0, count - 1)
        return [(thick if index == heavy else (thin * 2 + thick) / 3) * u for index in range(count)]


def _boelger(c: Laerred) -> list[Streg]:
    """Waves side by side, from edge to edge."""
    d, u = c.dice, c.unit
    count = d.whole(6, 9)
    widths = c.widths(count, d.between(7, 13), d.between(20, 30))
    air = d.between(9, 17) * u
    total = sum(widths) + air * (count - 1)
    long = d.between(1.5, 2.6) * c.height
    phase, tilt = d.between(0, 2 * math.pi), d.between(-0.16, 0.16) * c.height / c.width * 1.8
    # Not so steep that the lines run into each other on the slopes.
    high = min(d.between(0.12, 0.26) * c.height, 0.095 * long)
    swell = d.between(-0.6, 0.6)
    y = (c.height - total) / 2 + d.between(-0.04, 0.04) * c.height
    strokes = []
    for index, (width, vej) in enumerate(zip(widths, c.threads(count), strict=True)):
        y += width / 2
        grow = 1 + swell * (index / (count - 1) - 0.5)

        def path(x: float, y: float = y, grow: float = grow) -> Point:
            wave = math.sin(2 * math.pi * x / long + phase)
            wave += 0.5 * math.sin(1.1 * math.pi * x / long + phase * 2)
            return x, y + high * grow * wave + tilt * (x - c.width / 2)

        strokes.append(Streg(fit(path, -30, c.width + 30, tolerance=2.5 * u), width, vej))
        y += width / 2 + air
    return strokes


def _flet(c: Laerred) -> list[Streg]:
    """A braid of three or four broad threads."""
    d, u = c.dice, c.unit
    count = d.whole(3, 4)
    width = (d.between(32, 46) if count == 3 else d.between(22, 32)) * u
    air = d.between(6, 8) * u
    traverse = d.between(1.0, 1.25) * c.height * (0.8 + 0.1 * count)
    half = d.between(0.3, 0.36) * c.height
    tilt, shift = d.between(-0.2, 0.2) * min(1, 1.78 * c.height / c.width), d.between(0, 2)
    veje = c.alternating(count)

    def thread(index: int) -> Callable[[float], Point]:
        start, sign = (index + 0.5) / count, 1 if index % 2 == 0 else -1

        def path(x: float) -> Point:
            place = -math.cos(math.pi * (start + sign * (x / traverse + shift)))
            place += 0.06 * math.cos(3 * math.pi * (start + sign * (x / traverse + shift)))
            return x, c.height / 2 + half * place + tilt * (x - c.width / 2)

        return path

    paths = [thread(index) for index in range(count)]
    strokes = [
        Streg(fit(path, -40, c.width + 40, tolerance=0.6 * u), width, vej)
        for path, vej in zip(paths, veje, strict=True)
    ]
    bridges = []
    for i, j in combinations(range(count), 2):
        for x, first_is_above in _meetings(paths[i], paths[j], c.width + 40):
            # The rows take turns: now those on their way down lie over, now those on their way up.
            row = round((x / traverse + shift) * count - 0.5)
            over = i if first_is_above == (row % 2 == 0) else j
            reach = traverse / count / 2
            curve = fit(paths[over], x - reach, x + reach, tolerance=0.6 * u)
            bridges.append(Streg(curve, width, veje[over]))
    return strokes + _with_air(bridges, air)


def _meetings(
    first: Callable[[float], Point], second: Callable[[float], Point], end: float
) -> list[tuple[float, bool]]:
    """Where two threads cross, and whether the first comes from above."""
    found = []
    gaps = [(x, second(x)[1] - first(x)[1]) for x in range(-40, round(end), 3)]
    for (x, before), (_, after) in pairwise(gaps):
        if (before > 0) != (after > 0):
            found.append((x + 3 * before / (before - after), before > 0))
    return found


def _with_air(bridges: list[Streg], air: float) -> list[Streg]:
    """First a gap under each of the bridges, then the bridges, colour by colour."""
    gaps = [Streg(bridge.curve, bridge.width + 2 * air, None) for bridge in bridges]
    return gaps + sorted(bridges, key=lambda bridge: bridge.vej or 0)


def _vaev(c: Laerred) -> list[Streg]:
    """Warp and weft, over and under, on a slant."""
    d, u = c.dice, c.unit
    gap = d.between(70, 100) * u
    width = gap * d.between(0.42, 0.62)
    air = min(7 * u, (gap - width) / 3)
    turn = math.radians(d.one_of((-1, 1)) * d.between(14, 42))
    bend, long = d.between(0, 0.22) * gap, d.between(4.5, 7) * gap
    cx, cy = c.width * d.between(0.35, 0.65), c.height / 2
    reach = math.hypot(c.width, c.height) / 2 + gap
    cos, sin = math.cos(turn), math.sin(turn)

    def place(across: float, along: float) -> Point:
        x = across + bend * math.sin(along / long * 2 * math.pi)
        y = along + bend * math.sin(across / long * 2 * math.pi + 1)
        return cx + x * cos - y * sin, cy + x * sin + y * cos

    def warp(across: float) -> Callable[[float], Point]:
        return partial(place, across)

    def weft(along: float) -> Callable[[float], Point]:
        return lambda across: place(across, along)

    wefts = d.whole(2, 3)
    warps = d.whole(3, 6 - wefts) + c.is_wide
    warp_at = [(index - (warps - 1) / 2) * gap for index in range(warps)]
    weft_at = [(index - (wefts - 1) / 2) * gap for index in range(wefts)]
    warp_veje = [c.veje[0]] * warps
    others = c.veje[1:] or c.veje
    weft_veje = [others[index % len(others)] for index in range(wefts)]
    if d.share() < 0.5 and len(c.veje) > 2:
        warp_veje = sorted(c.alternating(warps))
    tolerance = 3 * u
    strokes = [
        Streg(fit(warp(a), -reach, reach, tolerance=tolerance), width, vej)
        for a, vej in zip(warp_at, warp_veje, strict=True)
    ]
    wefts_drawn = [
        Streg(fit(weft(b), -reach, reach, tolerance=tolerance), width, vej)
        for b, vej in zip(weft_at, weft_veje, strict=True)
    ]
    strokes += _with_air(wefts_drawn, air)
    half = width / 2 + air + 1
    bridges = [
        Streg(piece(warp(a), b - half, b + half), width, warp_veje[i])
        for i, a in enumerate(warp_at)
        for j, b in enumerate(weft_at)
        if (i + j) % 2
    ]
    return strokes + _with_air(bridges, air)


def _upside_down(c: Laerred, strokes: list[Streg]) -> list[Streg]:
    return [
        s._replace(curve=transform(s.curve, lambda p: (p[0], c.height - p[1]))) for s in strokes
    ]


def _loekke(c: Laerred) -> list[Streg]:
    """A bundle of threads that makes one large loop."""
    d, u = c.dice, c.unit
    count = d.whole(3, 5)
    width = {3: d.between(20, 28), 4: d.between(14, 19), 5: d.between(11, 15)}[count] * u
    gap = width + d.between(7, 10) * u
    cx = c.width * d.between(0.36, 0.64)
    outer = c.height * d.between(0.36, 0.42)
    top = c.height * d.between(0.05, 0.12) + width / 2
    cy = top + outer
    end_1, end_2 = (c.height * d.between(0.66, 0.84) for _ in range(2))
    flip = d.share() < 0.5
    spread = c.width * 0.5
    ins: list[Streg] = []
    outs: list[Streg] = []
    for index, vej in enumerate(c.threads(count)):
        r = outer - index * gap
        k = r * 0.5523
        y1, y2 = end_1 - index * gap + outer * 0.2, end_2 - index * gap + outer * 0.2
        pull = r * 1.15
        into = (
            (-60 * u, y1),
            (cx - spread * 0.35, y1),
            (cx + r, cy + pull),
            (cx + r, cy),
            (cx + r, cy - k),
            (cx + k, cy - r),
            (cx, cy - r),
            (cx - k, cy - r),
            (cx - r, cy - k),
            (cx - r, cy),
        )
        away = (
            (cx - r, cy),
            (cx - r, cy + pull),
            (cx + spread * 0.35, y2),
            (c.width + 60 * u, y2),
        )
        ins.append(Streg(into, width, vej))
        outs += [Streg(away, gap * 2 - width, None), Streg(away, width, vej)]
    strokes = ins + outs
    if flip:
        strokes = _upside_down(c, strokes)
    return strokes


def _vifte(c: Laerred) -> list[Streg]:
    """A tight bundle that opens, or many threads that gather: a fan."""
    d, u = c.dice, c.unit
    count = d.whole(6, 9)
    widths = c.widths(count, d.between(11, 15), d.between(22, 32))
    air = d.between(5, 9) * u
    total = sum(widths) + air * (count - 1)
    middle = c.height * d.between(0.25, 0.75)
    opening = max(c.height * d.between(1.2, 1.6), total * 1.6)
    end = c.height * d.between(0.35, 0.65)
    bend_1, bend_2 = c.width * d.between(0.35, 0.6), c.width * d.between(0.3, 0.55)
    mirror = d.share() < 0.5
    y = middle - total / 2
    strokes = []
    for index, (width, vej) in enumerate(zip(widths, c.threads(count), strict=True)):
        y += width / 2
        goal = end + opening * (index / (count - 1) - 0.5)
        curve: tuple[Point, ...] = (
            (-30, y),
            (bend_1, y),
            (c.width - bend_2, goal),
            (c.width + 30, goal),
        )
        if mirror:
            curve = tuple((c.width - px, py) for px, py in curve)
        strokes.append(Streg(curve, width, vej))
        y += width / 2 + air
    return strokes


def _ringe(c: Laerred) -> list[Streg]:
    """Ripples from one point, sometimes two."""
    d, u = c.dice, c.unit
    strokes = []
    veje = c.veje
    count = d.whole(6, 9)
    widths = c.widths(count, d.between(8, 13), d.between(20, 30))
    air = d.between(9, 17) * u
    r = d.between(14, 46) * u
    side = d.one_of((-1, 1))
    x = c.width / 2 + side * c.height * d.between(0.1, 0.7)
    center = x, c.height * d.between(0.1, 0.9)
    for width, vej in zip(widths, c.threads(count), strict=True):
        strokes.append(_ring(center, r + width / 2, width, vej))
        r += width + air
    # A wide canvas has room for more of them, on both sides of the first.
    more = [-side] if d.share() < 0.6 or c.is_wide else []
    if c.is_wide:
        more += [side, *(-2 * side, 2 * side)[: round(c.width / c.height) - 3]]
    for place in more:
        away = d.between(0.65, 1.05) if abs(place) == 1 else d.between(0.85, 1.05)
        away *= place * c.height * (1.25 if c.is_wide else 1)
        center = x + away, c.height * d.between(0.1, 0.9)
        pitch = d.between(24, 34) * u
        first, count = pitch * d.between(0.5, 0.9), d.whole(3, 5)
        reach = first + pitch * (count - 0.5)
        vej = veje[(place + len(veje)) % len(veje)] if abs(place) > 1 else veje[-1]
        strokes.append(_ring(center, reach / 2, reach, None))
        strokes += [
            _ring(center, first + pitch * index, pitch * 0.52, vej) for index in range(count)
        ]
    return strokes


def _ring(center: Point, r: float, width: float, vej: int | None) -> Streg:
    (x, y), k = center, r * 0.5523
    curve = (
        (x - r, y), (x - r, y - k), (x - k, y - r), (x, y - r),
        (x + k, y - r), (x + r, y - k), (x + r, y), (x + r, y + k),
        (x + k, y + r), (x, y + r), (x - k, y + r), (x - r, y + k), (x - r, y),
    )  # fmt: skip
    return Streg(curve, width, vej, radius=r)


def _buer(c: Laerred) -> list[Streg]:
    """Arches that stand in front of each other: circles with their lower half out of sight."""
    d, u = c.dice, c.unit
    count = d.whole(3, 4) if not c.is_wide else round(c.width / c.height * 1.7)
    pitch = d.between(32, 42) * u
    width = pitch * d.between(0.52, 0.7)
    below = d.between(0, 0.07) * c.height + width / 2
    ground = c.height + below if d.share() < 0.7 else -below
    order = sorted(range(count), key=lambda index: index * 2 % (count + 1))
    strokes: list[Streg] = []
    for index, vej in zip(order, c.alternating(count), strict=True):
        center = (index + d.between(0.2, 0.8)) / count * c.width, ground
        rings = d.whole(5, 7)
        start = pitch * d.between(0.4, 1.0)
        reach = start + pitch * (rings - 0.5)
        strokes.append(_ring(center, reach / 2, reach, None))
        strokes += [_ring(center, start + pitch * ring, width, vej) for ring in range(rings)]
    return strokes


def _baand(c: Laerred) -> list[Streg]:
    """Stripes side by side that turn one corner or two together."""
    d, u = c.dice, c.unit
    count = d.whole(4, 7)
    corners = 2 if d.share() < 0.5 or c.is_wide else 1
    bundle = c.height * (d.between(0.4, 0.5) if corners == 2 else d.between(0.62, 0.86))
    pitch = bundle / count
    width = pitch * d.between(0.6, 0.82)
    half = pitch * (count - 1) / 2
    inner = d.between(12, 34) * u + width / 2
    middle = c.width / 2 + c.height * d.between(-0.3, 0.3)
    level = c.height * (d.between(0.18, 0.26) if corners == 2 else d.between(0.4, 0.58))
    mirror, flip = d.share() < 0.5, d.share() < 0.5
    far = 40 * u
    k = 0.4477
    strokes = []
    for index, vej in enumerate(c.threads(count)):
        out = index * pitch - half
        x, y = middle + out, level - out
        r = inner + half + out
        # From the left and down; the thread on the outside takes the wider turn.
        points = [
            *line((-far, y), (x - r, y)),
            *((x - r * k, y), (x, y + r * k), (x, y + r)),
        ]
        if corners == 1:
            points += line(points[-1], (x, c.height + far))[1:]
        else:
            r = inner + half - out
            y = max(c.height - level, level + 2 * (inner + half)) - out
            points += line(points[-1], (x, y - r))[1:]
            points += [(x, y - r * k), (x + r * k, y), (x + r, y)]
            points += line(points[-1], (c.width + far, y))[1:]
        strokes.append(Streg(tuple(points), width, vej))

    def turned(point: Point) -> Point:
        return (
            c.width - point[0] if mirror else point[0],
            c.height - point[1] if flip else point[1],
        )

    return [s._replace(curve=transform(s.curve, turned)) for s in strokes]


COMPOSITIONS: Final = (_boelger, _flet, _vaev, _loekke, _vifte, _ringe, _buer, _baand)


def known_veje(vej_numbers: Sequence[int]) -> list[int]:
    """The veje that a drawing has room for, each once."""
    return [number for number in dict.fromkeys(vej_numbers) if 1 <= number <= 10][:MAX_VEJE]


def cover_strokes(
    vej_numbers: Sequence[int], seed: int | str, size: tuple[int, int]
) -> list[Streg]:
    """The cover as strokes, for whoever is to draw it."""
    dice = Terning(seed)
    compose = dice.one_of(COMPOSITIONS)
    return compose(Laerred(size, dice, known_veje(vej_numbers)))


def _data(stroke: Streg, height: int) -> str:
    if not stroke.radius:
        return path_data(stroke.curve)
    (x, y), r = stroke.curve[0], round(stroke.radius)
    upper, lower = f"a{r} {r} 0 0 1 {2 * r} 0", f"a{r} {r} 0 0 0 {2 * r} 0"
    # Of a circle whose middle is out of sight, half is enough.
    if y >= height:
        arcs = upper
    elif y <= 0:
        arcs = lower
    else:
        arcs = f"{upper} {r} {r} 0 0 1-{2 * r} 0"
    return f"M{x:.0f} {y:.0f}{arcs}"


@lru_cache(maxsize=512)
def _cover(vej_numbers: tuple[int, ...], seed: str, ratio: str) -> str:
    width, height = SIZES[ratio]
    strokes = cover_strokes(vej_numbers, seed, (width, height))
    paths = ""
    for (vej, stroke_width), group in groupby(strokes, lambda s: (s.vej, s.width)):
        kind = ' class="fletning__luft" stroke-linecap="butt"'
        if vej is not None:
            kind = f' class="traad traad--{vej}"'
        data = "".join(_data(stroke, height) for stroke in group)
        paths += f'<path{kind} stroke-width="{stroke_width:.0f}" d="{data}"/>'
    return (
        f'<svg class="omslag" viewBox="0 0 {width} {height}" preserveAspectRatio="xMidYMid slice"'
        ' fill="none" stroke-linecap="round" aria-hidden="true" focusable="false">'
        f'<rect class="omslag__bund" width="{width}" height="{height}"/>{paths}</svg>'
    )


def cover_svg(vej_numbers: Sequence[int], seed: int | str, *, ratio: Ratio = "card") -> str:
    """The cover of a page as inline SVG, always the same for the same veje and seed."""
    return _cover(tuple(vej_numbers), str(seed), ratio)
