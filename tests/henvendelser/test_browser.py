"""The visitor's whole way in a real browser: only there do CSRF and Referrer-Policy meet."""

import pytest
from playwright.sync_api import Browser, Page, expect

from henvendelser.models import Besked, Henvendelse
from henvendelser.services import status_url
from samskabelse.outbox.models import Mail

pytestmark = pytest.mark.browser


@pytest.fixture
def live(quiet_server, home, site_settings):
    return quiet_server


def test_from_form_to_receipt_to_deleted(live, page: Page) -> None:
    page.goto(f"{live.url}/kontakt/")
    page.get_by_role("button", name="Send besked").click()
    expect(page.get_by_role("alert")).to_contain_text("Der er 3 ting, du skal rette")

    page.get_by_label("Din besked").fill("Vi vil gerne høre om jeres kurser.")
    page.get_by_label("Dit navn").fill("Ane Østergård")
    page.get_by_label("Din mailadresse").fill("ane@kommune.dk")
    page.get_by_role("button", name="Send besked").click()
    inquiry = Henvendelse.objects.get()
    expect(page.get_by_text(f"Dit sagsnummer er {inquiry.reference}.")).to_be_visible()
    page.reload()
    assert Henvendelse.objects.count() == 1

    page.goto(f"{live.url}{status_url(inquiry)}")
    page.get_by_label("Skriv til os").fill("Vi bliver otte.")
    page.get_by_role("button", name="Send svar").click()
    expect(page.get_by_text("Dit svar er sendt.")).to_be_visible()
    assert Besked.objects.count() == 1

    page.get_by_role("link", name="Træk henvendelsen tilbage").click()
    page.get_by_role("button", name="Ja, træk den tilbage").click()
    expect(page.get_by_role("heading", name="Status: Trukket tilbage")).to_be_visible()

    page.get_by_role("link", name="Slet mine oplysninger").click()
    page.get_by_role("button", name="Ja, slet alt").click()
    expect(page.get_by_text("Dine oplysninger er slettet.")).to_be_visible()
    assert not Henvendelse.objects.exists()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_meeting_is_asked_about_where_it_is_the_subject(
    live, browser: Browser, javascript: bool
) -> None:
    page = browser.new_context(java_script_enabled=javascript).new_page()
    page.goto(f"{live.url}/kontakt/")
    meeting = page.get_by_role("group", name="Hvornår og hvordan vil du mødes?")
    expect(meeting.get_by_label("Dato").locator("visible=true")).to_have_count(1)

    meeting.get_by_text("Foreslå en tid mere").first.press("Enter")
    expect(meeting.get_by_label("Dato").locator("visible=true")).to_have_count(2)

    page.get_by_label("Emne").select_option("kursus")
    expect(meeting).to_be_hidden()
    page.context.close()


def test_refresh_back_and_forth_make_one_inquiry(live, page: Page) -> None:
    page.goto(f"{live.url}/kontakt/")
    page.get_by_label("Din besked").fill("Vi vil gerne høre om jeres kurser.")
    page.get_by_label("Dit navn").fill("Ane Østergård")
    page.get_by_label("Din mailadresse").fill("ane@kommune.dk")
    page.get_by_role("button", name="Send besked").click()
    receipt = page.get_by_text("Dit sagsnummer er")
    expect(receipt).to_be_visible()
    first = receipt.text_content()

    page.reload()
    page.go_back()
    expect(page.get_by_label("Din besked")).to_be_visible()
    page.go_forward()

    assert receipt.text_content() == first
    assert Henvendelse.objects.get().reference in str(first)
    assert Mail.objects.count() == 2


def test_the_private_address_is_passed_on_to_nobody(live, page: Page) -> None:
    page.goto(f"{live.url}/kontakt/")
    page.get_by_label("Din besked").fill("Vi vil gerne høre om jeres kurser.")
    page.get_by_label("Dit navn").fill("Ane")
    page.get_by_label("Din mailadresse").fill("ane@kommune.dk")
    page.get_by_role("button", name="Send besked").click()
    link = status_url(Henvendelse.objects.get())
    told: list[str] = []
    page.on("request", lambda request: told.append(request.headers.get("referer", "")))

    page.goto(f"{live.url}{link}")
    page.get_by_role("link", name="Slet mine oplysninger").click()
    page.get_by_role("link", name="Nej, behold det").click()

    assert any(told)
    assert [referrer for referrer in told if link in referrer] == []
