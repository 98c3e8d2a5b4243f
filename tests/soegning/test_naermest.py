"""The page that isn't there leads on: to what was perhaps meant, to search, to the ten veje."""

import pytest
from django.test import Client

from tests import factories
from tests.pages import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> factories.Tree:
    tree = factories.empty_site()
    factories.case(tree, "Kattegat Kommune lagde køreplanen i skuffen")
    factories.vej(tree, 3, title="Prøv ikke at forenkle")
    return tree


def links(client: Client, address: str) -> list[str]:
    return [link["href"] for link in soup_of(client, address, status=404).main.select("a[href]")]


@pytest.mark.usefixtures("tree")
def test_misspelt_address_suggests_the_page(client: Client) -> None:
    found = links(client, "/cases/kategat-kommune-lagde-koereplanen-i-skufen/")

    assert "/cases/kattegat-kommune-lagde-koereplanen-i-skuffen/" in found


@pytest.mark.usefixtures("tree")
def test_page_that_has_moved_is_suggested_where_it_is(client: Client) -> None:
    found = links(client, "/inspiration/kattegat-kommune-lagde-koereplanen-i-skuffen/")

    assert "/cases/kattegat-kommune-lagde-koereplanen-i-skuffen/" in found


@pytest.mark.usefixtures("tree")
def test_unknown_page_leads_to_the_one_above(client: Client) -> None:
    soup = soup_of(client, "/viden/artikler/xyzzy/", status=404)

    assert soup.find("a", href="/viden/artikler/").get_text(strip=True) == "Artikler"


def test_what_is_hidden_is_not_suggested(client: Client, tree: factories.Tree) -> None:
    page = factories.case(tree, "Hemmelig køreplan")
    page.unpublish()

    assert page.url not in links(client, "/cases/hemmelig-koereplan/")


@pytest.mark.usefixtures("tree")
def test_veje_are_a_way_on(client: Client) -> None:
    soup = soup_of(client, "/findes-ikke/", status=404)

    assert "Prøv ikke at forenkle" in soup.main.get_text().replace("\xa0", " ")


@pytest.mark.parametrize("address", ["/wp-login.php", f"/{'a' * 300}/", "/%F0%9F%92%A9/"])
@pytest.mark.usefixtures("tree")
def test_strange_addresses_have_a_page_too(client: Client, address: str) -> None:
    assert len(soup_of(client, address, status=404).find_all("h1")) == 1
