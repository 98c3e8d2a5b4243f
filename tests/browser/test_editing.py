"""An editor writes a case from nothing, and an approver publishes it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from artikler.models import ArtikelPage
from cases.models import CaseIndexPage, CasePage
from samskabelse.users.models import User

pytestmark = [pytest.mark.browser]

PASSWORD = "en lang adgangskode til prøven"


def colleague(name: str, group: str) -> User:
    user = User.objects.create_user(name, f"{name}@example.dk", PASSWORD)
    user.groups.add(Group.objects.get(name=group))
    return user


def log_in(browser: Browser, live_site, name: str) -> Page:
    page = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{live_site.url}/admin/")
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()
    page.wait_for_url("**/admin/")
    return page


def test_case_from_nothing_to_published(live_site, browser: Browser) -> None:
    colleague("rikke", "Redaktører")
    colleague("gorm", "Godkendere")
    index = CaseIndexPage.objects.get()

    editor = log_in(browser, live_site, "rikke")
    add = reverse("wagtailadmin_pages:add", args=("cases", "casepage", index.pk))
    editor.goto(f"{live_site.url}{add}")
    editor.locator("[name=title]").fill("Ærlig øvelse på øen")
    editor.locator("[name=teaser]").fill("En øvelse, som ikke gik efter planen.")
    editor.get_by_role("tab", name="Deling og søgning").click()
    expect(editor.locator("[name=slug]")).to_have_value("aerlig-oevelse-paa-oeen")
    editor.get_by_role("tab", name="Indhold").click()
    more = "footer [data-controller~=w-dropdown] > button"
    editor.locator(more).first.click()
    editor.get_by_role("button", name="Send til godkendelse").click()
    expect(editor.locator(".messages, [data-messages]")).to_contain_text("sendt til godkendelse")

    case = CasePage.objects.get(slug="aerlig-oevelse-paa-oeen")
    assert not case.live
    assert case.owner.username == "rikke"

    approver = log_in(browser, live_site, "gorm")
    approver.goto(f"{live_site.url}{reverse('wagtailadmin_pages:edit', args=(case.pk,))}")
    approver.locator(more).first.click()
    approver.get_by_role("button", name="Godkend og udgiv").first.click()
    approver.wait_for_load_state()

    case.refresh_from_db()
    assert case.live
    visitor = browser.new_page()
    visitor.goto(f"{live_site.url}/cases/aerlig-oevelse-paa-oeen/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Ærlig øvelse på øen")


def test_every_field_of_an_article_has_a_name(live_site, browser: Browser) -> None:
    """Wagtail gives none to texts in blocks and to lines of a list."""
    colleague("rikke", "Redaktører")
    article = ArtikelPage.objects.exclude(key_points=[]).first()
    assert article
    editor = log_in(browser, live_site, "rikke")

    editor.goto(f"{live_site.url}{reverse('wagtailadmin_pages:edit', args=(article.pk,))}")
    expect(editor.locator(".public-DraftEditor-content").first).to_be_visible()
    expect(editor.locator("[name=key_points-0-value-0-value]")).to_be_visible()

    rules = {"runOnly": ["label", "aria-input-field-name", "select-name"]}
    violations = Axe().run(editor, options=rules).response["violations"]
    assert [node["html"] for found in violations for node in found["nodes"]] == []
