"""What a stranger's first visit costs, measured on the site as `make run` serves it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route

from tests.sider.test_every_page import ADDRESSES

pytestmark = [pytest.mark.browser]

ROOT = Path(__file__).resolve().parents[2]
ONE_OF_EACH = [
    "/",
    "/cases/solroed-kommune-goer-ikke-noget-for-sine-borgere/",
    "/10-veje-til-samskabelse/",
    "/10-veje-til-samskabelse/lad-uenighed-opstaa/",
    "/viden/",
    "/viden/artikler/to-torsdage-paa-samme-gang/",
    "/arrangementer/",
    "/test/",
    "/kontakt/",
]
PHOTOS = ("/media/images/",)


@dataclass(frozen=True)
class Fetched:
    url: str
    kind: str
    #: On the wire: head and body, compressed.
    size: int
    body: int
    encoding: str


@pytest.fixture(scope="module")
def real_site() -> Iterator[str]:
    """Return the address of a real site: collected static files, gunicorn, starting content.

    Its shell says the address and lives until its input ends, so it can't be left behind.
    """
    with subprocess.Popen(  # noqa: S603  (our own script)
        [sys.executable, ROOT / "bin" / "site-til-test", "sh", "-c", 'echo "$SITE"; cat'],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address, "The site did not start; see what it says above."
        yield address
        process.stdin.close()


def first_visit(browser: Browser, address: str) -> list[Fetched]:
    """Return what a browser with an empty cache fetches for the page, photos aside."""
    context = browser.new_context()
    page = context.new_page()
    requests: list[Request] = []

    def note(request: Request) -> None:
        # Not the list's own append: Playwright can't mark a built-in.
        requests.append(request)

    page.on("requestfinished", note)
    page.goto(address, wait_until="networkidle")
    fetched = []
    for request in requests:
        sizes, response = request.sizes(), request.response()
        if not response or urlsplit(request.url).path.startswith(PHOTOS):
            continue
        size = sizes["responseHeadersSize"] + sizes["responseBodySize"]
        encoding = response.headers.get("content-encoding", "")
        kind = request.resource_type
        fetched.append(Fetched(request.url, kind, size, sizes["responseBodySize"], encoding))
    context.close()
    return fetched


def total(fetched: list[Fetched], kind: str) -> int:
    return sum(one.body for one in fetched if one.kind == kind)


def test_every_page_keeps_within_its_budget(real_site: str, browser: Browser) -> None:
    broken = []
    for address in ADDRESSES:
        fetched = first_visit(browser, real_site + address)
        # Few pages have anything in italics on them.
        upright = [one for one in fetched if "kursiv" not in one.url]
        sheets = [one for one in fetched if one.kind == "stylesheet"]
        keeps = {
            "nothing from other hosts": all(one.url.startswith(real_site) for one in fetched),
            "8 requests": len(fetched) <= 8,
            "100 kB": sum(one.size for one in fetched) <= 100_000,
            "HTML 14 kB": 0 < total(fetched, "document") <= 14_000,
            "one stylesheet of 16 kB": len(sheets) == 1 and sheets[0].body <= 16_000,
            "JavaScript 5 kB": total(fetched, "script") <= 5_000,
            "two fonts of 55 kB": 0 < total(upright, "font") <= 55_000,
            # A form holds a token, so its length must not depend on what stands beside it;
            # the test's own forms reflect nothing and come compressed.
            "compressed": all(
                one.encoding
                for one in fetched
                if one.kind in {"stylesheet", "script"} or (one.kind == "document" and one.body)
            )
            or address in {"/kontakt/", "/test/resultat/", "/test/team/"},
        }
        broken += [(address, name, fetched) for name, kept in keeps.items() if not kept]

    assert broken == []


def late(route: Route) -> None:
    time.sleep(0.4)
    route.continue_()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("last", "most"),
    [
        # The order that the preloads see to: the fonts are there when the page is first drawn.
        ("**/*.css", 0.0),
        # On a poor line. Arial stands in the fonts' measures, so a line breaks elsewhere now and
        # then, and no more; from 0.1 a reader is said to notice.
        ("**/*.woff2", 0.05),
    ],
    ids=["fonts first", "fonts last"],
)
def test_layout_stands_still_while_it_loads(
    real_site: str, browser: Browser, width: int, last: str, most: float
) -> None:
    shifts = {}
    for address in ONE_OF_EACH:
        context = browser.new_context(viewport={"width": width, "height": 900})
        page = context.new_page()
        page.route(last, late)
        shifts[address] = layout_shift(page, real_site + address)
        context.close()

    assert {address: shift for address, shift in shifts.items() if shift > most} == {}


@pytest.mark.parametrize(
    ("weight", "family"),
    [(400, "Atkinson"), (650, "Atkinson"), (700, "Bricolage"), (750, "Bricolage")],
)
def test_fallback_takes_the_fonts_room(
    real_site: str, page: Page, weight: int, family: str
) -> None:
    page.goto(real_site)
    text = page.inner_text("main").replace("\n", " ")

    ours, fallback = page.evaluate(
        """async ([weight, family, text]) => {
          await document.fonts.load(`${weight} 100px ${family}`);
          const pen = document.createElement("canvas").getContext("2d");
          return [family, `${family} fallback`].map((name) => {
            pen.font = `${weight} 100px "${name}"`;
            return pen.measureText(text).width;
          });
        }""",
        [weight, family, text],
    )

    assert fallback != ours
    assert fallback == pytest.approx(ours, rel=0.02)


def layout_shift(page: Page, address: str) -> float:
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({type: "layout-shift", buffered: true});"""
    )
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_timeout(200)
    shift: float = page.evaluate("window.shift")
    return shift
