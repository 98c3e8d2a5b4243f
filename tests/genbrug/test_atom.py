"""The feeds, read by a reader of feeds and compared with the pages."""

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests import factories
from tests.factories import Tree
from tests.pages import soup_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def feed(client: Client, address: str) -> feedparser.FeedParserDict:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


@pytest.mark.usefixtures("start_content")
@pytest.mark.parametrize(
    "address",
    [
        "/feed/",
        "/feed/cases/",
        "/feed/artikler/",
        "/feed/publikationer/",
        "/feed/arrangementer/",
        "/feed/veje/lad-uenighed-opstaa/",
    ],
)
def test_entries_are_the_pages_they_lead_to(client: Client, address: str) -> None:
    found = feed(client, address)

    assert found.feed.language == "da"
    assert found.feed.links[1].href == f"http://testserver{address}"
    assert client.get(found.feed.link.removeprefix("http://testserver")).status_code == 200
    assert 0 < len(found.entries) <= 30
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    times = [entry.published for entry in found.entries]
    assert times == sorted(times, reverse=True)
    for entry in found.entries[:5]:
        soup = soup_of(client, entry.link.removeprefix("http://testserver"))
        assert soup.h1.get_text().replace("\xad", "").replace("\xa0", " ") == entry.title
        assert entry.id.startswith("urn:uuid:")
        assert entry.updated_parsed
        teaser = soup.select_one(".indled").get_text().replace("\xad", "").replace("\xa0", " ")
        assert entry.summary.endswith(teaser)


def test_signs_of_markup_in_a_teaser_are_only_signs(client: Client, tree: Tree) -> None:
    factories.case(tree, "En <b>case</b>", teaser="Skriv <b>2 < 3</b> & Søn.")

    (entry,) = feed(client, "/feed/cases/").entries

    assert entry.summary_detail.type == "text/html"
    assert BeautifulSoup(entry.summary, "html.parser").get_text() == "Skriv <b>2 < 3</b> & Søn."


@pytest.mark.usefixtures("start_content")
def test_feed_of_a_vej_holds_what_hangs_on_it(client: Client) -> None:
    found = feed(client, "/feed/veje/lad-uenighed-opstaa/")

    assert "Lad uenighed opstå" in found.feed.title
    assert all(any(tag.term.startswith("#1 ") for tag in entry.tags) for entry in found.entries)


def test_feed_holds_the_newest_and_no_more_than_thirty(client: Client, tree: Tree) -> None:
    for number in range(33):
        factories.artikel(tree, f"Artikel {number}")

    titles = [entry.title for entry in feed(client, "/feed/artikler/").entries]

    assert titles == [f"Artikel {number}" for number in range(32, 2, -1)]


def test_empty_feed_is_a_feed(client: Client, tree: Tree) -> None:
    assert feed(client, "/feed/").entries == []


def test_signs_that_xml_cannot_hold_are_left_out(client: Client, tree: Tree) -> None:
    factories.artikel(
        tree,
        "Å\x0b<b>&\ud83e\udd84".encode("utf-16", "surrogatepass").decode("utf-16"),
        slug="tegn",
    )

    assert feed(client, "/feed/artikler/").entries[0].title == "Å<b>&🦄"


@pytest.mark.parametrize("address", ["/feed/nix/", "/feed/veje/nix/", "/feed/sider/"])
def test_unknown_feed_is_not_found(client: Client, tree: Tree, address: str) -> None:
    assert client.get(address).status_code == 404


def test_misspelt_filter_is_refused_in_words(client: Client, tree: Tree) -> None:
    """Who follows a feed with it would get everything, and never know."""
    factories.case(tree)

    for query in ("vje=5", "sorter=vroevl"):
        response = client.get(f"/feed/cases/?{query}")
        assert response.status_code == 400
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert query.partition("=")[0] in response.content.decode()
    assert len(feed(client, "/feed/cases/?vej=&page=2").entries) == 1


@pytest.mark.parametrize("address", ["/feed/", "/feed/cases/", "/feed/cases/?vej=5"])
def test_feed_is_the_same_however_one_came_to_it(
    client: Client, tree: factories.Tree, address: str
) -> None:
    factories.tie(factories.case(tree), factories.vej(tree, 5))
    plain = client.get(address)

    more = "&" if "?" in address else "?"
    tracked = client.get(f"{address}{more}utm_source=x&fbclid=y&gclid=z")

    assert plain.status_code == tracked.status_code == 200
    assert tracked.content == plain.content


def test_unknown_word_gives_no_other_feed_of_everything(
    client: Client, tree: factories.Tree
) -> None:
    assert client.get("/feed/?x=1").content == client.get("/feed/").content
