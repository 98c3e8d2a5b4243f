"""What pages say of themselves to machines, read back from the page and compared with it."""

import datetime as dt
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from samskabelse.base import strukturdata
from tests import factories
from tests.pages import soup_of, visible_text

pytestmark = pytest.mark.django_db


def graph_of(soup: BeautifulSoup) -> dict[str, dict[str, Any]]:
    """Return the page's nodes by type; a browser reads the script as text, so do we."""
    scripts = soup.find_all("script", type="application/ld+json")
    assert len(scripts) == 1
    data = json.loads(scripts[0].string)
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def folded(*titles: str) -> list[dict[str, Any]]:
    items = [{"title": title, "text": "<p>Nej, <b>gratis</b>.</p>"} for title in titles]
    return [{"type": "accordion", "value": {"items": items}}]


@pytest.mark.usefixtures("start_content")
def test_article_says_what_the_page_shows(client: Client) -> None:
    soup = soup_of(client, "/viden/artikler/to-torsdage-paa-samme-gang/")
    graph = graph_of(soup)
    article = graph["Article"]

    assert article["headline"] == soup.h1.get_text().replace("\xad", "").replace("\xa0", " ")
    assert article["url"] == soup.find("link", rel="canonical")["href"]
    assert article["description"] == soup.find("meta", attrs={"name": "description"})["content"]
    assert article["image"] == soup.find("meta", property="og:image")["content"]
    assert article["inLanguage"] == "da"
    assert dt.date.fromisoformat(article["datePublished"][:10])
    assert dt.datetime.fromisoformat(article["dateModified"]).tzinfo
    shown = visible_text(soup)
    assert article["about"]
    assert all(thing["name"] in shown.replace("\xad", "") for thing in article["about"])
    assert graph["Organization"]["@id"] == article["publisher"]["@id"]
    assert graph["Organization"]["telephone"] == "+4587796300"


@pytest.mark.usefixtures("start_content")
def test_breadcrumbs_are_those_on_the_page(client: Client) -> None:
    soup = soup_of(client, "/viden/artikler/to-torsdage-paa-samme-gang/")
    items = graph_of(soup)["BreadcrumbList"]["itemListElement"]
    host = soup.find("link", rel="canonical")["href"].removesuffix(
        "/viden/artikler/to-torsdage-paa-samme-gang/"
    )

    shown = [host + link["href"] for link in soup.select(".broed a")]
    assert [item["item"] for item in items[:-1]] == shown
    assert items[-1]["item"] == soup.find("link", rel="canonical")["href"]
    assert [item["position"] for item in items] == list(range(1, len(items) + 1))


@pytest.mark.usefixtures("start_content")
def test_landing_page_says_how_to_search(client: Client) -> None:
    graph = graph_of(soup_of(client, "/"))
    action = graph["WebSite"]["potentialAction"]

    assert "BreadcrumbList" not in graph
    path = action["target"]["urlTemplate"].removeprefix(graph["WebSite"]["url"].rstrip("/"))
    assert client.get(path.replace("{q}", "uenighed")).status_code == 200


def test_only_questions_make_a_faq(client: Client) -> None:
    tree = factories.empty_site()
    asks = factories.indhold(tree, "Spørgsmål", body=folded("Koster det noget?", "Hvem må?"))
    tells = factories.indhold(tree, "Regler", body=folded("Koster det noget?", "Sådan gør du"))

    questions = graph_of(soup_of(client, asks.url))["FAQPage"]["mainEntity"]

    assert [question["name"] for question in questions] == ["Koster det noget?", "Hvem må?"]
    assert questions[0]["acceptedAnswer"]["text"].strip() == "Nej, gratis."
    assert "FAQPage" not in graph_of(soup_of(client, tells.url))


def test_text_cannot_end_the_script(client: Client) -> None:
    tree = factories.empty_site()
    title = "</script><img src=x onerror=alert(1)> & <!-- »æøå«"
    page = factories.artikel(tree, title, slug="ond")

    soup = soup_of(client, page.url)

    assert graph_of(soup)["Article"]["headline"] == title
    assert not soup.find_all("img", src="x")


def test_chapter_has_its_publications_author_date_and_licence(client: Client) -> None:
    publication = factories.publikation(
        factories.empty_site(),
        "Tolv greb",
        author="Åse Ærlig",
        date=dt.date(2025, 3, 1),
        licence_url="https://creativecommons.org/licenses/by/4.0/",
    )
    chapter = factories.kapitel(publication, "Åbn mødet")

    article = graph_of(soup_of(client, chapter.url))["Article"]

    assert article["author"]["name"] == "Åse Ærlig"
    assert article["datePublished"] == "2025-03-01"
    assert article["license"] == publication.licence_url
    assert article["isPartOf"] == {
        "@type": "Article",
        "name": "Tolv greb",
        "url": publication.full_url,
    }


def test_person_is_author_and_the_editors_are_the_organisation() -> None:
    factories.empty_site()

    signed = strukturdata.article(headline="A", url="/a/", author="Åse Ærlig")
    others = ("Redaktionen", "COKs akademi for samskabelse", "")
    unsigned = [strukturdata.article(headline="A", url="/a/", author=one) for one in others]

    assert signed["author"] == {"@type": "Person", "name": "Åse Ærlig"}
    for one in unsigned:
        assert one["author"] == {"@id": "http://testserver/#organisation"}
    several = strukturdata.article(headline="A", url="/a/", author="Åse Ærlig og Bo Bom")
    assert [one["name"] for one in several["author"]] == ["Åse Ærlig", "Bo Bom"]
    assert signed["url"] == "http://testserver/a/"
    assert "datePublished" not in signed


def test_description_of_a_course_is_its_teaser(client: Client) -> None:
    tree = factories.empty_site()
    course = factories.arrangement(tree, teaser="Kort sagt.", description="<p>Længere.</p>")

    soup = soup_of(client, course.url)

    assert soup.find("meta", attrs={"name": "description"})["content"] == "Kort sagt."
    assert soup.find("meta", property="og:description")["content"] == "Kort sagt."
