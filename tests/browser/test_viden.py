"""The case list in a real browser: the map, and the visitor's own municipality."""

import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

pytestmark = [pytest.mark.browser]

MAP = "svg.dk"
KEPT = "localStorage.getItem('min-kommune')"
#: Contrast of two colours as the browser computed them, after WCAG 2.
CONTRAST = """([one, other]) => {
  const light = (colour) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}"""


def test_map_by_keyboard_with_names_and_colours(live_site, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{live_site.url}/cases/")
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    drawing = page.get_by_role("group", name="Danmark")
    link = drawing.get_by_role("link", name="Solrød: 1 case")

    # The list comes first, and the map can be left out: a link leads down to it.
    page.get_by_role("link", name="Se cases på kortet").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_site.url}/cases/#kort")
    link.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{live_site.url}/cases/?kommune=solroed")
    expect(page.locator("h2[data-antal]")).to_have_text("1 case")
    expect(page.get_by_role("status").first).to_have_text("1 case")
    expect(page.locator(f"{MAP} [aria-current]")).to_have_attribute(
        "aria-label", re.compile("^Solrød: 1 case, vej ")
    )
    # Going to the map is no reason to fetch the list again, and take away what has been typed.
    assert [url for url in fetched if "/cases/" in url] == [page.url]
    # The list above is shorter now, and the focus is led up to it; the way back is next.
    expect(page.locator(":focus")).to_have_text("1 case")
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Se cases på kortet")
    box = page.locator(MAP).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") == 320

    # The way back beside the map fetches the list alone too: the page is still the same.
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Vis hele landet").click()
    expect(page).to_have_url(f"{live_site.url}/cases/")
    expect(page.locator("h2[data-antal]")).to_have_text("4 cases")
    assert page.evaluate("window.same")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_map_can_be_told_from_its_ground(live_site, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{live_site.url}/cases/?kommune=solroed")

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    fills = page.eval_on_selector_all(
        f"{MAP} a", "links => [...new Set(links.map((link) => getComputedStyle(link).fill))]"
    )
    assert fills
    for fill in fills:
        assert page.evaluate(CONTRAST, [fill, ground]) >= 3, fill
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("colours", ["none", "active"])
def test_map_is_drawn_and_shows_where_one_is(live_site, page: Page, colours: str) -> None:
    page.emulate_media(forced_colors=colours, reduced_motion="reduce")
    page.goto(f"{live_site.url}/cases/", wait_until="networkidle")
    link = page.locator(f"{MAP} a[aria-label^='Solrød: 1 case']")
    before = page.locator(MAP).screenshot()

    link.focus()
    focused = page.locator(MAP).screenshot()

    # The outlines come from a file: a drawing that is not there has no box, and nothing to see.
    box = link.bounding_box()
    assert box
    assert box["width"] > 5
    assert focused != before
    # The whole drawing has room on the screen.
    whole = page.locator(MAP).bounding_box()
    assert whole
    assert whole["height"] < 720
    link.click()
    expect(page).to_have_url(f"{live_site.url}/cases/?kommune=solroed")
    expect(page.get_by_role("heading", name="1 case", exact=True)).to_be_in_viewport()


def test_map_without_a_script_and_its_weight(live_site, browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{live_site.url}/cases/")
    drawn = page.locator(MAP).evaluate("one => one.outerHTML")

    page.locator(f"{MAP} a[aria-label^='Solrød: 1 case']").focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{live_site.url}/cases/?kommune=solroed")
    expect(page.locator("h2[data-antal]")).to_have_text("1 case")
    page.locator("#kommuneliste a").first.click()
    expect(page.locator("#kommuneliste [aria-current]")).to_have_count(1)
    assert len(gzip.compress(drawn.encode())) <= 2 * 1024
    context.close()


def test_own_municipality_is_kept_only_when_asked_to(live_site, page: Page) -> None:
    page.goto(f"{live_site.url}/cases/")
    page.locator("#facet-naer summary").click()
    keep = page.get_by_label("Husk min kommune på denne enhed")
    expect(keep).to_be_hidden()
    page.get_by_label("Din kommune").select_option("solroed")
    expect(page.get_by_role("link", name="Glem min kommune")).to_be_visible()
    expect(page).to_have_url(f"{live_site.url}/cases/?naer=solroed")
    expect(page.locator(".resultater .card").first).to_contain_text("din egen kommune")
    assert page.evaluate(KEPT) is None

    keep.check()
    assert page.evaluate(KEPT) == "solroed"
    page.goto(f"{live_site.url}/cases/?vej=5")
    expect(page.locator(".resultathoved")).to_contain_text("Din kommune: Solrød")
    expect(page).to_have_url(f"{live_site.url}/cases/?vej=5&naer=solroed")
    expect(keep).to_be_checked()

    page.get_by_role("link", name="Glem min kommune").click()
    expect(page).to_have_url(f"{live_site.url}/cases/?vej=5")
    assert page.evaluate(KEPT) is None
    page.reload()
    expect(page.get_by_role("link", name="Glem min kommune")).to_have_count(0)


def test_what_is_typed_while_a_list_is_on_its_way_stays(live_site, page: Page) -> None:
    page.goto(f"{live_site.url}/cases/")
    field = page.get_by_label("Søg i cases")

    def answer_late(route: Route) -> None:
        field.press_sequentially("bus")
        route.continue_()

    page.route("**/cases/?vej=*", answer_late)
    page.locator("#vej-1").check()

    expect(page).to_have_url(f"{live_site.url}/cases/?vej=1")
    expect(page.get_by_role("status").first).to_have_text("1 case")
    expect(field).to_have_value("bus")
    expect(field).to_be_focused()


def test_number_of_a_vej_stays_whole_beside_a_name_of_two_lines(live_site, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_site.url}/soeg/?q=borgere&vej=3")

    numbers, names = (
        page.eval_on_selector_all(
            f"details .aktive__filter > {one}", "all => all.map((one) => one.offsetHeight)"
        )
        for one in ("b", "b + span")
    )

    assert max(names) > min(names)
    assert max(numbers) == min(numbers)


def test_words_longer_than_a_card_break_within_it(live_site, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{live_site.url}/cases/solroed-kommune-goer-ikke-noget-for-sine-borgere/")

    wide = page.eval_on_selector_all(
        "main :is(.card, .vej) :is(p, h3 a)",
        """texts => {
          for (const text of texts) text.textContent = "samskabelse".repeat(20);
          return texts.map((text) => text.getBoundingClientRect().right > innerWidth);
        }""",
    )

    assert len(wide) > 10
    assert not any(wide)
