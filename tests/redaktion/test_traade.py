"""Editors tie a page to its veje."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cases.models import CasePage
from tests import factories
from tests.factories import Tree
from tests.pages import soup_of
from veje.models import VejPage

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NO_REASON = "Skriv, hvorfor siden hænger på vejen. Du kan gemme en kladde uden."


@pytest.fixture
def vej(tree: Tree) -> VejPage:
    return factories.vej(tree, 1)


def write_case(client: Client, tree: Tree, ties: list[dict[str, Any]], **action: str) -> list[str]:
    """Write a case with the threads, and return what the form complains of."""
    rows = [{"ORDER": place, **tie} for place, tie in enumerate(ties, start=1)]
    data = {
        "title": "En case",
        "slug": "en-case",
        "traade": inline_formset(rows),
        "body": streamfield([]),
        "comments": inline_formset([]),
    }
    address = reverse("wagtailadmin_pages:add", args=("cases", "casepage", tree.cases.pk))
    response = client.post(address, {**nested_form_data(data), **action}, follow=True)
    soup = BeautifulSoup(response.content, "html.parser")
    errors = soup.select(".error-message, .help-critical")
    return [error.get_text(" ", strip=True) for error in errors]


def test_thread_is_published_with_its_reason_alone(
    administrator: Client, tree: Tree, vej: VejPage
) -> None:
    publish = {"action-publish": "1"}

    complaints = write_case(administrator, tree, [{"vej": vej.pk, "reason": ""}], **publish)

    assert complaints == [NO_REASON]
    assert not CasePage.objects.exists()
    assert write_case(administrator, tree, [{"vej": vej.pk, "reason": "Fordi."}], **publish) == []
    assert CasePage.objects.get().live


def test_draft_may_wait_for_the_reason(administrator: Client, tree: Tree, vej: VejPage) -> None:
    assert write_case(administrator, tree, [{"vej": vej.pk, "reason": ""}]) == []

    draft = CasePage.objects.get().get_latest_revision_as_object()
    assert [tie.vej_id for tie in draft.traade.all()] == [vej.pk]


def test_same_vej_twice_is_refused_in_plain_danish(
    administrator: Client, tree: Tree, vej: VejPage
) -> None:
    ties = [{"vej": vej.pk, "reason": reason} for reason in ("Fordi.", "Derfor.")]

    complaints = " ".join(write_case(administrator, tree, ties))

    assert "Du har valgt den samme vej to gange." in complaints
    assert "duplikerede" not in complaints


def test_page_that_lacks_a_reason_shows_the_vej_alone(
    client: Client, tree: Tree, vej: VejPage
) -> None:
    page = factories.case(tree)
    factories.tie(page, vej, reason="")

    (card,) = soup_of(client, page.url).select("article.vej")

    assert card.find("a", href=vej.url)
    assert all(paragraph.get_text(strip=True) for paragraph in card.find_all("p"))
