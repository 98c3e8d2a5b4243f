"""The HTML of every kind of page, read by html-validate as .htmlvalidate.json says.

The recommended rules hold but for three: titles are as long as editors write them (long-title);
white space at the end of a line is how templates are read, and compresses to nothing; and an id may
begin with a digit, as headings do (valid-id, which HTML has allowed since 2014). The class `hel`
keeps a link on one line where a phone number stands among words.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils.text import slugify
from wagtail.models import Page

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#: What is no page of the tree, and the states that a page can be in.
ADDRESSES = [
    "/soeg/",
    "/soeg/?q=uenighed",
    "/soeg/?q=findesslet+ikke",
    "/soeg/?q=" + "x" * 300,
    "/kontakt/?emne=moede",
    "/kontakt/tak/",
    "/10-veje-til-samskabelse/kort/",
    "/findes-ikke/",
    "/viden/artikler/findes-ikke/",
    "/soeg/?q=%00",
    "/konto/login/",
]
#: Posts that are refused.
POSTS: list[dict[str, str]] = [{}, {"emne": "x", "email": "nej", "besked": "<b>&\"'"}]


@pytest.mark.usefixtures("start_content")
def test_content_searches_forms_with_errors_and_error_pages(tmp_path: Path) -> None:
    client = Client(raise_request_exception=False)
    live = [page.url for page in Page.objects.live().filter(depth__gt=1).specific()]
    answers = [client.get(address) for address in [*live, *ADDRESSES]]
    refused = [client.post("/kontakt/", data) for data in POSTS]
    strict = Client(enforce_csrf_checks=True)

    assert {answer.status_code for answer in refused} == {422}
    assert (
        complaints(tmp_path, [*answers, *refused, strict.post("/kontakt/", {"besked": "Hej"})])
        == ""
    )


def test_page_types_with_nothing_but_a_title(client: Client, tmp_path: Path) -> None:
    assert complaints(tmp_path, [client.get(address) for address in empty_pages()]) == ""


def empty_pages() -> Iterator[str]:
    tree = factories.empty_site()
    yield from (page.url for page in vars(tree).values())
    publication = factories.publikation(tree)
    course = factories.arrangement(tree)
    factories.afholdelse(course)
    for page in (
        factories.vej(tree, 1),
        factories.case(tree),
        factories.artikel(tree),
        publication,
        factories.kapitel(publication),
        course,
        factories.ydelse(tree),
        factories.indhold(tree),
    ):
        yield page.url


def complaints(folder: Path, answers: list[HttpResponse]) -> str:
    """Return what html-validate says of the answers, none of which is empty."""
    for number, answer in enumerate(answers):
        assert answer["Content-Type"].startswith("text/html")
        assert answer.content
        name = slugify(answer.request["PATH_INFO"].replace("/", " "))[:90]
        (folder / f"{number}-{name}-{answer.status_code}.html").write_bytes(answer.content)
    command = ["node_modules/.bin/html-validate", "--config", ".htmlvalidate.json"]
    checked = subprocess.run(  # noqa: S603  (a tool that the lock file pins)
        [*command, *sorted(folder.iterdir())],
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode in {0, 1}, checked.stderr
    return checked.stdout
