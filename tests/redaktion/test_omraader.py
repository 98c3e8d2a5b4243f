"""Editors tidy the list of fields: one that is in use stays, one that isn't takes nothing along."""

from collections.abc import Iterator

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, get_page_models

from cases.models import CasePage
from kommuner.models import Omraade
from tests import factories
from tests.factories import Tree
from tests.pages import soup_of, visible_text

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def field(db: None) -> Omraade:
    return Omraade.objects.create(name="Trafik")


@pytest.fixture
def case(tree: Tree, field: Omraade) -> CasePage:
    """A case whose first version is in the field, and whose latest is in none."""
    page = factories.case(tree, "Bussen", omraade=field)
    page.save_revision()
    page.omraade = None
    page.save_revision().publish()
    return CasePage.objects.get(pk=page.pk)


def delete(client: Client, field: Omraade) -> str:
    address = reverse("wagtailsnippets_kommuner_omraade:delete", args=[field.pk])
    return client.post(address, follow=True).content.decode()


def test_field_of_a_published_case_is_kept(
    administrator: Client, tree: Tree, field: Omraade
) -> None:
    factories.case(tree, "Bussen", omraade=field)

    text = delete(administrator, field)

    assert "Intet er slettet: 1 case hører til området" in text
    assert "Bussen" in text
    assert Omraade.objects.filter(pk=field.pk).exists()


def test_field_that_a_draft_alone_names_is_kept(
    administrator: Client, case: CasePage, field: Omraade
) -> None:
    case.omraade = field
    case.save_revision()

    text = delete(administrator, field)

    assert "Intet er slettet: 1 case hører til området, måske kun i en kladde." in text
    assert Omraade.objects.filter(pk=field.pk).exists()


def test_fields_in_use_are_kept_when_several_are_chosen(
    administrator: Client, tree: Tree, field: Omraade
) -> None:
    factories.case(tree, "Bussen", omraade=field)
    unused = Omraade.objects.create(name="Ubrugt")
    address = reverse("wagtail_bulk_action", args=["kommuner", "omraade", "delete"])

    response = administrator.post(f"{address}?id={field.pk}&id={unused.pk}", follow=True)

    assert "Intet er slettet" in response.content.decode()
    assert Omraade.objects.count() == 2


def test_older_version_that_names_a_deleted_field_can_be_opened(
    administrator: Client, case: CasePage, field: Omraade
) -> None:
    first, last = case.revisions.order_by("pk")

    assert "er slettet" in delete(administrator, field)

    for name, arguments in (
        ("revisions_view", [case.pk, first.pk]),
        ("revisions_revert", [case.pk, first.pk]),
        ("revisions_compare", [case.pk, first.pk, last.pk]),
    ):
        address = reverse(f"wagtailadmin_pages:{name}", args=arguments)
        assert administrator.get(address).status_code == 200, name


def test_scheduled_version_that_names_a_deleted_field_goes_live_without_it(
    client: Client, administrator: Client, case: CasePage, field: Omraade
) -> None:
    first = case.revisions.earliest("pk")
    first.approved_go_live_at = timezone.now()
    first.save()
    delete(administrator, field)

    first.publish()

    assert "Område" not in visible_text(soup_of(client, case.url))


def clusters(model: type[models.Model]) -> Iterator[type[models.Model]]:
    """Yield what is kept in one version of a page: itself and its rows, at any depth."""
    yield model
    for relation in get_all_child_relations(model):
        yield from clusters(relation.related_model)


@pytest.mark.parametrize("page_type", get_page_models(), ids=lambda model: model.__name__)
def test_versions_can_be_read_when_what_they_name_is_gone(page_type: type[Page]) -> None:
    """A version with any other rule can't be opened, compared or published any more."""
    readable = {models.CASCADE, models.SET_NULL}

    unreadable = [
        str(field)
        for model in clusters(page_type)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete not in readable
        if field.model._meta.app_label != "wagtailcore"
    ]

    assert unreadable == []
