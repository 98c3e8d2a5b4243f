"""The landing page says what the client wrote, in the client's order, and leads on."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cases.models import CasePage
from forside.models import ForsidePage
from tests import factories
from tests.pages import query_count, soup_of, visible_text

COPY = (Path(__file__).parent / "kundens-tekst.txt").read_text(encoding="utf-8")
LINES = [line.strip() for line in COPY.splitlines() if line.strip()]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("start_content"),
    pytest.mark.one_database,
]


@pytest.fixture
def soup(client: Client) -> BeautifulSoup:
    return soup_of(client, "/")


def test_every_line_of_the_copy_stands_in_its_order(soup: BeautifulSoup) -> None:
    text = visible_text(soup)

    position = 0
    for line in LINES:
        found = text.find(line, position)
        assert found >= 0, f"»{line}« is missing after »{text[max(0, position - 60) : position]}«"
        position = found + len(line)


def test_copy_has_the_lines_that_we_think_it_has() -> None:
    assert len(LINES) == 28
    assert LINES[0] == "Samskabelse – en ny bevægelse i danske kommuner"
    assert LINES[-1] == "Vil du vide mere?"


def test_heading_is_the_only_h1(soup: BeautifulSoup) -> None:
    assert [h1.get_text(strip=True) for h1 in soup.find_all("h1")] == [LINES[0]]


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("Se case", "/cases/solroed-kommune-goer-ikke-noget-for-sine-borgere/"),
        ("Se alle 10 veje til samskabelse", "/10-veje-til-samskabelse/"),
        ("10 veje", "/10-veje-til-samskabelse/"),
        ("artikler og publikationer", "/viden/"),
        ("arrangementer, kurser og konsulentydelser", "/arrangementer/"),
        ("teste, om din organisation er klar til samskabelse", "/test/"),
        ("Lad uenighed opstå", "/10-veje-til-samskabelse/lad-uenighed-opstaa/"),
        ("Book et uforpligtende møde", "/kontakt/"),
    ],
)
def test_words_lead_where_they_say(
    client: Client, soup: BeautifulSoup, words: str, address: str
) -> None:
    addresses = {
        link["href"].split("?")[0]
        for link in soup.main.find_all("a")
        if words in " ".join(link.get_text(" ").split())
    }

    assert address in addresses
    assert client.get(address).status_code == 200


def test_phone_is_a_link_with_country_code(soup: BeautifulSoup) -> None:
    link = soup.main.find("a", href="tel:+4587796300")

    assert link is not None
    assert "8779 6300" in link.get_text().replace("\xa0", " ")


def test_long_teaser_is_cut_at_a_word(client: Client) -> None:
    case = CasePage.objects.get(slug="solroed-kommune-goer-ikke-noget-for-sine-borgere")
    case.front_teaser = ""
    case.save()

    text = visible_text(soup_of(client, "/"))

    assert "vil Solrød Kommune styrke kvaliteten i…" in text
    assert "vuggestuer og børnehaver" not in text


def test_unpublished_case_leaves_no_dead_link(client: Client) -> None:
    CasePage.objects.get(slug="solroed-kommune-goer-ikke-noget-for-sine-borgere").unpublish()

    soup = soup_of(client, "/")

    assert not soup.find("a", href="/cases/solroed-kommune-goer-ikke-noget-for-sine-borgere/")


def test_costs_at_most_25_queries(client: Client) -> None:
    assert query_count(client, "/") <= 25


def test_headings_are_the_editors(client: Client) -> None:
    home = ForsidePage.objects.get()
    home.cases_heading = "Fortællinger"
    home.save()

    soup = soup_of(client, "/")

    assert "Fortællinger" in [heading.get_text(strip=True) for heading in soup.find_all("h2")]


def test_empty_landing_page_is_a_page(client: Client) -> None:
    factories.empty_site()

    soup = soup_of(client, "/")

    assert soup.h1.get_text(strip=True) == "Forside"
    assert not [link for link in soup.main.find_all("a") if not link.get("href")]
