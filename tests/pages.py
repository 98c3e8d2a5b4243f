"""Reading a page as a visitor would: its text, its links, its cost."""

from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def soup_of(client: Client, path: str, status: int = 200) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == status, f"{path}: {response.status_code}"
    return BeautifulSoup(response.content, "html.parser")


def visible_text(soup: BeautifulSoup) -> str:
    """Return the text of the page's main part with white space folded."""
    return " ".join((soup.main or soup).get_text(" ").replace("\xa0", " ").split())


def query_count(client: Client, path: str) -> int:
    """Count the queries of an uncached request."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return len(queries)
