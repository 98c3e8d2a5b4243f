"""What comes out of the printer: the dialogue cards on their sheets, and texts without the rest."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.veje.test_kort import CARDS, INDEX, fill_to_the_brim, size_of, words_of, words_of_page
from veje.models import VejPage

pytestmark = [pytest.mark.browser]

A4 = (595, 842)


def printed(page: Page, address: str) -> PdfReader:
    page.goto(address, wait_until="networkidle")
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


#: Where each side lies on the roll of pages that are to be printed, and whether its text fits.
PLACES = """() => [...document.querySelectorAll(".dialogkort")].map((card) =>
  [...card.children].map((side) => {
    const box = side.getBoundingClientRect();
    const fits = (child) => {
      const inner = child.getBoundingClientRect();
      return inner.left >= box.left && inner.right <= box.right && inner.top >= box.top
        && inner.bottom <= box.bottom && child.scrollWidth <= Math.ceil(inner.width);
    };
    return {
      left: box.left, right: box.right, top: box.top, fits: [...side.children].every(fits),
    };
  }))"""


def test_cards_print_on_three_sheets_and_nothing_else(live_site, page: Page) -> None:
    reader = printed(page, f"{live_site.url}{CARDS}")

    assert [size_of(sheet) for sheet in reader.pages] == [A4] * 6
    words = [words_of_page(sheet) for sheet in reader.pages]
    for number, vej in enumerate(VejPage.objects.order_by("number")):
        front = number // 4 * 2
        assert vej.title in words[front]
        assert vej.card_question in words[front + 1]
        assert vej.card_follow_up in words[front + 1]
    everything = " ".join(words)
    for stray in ("Book et", "Udskriv", "Sådan bruger I", "Dialogkort", "COK"):
        assert stray not in everything


@pytest.mark.parametrize("brim", [False, True])
def test_backs_lie_behind_their_fronts_and_hold_their_text(
    live_site, page: Page, brim: bool
) -> None:
    if brim:
        fill_to_the_brim()
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    page.goto(f"{live_site.url}{CARDS}", wait_until="networkidle")

    places = page.evaluate(PLACES)

    two_rows = 2 * 148 / 25.4 * 96
    assert len(places) == 10
    for front, back in places:
        assert front["left"] + back["right"] == pytest.approx(210 / 25.4 * 96, abs=1)
        assert back["top"] - front["top"] == pytest.approx(two_rows, abs=1)
        assert front["fits"]
        assert back["fits"]
    assert len(printed(page, f"{live_site.url}{CARDS}").pages) == 6


def test_button_prints(live_site, page: Page) -> None:
    page.add_init_script("window.print = () => { window.asked = true; }")
    page.goto(f"{live_site.url}{CARDS}")

    expect(page.get_by_text("Udskriv fra browserens menu.")).not_to_be_visible()
    page.get_by_role("button", name="Udskriv").click()

    assert page.evaluate("window.asked") is True


def test_without_javascript_there_is_a_hint_instead(live_site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{live_site.url}{CARDS}")

    expect(tab.get_by_role("button", name="Udskriv")).not_to_be_visible()
    expect(tab.get_by_text("Udskriv fra browserens menu.")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_cards_have_no_barrier_and_need_no_sideways_scroll(
    live_site, page: Page, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{live_site.url}{CARDS}")

    violations = Axe().run(page).response["violations"]

    assert [violation["id"] for violation in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize(
    "address",
    [
        "/viden/artikler/to-torsdage-paa-samme-gang/",
        "/viden/publikationer/tolv-greb-til-samskabende-moeder/aabn-moedet/",
        "/cases/solroed-kommune-goer-ikke-noget-for-sine-borgere/",
        f"{INDEX}lad-uenighed-opstaa/",
    ],
)
def test_texts_print_without_what_is_around_them(live_site, page: Page, address: str) -> None:
    reader = printed(page, f"{live_site.url}{address}")

    words = words_of(reader)
    assert {size_of(sheet) for sheet in reader.pages} == {A4}
    assert len(reader.pages) <= 3
    assert page.locator("h1").inner_text() in words
    for stray in ("Book et", "Kurser og arrangementer", "På samme tråd", "Vi bruger ingen"):
        assert stray not in words
