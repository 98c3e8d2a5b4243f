"""A page of each type is copied in the admin: as a draft, published at once, as a mirror."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, get_page_models

from cases.models import CasePage
from samskabelse.base.models import BasePage
from tests.pages import soup_of
from veje.models import VejPage

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("start_content"),
    pytest.mark.one_database,
]

TYPES = [model for model in get_page_models() if issubclass(model, BasePage)]
each_type = pytest.mark.parametrize("page_type", TYPES, ids=lambda model: model.__name__)


def copy(client: Client, page: Page, **choices: str) -> bool:
    """Send the form and return whether a copy was made; otherwise it says why not."""
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    parent = page.get_parent()
    data = {"new_title": "Kopien", "new_slug": "kopien", "new_parent_page": parent.pk}
    response = client.post(address, {**data, **choices})
    assert response.status_code == 302 or "error-message" in response.content.decode()
    return parent.get_children().filter(slug="kopien").exists()


@each_type
@pytest.mark.parametrize("choice", ["", "publish_copies", "alias"])
def test_page_is_copied_or_the_form_says_why_not(
    administrator: Client, page_type: type[BasePage], choice: str
) -> None:
    page = page_type.objects.live().first()

    made = copy(administrator, page, copy_subpages="on", **({choice: "on"} if choice else {}))

    assert made is (page_type.max_count is None)


def test_copy_of_a_vej_is_a_draft_without_number(administrator: Client) -> None:
    vej = VejPage.objects.get(number=5)
    address = reverse("wagtailadmin_pages:copy", args=[vej.pk])

    copy(administrator, vej, publish_copies="on")

    made = VejPage.objects.get(slug="kopien")
    assert (made.live, made.number, made.alias_of) == (False, None, None)
    offered = {field.get("name") for field in soup_of(administrator, address).select("input")}
    assert offered.isdisjoint({"publish_copies", "alias"})


@pytest.mark.parametrize("choice", ["", "publish_copies"])
def test_copy_of_a_case_has_its_own_year_to_wait(administrator: Client, choice: str) -> None:
    day = dt.date(2024, 1, 1)
    case = CasePage.objects.live().first()
    case.follow_up_due, case.followed_up_on, case.follow_up = day, day, "Det holdt."
    case.save_revision().publish()

    copy(administrator, case, **({choice: "on"} if choice else {}))

    made = CasePage.objects.get(slug="kopien")
    for version in (made, made.get_latest_revision_as_object()):
        assert version.follow_up_due is None
        assert version.followed_up_on is None
        assert version.follow_up == ""
    assert made.challenge == case.challenge
