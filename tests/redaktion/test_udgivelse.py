"""Several pages are published at once: what one page's form asks for is asked for here too."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from artikler.models import ArtikelPage
from cases.models import CasePage
from redaktion.groups import GODKENDERE
from samskabelse.users.models import User
from tests import factories
from tests.factories import Tree
from veje.models import Traad

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def approver(tree: Tree, browser_of: Callable[[str], Client]) -> Client:
    return browser_of(GODKENDERE)


def publish(client: Client, *pages: Page, **form: str) -> str:
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{ids}&next=/admin/", form, follow=True).content.decode()


def draft(page: Page) -> Page:
    page.save_revision(clean=False)
    return page


def test_finished_pages_are_published(approver: Client, tree: Tree) -> None:
    pages = [draft(factories.case(tree, name, live=False)) for name in ("Bussen", "Broen")]

    text = publish(approver, *pages)

    assert "2 sider er udgivet" in text
    assert CasePage.objects.live().count() == 2


def test_none_is_published_while_one_lacks_a_field(approver: Client, tree: Tree) -> None:
    case = draft(factories.case(tree, "Bussen", live=False))
    article = draft(factories.artikel(tree, "Om busser", author="", live=False))

    text = publish(approver, case, article)

    assert "Intet er udgivet, for »Om busser« er ikke færdig. Se på: Skrevet af." in text
    assert reverse("wagtailadmin_pages:edit", args=[article.pk]) in text
    assert not CasePage.objects.live().exists()
    assert not ArtikelPage.objects.live().exists()


def test_thread_without_a_reason_is_not_published(approver: Client, tree: Tree) -> None:
    case = factories.case(tree, "Bussen", live=False)
    case.traade.add(Traad(vej=factories.vej(tree, 5), reason=""))
    draft(case)

    text = publish(approver, case)

    assert "Se på: Begrundelse." in text
    assert not CasePage.objects.live().exists()


def test_block_without_its_text_is_not_published(approver: Client, tree: Tree) -> None:
    case = factories.case(tree, "Bussen", live=False)
    case.body = [("quote", {"quote": ""})]
    draft(case)

    text = publish(approver, case)

    assert "Se på: Fortællingen (Citat)." in text
    assert not CasePage.objects.live().exists()


def test_pages_below_are_asked_too(approver: Client, tree: Tree) -> None:
    publication = draft(factories.publikation(tree, live=False))
    chapter = factories.kapitel(publication, "Første kapitel", live=False)
    chapter.body = [("quote", {"quote": ""})]
    draft(chapter)

    text = publish(approver, publication, include_descendants="on")

    assert "»Første kapitel« er ikke færdig" in text
    publication.refresh_from_db()
    assert not publication.live


def test_taking_down_asks_for_nothing(approver: Client, tree: Tree) -> None:
    article = factories.artikel(tree, "Om busser")
    article.author = ""
    draft(article)
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "unpublish"))

    approver.post(f"{address}?id={article.pk}&next=/admin/", follow=True)

    assert not ArtikelPage.objects.live().exists()


def approve(client: Client, page: Page, **headers: str) -> str:
    page = Page.objects.get(pk=page.pk)
    arguments = (page.pk, "approve", page.current_workflow_task_state.pk)
    address = reverse("wagtailadmin_pages:workflow_action", args=arguments)
    return client.post(address, {"comment": ""}, headers=headers, follow=True).content.decode()


def in_review(page: Page, **fields: str) -> Page:
    """Send the page in, and let an approver save a draft of it with the fields."""
    page.save_revision()
    page.get_workflow().start(page, User.objects.get())
    for name, value in fields.items():
        setattr(page, name, value)
    return draft(page)


def test_finished_page_is_approved_from_the_list(approver: Client, tree: Tree) -> None:
    article = in_review(factories.artikel(tree, "Om busser", live=False))

    text = approve(approver, article)

    assert "»Om busser« er godkendt og udgivet." in text
    assert ArtikelPage.objects.live().exists()


@pytest.mark.parametrize("headers", [{}, {"x-requested-with": "XMLHttpRequest"}], ids=str)
def test_unfinished_page_is_not_approved_from_the_list(
    approver: Client, tree: Tree, headers: dict[str, str]
) -> None:
    article = in_review(factories.artikel(tree, "Om busser", live=False), author="")

    text = approve(approver, article, **headers)

    if headers:
        assert json.loads(text)["step"] == "success"
        text = approver.get(json.loads(text)["redirect"]).content.decode()
    assert "»Om busser« er ikke færdig. Se på: Skrevet af." in text
    article = ArtikelPage.objects.get(pk=article.pk)
    assert not article.live
    assert article.current_workflow_task_state.status == "in_progress"
