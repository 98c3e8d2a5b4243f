"""»Min samling« in a browser: by keyboard, on the device alone, shared, and without a network."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_public import complaints
from tests.genbrug.test_samling import by_slug, query_of
from tests.veje.test_browser import printed
from tests.veje.test_kort import words_of_page

pytestmark = [pytest.mark.browser]

CASE = "solroed-kommune-goer-ikke-noget-for-sine-borgere"
VEJ = "lad-uenighed-opstaa"
ARTIKEL = "to-torsdage-paa-samme-gang"
LISTE = "/min-samling/"


def kept(page: Page) -> str | None:
    found: str | None = page.evaluate("localStorage.getItem('samling')")
    return found


def collect(page: Page, root: str, *slugs: str) -> list[int]:
    """Lay the pages in the collection as a visitor does."""
    pages = by_slug(*slugs)
    for one in pages:
        page.goto(f"{root}{one.url}")
        page.get_by_role("button", name="Læg i min samling").click()
    return [one.pk for one in pages]


def titles(page: Page) -> list[str]:
    return page.locator("[data-id]").evaluate_all("rows => rows.map((row) => row.dataset.titel)")


def test_nothing_is_kept_before_the_press_and_nothing_after_the_next(live_site, page: Page) -> None:
    (case,) = by_slug(CASE)
    page.goto(f"{live_site.url}{case.url}")
    assert page.evaluate("localStorage.length") == 0

    button = page.get_by_role("button", name="Læg i min samling")
    button.focus()
    page.keyboard.press("Enter")

    assert kept(page) == f"[{case.pk}]"
    expect(page.get_by_text(f"»{case.title}« ligger nu i din samling.")).to_be_visible()
    expect(page.get_by_role("contentinfo").get_by_role("link", name="Min samling")).to_have_text(
        "Min samling (1)"
    )
    page.reload()
    page.get_by_role("button", name="Fjern fra min samling").click()
    assert kept(page) == "[]"
    expect(page.get_by_role("button", name="Læg i min samling")).to_be_visible()


def test_order_is_changed_by_keyboard_and_told(live_site, page: Page) -> None:
    case, vej, artikel = collect(page, live_site.url, CASE, VEJ, ARTIKEL)
    said = complaints(page)
    page.goto(f"{live_site.url}{LISTE}", wait_until="networkidle")
    before = titles(page)

    button = page.get_by_role("button", name=f"Flyt »{before[2]}« op")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-besked] [role=status]")).to_have_text(f"»{before[2]}« er nu nr. 2.")
    page.keyboard.press("Enter")

    expect(page.locator("[data-besked] [role=status]")).to_have_text(f"»{before[2]}« er nu nr. 1.")
    expect(button).to_be_focused()
    assert titles(page) == [before[2], before[0], before[1]]
    assert kept(page) == f"[{artikel},{case},{vej}]"
    query = f"?sider={artikel},{case},{vej}"
    for link in page.locator("[data-med]").all():
        assert (link.get_attribute("href") or "").endswith(query)
    assert said == []
    page.reload(wait_until="networkidle")
    assert titles(page) == [before[2], before[0], before[1]]


def test_removed_page_can_be_taken_back(live_site, page: Page) -> None:
    numbers = collect(page, live_site.url, CASE, VEJ, ARTIKEL)
    page.goto(f"{live_site.url}{LISTE}", wait_until="networkidle")
    before = titles(page)

    page.get_by_role("button", name=f"Fjern »{before[1]}«").press("Enter")

    expect(page.get_by_text(f"»{before[1]}« er fjernet.")).to_be_visible()
    expect(page.get_by_role("heading", name="2 sider")).to_be_visible()
    assert kept(page) == f"[{numbers[0]},{numbers[2]}]"
    # The focus is not lost with the row.
    assert page.evaluate("document.activeElement.closest('[data-id]') !== null")
    page.get_by_role("button", name="Fortryd").press("Enter")
    assert titles(page) == before
    assert kept(page) == f"[{','.join(map(str, numbers))}]"


def test_whole_collection_is_deleted_by_one_press(live_site, page: Page) -> None:
    collect(page, live_site.url, CASE, VEJ)
    page.goto(f"{live_site.url}{LISTE}", wait_until="networkidle")
    page.on("dialog", lambda dialog: dialog.accept())

    page.get_by_role("button", name="Slet hele samlingen").click()

    expect(page.get_by_text("Samlingen er slettet.")).to_be_visible()
    expect(page.get_by_text("Der ligger ikke noget her endnu.")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_what_another_window_lays_in_and_takes_out_is_followed(live_site, page: Page) -> None:
    case, vej = collect(page, live_site.url, CASE, VEJ)
    page.goto(f"{live_site.url}{LISTE}", wait_until="networkidle")
    other = page.context.new_page()

    (artikel,) = collect(other, live_site.url, ARTIKEL)

    expect(page.get_by_role("heading", name="3 sider")).to_be_visible()
    page.get_by_role("button", name=f"Flyt »{titles(page)[0]}« ned").click()
    assert kept(page) == f"[{vej},{case},{artikel}]"
    other.get_by_role("button", name="Fjern fra min samling").click()
    expect(page.get_by_role("heading", name="2 sider")).to_be_visible()
    assert kept(page) == f"[{vej},{case}]"


def test_change_loses_nothing_that_the_page_has_not_drawn(live_site, page: Page) -> None:
    case, vej = collect(page, live_site.url, CASE, VEJ)
    page.goto(f"{live_site.url}{LISTE}", wait_until="networkidle")
    page.route("**/min-samling/?sider=*", lambda route: route.abort())
    (artikel,) = collect(page.context.new_page(), live_site.url, ARTIKEL)
    expect(page.get_by_text("Samlingen kunne ikke hentes.")).to_be_visible()
    before = titles(page)

    page.get_by_role("button", name=f"Flyt »{before[1]}« op").click()
    assert kept(page) == f"[{vej},{case},{artikel}]"
    page.get_by_role("button", name=f"Fjern »{before[1]}«").click()
    assert kept(page) == f"[{case},{artikel}]"
    page.get_by_role("button", name="Fortryd").click()

    assert kept(page) == f"[{vej},{case},{artikel}]"


GONE = 999_999


@pytest.mark.parametrize("gone", [[GONE], [GONE - place for place in range(30)]])
def test_pages_that_are_gone_leave_an_empty_collection(
    live_site, page: Page, gone: list[int]
) -> None:
    page.goto(f"{live_site.url}/kontakt/")
    page.evaluate("ids => localStorage.setItem('samling', JSON.stringify(ids))", gone)

    page.goto(f"{live_site.url}{LISTE}")

    expect(page.get_by_text("Der ligger ikke noget her endnu.")).to_be_visible()
    expect(page.get_by_role("contentinfo").get_by_role("link", name="Min samling")).to_have_text(
        "Min samling"
    )
    assert page.evaluate("localStorage.length") == 0


def test_collection_keeps_what_is_there_and_each_page_once(live_site, page: Page) -> None:
    case, vej = (one.pk for one in by_slug(CASE, VEJ))
    link = page.get_by_role("contentinfo").get_by_role("link", name="Min samling")
    page.goto(f"{live_site.url}/kontakt/")
    page.evaluate(
        "ids => localStorage.setItem('samling', JSON.stringify(ids))", [case, GONE, vej, case]
    )
    page.reload()
    expect(link).to_have_text("Min samling (3)")

    page.goto(f"{live_site.url}{LISTE}")

    expect(page.get_by_text("1 side findes ikke længere og er taget ud.")).to_be_visible()
    expect(link).to_have_text("Min samling (2)")
    assert kept(page) == f"[{case},{vej}]"


def test_collection_stays_as_it_is_when_it_is_not_fetched(live_site, page: Page) -> None:
    page.goto(f"{live_site.url}/kontakt/")
    page.evaluate("id => localStorage.setItem('samling', `[${id}]`)", GONE)
    page.route(
        "**/min-samling/?sider=*", lambda route: route.fulfill(status=503, body="<p data-liste>")
    )

    page.goto(f"{live_site.url}{LISTE}")

    expect(page.get_by_text("Samlingen kunne ikke hentes.")).to_be_visible()
    assert kept(page) == f"[{GONE}]"


def test_pages_beyond_the_most_are_told_of(live_site, page: Page) -> None:
    (case,) = by_slug(CASE)
    copies = [case.copy(update_attrs={"slug": f"kopi-{place}"}).pk for place in range(32)]
    own, shared = copies[:19], copies[17:]
    page.goto(f"{live_site.url}/kontakt/")
    page.evaluate("ids => localStorage.setItem('samling', JSON.stringify(ids))", own)
    page.goto(f"{live_site.url}{LISTE}?sider={','.join(map(str, shared))}")

    page.get_by_role("button", name="Gem den som min").click()
    page.get_by_role("button", name="Læg dem sammen").click()

    expect(page.get_by_text("Der er plads til 30 sider i en samling.")).to_be_visible()
    expect(page.get_by_role("heading", name="30 sider")).to_be_visible()
    assert kept(page) == f"[{','.join(map(str, copies[:30]))}]"


def test_receiver_sees_a_shared_collection_and_may_keep_it(
    live_site, page: Page, browser: Browser
) -> None:
    numbers = collect(page, live_site.url, CASE, VEJ)
    page.goto(f"{live_site.url}{LISTE}", wait_until="networkidle")
    link = page.get_by_label("Lav et link, du kan dele").input_value()

    context = browser.new_context(locale="da-DK")
    other = context.new_page()
    other.goto(link, wait_until="networkidle")

    expect(other.get_by_text("Du ser en samling, som en anden har delt.")).to_be_visible()
    assert titles(other) == titles(page)
    assert other.evaluate("localStorage.length") == 0
    other.get_by_role("button", name="Gem den som min").click()
    other.wait_for_url(f"{live_site.url}{LISTE}")
    expect(other.get_by_role("heading", name="2 sider")).to_be_visible()
    assert kept(other) == f"[{numbers[0]},{numbers[1]}]"
    context.close()


@pytest.mark.parametrize(
    ("choice", "order"), [("Læg dem sammen", (2, 0, 1)), ("Byt min ud", (0, 1))]
)
def test_receiver_with_a_collection_chooses(
    live_site, page: Page, choice: str, order: tuple[int, ...]
) -> None:
    pages = by_slug(CASE, VEJ, ARTIKEL)
    collect(page, live_site.url, ARTIKEL)
    page.goto(f"{live_site.url}{LISTE}{query_of(*pages[:2])}")

    page.get_by_role("button", name="Gem den som min").click()
    page.get_by_role("button", name=choice).click()

    page.wait_for_url(f"{live_site.url}{LISTE}")
    assert kept(page) == f"[{','.join(str(pages[place].pk) for place in order)}]"


def test_without_javascript_a_shared_collection_is_read_and_used(
    live_site, browser: Browser
) -> None:
    pages = by_slug(CASE, VEJ)
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    page.goto(f"{live_site.url}{pages[0].url}")
    expect(page.get_by_role("button", name="Læg i min samling")).not_to_be_visible()
    page.get_by_role("contentinfo").get_by_role("link", name="Min samling").click()
    expect(page.get_by_text("kræver JavaScript")).to_be_visible()

    page.goto(f"{live_site.url}{LISTE}{query_of(*pages)}")

    for one in pages:
        expect(page.get_by_role("link", name=one.title)).to_be_visible()
    for name in ("Gem den som min", "Op", "Fjern", "Slet hele samlingen", "Fortryd"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.get_by_role("link", name="Udskriv samlingen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Samlingen som hefte")
    context.close()


def test_browser_that_keeps_nothing_says_so(live_site, page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
    )
    page.goto(f"{live_site.url}{by_slug(CASE)[0].url}")

    page.get_by_role("button", name="Læg i min samling").click()

    expect(page.get_by_text("Din browser gemmer ikke noget for os")).to_be_visible()


def test_file_opens_from_disk_and_asks_for_nothing(
    live_site, page: Page, browser: Browser, tmp_path: Path
) -> None:
    collect(page, live_site.url, CASE, VEJ, ARTIKEL, "tolv-greb-til-samskabende-moeder")
    page.goto(f"{live_site.url}{LISTE}", wait_until="networkidle")
    with page.expect_download() as download:
        page.get_by_role("link", name="Gem som en fil").click()
    file = tmp_path / "min-samling.html"
    download.value.save_as(file)

    context = browser.new_context(offline=True, viewport={"width": 320, "height": 800})
    other = context.new_page()
    said = complaints(other)
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(file.as_uri())

    assert download.value.suggested_filename == "min-samling.html"
    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
    assert said == []
    expect(other.get_by_role("heading", level=1)).to_have_text("Min samling")
    assert other.evaluate("document.documentElement.scrollWidth") == 320
    other.get_by_role("link", name="To torsdage på samme gang").first.click()
    assert "#side-" in other.url
    fonts = other.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter((one) => "
        "one.status === 'loaded').map((one) => one.family.replaceAll('\"', '')))"
    )
    assert {"Atkinson", "Bricolage"} <= set(fonts)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_own_list_booklet_and_cards_have_no_barrier(live_site, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": 320, "height": 800})
    slugs = [CASE, VEJ, ARTIKEL, "facilitering-af-samskabende-moeder"]
    query = query_of(*by_slug(*slugs))
    collect(page, live_site.url, *slugs)

    found = []
    for address in (LISTE, f"{LISTE}hefte/{query}", f"{LISTE}kort/{query}"):
        page.goto(f"{live_site.url}{address}", wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address
        violations = Axe().run(page).response["violations"]
        found += [(address, one["id"], one["nodes"][0]["target"]) for one in violations]

    assert found == []


def test_booklet_prints_each_page_on_its_own_sheet(live_site, page: Page) -> None:
    pages = by_slug(CASE, VEJ, ARTIKEL)

    reader = printed(page, f"{live_site.url}{LISTE}hefte/{query_of(*pages)}")

    words = [words_of_page(sheet) for sheet in reader.pages]
    assert all(one.title in words[0] for one in pages)
    for one in pages:
        # Contents, then the page's own first sheet, which begins with its title.
        assert [place for place, text in enumerate(words) if one.title in text[:140]]
    everything = " ".join(words)
    for stray in ("Udskriv", "Gem som en fil", "Tilbage til samlingen", "Vi bruger ingen"):
        assert stray not in everything


def test_cards_print_four_to_a_sheet(live_site, page: Page) -> None:
    pages = by_slug(CASE, VEJ, ARTIKEL)

    reader = printed(page, f"{live_site.url}{LISTE}kort/{query_of(*pages)}")

    assert len(reader.pages) == 2
    front, back = (words_of_page(sheet) for sheet in reader.pages)
    assert all(one.title in front for one in pages)
    assert back.count("?") >= 3


def test_long_word_in_a_title_is_printed_in_one_piece(live_site, page: Page) -> None:
    pages = by_slug("samskabelsesforloeb", VEJ)
    words = ["Sammenhængskommissionen", "samskabelsesworkshops", "Medarbejderrepræsentantskabets"]
    for word in words:
        copied = pages[0].copy(update_attrs={"title": word, "slug": word.lower()[:9]})
        pages.append(copied)

    reader = printed(page, f"{live_site.url}{LISTE}kort/{query_of(*pages)}")

    text = " ".join(words_of_page(sheet) for sheet in reader.pages)
    assert [one.title for one in pages if one.title not in text] == []


def test_citation_and_link_are_copied(live_site, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    (artikel,) = by_slug(ARTIKEL)
    page.goto(f"{live_site.url}{artikel.url}")

    page.get_by_role("button", name="Kopiér link").click()
    expect(page.get_by_text("Linket er kopieret.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(artikel.url)
    page.get_by_text("Citér siden").click()
    page.get_by_role("button", name="Kopiér kilde").click()

    expect(page.get_by_text("Kopieret", exact=True)).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f". {artikel.title}. COKs akademi for samskabelse. Hentet " in copied
