"""What meets a colleague after logging in: the welcome, the menu, the mark."""

import json
import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.rich_text import features

from redaktion.groups import GODKENDERE, HENVENDELSER, KURSUSADMINISTRATORER, REDAKTOERER
from samskabelse.base.blocks.text import TEXT_FEATURES
from tests import factories
from tests.factories import Tree

pytestmark = pytest.mark.django_db

BrowserOf = Callable[[str], Client]

CASE, ARTICLE, COURSE = "Ny case", "Ny artikel", "Nyt arrangement"
INBOX, SITE = "Henvendelser", "Se siden"


def overview(client: Client) -> BeautifulSoup:
    response = client.get(reverse("wagtailadmin_home"))
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize(
    ("group", "offered"),
    [
        (REDAKTOERER, [CASE, ARTICLE, COURSE, SITE]),
        (GODKENDERE, [CASE, ARTICLE, COURSE, SITE]),
        (KURSUSADMINISTRATORER, [COURSE, SITE]),
        (HENVENDELSER, [INBOX, SITE]),
    ],
)
def test_welcome_offers_what_the_group_may_do(
    tree: Tree, browser_of: BrowserOf, group: str, offered: list[str]
) -> None:
    client = browser_of(group)

    links = overview(client).select(".velkomst a")

    assert [link.b.get_text() for link in links] == offered
    for link in links:
        assert client.get(link["href"]).status_code == 200


def test_welcome_offers_no_page_without_a_place_for_it(tree: Tree, browser_of: BrowserOf) -> None:
    tree.cases.delete()

    links = overview(browser_of(REDAKTOERER)).select(".velkomst a")

    assert CASE not in [link.b.get_text() for link in links]


def test_overview_asks_the_same_with_more_pages(tree: Tree, browser_of: BrowserOf) -> None:
    client = browser_of(REDAKTOERER)
    overview(client)

    with CaptureQueriesContext(connection) as few:
        overview(client)
    for number in range(20):
        factories.case(tree, f"Case {number}")
    # What is kept is made anew after each change.
    overview(client)
    with CaptureQueriesContext(connection) as many:
        overview(client)

    assert len(many) == len(few)


def test_only_those_with_pages_can_search_in_them(tree: Tree, browser_of: BrowserOf) -> None:
    assert overview(browser_of(REDAKTOERER)).find(role="search")
    assert not overview(browser_of(HENVENDELSER)).find(role="search")


def test_menu_stands_in_the_order_of_the_day(tree: Tree, administrator: Client) -> None:
    assert menu(administrator) == [
        "Sider",
        "Henvendelser",
        "Tilmeldinger",
        "Billeder",
        "Dokumenter",
        "Lister",
        "Søgninger",
        "Rapporter",
        "Indstillinger",
        "Hjælp",
    ]


def test_menu_shows_only_what_the_group_has_to_do_with(tree: Tree, browser_of: BrowserOf) -> None:
    inquiries = ["Henvendelser", "Rapporter", "Indstillinger", "Hjælp"]
    assert menu(browser_of(HENVENDELSER)) == inquiries
    courses = ["Sider", "Tilmeldinger", "Billeder", "Lister", "Rapporter", "Hjælp"]
    assert menu(browser_of(KURSUSADMINISTRATORER)) == courses


def menu(client: Client) -> list[str]:
    """Return the labels of the menu's first level."""
    props = json.loads(overview(client).find(id="wagtail-sidebar-props").string)
    main = next(
        module for module in props["modules"] if module["_type"] == "wagtail.sidebar.MainMenuModule"
    )
    return [item["_args"][0]["label"] for item in main["_args"][0]]


def test_admin_fetches_and_links_nothing_from_another_host(
    tree: Tree, administrator: Client
) -> None:
    case = factories.case(tree)
    for address in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_pages:edit", args=[case.pk]),
    ):
        html = administrator.get(address).content.decode()
        soup = BeautifulSoup(html, "html.parser")

        fetched = [
            tag.get("src") or tag.get("href")
            for tag in soup.find_all(["script", "link", "img", "iframe"])
        ]
        assert not [url for url in fetched if url and re.match(r"(https?:)?//", url)]
        assert "guide.wagtail.org" not in soup.get_text() + str(soup.find_all("a"))
        assert "releases.wagtail" not in html


def test_site_has_its_own_mark_and_name(tree: Tree, administrator: Client) -> None:
    soup = overview(administrator)

    assert soup.title.get_text(strip=True).endswith("Samskabelse")
    assert soup.find("template", attrs={"data-wagtail-sidebar-branding-logo": True}).svg


def test_rich_text_without_features_gets_the_allow_list() -> None:
    assert features.get_default_features() == TEXT_FEATURES


def test_public_page_shows_no_userbar(tree: Tree, administrator: Client) -> None:
    assert "wagtail-userbar" not in administrator.get("/").content.decode()
