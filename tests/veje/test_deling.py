"""The share image: one a page, drawn once, and only for what a stranger may see."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageViewRestriction

from samskabelse.base.models import Billede
from tests import factories
from tests.pages import query_count, soup_of
from veje import deling

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def tree() -> factories.Tree:
    return factories.empty_site()


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[Any, ...]]]:
    """Count what is drawn, instead of drawing."""
    calls: list[tuple[Any, ...]] = []

    def draw(*shown: Any) -> bytes:
        calls.append(shown)
        return b"PNG"

    monkeypatch.setattr(deling, "share_image", draw)
    return calls


def meta(soup: BeautifulSoup, name: str) -> str:
    return soup.find("meta", property=name)["content"]


def path_of(page: Page) -> str:
    fresh = Page.objects.get(pk=page.pk).specific
    return urlsplit(deling.share_image_of(fresh).url).path


def add_photo(page: Any) -> None:
    page.image = Billede.objects.create(
        title="Et foto", file=get_test_image_file(size=(1600, 1200), colour="red")
    )
    page.save()


def test_page_names_its_image_with_the_whole_address(client: Client, tree: factories.Tree) -> None:
    page = factories.case(tree, 'Ærlig & »tydelig« "case"')

    soup = soup_of(client, page.url)

    assert meta(soup, "og:image").startswith(f"{settings.WAGTAILADMIN_BASE_URL}/deling/{page.pk}-")
    assert meta(soup, "og:image:width") == "1200"
    assert meta(soup, "og:image:height") == "630"
    assert meta(soup, "og:image:alt") == page.title
    assert meta(soup, "og:title") == page.title
    assert meta(soup, "og:type") == "article"
    assert meta(soup_of(client, tree.cases.url), "og:type") == "website"
    assert soup.find("meta", attrs={"name": "twitter:card"})["content"] == "summary_large_image"


def test_image_is_a_png_that_may_be_kept_for_ever(client: Client, tree: factories.Tree) -> None:
    page = factories.artikel(tree)
    factories.tie(page, factories.vej(tree, 5))
    address = meta(soup_of(client, page.url), "og:image")

    response = client.get(urlsplit(address).path)

    image = Image.open(io.BytesIO(response.content))
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_every_page_type_has_one(client: Client, tree: factories.Tree, drawings: list) -> None:
    publication = factories.publikation(tree)
    pages = [
        *vars(tree).values(),
        factories.vej(tree, 1),
        factories.case(tree),
        factories.artikel(tree),
        publication,
        factories.kapitel(publication),
        factories.arrangement(tree),
        factories.ydelse(tree),
        factories.indhold(tree),
    ]

    for page in pages:
        address = meta(soup_of(client, page.url), "og:image")
        assert client.get(urlsplit(address).path).status_code == 200, page

    assert len(drawings) == len(pages)


def test_image_is_drawn_once(client: Client, tree: factories.Tree, drawings: list) -> None:
    path = path_of(factories.case(tree))

    answers = [client.get(path) for _ in range(3)]

    assert [answer.content for answer in answers] == [b"PNG"] * 3
    assert len(drawings) == 1


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ("0000000000000000.png", 302),
        ("jpg", 302),
        ("png/", 404),
        ("png?", 200),
        (".png", 404),
        ("a.png", 404),
        ("A" * 16 + ".png", 404),
    ],
)
def test_no_other_address_draws(
    client: Client, tree: factories.Tree, drawings: list, wrong: str, status: int
) -> None:
    page = factories.case(tree)
    right = path_of(page)
    path = right[:-3] + wrong if "." not in wrong else f"/deling/{page.pk}-{wrong}"

    response = client.get(path)

    assert response.status_code == status
    assert len(drawings) == (status == 200)


@pytest.mark.parametrize("pk", ["0", "999999", "999999999", "9" * 30])
def test_unknown_page_has_no_image(client: Client, tree: factories.Tree, pk: str) -> None:
    assert client.get(f"/deling/{pk}-0123456789abcdef.png").status_code == 404


def test_the_root_of_the_tree_has_no_image(client: Client) -> None:
    root = Page.get_first_root_node()

    assert deling.share_image_of(root) is None
    assert client.get(f"/deling/{root.pk}-0123456789abcdef.png").status_code == 404


@pytest.mark.parametrize("hidden", ["draft", "expired", "private", "private parent"])
def test_hidden_page_has_no_image(
    client: Client, tree: factories.Tree, drawings: list, hidden: str
) -> None:
    page = factories.case(tree)
    path = path_of(page)
    client.get(path)
    if hidden == "draft":
        page.unpublish()
    elif hidden == "expired":
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - dt.timedelta(minutes=1))
    else:
        PageViewRestriction.objects.create(
            page=page if hidden == "private" else tree.cases, restriction_type="login"
        )

    assert client.get(path).status_code == 404


def test_new_title_makes_a_new_image_and_leads_there_from_the_old(
    client: Client, tree: factories.Tree, drawings: list, tmp_path: Path
) -> None:
    page = factories.case(tree)
    other = factories.case(tree, "En anden")
    old, kept = path_of(page), path_of(other)
    for path in (old, kept):
        client.get(path)
    page.title = "En ny titel"
    page.save()

    led = client.get(old)
    assert (led.status_code, led["Location"]) == (302, path_of(page))
    # Else a browser refuses it in another site's page.
    assert led["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert client.get(path_of(page)).status_code == 200
    files = {f"/deling/{file.name}" for file in (tmp_path / "deling").iterdir()}
    assert files == {path_of(page), kept}


def test_threads_and_place_show(client: Client, tree: factories.Tree, drawings: list) -> None:
    page = factories.case(tree, invented_kommune="Kattegat Kommune")
    before = path_of(page)
    factories.tie(page, factories.vej(tree, 7), factories.vej(tree, 2))

    client.get(path_of(page))

    assert path_of(page) != before
    assert drawings == [(page.title, "Case · Kattegat Kommune", (7, 2), page.pk)]


def test_photo_is_shown_instead(client: Client, tree: factories.Tree, drawings: list) -> None:
    page = factories.artikel(tree)
    drawn = path_of(page)
    add_photo(page)

    address = meta(soup_of(client, page.url), "og:image")
    response = client.get(urlsplit(address).path)

    image = Image.open(io.BytesIO(response.content))
    assert (image.format, image.size) == ("JPEG", (1200, 630))
    assert response["Content-Type"] == "image/jpeg"
    assert "max-age=86400" in response["Cache-Control"]
    assert client.get(drawn)["Location"] == urlsplit(address).path
    assert drawings == []


def test_photo_whose_file_is_gone_is_no_failure(client: Client, tree: factories.Tree) -> None:
    page = factories.artikel(tree)
    add_photo(page)
    path = path_of(page)
    page.image.file.storage.delete(page.image.file.name)

    assert client.get(path).status_code == 404


def test_naming_the_image_costs_no_query(
    client: Client, tree: factories.Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = factories.case(tree, "En case")
    factories.tie(page, factories.vej(tree, 3))
    client.get(page.url)
    with_image = query_count(client, page.url)
    monkeypatch.setattr("veje.templatetags.deling.share_image_of", lambda page: None)

    assert query_count(client, page.url) == with_image


def test_error_page_and_search_name_no_image(client: Client, tree: factories.Tree) -> None:
    for address, status in (("/findes-ikke/", 404), ("/soeg/?q=x", 200)):
        assert not soup_of(client, address, status).find("meta", property="og:image")


def test_other_sites_may_show_the_image(client: Client, tree: factories.Tree) -> None:
    response = client.get(urlsplit(deling.share_image_of(tree.home).url).path)

    assert response.status_code == 200
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
