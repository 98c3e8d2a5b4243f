"""The public site in a real browser: no complaint, no sideways scroll, no barrier."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.sider.test_every_page import ADDRESSES

pytestmark = [pytest.mark.browser]

axe = Axe()
#: The narrowest is 1280 px at 400 %.
WIDTHS = (320, 360, 768, 1280)
#: The links, buttons and fields that show no outline, on themselves or their card, in focus.
UNSEEN = """() => {
  const isSeen = (one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  return [...document.querySelectorAll("main :is(a, button, input, select, summary):not(svg *)")]
    .filter((one) => {
      one.focus();
      return document.activeElement === one && ![one, one.closest("article, body")].some(isSeen);
    })
    .map((one) => one.outerHTML);
}"""


def complaints(page: Page) -> list[str]:
    """Collect what the browser says against the page: errors, refused styles and scripts."""
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(f"{page.url}: {message.text}")

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    return said


def go(page: Page, address: str) -> None:
    """Go there and wait for all that belongs to the page, such as its icon."""
    page.goto(address, wait_until="networkidle")


def test_no_page_makes_the_browser_complain_or_scrolls_sideways(live_site, page: Page) -> None:
    said = complaints(page)
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))

    too_wide = []
    for address in ADDRESSES:
        go(page, f"{live_site.url}{address}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            scroll = page.evaluate("document.documentElement.scrollWidth")
            if scroll > width:
                too_wide.append((address, width, scroll))

    assert too_wide == []
    assert said == []
    assert hosts == {live_site.url.split("/")[2]}


def test_axe_finds_nothing(live_site, page: Page) -> None:
    found = []
    for address in ADDRESSES:
        page.goto(f"{live_site.url}{address}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for violation in axe.run(page).response["violations"]:
                targets = [node["target"] for node in violation["nodes"][:3]]
                found.append((address, scheme, violation["id"], targets))

    assert found == []


def test_skip_link_comes_first_and_leads_to_the_content(live_site, page: Page) -> None:
    page.goto(live_site.url)

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Gå til indhold")
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()


def test_what_has_the_focus_can_be_seen(live_site, page: Page) -> None:
    unseen = []
    for address in ["/", "/cases/", "/viden/publikationer/", "/soeg/?q=borgere"]:
        page.goto(f"{live_site.url}{address}")
        page.keyboard.press("Tab")
        unseen += page.evaluate(UNSEEN)

    assert unseen == []


def test_menu_folds_and_opens_without_javascript(live_site, browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(live_site.url)
    link = page.get_by_role("banner").get_by_role("link", name="Cases", exact=True)

    expect(link).not_to_be_visible()
    page.locator("header summary").click()
    expect(link).to_be_visible()
    link.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Cases")
    context.close()


def fill_contact_form(page: Page) -> None:
    page.get_by_label("Din besked").fill("Vi vil gerne tale om et dialogmøde.")
    page.get_by_label("Dit navn").fill("Åse Ærlig")
    page.get_by_label("Din mailadresse").fill("aase@kommune.example")


@pytest.mark.parametrize("javascript", [True, False])
def test_contact_form_from_error_to_receipt(live_site, browser, javascript: bool) -> None:
    context = browser.new_context(java_script_enabled=javascript, locale="da-DK")
    page = context.new_page()
    page.goto(f"{live_site.url}/kontakt/")

    page.get_by_label("Telefon").fill("12")
    page.get_by_role("button", name="Send besked").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("ting, du skal rette")
    expect(page.get_by_label("Telefon")).to_have_value("12")
    if javascript:
        expect(alert).to_be_focused()

    page.get_by_label("Telefon").fill("8779 6300")
    fill_contact_form(page)
    page.get_by_role("button", name="Send besked").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Tak")
    assert re.search(r"S-\w{4}-\w{4}", page.inner_text("main"))
    address = page.url
    page.reload()
    assert page.url == address
    context.close()


def test_form_errors_have_no_barrier(live_site, page: Page) -> None:
    page.goto(f"{live_site.url}/kontakt/")
    page.get_by_role("button", name="Send besked").click()

    expect(page.get_by_role("alert")).to_be_focused()
    violations = axe.run(page).response["violations"]

    assert [violation["id"] for violation in violations] == []


def tops(page: Page, *selectors: str) -> list[float]:
    boxes = [page.locator(selector).first.bounding_box() for selector in selectors]
    return [box["y"] for box in boxes if box]


def test_what_belongs_to_a_text_stands_beside_it_where_there_is_room(live_site, page: Page) -> None:
    wide, narrow = {"width": 1280, "height": 800}, {"width": 360, "height": 800}

    page.set_viewport_size(wide)
    page.goto(f"{live_site.url}/cases/solroed-kommune-goer-ikke-noget-for-sine-borgere/")
    way_down = page.get_by_role("link", name="Kort om casen")
    expect(way_down).to_be_hidden()
    story, facts = tops(page, ".prosa", "aside")
    assert story == facts

    page.set_viewport_size(narrow)
    expect(way_down).to_be_visible()
    story, facts = tops(page, ".prosa", "aside")
    assert story < facts

    page.set_viewport_size(wide)
    page.goto(f"{live_site.url}/viden/artikler/de-foerste-tres-minutter/")
    in_short, contents, text = tops(page, ".kortfortalt", ".indhold", ".prosa")
    assert in_short == contents < text

    page.set_viewport_size(narrow)
    in_short, contents, text = tops(page, ".kortfortalt", ".indhold", ".prosa")
    assert in_short < contents < text


def test_layout_stands_still_while_it_loads(live_site, page: Page) -> None:
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({type: "layout-shift", buffered: true});"""
    )
    for address in ("/", "/cases/solroed-kommune-goer-ikke-noget-for-sine-borgere/"):
        page.goto(f"{live_site.url}{address}", wait_until="networkidle")
        assert page.evaluate("window.shift") < 0.01
