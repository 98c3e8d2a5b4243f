"""What strangers may not see is found by nothing: no result, no suggestion, no count, no word."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests import factories
from tests.factories import Tree
from tests.pages import soup_of, visible_text

pytestmark = pytest.mark.django_db

#: Stands on no page by itself.
WORD = "kvæstorat"


def body(text: str) -> list[dict[str, str]]:
    return [{"type": "text", "value": f"<p>{text}</p>"}]


def never_published(tree: Tree) -> None:
    factories.case(tree, f"Et {WORD}", live=False, body=body(WORD))


def draft_of_a_live_page(tree: Tree) -> None:
    page = factories.case(tree, "En case")
    page.title, page.teaser, page.body = f"Et {WORD}", WORD, body(WORD)
    page.save_revision()


def unpublished(tree: Tree) -> None:
    factories.case(tree, f"Et {WORD}", body=body(WORD)).unpublish()


def scheduled(tree: Tree) -> None:
    page = factories.case(tree, "En case")
    page.title, page.go_live_at = f"Et {WORD}", timezone.now() + dt.timedelta(days=1)
    page.save_revision().publish()


def expired(tree: Tree) -> None:
    past = timezone.now() - dt.timedelta(minutes=1)
    factories.case(tree, f"Et {WORD}", expire_at=past, body=body(WORD))


def private(tree: Tree) -> None:
    page = factories.case(tree, f"Et {WORD}", body=body(WORD))
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def below_a_private_page(tree: Tree) -> None:
    publication = factories.publikation(tree, "Vejviser")
    PageViewRestriction.objects.create(page=publication, restriction_type="login")
    factories.kapitel(publication, f"Et {WORD}")


def deleted(tree: Tree) -> None:
    factories.case(tree, f"Et {WORD}", body=body(WORD)).delete()


@pytest.mark.parametrize(
    "hide",
    [
        never_published,
        draft_of_a_live_page,
        unpublished,
        scheduled,
        expired,
        private,
        below_a_private_page,
        deleted,
    ],
)
def test_planted_word_is_nowhere(client: Client, hide: Callable[[Tree], None]) -> None:
    tree = factories.empty_site()
    hide(tree)

    soup = soup_of(client, f"/soeg/?q={WORD}")
    assert not soup.select("ol.liste, nav .aktive, mark")
    assert "Vi fandt ikke noget" in visible_text(soup)
    # A slip tells nothing of it, and neither does half a word.
    for query in ("kvæstorad", "kvæst", "storat"):
        assert WORD not in visible_text(soup_of(client, f"/soeg/?q={query}")), query
    for query in ("kvæst", WORD, f"et {WORD}"):
        assert client.get("/soeg/forslag/", {"q": query}).json()["forslag"] == [], query
    assert f"Et {WORD}" not in visible_text(soup_of(client, f"/cases/?q={WORD}"))


def test_word_of_a_page_that_shows_is_found(client: Client) -> None:
    """So that the test above can fail."""
    tree = factories.empty_site()
    factories.case(tree, f"Et {WORD}", body=body(WORD))

    soup = soup_of(client, f"/soeg/?q={WORD}")
    assert soup.select("ol.liste")
    assert soup.select("nav .aktive")
    assert soup.select("mark")
    assert WORD in visible_text(soup_of(client, "/soeg/?q=kvæstorad"))
    assert client.get("/soeg/forslag/?q=kvæst").json()["forslag"]
    assert f"Et {WORD}" in visible_text(soup_of(client, f"/cases/?q={WORD}"))
