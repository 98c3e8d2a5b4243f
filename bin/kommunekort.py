"""Draw the 98 municipalities with as few points as a small map needs.

    npm pack react-denmark-map@1.0.0 && tar xzf react-denmark-map-1.0.0.tgz
    .venv/bin/python bin/kommunekort.py package/dist/esm/index.js

Each municipality is drawn on a fine grid; its outline is followed along the grid and cut where
three meet. Every stretch between two such points is simplified once and used by both neighbours,
so no gap opens between them. Written to static/img/kommuner.svg, which is kept in the project.
"""

import math
import re
import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

TARGET = Path(__file__).resolve().parents[1] / "static" / "img" / "kommuner.svg"
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 {width} {height}">
<!-- After react-denmark-map 1.0.0, Martin Polley, MIT; kommuner/kort/LICENSE -->
<g id="alle">
{outlines}
</g>
</svg>
"""
#: Units of the source for one step of the grid, and of the finished map.
STEP = 16
#: A point that lies nearer than this to the line between its neighbours is left out.
TOLERANCE = 1.7
#: Islands smaller than this many steps are left out, unless they are all there is.
SMALLEST = 7
#: Sea of fewer steps between two municipalities is a fault of the drawing, not a strait.
SLIT = 4
CURVE_STEPS = 6
AREA = re.compile(
    r'\{id:"[^"]+",name:"[^"]+",en_name:"[^"]+",display_name:"[^"]+",code:"(\d{3})",d:"([^"]+)"\}'
)
TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")

Point = tuple[int, int]
Line = tuple[Point, ...]


def rings_of(d: str) -> list[list[tuple[float, float]]]:
    """Read a path of M, L, H, V, C, S and Z, and return its rings with the curves as lines."""
    tokens = TOKEN.findall(d)
    at, command = 0, ""
    x = y = start_x = start_y = 0.0
    last_control: tuple[float, float] | None = None
    rings: list[list[tuple[float, float]]] = []

    def number() -> float:
        nonlocal at
        at += 1
        return float(tokens[at - 1])

    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at]
            at += 1
        base_x, base_y = (x, y) if command.islower() else (0.0, 0.0)
        kind = command.upper()
        control = None
        if kind == "Z":
            x, y = start_x, start_y
        elif kind in "ML":
            x, y = base_x + number(), base_y + number()
            if kind == "M":
                rings.append([])
                start_x, start_y = x, y
                command = "l" if command.islower() else "L"
            rings[-1].append((x, y))
        elif kind == "H":
            x = base_x + number()
            rings[-1].append((x, y))
        elif kind == "V":
            y = base_y + number()
            rings[-1].append((x, y))
        elif kind in "CS":
            if kind == "C":
                one = (base_x + number(), base_y + number())
            else:
                one = (2 * x - last_control[0], 2 * y - last_control[1]) if last_control else (x, y)
            two = (base_x + number(), base_y + number())
            end = (base_x + number(), base_y + number())
            for step in range(1, CURVE_STEPS + 1):
                t = step / CURVE_STEPS
                u = 1 - t
                weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
                points = ((x, y), one, two, end)
                pairs = list(zip(weights, points, strict=True))
                rings[-1].append((sum(w * p[0] for w, p in pairs), sum(w * p[1] for w, p in pairs)))
            x, y = end
            control = two
        else:
            raise SystemExit(f"Unknown command: {command}")
        last_control = control
    return rings


def grid_of(areas: list[tuple[str, str]], width: int, height: int) -> list[list[int]]:
    """Return the number of the municipality on each square, 0 for sea."""
    image = Image.new("L", (width, height), 0)
    for number, (_code, d) in enumerate(areas, 1):
        mask = Image.new("1", (width, height), 0)
        for ring in rings_of(d):
            if len(ring) > 2:
                one = Image.new("1", (width, height), 0)
                ImageDraw.Draw(one).polygon([(x / STEP, y / STEP) for x, y in ring], fill=1)
                # A ring inside another is a hole.
                mask = ImageChops.logical_xor(mask, one)
        image.paste(number, mask=mask)
    data = [int(number) for number in image.tobytes()]
    grid = [data[row * width : (row + 1) * width] for row in range(height)]
    return _without_slits(grid)


def _without_slits(grid: list[list[int]]) -> list[list[int]]:
    """Give sea that is a slit between two municipalities to the nearer of them."""
    height, width = len(grid), len(grid[0])
    filled = [row[:] for row in grid]
    for y in range(SLIT, height - SLIT):
        for x in range(SLIT, width - SLIT):
            if not grid[y][x]:
                for dx, dy in ((1, 0), (0, 1), (1, 1), (1, -1)):
                    one, other = (_first(grid, x, y, dx * side, dy * side) for side in (1, -1))
                    if one and other and one[1] != other[1] and one[0] + other[0] <= SLIT + 1:
                        filled[y][x] = min(one, other)[1]
                        break
    return filled


def _first(grid: list[list[int]], x: int, y: int, dx: int, dy: int) -> tuple[int, int] | None:
    """How far the first land lies in a direction, and whose it is."""
    for far in range(1, SLIT + 1):
        if number := grid[y + dy * far][x + dx * far]:
            return far, number
    return None


def outlines(grid: list[list[int]]) -> dict[int, list[list[Point]]]:
    """Follow the outline of every number, with the number on the left."""
    height, width = len(grid), len(grid[0])
    steps: dict[int, dict[Point, list[Point]]] = {}
    for y in range(height):
        for x in range(width):
            own = grid[y][x]
            if not own:
                continue
            edges = steps.setdefault(own, {})
            if y == 0 or grid[y - 1][x] != own:
                edges.setdefault((x + 1, y), []).append((x, y))
            if x == 0 or grid[y][x - 1] != own:
                edges.setdefault((x, y), []).append((x, y + 1))
            if y == height - 1 or grid[y + 1][x] != own:
                edges.setdefault((x, y + 1), []).append((x + 1, y + 1))
            if x == width - 1 or grid[y][x + 1] != own:
                edges.setdefault((x + 1, y + 1), []).append((x + 1, y))
    found: dict[int, list[list[Point]]] = {}
    for own, edges in steps.items():
        while edges:
            start = min(edges)
            ring, here = [start], start
            while True:
                onward = edges[here]
                there = onward.pop()
                if not onward:
                    del edges[here]
                if there == start:
                    break
                ring.append(there)
                here = there
            found.setdefault(own, []).append(ring)
    return found


def junctions(grid: list[list[int]]) -> set[Point]:
    """Points of the grid where more than two lines meet."""
    height, width = len(grid), len(grid[0])

    def at(x: int, y: int) -> int:
        return grid[y][x] if 0 <= x < width and 0 <= y < height else 0

    found = set()
    for y in range(height + 1):
        for x in range(width + 1):
            a, b, c, d = at(x - 1, y - 1), at(x, y - 1), at(x, y), at(x - 1, y)
            if (a != b) + (b != c) + (c != d) + (d != a) > 2:
                found.add((x, y))
    return found


def simplified(line: Line) -> Line:
    """Douglas and Peucker's: keep the point that lies farthest off, until none does."""
    if len(line) < 3:
        return line
    (x1, y1), (x2, y2) = line[0], line[-1]
    length = math.hypot(x2 - x1, y2 - y1)

    def off(point: Point) -> float:
        x, y = point
        if not length:
            return math.hypot(x - x1, y - y1)
        return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length

    far = max(range(1, len(line) - 1), key=lambda i: off(line[i]))
    if off(line[far]) <= TOLERANCE:
        return (line[0], line[-1])
    return simplified(line[: far + 1])[:-1] + simplified(line[far:])


class Stretches:
    """Each stretch between two meeting points, simplified once for both sides."""

    def __init__(self, meetings: set[Point]) -> None:
        self.meetings = meetings
        self.done: dict[Line, Line] = {}

    def ring(self, ring: list[Point]) -> list[Point]:
        cuts = [place for place, point in enumerate(ring) if point in self.meetings]
        if not cuts:
            first = ring.index(min(ring))
            x, y = ring[first]
            far = max(range(len(ring)), key=lambda i: abs(ring[i][0] - x) + abs(ring[i][1] - y))
            cuts = sorted({first, far})
        lines = []
        for place, cut in enumerate(cuts):
            nxt = cuts[(place + 1) % len(cuts)]
            line = ring[cut : nxt + 1] if nxt > cut else ring[cut:] + ring[: nxt + 1]
            lines.append(tuple(line))
        points: list[Point] = []
        for stretch in lines:
            key = min(stretch, stretch[::-1])
            self.done.setdefault(key, simplified(key))
            short = self.done[key] if key == stretch else self.done[key][::-1]
            points += short[:-1]
        return points


def area(ring: list[Point]) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def path(rings: list[list[Point]]) -> str:
    """Write rings as one path of whole steps, each relative to the one before."""
    written: list[str] = []
    x = y = 0
    for ring in rings:
        start = ring[0]
        first = f"m{start[0] - x} {start[1] - y}" if written else f"M{start[0]} {start[1]}l"
        x, y = start
        steps = []
        for px, py in ring[1:]:
            steps.append(f"{px - x} {py - y}")
            x, y = px, py
        written.append(first + (" " if written else "") + " ".join(steps) + "z")
        x, y = start
    return "".join(written).replace(" -", "-")


def main(source: str) -> None:
    text = Path(source).read_text(encoding="utf-8")
    areas = sorted((code.zfill(4), d) for code, d in AREA.findall(text))
    if len(areas) != 98:
        raise SystemExit(f"{len(areas)} municipalities instead of 98.")
    size = re.search(r'areas:_,viewBoxWidth:"(\d+)",viewBoxHeight:"(\d+)"', text)
    if size is None:
        raise SystemExit("The size of the map is not there.")
    width, height = (int(part) // STEP + 2 for part in size.groups())
    grid = grid_of(areas, width, height)
    stretches = Stretches(junctions(grid))
    drawn: dict[str, list[list[Point]]] = {}
    for number, rings in sorted(outlines(grid).items()):
        rings.sort(key=area, reverse=True)
        kept = []
        for place, ring in enumerate(rings):
            points = stretches.ring(ring)
            if len(points) > 2 and (place == 0 or area(ring) >= SMALLEST):
                kept.append(points)
        drawn[areas[number - 1][0]] = kept
    lines = [f'<path id="k{code}" d="{path(rings)}"/>' for code, rings in drawn.items()]
    svg = DRAWING.format(width=width + 4, height=height + 4, outlines="\n".join(lines))
    TARGET.write_text(svg, encoding="utf-8")
    print(f"{len(drawn)} municipalities, {TARGET.stat().st_size} bytes")  # noqa: T201  (a tool, at a terminal)


if __name__ == "__main__":
    main(sys.argv[1])
