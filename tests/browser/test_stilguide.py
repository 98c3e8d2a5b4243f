"""The style guide as it looks, against pictures of how it looked when it was last approved.

Look at /stilguide/ (`make dev`) in both schemes, then make the references anew with

    REFERENCER=nye .venv/bin/pytest tests/browser/test_stilguide.py

and commit them with the change. They are kept at a quarter of the size: letters are drawn a
little differently from machine to machine, boxes and colours are not.
"""

import io
import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.redaktion.stilguide_urls")]

REFERENCES = Path(__file__).parent / "referencer"
MAKE_NEW = os.environ.get("REFERENCER") == "nye"
SCALE = 4
COLOURS = 48
MOST_HEIGHT = 0.05
MOST_DIFFERENCE = 0.03
#: A tile is a square of 32 pixels on the page; a button that has lost its ground turns a dozen.
TILE = 8
TURNED = 0.2
MOST_TURNED = 0.01

ALL_LOADED = """async () => {
  document.querySelectorAll("img").forEach((image) => { image.loading = "eager"; });
  await Promise.all([...document.images].map((image) => image.decode()));
  await document.fonts.ready;
}"""


def small(shot: bytes) -> Image.Image:
    full = Image.open(io.BytesIO(shot)).convert("RGB")
    size = (full.width // SCALE, max(full.height // SCALE, 1))
    return full.resize(size, Image.Resampling.BOX)


def shares(image: Image.Image) -> float:
    return sum(ImageStat.Stat(image).mean) / 3 / 255


def difference(before: Image.Image, now: Image.Image) -> list[str]:
    """Say in which ways the two pictures differ; nothing when they are as good as the same."""
    taller = abs(now.height - before.height) / before.height
    if now.width != before.width or taller > MOST_HEIGHT:
        return [f"size {before.size} has become {now.size}"]
    box = (0, 0, before.width, min(before.height, now.height))
    before, now = before.crop(box), now.crop(box)
    said = []
    whole = shares(ImageChops.difference(before, now))
    if whole > MOST_DIFFERENCE:
        said.append(f"{whole:.1%} different")
    # Means of tiles, so that a letter that has moved a pixel counts for nothing.
    tiles = (-(-box[2] // TILE), -(-box[3] // TILE))
    coarse = [image.resize(tiles, Image.Resampling.BOX) for image in (before, now)]
    bands = ImageChops.difference(*coarse).split()
    apart = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    turned = sum(apart.histogram()[round(TURNED * 255) :]) / (tiles[0] * tiles[1])
    if turned > MOST_TURNED:
        said.append(f"{turned:.1%} of the surface has turned")
    return said


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_style_guide_looks_as_it_did(live_site, page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{live_site.url}/stilguide/")
    page.evaluate(ALL_LOADED)

    told = {}
    for section in page.locator(".stil").all():
        name = f"{section.get_attribute('id')}-{width}-{scheme}.png"
        now = small(section.screenshot(animations="disabled"))
        file = REFERENCES / name
        if MAKE_NEW:
            now.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
        elif not file.exists():
            told[name] = ["has no reference"]
        elif said := difference(Image.open(file).convert("RGB"), now):
            told[name] = said

    assert told == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_style_guide_has_no_barrier(live_site, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{live_site.url}/stilguide/")

    # Without `preload`: axe would fetch the sheets again, from addresses that aren't there.
    violations = Axe().run(page, options={"preload": False}).response["violations"]

    assert [(one["id"], [n["target"] for n in one["nodes"][:3]]) for one in violations] == []


@pytest.mark.parametrize("width", [320, 768])
def test_style_guide_does_not_scroll_sideways(live_site, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(f"{live_site.url}/stilguide/")

    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_whatever_is_hidden_is_not_shown(live_site, page: Page) -> None:
    """A component's own way of standing may not win over ``hidden``."""
    page.goto(f"{live_site.url}/stilguide/")

    shown = page.evaluate(
        """() => [...document.querySelectorAll("main *, header *, footer *")]
          .filter((one) => !one.closest("svg"))
          .filter((one) => { one.hidden = true; return getComputedStyle(one).display !== "none"; })
          .map((one) => one.className || one.tagName)"""
    )

    assert shown == []


def test_references_stay_small() -> None:
    files = list(REFERENCES.glob("*.png"))

    assert files
    assert sum(file.stat().st_size for file in files) <= 480 * 1024
