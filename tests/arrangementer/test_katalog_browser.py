"""The catalogue in a real browser: with and without a script, by keyboard, small, and dark."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from arrangementer.models import Afholdelse, Underviser, Undervisning
from arrangementer.tilmelding import pladser
from tests import factories

from .conftest import order, person

pytestmark = pytest.mark.browser

CATALOGUE = "/arrangementer/"
LONG_MAIL = "annemargrethe.christoffersenvestergaard@faaborgmidtfyn.example"


@pytest.fixture
def live(quiet_server, tree):
    return quiet_server


@pytest.fixture
def dates(tree) -> dict[str, Afholdelse]:
    """A course in Vejle and Aarhus, a full webinar months ahead, one that was held, a service."""
    vej = factories.vej(tree, 1, title="Lad uenighed opstå")
    course = factories.arrangement(tree, "Uenighed i rummet", type="kursus", teaser="Øv jer.")
    course.outcomes = [("points", ["Du kan tie stille."])]
    course.programme = [("day", {"title": "Rummet", "points": [{"text": "Kaffe"}]})]
    course.save()
    teacher = Underviser.objects.create(name="Åse Ærlig", text="Spørger.")
    Undervisning.objects.create(page=course, underviser=teacher)
    webinar = factories.arrangement(tree, "Webinar om uro", type="webinar")
    factories.tie(course, vej)
    factories.tie(factories.ydelse(tree, "Rådgivning hos jer"), vej)
    held = factories.arrangement(tree, "Det, der er holdt", type="kursus")
    factories.afholdelse(held, -40, place="Vejle")
    return {
        "vejle": factories.afholdelse(course, 60, seats=3, price=4950, place="Vejle, Spinderiet"),
        "aarhus": factories.afholdelse(course, 150, place="Aarhus", price=4950),
        "webinar": factories.afholdelse(webinar, 62, form="online", place="", seats=0),
    }


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    yield context.new_page()
    context.close()


def found(page: Page) -> Locator:
    return page.locator(".resultater .liste__titel a")


def month_of(row: Afholdelse) -> str:
    return f"{timezone.localtime(row.starts_at):%Y-%m}"


def test_a_choice_narrows_without_a_jump_and_back_widens_again(live, dates, page: Page) -> None:
    loaded: list[str] = []
    page.on("load", lambda _page: loaded.append(page.url))
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(f"{live.url}{CATALOGUE}")
    box = page.get_by_label(re.compile("^Webinar"))
    box.scroll_into_view_if_needed()
    top = page.evaluate("window.scrollY")
    assert top > 0

    box.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(f"{live.url}{CATALOGUE}?type=webinar")
    expect(page.get_by_role("status").first).to_have_text("1 dato")
    expect(found(page)).to_have_text(["Webinar om uro"])
    expect(page).to_have_title(re.compile(r": Webinar – Samskabelse$"))
    expect(page.locator("#type-webinar")).to_be_focused()
    assert page.evaluate("window.scrollY") == top

    # What was shared shows the same; what takes the filter off gives the focus a place.
    assert page.context.new_page().goto(page.url).text().count('class="liste__titel"') == 1
    page.get_by_role("link", name="Fjern filteret Webinar").press("Enter")
    expect(page).to_have_url(f"{live.url}{CATALOGUE}")
    expect(page.locator("h2[data-antal]")).to_be_focused()
    expect(found(page)).to_have_count(5)

    page.go_back()
    expect(page.locator("#type-webinar")).to_be_checked()
    expect(found(page)).to_have_text(["Webinar om uro"])
    page.go_forward()
    expect(page.locator("#type-webinar")).not_to_be_checked()
    assert len(loaded) == 1


def test_words_and_order_are_sent_by_enter_and_by_choice(live, dates, page: Page) -> None:
    page.goto(f"{live.url}{CATALOGUE}")
    titles = found(page).all_inner_texts()
    page.get_by_label("Søg i kurser").fill("uro")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=uro"))
    expect(page.locator(".liste__titel")).to_have_count(1)
    expect(page.get_by_label("Søg i kurser")).to_be_focused()

    page.get_by_label("Søg i kurser").fill("")
    page.get_by_label("Rækkefølge").select_option("titel")
    expect(page).to_have_url(re.compile(r"\?sorter=titel$"))
    expect(found(page)).to_have_text(sorted(titles, key=str.casefold))


def test_months_are_turned_in_place(live, dates, page: Page) -> None:
    loaded: list[str] = []
    page.on("load", lambda _page: loaded.append(page.url))
    page.goto(f"{live.url}{CATALOGUE}?vis=kalender")
    name = page.locator(".maaned__navn")
    first = name.inner_text()
    link = page.get_by_role("link", name="Næste måned")
    while link.count():
        before = name.inner_text()
        link.press("Enter")
        expect(name).not_to_have_text(before)

    expect(page.locator("h2[data-antal]")).to_be_focused()
    expect(page).to_have_url(re.compile(f"maaned={month_of(dates['aarhus'])}"))
    page.get_by_role("link", name="Forrige måned").press("Enter")
    expect(page.get_by_role("link", name="Næste måned")).to_be_visible()
    page.goto(f"{live.url}{CATALOGUE}?vis=kalender")
    expect(name).to_have_text(first)
    assert len(loaded) == 2


def test_all_of_it_works_without_a_script(live, dates, plain: Page) -> None:
    plain.goto(f"{live.url}{CATALOGUE}")
    plain.get_by_label(re.compile("^Kursus")).check()
    plain.locator("#facet-sted > summary").click()
    plain.get_by_label(re.compile("^Vejle")).check()
    plain.get_by_role("button", name="Vis arrangementer").click()
    expect(found(plain)).to_have_text(["Uenighed i rummet"])
    expect(plain).to_have_url(re.compile("type=kursus"))

    plain.get_by_role("link", name="Kalender", exact=True).click()
    expect(plain.locator(".dag a")).to_have_text(["Uenighed i rummet"])
    plain.get_by_role("link", name="Tidligere", exact=True).click()
    expect(found(plain)).to_have_text(["Det, der er holdt"])

    # What gives nothing says what to drop, and offers to tell of new dates.
    plain.goto(f"{live.url}{CATALOGUE}?type=webinar&sted=vejle")
    plain.get_by_role("link", name="Uden filteret »Vejle«").click()
    expect(found(plain)).to_have_text(["Webinar om uro"])
    plain.goto(f"{live.url}{CATALOGUE}?type=webinar&sted=vejle")
    plain.get_by_role("link", name="Skriv mig på interesselisten").click()
    expect(plain.get_by_role("heading", level=1)).to_be_visible()


def test_services_lead_to_the_contact_form_which_knows_of_them(live, dates, page: Page) -> None:
    page.goto(f"{live.url}{CATALOGUE}?type=raadgivning")
    page.get_by_role("link", name="Rådgivning hos jer").click()
    page.locator("main").get_by_role("link", name="Book et uforpligtende møde").click()
    expect(page.locator("main")).to_contain_text("Rådgivning hos jer")

    page.goto(f"{live.url}{dates['vejle'].page.url}")
    page.get_by_role("link", name="Få det holdt hos jer").click()
    expect(page.locator("main")).to_contain_text("Uenighed i rummet")
    expect(page.locator("[name=emne]")).to_have_value("raadgivning")


def sign_up_address(row: Afholdelse) -> str:
    return f"{row.page.url}tilmelding/{row.pk}/"


def addresses(dates: dict[str, Afholdelse]) -> list[str]:
    return [
        CATALOGUE,
        f"{CATALOGUE}?type=kursus&sted=vejle&q=uenighed",
        f"{CATALOGUE}?vis=kalender",
        f"{CATALOGUE}?vis=kalender&maaned={month_of(dates['vejle'])}&sted=online&type=kursus",
        f"{CATALOGUE}?vis=tidligere",
        f"{CATALOGUE}?type=webinar&sted=vejle&q={'x' * 60}",
        f"{CATALOGUE}ydelser/",
        f"{CATALOGUE}ydelser/raadgivning-hos-jer/",
        dates["vejle"].page.url,
        dates["webinar"].page.url,
        sign_up_address(dates["vejle"]),
        sign_up_address(dates["webinar"]),
        f"{dates['vejle'].page.url}interesse/",
    ]


def faults(page: Page, where: str) -> list[tuple[str, str, str]]:
    page.wait_for_load_state()
    found = [
        (where, violation["id"], violation["nodes"][0]["html"])
        for violation in Axe().run(page).response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append((where, "scrolls sideways", ""))
    return found


def look_through_sign_up(page: Page) -> None:
    """Fill the form with what is long and has no place to break, and go on to what is confirmed."""
    page.get_by_label("Dit navn").fill("Mette Sekretær")
    page.get_by_label("Din mailadresse").fill(LONG_MAIL)
    page.locator("[name=deltagere-0-navn]").fill("Christoffersen" * 5)
    page.locator("[name=deltagere-0-email]").fill(LONG_MAIL)
    page.get_by_label("Arbejdsplads").fill("Kultur og Fritid")
    page.get_by_label("EAN-nummer").fill("5790000000005")
    page.get_by_label("Jeg har læst vilkårene").check()
    page.locator("form").get_by_role("button", name="Se det igennem").last.click()
    expect(page.get_by_role("button", name="Tilmeld", exact=True)).to_be_visible()


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_no_barrier_and_no_sideways_scroll(
    live, dates, page: Page, width: int, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    wrong: list[tuple[str, str, str]] = []
    for address in addresses(dates):
        page.goto(f"{live.url}{address}")
        open_all(page)
        wrong += faults(page, address)

    # The steps of a sign-up: the errors, what is to be confirmed, the receipt, the private page,
    # and an error that repeats what was typed.
    page.goto(f"{live.url}{sign_up_address(dates['vejle'])}")
    page.get_by_label("EAN-nummer").fill("5790000000006")
    page.locator("form").get_by_role("button", name="Se det igennem").last.click()
    expect(page.get_by_role("alert")).to_be_visible()
    wrong += faults(page, "errors")
    look_through_sign_up(page)
    wrong += faults(page, "confirm")
    page.get_by_role("button", name="Tilmeld", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tak")
    wrong += faults(page, "receipt")
    page.get_by_role("link", name="Se eller ret din tilmelding").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Din tilmelding")
    wrong += faults(page, "private page")
    page.goto(f"{live.url}{sign_up_address(dates['vejle'])}")
    look_through_sign_up(page)
    page.get_by_role("button", name="Tilmeld", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(f"{LONG_MAIL} er allerede tilmeldt")
    wrong += faults(page, "signed up already")

    assert wrong == []


def test_the_catalogue_is_gone_through_by_keyboard(live, dates, page: Page) -> None:
    page.goto(f"{live.url}{CATALOGUE}")
    page.locator("#filter-q").focus()
    reached: list[str] = []
    while "Rådgivning hos jer" not in reached and len(reached) < 60:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim().slice(0, 30)"))
        assert page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; })()"
        ), reached[-1]
    for words in ["Type", "Sted", "Vis arrangementer", "Uenighed i rummet", "Rådgivning hos jer"]:
        assert words in reached, (words, reached)


def test_seats_are_told_as_they_are_now(live, dates, page: Page) -> None:
    row = dates["vejle"]
    page.goto(f"{live.url}{CATALOGUE}?sted=vejle")
    expect(page.locator(".resultater .plads")).to_have_text("3 pladser tilbage")
    pladser.sign_up(row.pk, order(person(1), person(2), person(3)))

    page.reload()
    expect(page.locator(".resultater .plads")).to_have_text("Fuldt, men der er venteliste")
    page.goto(f"{live.url}{row.page.url}")
    page.get_by_role("link", name="Skriv dig på venteliste").click()
    expect(page.locator("main")).to_contain_text("venteliste")
