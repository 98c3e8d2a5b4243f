"""The lists of articles and of publications: narrowed, searched, ordered; all in the address."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import factories
from tests.pages import query_count, soup_of, visible_text
from veje.models import Emne, Maalgruppe

pytestmark = pytest.mark.django_db

KINDS = ["artikel", "publikation"]


@pytest.fixture
def tree() -> factories.Tree:
    """Of each kind: Ældre by number 1 in 2024 and Børn by number 2 in 2025."""
    tree = factories.empty_site()
    veje = [factories.vej(tree, number) for number in (1, 2)]
    for make in (factories.artikel, factories.publikation):
        for title, vej, year, words in (("Ældre", 0, 2024, 300), ("Børn", 1, 2025, 4000)):
            body = [("text", f"<p>Om {title}. {'ord ' * words}</p>")]
            page = make(tree, title, date=dt.date(year, 5, 1), body=body)
            page.emner.set([Emne.objects.get_or_create(name=f"Emne {vej}")[0]])
            page.maalgrupper.set([Maalgruppe.objects.get_or_create(name=f"Gruppe {vej}")[0]])
            page.save()
            factories.tie(page, veje[vej])
    return tree


def index(tree: factories.Tree, kind: str) -> Any:
    return tree.artikler if kind == "artikel" else tree.publikationer


def titles(soup: BeautifulSoup) -> list[str]:
    return [
        title.get_text().replace("\xad", "") for title in soup.select(".resultater .card__titel")
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "query", ["vej=1", "emne=emne-0", "maalgruppe=gruppe-0", "aar=2024", "q=aeldre", "q=ældres"]
)
def test_every_filter_narrows(client: Client, tree: factories.Tree, kind: str, query: str) -> None:
    soup = soup_of(client, f"{index(tree, kind).url}?{query}")

    assert titles(soup) == ["Ældre"]
    assert soup.select_one("h2[data-antal]").get_text().startswith("1 ")
    assert soup.select_one(".aktive a")["href"] == index(tree, kind).url


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("query", ["emne=tomt", "maalgruppe=ingen"])
def test_what_editors_have_named_but_not_used_finds_nothing(
    client: Client, tree: factories.Tree, kind: str, query: str
) -> None:
    Emne.objects.create(name="Tomt")
    Maalgruppe.objects.create(name="Ingen")
    soup = soup_of(client, f"{index(tree, kind).url}?{query}")

    assert titles(soup) == []
    assert soup.select_one(".aktive a")["href"] == index(tree, kind).url


def test_articles_are_narrowed_by_how_long_they_take(client: Client, tree: factories.Tree) -> None:
    assert titles(soup_of(client, f"{tree.artikler.url}?laengde=kort")) == ["Ældre"]
    assert titles(soup_of(client, f"{tree.artikler.url}?laengde=lang")) == ["Børn"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Børn", "Ældre", "Udateret"]),
        ("sorter=titel", ["Børn", "Udateret", "Ældre"]),
        ("sorter=korteste", ["Udateret", "Ældre", "Børn"]),
        ("sorter=findes-ikke", ["Børn", "Ældre", "Udateret"]),
    ],
)
def test_orders(client: Client, tree: factories.Tree, query: str, expected: list[str]) -> None:
    factories.artikel(tree, "Udateret")

    assert titles(soup_of(client, f"{tree.artikler.url}?{query}")) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_empty_list_says_which_filter_to_drop(
    client: Client, tree: factories.Tree, kind: str
) -> None:
    url = index(tree, kind).url
    soup = soup_of(client, f"{url}?vej=1&aar=2025")

    assert titles(soup) == []
    assert {link.get_text(): link["href"] for link in soup.select(".tomt li a")} == {
        "Uden filteret »#1 Vej 1« er der 1.": f"{url}?aar=2025",
        "Uden filteret »2025« er der 1.": f"{url}?vej=1",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_script_it_is_a_form_with_a_button(
    client: Client, tree: factories.Tree, kind: str
) -> None:
    form = soup_of(client, f"{index(tree, kind).url}?vej=1").select_one("form.filter")

    assert form["method"] == "get"
    assert form.find("button", type="submit")
    assert {"q", "vej", "emne", "maalgruppe", "aar", "sorter"} <= {
        field["name"] for field in form.select("[name]")
    }
    assert form.select_one("[name=vej][value='1']").has_attr("checked")


def test_list_without_pages_says_so(client: Client) -> None:
    tree = factories.empty_site()

    assert "ingen artikler endnu" in visible_text(soup_of(client, tree.artikler.url))
    assert "ingen publikationer endnu" in visible_text(soup_of(client, tree.publikationer.url))


@pytest.mark.one_database
@pytest.mark.parametrize("kind", KINDS)
def test_list_costs_the_same_however_many(client: Client, tree: factories.Tree, kind: str) -> None:
    make = factories.artikel if kind == "artikel" else factories.publikation
    addresses = [index(tree, kind).url, f"{index(tree, kind).url}?vej=1&q=om&sorter=titel"]
    few = [query_count(client, address) for address in addresses]

    for number in range(30):
        page = make(tree, f"Om {number}", date=dt.date(1990 + number, 1, 1))
        page.emner.set([Emne.objects.create(name=f"Nyt emne {number}")])
        page.save()

    assert [query_count(client, address) for address in addresses] <= few
    assert max(few) <= 14


def test_way_leads_to_the_rest_of_its_articles(client: Client, tree: factories.Tree) -> None:
    vej = tree.veje.veje[0]
    for number in range(7):
        factories.tie(factories.artikel(tree, f"Mere {number}"), vej)

    soup = soup_of(client, vej.url)

    words = "Se alle 8 artikler"
    (link,) = [one for one in soup.find_all("a") if words in one.get_text().replace("\xa0", " ")]
    assert link["href"] == f"{tree.artikler.url}?vej=1"
    assert len(titles(soup_of(client, link["href"]))) == 8
