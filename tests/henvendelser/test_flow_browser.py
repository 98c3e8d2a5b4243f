"""From »Book et uforpligtende møde« to a kept appointment, and in the end nothing left."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect

from henvendelser import services
from henvendelser.models import Haendelse, Henvendelse, Moede, Sagstal
from redaktion import groups
from samskabelse.base.models import Indstillinger
from samskabelse.base.workdays import working_days_after
from samskabelse.outbox.delivery import build_message
from samskabelse.outbox.models import Mail
from samskabelse.users.models import User

pytestmark = pytest.mark.browser

MEETING_LINK = "https://moede.example.dk/solsikken"
PERSON = ["Ane Østergård", "ane@kommune.dk", "Kultur og Fritid", "Børnehuset Solsikken"]


@pytest.fixture
def mette(live_site) -> User:
    user = User.objects.create_user("mette", "mette@example.dk", first_name="Mette")
    user.groups.add(Group.objects.get(name=groups.HENVENDELSER))
    Indstillinger.objects.update(team_email="team@example.dk")
    return user


@pytest.fixture
def inbox(live_site, browser: Browser, mette: User) -> Page:
    """A colleague's browser, logged in."""
    client = Client()
    client.force_login(mette)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 1000})
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site.url}]
    )
    return context.new_page()


def latest_mail(to: str) -> Mail:
    return Mail.objects.filter(to=to).latest("pk")


def write(site: str, page: Page, wished: dt.date) -> Henvendelse:
    """The visitor comes from the landing page, writes, and gets the receipt."""
    page.goto(f"{site}/")
    page.locator("main").get_by_role("link", name="Book et uforpligtende møde").first.click()
    page.get_by_label("Hvordan vil du mødes?").select_option("online")
    page.get_by_label("Dato").first.fill(f"{wished}")
    page.get_by_label("Tidspunkt").first.select_option("formiddag")
    page.get_by_label("Din besked").fill("Vi vil gerne mødes om Børnehuset Solsikken.")
    page.get_by_label("Dit navn").fill("Ane Østergård")
    page.get_by_label("Din mailadresse").fill("ane@kommune.dk")
    page.get_by_label("Arbejdsplads eller forening").fill("Kultur og Fritid")
    page.get_by_role("button", name="Send besked").click()
    inquiry = Henvendelse.objects.get()
    expect(page.get_by_text(f"Dit sagsnummer er {inquiry.reference}.")).to_be_visible()
    assert inquiry.status == "ny"
    return inquiry


def answer(site: str, inbox: Page, wished: dt.date) -> None:
    """A colleague finds it, replies with a look at the mail first, and proposes a time."""
    inbox.goto(f"{site}/admin/henvendelser/")
    inbox.get_by_role("link", name="Ane Østergård").click()
    expect(inbox.get_by_text("Vi vil gerne mødes om Børnehuset")).to_be_visible()
    inbox.get_by_label("Dit svar").fill("Det vil vi meget gerne.")
    inbox.get_by_role("button", name="Se mailen først").click()
    expect(inbox.locator("#forhaandsvisning")).to_contain_text("Hej Ane Østergård")
    inbox.get_by_role("button", name="Send svar").click()
    expect(inbox.get_by_text("Svaret er på vej.")).to_be_visible()
    inbox.get_by_text("Foreslå tider", exact=True).click()
    expect(inbox.get_by_label("Tid 1")).to_have_value(f"{wished}T09:00")
    proposing = inbox.locator("form[action$='/tider/']")
    proposing.get_by_label("Sted eller link").fill(MEETING_LINK)
    proposing.get_by_role("button", name="Send tiderne").click()
    expect(inbox.get_by_text("Tiderne er på vej til afsenderen.")).to_be_visible()
    assert "Hvornår passer det dig?" in latest_mail("ane@kommune.dk").subject


def read_back(page: Page, folder: Path, wished: dt.date) -> None:
    """The calendar file from the mail and the one from the page are the same event."""
    meeting = Moede.objects.get()
    (attached,) = [
        part
        for part in build_message(latest_mail("ane@kommune.dk")).message().walk()
        if part.get_content_type() == "text/calendar"
    ]
    with page.expect_download() as download:
        page.get_by_role("link", name="Læg mødet i kalenderen").click()
    download.value.save_as(folder / "moede.ics")
    for content in (attached.get_payload(decode=True), (folder / "moede.ics").read_bytes()):
        (event,) = Calendar.from_ical(content).walk("VEVENT")
        assert event["UID"] == meeting.uid
        assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"
        assert event["DTSTART"].dt == meeting.starts_at
        assert (event["DTSTART"].dt.date(), event["DTSTART"].dt.hour) == (wished, 9)
        assert event["LOCATION"] == MEETING_LINK


def nightly_work(day: dt.date) -> None:
    with time_machine.travel(dt.datetime.combine(day, dt.time(3), dt.UTC)):
        for name, _every, path in settings.WORKER_JOBS:
            if name.startswith("purge"):
                import_string(path)()


def test_from_the_landing_page_to_closed_and_deleted(
    live_site, page: Page, inbox: Page, tmp_path: Path
) -> None:
    wished = working_days_after(timezone.localdate(), 6)
    inquiry = write(live_site.url, page, wished)
    answer(live_site.url, inbox, wished)

    # The visitor sees the reply and chooses.
    page.goto(f"{live_site.url}{services.status_url(inquiry)}")
    expect(page.get_by_text("Det vil vi meget gerne.")).to_be_visible()
    page.get_by_role("button", name="Vælg ").first.click()
    expect(page.get_by_text("Mødet er aftalt.").first).to_be_visible()
    read_back(page, tmp_path, wished)

    # Held and closed.
    inbox.reload()
    expect(inbox.locator(".sag__tilstand")).to_contain_text("Møde aftalt")
    inbox.locator("#status_status").select_option("afsluttet")
    inbox.locator("form[action$='/status/']").get_by_role("button", name="Gem").click()
    expect(inbox.locator(".sag__tilstand")).to_contain_text("Afsluttet")
    page.reload()
    expect(page.get_by_role("heading", name="Status: Afsluttet")).to_be_visible()

    # The day before it is kept; on the day it is gone, and a number is left.
    inquiry.refresh_from_db()
    nightly_work(inquiry.delete_on - dt.timedelta(days=1))
    assert Henvendelse.objects.filter(pk=inquiry.pk).exists()
    nightly_work(inquiry.delete_on)
    assert not Henvendelse.objects.exists()
    assert not Haendelse.objects.exists()
    left = str([list(model.objects.values()) for model in (Mail, Moede, Sagstal)])
    assert [part for part in PERSON if part in left] == []
    assert Sagstal.objects.get().had_meeting
    page.reload()
    expect(page.get_by_role("heading", name="Vi kan ikke finde henvendelsen")).to_be_visible()


def test_the_inbox_is_worked_with_the_keyboard(live_site, page: Page, inbox: Page) -> None:
    for number in range(3):
        Henvendelse.objects.create(
            submission_key=f"{number:032}",
            token_hash=f"{number}",
            name=f"Person {number}",
            email="a@x.dk",
            message="Hej",
            answer_by=timezone.localdate(),
            delete_on=timezone.localdate() + dt.timedelta(days=9),
        )
    inbox.goto(f"{live_site.url}/admin/henvendelser/")

    inbox.locator("a[data-raekke]").first.focus()
    inbox.keyboard.press("x")
    inbox.keyboard.press("j")
    inbox.keyboard.press("ArrowDown")
    inbox.keyboard.press("x")

    expect(inbox.get_by_text("2 er valgt")).to_be_visible()
    ticked = inbox.locator("input[name=valgt]")
    assert [ticked.nth(number).is_checked() for number in range(3)] == [True, False, True]
    inbox.get_by_label("Vælg alle").check()
    expect(inbox.get_by_text("3 er valgt")).to_be_visible()
    inbox.get_by_role("button", name="Markér som uønsket").click()
    expect(inbox.get_by_text("3 henvendelser er markeret som uønskede.")).to_be_visible()
    assert Henvendelse.objects.filter(status="spam").count() == 3
