"""Cases that somebody should ask about again, listed for the editors."""

import csv
import datetime as dt
import io
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cases.models import CasePage
from redaktion.groups import GODKENDERE, HENVENDELSER, KURSUSADMINISTRATORER, REDAKTOERER
from tests import factories
from tests.factories import Tree

pytestmark = pytest.mark.django_db

BrowserOf = Callable[[str], Client]

ADDRESS = "/admin/reports/opfoelgning/"
TODAY = dt.date(2027, 11, 1)


@pytest.fixture(autouse=True)
def _november(time_machine) -> None:
    time_machine.move_to(dt.datetime(2027, 11, 1, 12, tzinfo=dt.UTC))


def case(tree: Tree, title: str, published: str, **values: object) -> CasePage:
    first = dt.datetime.fromisoformat(f"{published}T12:00+00:00")
    return factories.case(tree, title, first_published_at=first, **values)


def listed(client: Client) -> list[str]:
    soup = BeautifulSoup(client.get(ADDRESS).content, "html.parser")
    return [link.get_text(strip=True) for link in soup.select("td.title a")]


def test_late_ones_come_first_and_those_of_the_next_two_months_follow(
    tree: Tree, browser_of: BrowserOf
) -> None:
    case(tree, "Om en måned", "2026-12-01")
    case(tree, "For længst", "2026-03-01")
    case(tree, "Om et halvt år", "2027-05-01")
    case(tree, "Efter aftale", "2027-05-01", follow_up_due=dt.date(2027, 6, 1))
    case(tree, "Gjort", "2026-03-01", follow_up="Det holdt.")
    case(tree, "Opdigtet", "2026-03-01", is_example=True)
    case(tree, "Kladde", "2026-03-01", live=False)

    assert listed(browser_of(REDAKTOERER)) == ["For længst", "Efter aftale", "Om en måned"]


def test_whom_to_ask_stands_beside_and_in_the_spreadsheet(
    tree: Tree, browser_of: BrowserOf
) -> None:
    asked = case(tree, "Ung", "2026-03-01", contact_name="Åse Ø", contact_email="aase@example.dk")
    client = browser_of(GODKENDERE)

    row = BeautifulSoup(client.get(ADDRESS).content, "html.parser").select_one("tbody tr")
    answer = client.get(ADDRESS, {"export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    heading, data = csv.reader(io.StringIO(text))

    assert row.a["href"] == reverse("wagtailadmin_pages:edit", args=[asked.pk])
    for told in ("Opfølgningen skulle være lavet i marts 2027.", "Åse Ø", "aase@example.dk"):
        assert told in row.get_text(" ", strip=True)
    assert heading == ["Titel", "Skal følges op", "Hvem man kan spørge", "Mailadresse"]
    assert data == ["Ung", "2027-03-01", "Åse Ø", "aase@example.dk"]


def test_nothing_to_do_is_told(tree: Tree, browser_of: BrowserOf) -> None:
    assert "Ingen cases skal følges op inden for to måneder." in (
        browser_of(REDAKTOERER).get(ADDRESS).text
    )


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("group", "may"), [(REDAKTOERER, True), (GODKENDERE, True), (HENVENDELSER, False)]
)
def test_it_is_in_the_menu_of_those_who_edit_pages(
    tree: Tree, browser_of: BrowserOf, group: str, may: bool
) -> None:
    client = browser_of(group)

    assert (client.get(ADDRESS).status_code == 200) is may
    assert ("reports/opfoelgning/" in client.get(reverse("wagtailadmin_home")).text) is may


def test_who_edits_other_pages_finds_none(tree: Tree, browser_of: BrowserOf) -> None:
    case(tree, "For længst", "2026-03-01")

    assert listed(browser_of(KURSUSADMINISTRATORER)) == []
