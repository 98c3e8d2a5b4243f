"""Reading a page as a visitor would: its text, its links, its cost."""

import copy

from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

BLOCKS = ["p", "li", "div", "section", "article", "h1", "h2", "h3", "dt", "dd", "br", "td", "th"]
BLOCKS += ["nav", "ul", "ol", "dl", "form", "label", "summary", "time", "figure", "blockquote"]


def soup_of(client: Client, path: str, status: int = 200) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == status, f"{path}: {response.status_code}"
    return BeautifulSoup(response.content, "html.parser")


def visible_text(soup: BeautifulSoup) -> str:
    """Return the text of the page's main part as it is read: blocks apart, white space folded."""
    main = copy.copy(soup.main or soup)
    for tag in main.find_all(BLOCKS):
        tag.insert_before(" ")
        tag.append(" ")
    return " ".join(main.get_text().replace("\xa0", " ").split())


def query_count(client: Client, path: str) -> int:
    """Count the queries of an uncached request to a process that has answered before."""
    ContentType.objects.get_for_models(*apps.get_models())
    Site.get_site_root_paths()
    # Lists and cards are kept as long as nothing changes.
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return len(queries)
