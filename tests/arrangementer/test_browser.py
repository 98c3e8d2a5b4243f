"""The whole way in a real browser: the customer's, and the course administrator's side of it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect

from arrangementer.models import Afholdelse, Deltager, Tilbud
from arrangementer.tilmelding import pladser
from redaktion import groups
from samskabelse.outbox.models import Mail
from samskabelse.users.models import User
from tests import factories

from .conftest import order, person

pytestmark = pytest.mark.browser

SERIOUS = {"critical", "serious"}


@pytest.fixture
def live(quiet_server, tree):
    return quiet_server


@pytest.fixture
def course(tree) -> Afholdelse:
    """One course with a date for three, and another course that a filter takes away."""
    factories.arrangement(tree, "Et webinar om kort tid", type="webinar")
    page = factories.arrangement(tree, "Uenighed i rummet", type="kursus")
    return factories.afholdelse(page, 60, seats=3, price=4950, place="Aarhus")


def link_in(to: str, subject: str, path: str) -> str:
    mail = Mail.objects.get(to=to, subject__startswith=subject)
    found = re.search(rf"^http://testserver({path}\S+)$", mail.body_text, re.MULTILINE)
    assert found, mail.body_text
    return found[1]


def assert_receipt_says(*words: str) -> None:
    mail = Mail.objects.get(to="mette@kommune.dk", subject__startswith="Tilmeldt")
    assert [word for word in words if word not in mail.body_text] == []
    assert "BEGIN:VCALENDAR" in mail.attachments[0]["text"]


def assert_accessible(page: Page) -> None:
    page.wait_for_load_state()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in SERIOUS] == []


def test_from_the_filter_to_a_seat_from_the_waiting_list(live, course, page: Page) -> None:
    page.goto(f"{live.url}/arrangementer/")
    page.get_by_label(re.compile("^Kursus")).check()
    expect(page.get_by_role("link", name="Et webinar om kort tid")).to_have_count(0)
    page.get_by_role("link", name="Uenighed i rummet").first.click()
    page.get_by_role("link", name=re.compile("^Tilmeld")).first.click()

    # The form, with an error first.
    page.get_by_label("Dit navn").fill("Mette Sekretær")
    page.get_by_label("Din mailadresse").fill("mette@kommune.dk")
    for number, name in enumerate(["Ane", "Bo", "Cille"]):
        if number:
            page.get_by_role("button", name="Tilføj en deltager").click()
        page.locator(f"[name=deltagere-{number}-navn]").fill(name)
        page.locator(f"[name=deltagere-{number}-email]").fill(f"{name.lower()}@kommune.dk")
    page.get_by_label("Arbejdsplads").fill("Kultur og Fritid")
    page.get_by_label("EAN-nummer").fill("5790000000006")
    page.get_by_label("Jeg har læst vilkårene").check()
    page.locator("form").get_by_role("button", name="Se det igennem").last.click()
    expect(page.get_by_role("alert")).to_contain_text("passer ikke med kontrolcifferet")
    assert_accessible(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("EAN-nummer")).to_be_focused()
    page.get_by_label("EAN-nummer").fill("5790 0000 0000 5")
    page.locator("form").get_by_role("button", name="Se det igennem").last.click()

    expect(page.get_by_role("heading", name="3 deltagere")).to_be_visible()
    assert not Deltager.objects.exists()
    assert_accessible(page)
    page.get_by_role("button", name="Tilmeld", exact=True).click()
    expect(page.get_by_role("heading", name="Tak, pladserne er jeres")).to_be_visible()
    page.reload()
    assert Deltager.objects.seated().count() == 3
    assert_accessible(page)

    assert_receipt_says("Ane", "Bo", "Cille", "14.850 kr.")

    # By the receipt's link: a seat is handed over, another given up while somebody waits.
    pladser.sign_up(course.pk, order(person(4), contact_email="fire@kommune.dk"))
    page.goto(live.url + link_in("mette@kommune.dk", "Tilmeldt", "/tilmelding/"))
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("kollega ?, Ane")).click()
    page.get_by_label("Kollegaens navn").fill("Dorte")
    page.get_by_label("Kollegaens mailadresse").fill("dorte@kommune.dk")
    page.get_by_role("button", name="Videre").click()
    page.get_by_role("button", name="Ja, giv pladsen videre").click()
    expect(page.get_by_role("status")).to_contain_text("Pladsen er givet videre.")
    assert Mail.objects.filter(to="dorte@kommune.dk").count() == 1
    page.get_by_role("link", name=re.compile("Meld fra ?, Bo")).click()
    page.get_by_role("button", name="Ja, meld fra").click()
    expect(page.get_by_role("status")).to_contain_text("Du er meldt fra.")

    page.goto(live.url + link_in("fire@kommune.dk", "Der er en plads", "/tilmelding/tilbud/"))
    assert_accessible(page)
    page.get_by_role("button", name="Ja tak, jeg tager pladsen").click()
    expect(page.get_by_role("status")).to_contain_text("Pladsen er din.")
    assert Tilbud.objects.get().status == "taget"
    assert sorted(Deltager.objects.seated().values_list("name", flat=True)) == [
        "Cille",
        "Deltager 4",
        "Dorte",
    ]


def test_the_form_is_filled_without_a_script_and_by_keyboard_alone(live, course, browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    page.goto(f"{live.url}/arrangementer/{course.page.slug}/tilmelding/{course.pk}/")
    page.get_by_label("Dit navn").focus()
    for typed in ("Mette", "mette@kommune.dk", "", " ", "Ane", "ane@kommune.dk"):
        page.keyboard.type(typed) if typed != " " else None
        page.keyboard.press("Tab")
    page.get_by_role("button", name="Tilføj en deltager").focus()
    page.keyboard.press("Enter")
    page.locator("[name=deltagere-1-navn]").fill("Bo")
    page.get_by_role("button", name="Fjern deltager 2").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Arbejdsplads").fill("Kultur og Fritid")
    page.get_by_label("EAN-nummer").fill("5790000000005")
    page.get_by_label("Jeg har læst vilkårene").check()
    page.keyboard.press("Enter")  # the form's first button is the right one

    page.get_by_role("button", name="Tilmeld", exact=True).focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Tak, pladsen er jeres")).to_be_visible()
    assert Deltager.objects.get().email == "ane@kommune.dk"
    context.close()


def test_the_course_administrator_sees_moves_writes_and_calls_off(live, course, page: Page) -> None:
    groups.ensure_groups()
    user = User.objects.create_user("kai", "kai@example.dk", "kode-til-proeve-9")
    user.groups.add(Group.objects.get(name=groups.KURSUSADMINISTRATORER))
    later = factories.afholdelse(course.page, 90, seats=5, place="Vejle")
    pladser.sign_up(course.pk, order(person(1), person(2)))

    page.goto(f"{live.url}/konto/login/?next=/admin/tilmeldinger/")
    page.locator("input[name=login]").fill("kai")
    page.locator("input[name=password]").fill("kode-til-proeve-9")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=course.date_text, exact=True).click()
    page.get_by_label("Vælg Deltager 2").check()
    page.get_by_label("Flyt til").select_option(str(later.pk))
    page.get_by_role("button", name="Flyt", exact=True).click()
    expect(page.get_by_text("1 deltager er rettet.")).to_be_visible()
    assert later.deltagere.get().name == "Deltager 2"

    page.get_by_label("Vælg Deltager 1").check()
    page.get_by_role("button", name="Markér som mødt").click()
    expect(page.get_by_role("row", name=re.compile("Deltager 1"))).to_contain_text("ja")

    page.get_by_role("link", name="Skriv til alle").click()
    page.get_by_label("Emne").fill("Om {titel}")
    page.get_by_role("button", name="Se den, før den sendes").click()
    expect(page.get_by_text("Om Uenighed i rummet")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("1 mail er på vej.")).to_be_visible()

    page.get_by_role("link", name="Aflys datoen").click()
    page.get_by_label("Hvorfor, og hvad så nu").fill("For få tilmeldte.")
    page.get_by_role("button", name="Ja, aflys datoen").click()
    expect(page.get_by_text("Datoen er aflyst, og alle får besked.")).to_be_visible()
    told = Mail.objects.filter(subject__startswith="Aflyst").values_list("to", flat=True)
    assert sorted(told) == ["deltager1@kommune.dk", "mette@kommune.dk"]
