"""Each vej page offers the test and the guide where they take the vej up."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from parathed.models import ParathedstestPage, SkalViPage
from tests.pages import soup_of
from veje.models import VejPage

pytestmark = pytest.mark.one_database

HEADING = "Prøv jer selv"


def offered(client: Client, vej: VejPage) -> BeautifulSoup | None:
    headings = soup_of(client, vej.url).main.find_all("h2")
    found = [heading.find_parent("section") for heading in headings if heading.text == HEADING]
    return found[0] if found else None


def test_every_vej_offers_its_question_of_the_test(
    test_page: ParathedstestPage, client: Client
) -> None:
    for number, question in enumerate(test_page.definition.questions, start=1):
        group = offered(client, VejPage.objects.get(pk=question.vej_id))

        assert group is not None
        assert f"Spørgsmål {number}: {question.lead_in} {question.question}" in group.text
        addresses = [link["href"] for link in group.find_all("a")]
        assert addresses.count(test_page.url) == 1
        assert f"{test_page.url}team/" in addresses


def test_test_stands_once_on_a_vej_of_two_questions(
    test_page: ParathedstestPage, client: Client
) -> None:
    first, second = test_page.questions[:2]
    second.value["vej"] = first.value["vej"]
    test_page.save_revision().publish()

    group = offered(client, first.value["vej"])

    assert group is not None
    assert len(group.select(f".card a[href='{test_page.url}']")) == 1
    assert len(group.select(f"a[href='{test_page.url}team/']")) == 1
    assert "Spørgsmål 1: " in group.text
    assert "Spørgsmål 2: " in group.text


def test_guide_stands_on_the_veje_of_its_outcomes(
    test_page: ParathedstestPage, client: Client
) -> None:
    guide = SkalViPage.objects.get()
    of_outcomes = {vej.pk for one in guide.outcomes for vej in one.value["veje"]}

    shown = {vej.pk for vej in VejPage.objects.all() if guide.url in str(offered(client, vej))}

    assert shown == of_outcomes
    assert 0 < len(shown) < 10


def test_what_strangers_may_not_see_is_not_offered(
    test_page: ParathedstestPage, client: Client
) -> None:
    vej = VejPage.objects.get(number=1)
    assert offered(client, vej) is not None
    test_page.unpublish()
    SkalViPage.objects.get().unpublish()

    assert offered(client, vej) is None
