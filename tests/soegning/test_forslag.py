"""Suggestions while somebody types, and what was perhaps meant."""

import pytest
from django.test import Client
from django.utils.http import urlencode

from tests import factories
from tests.factories import Tree
from tests.pages import soup_of, visible_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return factories.empty_site()


def suggested(client: Client, query: str) -> list[str]:
    return [one["titel"] for one in client.get("/soeg/forslag/", {"q": query}).json()["forslag"]]


def test_begun_word_suggests_titles(client: Client, tree: Tree) -> None:
    page = factories.case(tree, "Borgermøder i Kattegat")
    factories.artikel(tree, "Skolen på øen")

    for query in ("bo", "borgermø", "borgermoe", "Kattegat borg", "borgermøder i"):
        assert suggested(client, query) == ["Borgermøder i Kattegat"], query
    [found] = client.get("/soeg/forslag/?q=borg").json()["forslag"]
    assert found["adresse"] == page.get_url()
    assert found["slags"] == "Case"


def test_title_that_begins_as_typed_comes_first(client: Client, tree: Tree) -> None:
    factories.artikel(tree, "Samtalen")
    for number in range(8):
        factories.case(tree, f"Den lange samtale {number}")

    found = suggested(client, "samtal")

    assert found[0] == "Samtalen"
    assert len(found) == 6


@pytest.mark.parametrize("query", ["vej 5", "Vej 5", "#5", "vej nr 5", "vej nr. 5", "vej #5"])
def test_vej_comes_first_by_its_number(client: Client, tree: Tree, query: str) -> None:
    factories.case(tree, "Vej 5 og 5 andre veje nr 5")
    factories.vej(tree, 4, title="Slip magten")
    factories.vej(tree, 5, title="Lad uenighed opstå")

    assert suggested(client, query)[0] == "Lad uenighed opstå"
    soup = soup_of(client, f"/soeg/?{urlencode({'q': query})}")
    assert soup.select_one("ol.liste h3").get_text().strip() == "Lad uenighed opstå"
    assert f"2 resultater for »{query}«" in visible_text(soup)
    assert "Redaktionens valg" not in visible_text(soup)


def test_vej_is_known_without_a_space_before_its_number(client: Client, tree: Tree) -> None:
    """No page holds the word, and nothing else was meant."""
    for number in (4, 5):
        factories.vej(tree, number)

    soup = soup_of(client, "/soeg/?q=vej5")

    assert [one.get_text().strip() for one in soup.select("ol.liste h3")] == ["Vej 5"]
    assert "Mente du" not in visible_text(soup)


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("query", ["#11", "vej 0", "#"])
def test_number_of_no_vej_suggests_nothing(client: Client, query: str) -> None:
    assert suggested(client, query) == []


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("query", ["", "s", " ", "%", "*", "'\"", "æ" * 5000, "a b c " * 60])
def test_any_beginning_gets_an_answer(client: Client, query: str) -> None:
    response = client.get("/soeg/forslag/", {"q": query})

    assert response.json() == {"forslag": [], "status": "Ingen forslag"}


def test_answer_may_be_kept_and_sets_nothing(client: Client, tree: Tree) -> None:
    factories.case(tree, "Borgermøder")

    response = client.get("/soeg/forslag/?q=borg")

    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    assert response.json()["status"] == "1 forslag. Brug pil ned for at vælge."


def test_number_of_queries_does_not_grow(
    client: Client, tree: Tree, django_assert_max_num_queries
) -> None:
    for number in range(30):
        factories.case(tree, f"Samtalen {number}")
    suggested(client, "samt")

    with django_assert_max_num_queries(5):
        assert len(suggested(client, "samt")) == 6


# --- what was perhaps meant -----------------------------------------------------------------------


def meant(client: Client, query: str, **more: str) -> list[tuple[str, str]]:
    response = client.get("/soeg/", {"q": query, **more})
    links = soup_of(client, response.wsgi_request.get_full_path()).main.find_all("a")
    return [
        (link.get_text(), link["href"])
        for link in links
        if "Mente du" in link.parent.get_text() and link["href"].startswith("?q=")
    ]


def test_slip_that_one_page_holds_too_is_asked_about(client: Client, tree: Tree) -> None:
    factories.case(tree, "Samtalekorst")
    for number in range(9):
        factories.case(tree, f"Samtalekort {number}")

    assert meant(client, "samtalekorst") == [("samtalekort", "?q=samtalekort")]
    assert meant(client, "samtalekort") == []


def test_slip_is_seen_through_and_may_be_meant(client: Client, tree: Tree) -> None:
    factories.case(tree, "Borgermøder på øen")

    text = visible_text(soup_of(client, "/soeg/?q=borgrmøder"))
    assert "1 resultat for »borgermøder«" in text
    assert "Vi viser resultater for »borgermøder«" in text
    assert meant(client, "borgrmøder", ordret="1") == [("borgermøder", "?q=borgerm%C3%B8der")]


def test_word_that_is_merely_alike_is_asked_about(client: Client, tree: Tree) -> None:
    factories.case(tree, "Afdelingen på øen")

    text = visible_text(soup_of(client, "/soeg/?q=afmeldingen"))

    assert "Vi fandt ikke noget om »afmeldingen«" in text
    assert "Prøv et andet ord" in text
    assert meant(client, "afmeldingen") == [("afdelingen", "?q=afdelingen")]
