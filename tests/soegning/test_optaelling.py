"""What the search page says of how many there are: the truth, also where it stops counting."""

import pytest
from django.test import Client

from soegning import motor, resultater, views
from tests import factories
from tests.pages import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages() -> None:
    tree = factories.empty_site()
    vej = factories.vej(tree, 3)
    for number in range(3):
        factories.tie(factories.case(tree, f"Kvæstorat {number}"), vej)
    factories.artikel(tree, "Et kvæstorat")


def numbers(client: Client, address: str) -> tuple[str, list[str]]:
    soup = soup_of(client, address)
    facets = [" ".join(link.get_text(" ").split()) for link in soup.select("nav .aktive a")]
    return soup.main.find("h2", class_="listehoved").get_text(), facets


def test_hits_are_counted_beside_each_filter(client: Client) -> None:
    heading, facets = numbers(client, "/soeg/?q=kvæstorat")

    assert heading == "4 resultater for »kvæstorat«"
    assert facets[:2] == ["Case 3", "Artikel 1"]
    assert facets[2].endswith(" 3")
    heading, facets = numbers(client, "/soeg/?q=kvæstorat&vej=3")
    assert heading == "3 resultater for »kvæstorat«"
    assert facets[0] == "Case 3"


def test_counting_stops_at_a_limit_and_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (motor, resultater, views):
        monkeypatch.setattr(module, "MOST_COUNTED", 2)
        monkeypatch.setattr(module, "MOST_COUNTED_EACH", 1)

    heading, facets = numbers(client, "/soeg/?q=kvæstorat")

    assert heading == "Mere end 2 resultater for »kvæstorat«"
    assert facets[:2] == ["Case 1+", "Artikel 1"]
    heading, _facets = numbers(client, "/soeg/?q=kvæstorat&type=artikel")
    assert heading == "1 resultat for »kvæstorat«"
