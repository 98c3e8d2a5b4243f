"""The search page in a real browser: keyboard, suggestions, no script, narrow, dark."""

import re
from io import BytesIO
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def assert_accessible(page: Page) -> None:
    page.wait_for_load_state()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_suggestions_by_keyboard(live_site: Any, page: Page) -> None:
    page.goto(f"{live_site.url}/soeg/")
    field = page.get_by_role("combobox", name="Søg på siden")
    list_ = page.get_by_role("listbox", name="Forslag")
    field.press_sequentially("solr")

    expect(list_).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_have_text("1 forslag. Brug pil ned for at vælge.")
    assert_accessible(page)
    field.press("Escape")
    expect(list_).to_be_hidden()
    expect(field).to_have_value("solr")

    field.press_sequentially("ø")
    option = page.get_by_role("option", name=re.compile("^Solrød Kommune"))
    expect(option).to_be_visible()
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "-")
    field.press("Enter")

    expect(page).to_have_url(re.compile("/cases/solroed-kommune-"))


def test_enter_without_a_choice_searches_for_what_was_typed(live_site: Any, page: Page) -> None:
    page.goto(f"{live_site.url}/soeg/")
    field = page.get_by_label("Søg på siden")
    field.press_sequentially("uenighed")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("ArrowDown")
    field.press("ArrowUp")
    field.press("Enter")

    expect(page).to_have_url(re.compile(r"/soeg/\?q=uenighed$"))
    expect(page.locator("ol.liste").get_by_role("link").first).to_have_text("Lad uenighed opstå")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_found_and_the_chosen_suggestion_show_in_forced_colours(
    live_site: Any, page: Page, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme, forced_colors="active")
    page.goto(f"{live_site.url}/soeg/?q=uenighed")
    found = page.locator("ol.liste mark").first
    shown = found.screenshot()
    found.evaluate("mark => { mark.innerHTML = `<span>${mark.innerHTML}</span>`; }")
    found.locator("span").evaluate("words => { words.style.visibility = 'hidden'; }")
    assert found.screenshot() != shown

    field = page.get_by_label("Søg på siden")
    field.fill("")
    field.press_sequentially("uenig")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    field.press("ArrowDown")
    grounds = {Image.open(BytesIO(one.screenshot())).getpixel((8, 24)) for one in options.all()}
    assert len(grounds) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["", "?q=samskabelse&vej=10", "?q=samskablese", "?q=xyzzyplugh"])
def test_axe_finds_nothing_on_a_narrow_screen(
    live_site: Any, page: Page, scheme: Any, query: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_site.url}/soeg/{query}")

    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_all_of_it_works_without_script(live_site: Any, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_site.url}/soeg/")
    page.get_by_label("Søg på siden").fill("samskabelse")
    page.get_by_label("Søg på siden").press("Enter")
    filters = page.get_by_role("navigation", name="Filtre")
    expect(page).to_have_url(re.compile("q=samskabelse"))
    page.wait_for_load_state()
    everything = page.locator("ol.liste > li").count()

    filters.get_by_role("link", name=re.compile("^Case")).press("Enter")
    expect(page).to_have_url(re.compile("type=case"))
    page.wait_for_load_state()
    assert 0 < page.locator("ol.liste > li").count() < everything
    filters.locator("summary").press("Enter")
    filters.get_by_role("link", name=re.compile("^#")).first.click()
    expect(page).to_have_url(re.compile("type=case&vej="))
    filters.get_by_role("link", name=re.compile("^Case.*Fjern")).click()
    expect(page).not_to_have_url(re.compile("type="))
    context.close()


@pytest.mark.parametrize("address", ["/soeg/?q=samskabelse", "/cases/"])
def test_links_that_narrow_are_not_printed(live_site: Any, page: Page, address: str) -> None:
    page.goto(f"{live_site.url}{address}")
    links = page.locator("main nav .aktive a, a[href='#kort']")
    expect(links.first).to_be_visible()

    page.emulate_media(media="print")

    assert links.evaluate_all("all => all.filter((one) => one.checkVisibility())") == []
