"""A chapter is seen while its publication is, whose title and author it shows."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from artikler.models import KapitelPage, PublikationPage
from samskabelse.base import kept
from soegning.models import IndexEntry
from tests import factories
from tests.pages import soup_of

pytestmark = pytest.mark.django_db

WORD = "Hemmelighedskrukke"


@pytest.fixture
def tree() -> factories.Tree:
    return factories.empty_site()


@pytest.fixture
def publication(tree: factories.Tree) -> PublikationPage:
    publication = factories.publikation(tree, WORD, slug="greb", author=WORD)
    chapter = factories.kapitel(publication, f"{WORD} kapitel", slug="et-kapitel")
    chapter.save_revision().publish()
    return publication


@pytest.mark.parametrize("how", ["new draft", "taken down", "private", "expired"])
def test_it_is_nowhere(
    client: Client, publication: PublikationPage, time_machine, how: str
) -> None:
    chapter = publication.chapters[0]
    addresses = [f"{chapter.url}{file}" for file in ("", "index.md", "kilde.bib")]
    addresses += [f"{publication.url}{file}" for file in ("", "index.md", "publikation.pdf")]
    addresses += ["/viden/", "/viden/publikationer/", "/feed/", f"/soeg/?q={WORD.lower()}"]
    addresses += ["/api/v1/publikationer/", "/sitemap.xml", "/llms.txt"]
    publication.expire_at = timezone.now() + dt.timedelta(minutes=1)
    publication.save_revision().publish()

    def naming() -> list[str]:
        answers = [
            (address, client.get(address).content.decode(errors="ignore")) for address in addresses
        ]
        return [address for address, text in answers if WORD in text or "et-kapitel" in text]

    assert {*addresses[:3], "/sitemap.xml", f"/soeg/?q={WORD.lower()}"} <= set(naming())

    if how == "new draft":
        PublikationPage.objects.filter(pk=publication.pk).update(live=False)
        kept.forget()
    elif how == "taken down":
        publication.unpublish()
    elif how == "private":
        publication.view_restrictions.create(restriction_type="login")
    else:
        time_machine.move_to(timezone.now() + dt.timedelta(minutes=1, seconds=1))

    assert naming() == []
    assert client.get(chapter.url).status_code == (302 if how == "private" else 404)


def test_it_comes_back_with_it(client: Client, publication: PublikationPage) -> None:
    chapter = publication.chapters[0]
    publication.unpublish()
    publication.save_revision().publish()

    assert client.get(chapter.url).status_code == 200
    assert "et-kapitel" in client.get(f"/soeg/?q={WORD.lower()}").content.decode()


def test_editors_can_preview_it_and_the_whole(publication: PublikationPage) -> None:
    publication.unpublish()
    chapter = KapitelPage.objects.get()

    for page in (chapter, PublikationPage.objects.get()):
        shown = page.make_preview_request().render().content.decode()
        assert chapter.title in shown


def publish(client: Client, chapter: KapitelPage) -> str:
    """Publish the chapter under a new title, and return what the editor then sees."""
    edit = reverse("wagtailadmin_pages:edit", args=[chapter.pk])
    counts = soup_of(client, edit).select("form input[name$=_FORMS]")
    data = {"title": "Nyt", "slug": "nyt", "body-count": "0", "action-publish": "1"}
    data |= {field["name"]: field["value"] for field in counts}
    return client.post(edit, data, follow=True).content.decode()


def take_down(client: Client, publication: PublikationPage) -> str:
    address = reverse("wagtailadmin_pages:unpublish", args=[publication.pk])
    return client.post(address, follow=True).content.decode()


@pytest.mark.one_database
def test_editors_are_told(
    admin_client: Client, tree: factories.Tree, publication: PublikationPage
) -> None:
    chapter = publication.chapters[0]
    waits = "Kapitlet kan ikke ses, før publikationen også er udgivet."
    are_gone = "kapitler kan heller ikke ses"

    shown = publish(admin_client, chapter)
    assert "udgivet" in shown
    assert waits not in shown
    assert are_gone in take_down(admin_client, publication)
    assert waits in publish(admin_client, chapter)
    without_chapters = factories.publikation(tree, "Uden kapitler")
    assert are_gone not in take_down(admin_client, without_chapters)


def test_it_ends_in_the_index_with_its_publication(publication: PublikationPage) -> None:
    """Search reads this alone: at the end no one comes by who takes the chapter out."""
    publication.expire_at = timezone.now() + dt.timedelta(days=1)
    publication.save_revision().publish()

    entry = IndexEntry.objects.get(page=publication.chapters[0].pk)

    assert entry.expire_at == publication.expire_at
