#!/usr/bin/env python3
"""Make the site's fonts and static/css/skrifter.css from the npm packages (OFL).

    .venv/bin/python bin/skrifttyper.py

Needs npm (only to fetch the two packages), the development requirements (fonttools) and
Liberation Sans (Debian: fonts-liberation), whose widths are Arial's. Run it again to change
characters or weights.
"""
# ruff: noqa: S603, S607, T201  (a developer's script: runs npm from PATH and prints its result)

import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "static" / "fonts"
STYLESHEET = ROOT / "static" / "css" / "skrifter.css"
LIBERATION = Path("/usr/share/fonts/truetype/liberation")
GOAL = 55_000

# What Danish needs, and the names of neighbours. Other characters come from the fallback; the
# packages have no arrows, so draw them as icons.
CHARACTERS = {*range(0x20, 0x7F), *range(0xC0, 0x100)} | set(
    map(ord, "§©°·²³¼½¾«»–—…“”„‘’‚•™€−ŒœŠšŽž\xa0\xad\u2009\u202f")
)
FEATURES = ("kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk")
NUMERALS = ("tnum", "pnum", "lnum")

# Danish letters in 1,000 characters of running text; the weights of the average width.
FREQUENCIES = {
    " ": 160, "e": 128, "r": 74, "n": 60, "t": 58, "d": 49, "a": 50, "i": 50, "s": 49, "l": 44,
    "g": 34, "o": 39, "k": 28, "m": 27, "f": 20, "v": 19, "u": 16, "b": 13, "p": 13, "h": 13,
    "å": 10, "ø": 8, "æ": 7, "y": 6, "j": 6, "c": 3, ".": 10, ",": 10, "-": 2, "D": 3, "S": 3,
}  # fmt: skip


@dataclass
class Face:
    """One font file of ours, and where it comes from."""

    file: str
    family: str
    package: str
    source: str
    weights: tuple[int, int]
    style: str = "normal"
    features: tuple[str, ...] = (*FEATURES, *NUMERALS)


@dataclass
class Fallback:
    """A system font dressed in the measures of one of our faces at one weight."""

    face: Face
    weights: tuple[int, int]
    measured_at: int
    local: list[str]
    measured_against: str


BRICOLAGE = Face(
    "bricolage.woff2",
    "Bricolage",
    "@fontsource-variable/bricolage-grotesque",
    "bricolage-grotesque-latin-wght-normal.woff2",
    (650, 750),
    # Headings stand in no columns.
    features=FEATURES,
)
ATKINSON = Face(
    "atkinson.woff2",
    "Atkinson",
    "@fontsource-variable/atkinson-hyperlegible-next",
    "atkinson-hyperlegible-next-latin-wght-normal.woff2",
    (400, 700),
)
ATKINSON_ITALIC = Face(
    "atkinson-kursiv.woff2",
    "Atkinson",
    "@fontsource-variable/atkinson-hyperlegible-next",
    "atkinson-hyperlegible-next-latin-wght-italic.woff2",
    (400, 700),
    "italic",
)
REGULAR = ["Arial", "ArialMT", "Liberation Sans", "Arimo"]
BOLD = ["Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "Arimo Bold"]
ITALIC = ["Arial Italic", "Arial-ItalicMT", "Liberation Sans Italic", "Arimo Italic"]
FALLBACKS = [
    Fallback(BRICOLAGE, (650, 750), 700, BOLD, "LiberationSans-Bold.ttf"),
    Fallback(ATKINSON, (400, 500), 400, REGULAR, "LiberationSans-Regular.ttf"),
    Fallback(ATKINSON, (501, 700), 600, BOLD, "LiberationSans-Bold.ttf"),
    Fallback(ATKINSON_ITALIC, (400, 700), 400, ITALIC, "LiberationSans-Italic.ttf"),
]


def fetch(package: str, folder: Path) -> Path:
    """Return the folder of an npm package's files."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    )
    target = folder / package.rpartition("/")[2]
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def at_weights(font: TTFont, weights: tuple[int, int] | int) -> TTFont:
    """Return the font limited to some weights, read anew (its tables are only whole then)."""
    return reread(instancer.instantiateVariableFont(font, {"wght": weights}))


def reread(font: TTFont) -> TTFont:
    """Return the font as it is when it has been written."""
    written = BytesIO()
    font.save(written)
    written.seek(0)
    return TTFont(written)


def make(face: Face, package: Path) -> int:
    """Write one font file and return its size."""
    font = at_weights(TTFont(package / "files" / face.source), face.weights)
    options = subset.Options(
        layout_features=list(face.features),
        hinting=False,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 4, 6, 13],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    # Letters are spaced alike at all weights: that it varies can't be seen, and costs a fifth.
    middle = at_weights(reread(font), sum(face.weights) // 2)
    font["GPOS"], font["GDEF"] = middle["GPOS"], middle["GDEF"]
    font.flavor = "woff2"
    font.save(FONTS / face.file)
    return (FONTS / face.file).stat().st_size


def average_width(font: TTFont) -> float:
    """Return the mean advance of Danish running text, in em."""
    names, widths = font.getBestCmap(), font["hmtx"]
    total = sum(widths[names[ord(letter)]][0] * n for letter, n in FREQUENCIES.items())
    return float(total / sum(FREQUENCIES.values()) / font["head"].unitsPerEm)


def own_rule(face: Face) -> str:
    return f"""@font-face {{
  font-family: "{face.family}";
  src: url("../fonts/{face.file}") format("woff2");
  font-weight: {face.weights[0]} {face.weights[1]};
  font-style: {face.style};
  font-display: swap;
}}
"""


def fallback_rule(fallback: Fallback) -> str:
    face = fallback.face
    ours = at_weights(TTFont(FONTS / face.file), fallback.measured_at)
    size = average_width(ours) / average_width(TTFont(LIBERATION / fallback.measured_against))
    line, em = ours["hhea"], ours["head"].unitsPerEm * size
    sources = ", ".join(f'local("{name}")' for name in fallback.local)
    return f"""@font-face {{
  font-family: "{face.family} fallback";
  src: {sources};
  font-weight: {fallback.weights[0]} {fallback.weights[1]};
  font-style: {face.style};
  size-adjust: {size:.2%};
  ascent-override: {line.ascent / em:.2%};
  descent-override: {-line.descent / em:.2%};
  line-gap-override: {line.lineGap / em:.2%};
}}
"""


def main() -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    faces = [BRICOLAGE, ATKINSON, ATKINSON_ITALIC]
    with tempfile.TemporaryDirectory() as scratch:
        packages = {name: fetch(name, Path(scratch)) for name in {face.package for face in faces}}
        sizes = {face.file: make(face, packages[face.package]) for face in faces}
        for face in faces[:2]:
            licence = (packages[face.package] / "LICENSE").read_text()
            (FONTS / f"OFL-{face.family.lower()}.txt").write_text(licence)
    rules = [*map(own_rule, faces), *map(fallback_rule, FALLBACKS)]
    STYLESHEET.parent.mkdir(parents=True, exist_ok=True)
    STYLESHEET.write_text(
        "/* Made by bin/skrifttyper.py: the fonts, and Arial in their measures meanwhile. */\n\n"
        + "\n".join(rules)
    )
    for file, size in sizes.items():
        print(f"{file:24} {size:6} bytes")
    both = sizes[BRICOLAGE.file] + sizes[ATKINSON.file]
    print(f"{'both main fonts':24} {both:6} bytes (goal {GOAL})")
    print("\n".join(rules[len(faces) :]))
    if both > GOAL:
        raise SystemExit("Too big: narrow the characters or the weights.")


if __name__ == "__main__":
    main()
