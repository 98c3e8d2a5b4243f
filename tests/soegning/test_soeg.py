"""The search page finds pages of every type and takes any input."""

import pytest
from django.test import Client
from django.utils.http import urlencode
from wagtail.models import Page

from soegning.forms import LONGEST_QUERY
from tests.pages import soup_of, visible_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("start_content")]


def addresses_found(client: Client, query: str) -> list[str]:
    soup = soup_of(client, f"/soeg/?{urlencode({'q': query})}")
    return [link["href"] for link in soup.main.find_all("a")]


@pytest.mark.parametrize(
    "slug",
    [
        "lad-uenighed-opstaa",
        "solroed-kommune-goer-ikke-noget-for-sine-borgere",
        "to-torsdage-paa-samme-gang",
        "tolv-greb-til-samskabende-moeder",
        "facilitering-af-samskabende-moeder",
        "traening-af-interne-proceskonsulenter",
        "privatlivspolitik",
        "test",
        "kontakt",
    ],
)
def test_page_is_found_by_its_title(client: Client, slug: str) -> None:
    page = Page.objects.get(slug=slug)

    assert page.url in addresses_found(client, page.title)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Dialogkort", "/10-veje-til-samskabelse/kort/"),
        ("Sådan svarer andre", "/test/statistik/"),
        ("sådan regner vi", "/test/saadan-regner-vi/"),
        ("Tag testen som team", "/test/team/"),
    ],
)
def test_what_lies_below_a_page_is_found_with_it(client: Client, title: str, address: str) -> None:
    first = soup_of(client, f"/soeg/?{urlencode({'q': title})}").select_one("ol.liste li")

    assert address in [link["href"] for link in first.find_all("a")]
    assert soup_of(client, address).h1.get_text(strip=True).lower() == title.lower()
    assert f"{address}</loc>" in client.get("/sitemap.xml").text
    # It stands there for those who ask for it alone.
    page = address[: address.rindex("/", 0, -1) + 1]
    named = soup_of(client, f"/soeg/?q={'veje' if 'veje' in page else 'udgangspunkt'}")
    assert address not in [link["href"] for link in named.select("ol.liste a")]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Sknd dig ikke", "skynd-dig-ikke"),
        ("Gør ikke noget for dine boraere", "goer-ikke-noget-for-dine-borgere"),
        ("Vien", "viden"),
        ("Om sien", "om"),
    ],
)
def test_one_letter_off_a_title_finds_the_page(client: Client, typed: str, slug: str) -> None:
    page = Page.objects.get(slug=slug)
    soup = soup_of(client, f"/soeg/?{urlencode({'q': typed})}")

    assert page.url in [link["href"] for link in soup.select("ol.liste h3 a")[:3]]
    assert f"Søg efter »{typed}« i stedet" in visible_text(soup)
    # What was typed is still looked for where that is asked.
    assert not soup_of(client, f"/soeg/?{urlencode({'q': typed, 'ordret': 1})}").select("ol.liste")


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        ";",
        ":",
        "(",
        ")",
        "*",
        "AND",
        "OR",
        "NOT",
        "NEAR(a b)",
        "^titel",
        "title:vej",
        "-vej",
        "{}",
        "%",
        "\\",
        "<script>alert(1)</script>",
        "😀",
        "\u202eabc",
        "æøå " * 20,
        "a" * LONGEST_QUERY,
        "a" * 5000,
        "   ",
        "",
    ],
)
def test_any_query_gets_an_answer(client: Client, query: str) -> None:
    response = client.get("/soeg/", {"q": query})

    assert response.status_code == 200
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize("number", ["-1", "0", "abc", "1000000000", "1e9", "", "٣"])
def test_any_page_number_gets_an_answer(client: Client, number: str) -> None:
    response = client.get("/soeg/", {"q": "samskabelse", "page": number})

    assert response.status_code == 200


def test_too_long_a_query_is_told_so(client: Client) -> None:
    soup = soup_of(client, f"/soeg/?{urlencode({'q': 'a' * (LONGEST_QUERY + 1)})}")

    assert "Søgningen er for lang. Brug højst 200 tegn." in visible_text(soup)


def test_no_hit_offers_the_ten_veje(client: Client) -> None:
    addresses = addresses_found(client, "xyzzyplugh")

    assert sum(address.startswith("/10-veje-til-samskabelse/") for address in addresses) >= 10


@pytest.mark.parametrize("query", ["ældreområdet", "ældreområder", "effektmåling"])
def test_compound_that_no_page_holds_leads_to_the_nearest(client: Client, query: str) -> None:
    soup = soup_of(client, f"/soeg/?{urlencode({'q': query})}")

    assert soup.select("ol.liste h3")
    assert "Ingen sider har hele ordet." in visible_text(soup)


def test_title_tells_one_selection_of_hits_from_another(client: Client) -> None:
    pages = ["", "&type=case", "&page=2"]

    titles = [soup_of(client, f"/soeg/?q=samskabelse{page}").title.text for page in pages]

    assert titles == [
        "Søgning efter »samskabelse« – Samskabelse",
        "Søgning efter »samskabelse«: Case – Samskabelse",
        "Søgning efter »samskabelse« (side 2) – Samskabelse",
    ]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("query", "marked"), [("skolefravær", "skole"), ("12 greb", "tolv"), ("okonomi", "økonomi")]
)
def test_what_was_found_instead_is_marked(client: Client, query: str, marked: str) -> None:
    soup = soup_of(client, f"/soeg/?{urlencode({'q': query})}")

    marks = [mark.get_text().lower() for mark in soup.select("ol.liste mark")]
    assert any(mark.startswith(marked) for mark in marks), marks
