"""Every page type in the admin: chosen, written, saved, previewed."""

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.blocks import Block
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from samskabelse.base.models import BasePage

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("start_content"),
    pytest.mark.one_database,
]

TYPES = [model for model in get_page_models() if issubclass(model, BasePage)]
each_type = pytest.mark.parametrize("page_type", TYPES, ids=lambda model: model.__name__)


@pytest.fixture(autouse=True)
def _room_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be another one of the pages that a site has but one of."""
    for page_type in TYPES:
        monkeypatch.setattr(page_type, "max_count", None)


def place_for(page_type: type[BasePage]) -> Page:
    """Return a page that one of the type can be made below."""
    parents = Page.objects.type(*page_type.allowed_parent_page_models())
    return next(parent for parent in parents if page_type.can_create_at(parent.specific))


def address_of_add(page_type: type[BasePage], parent: Page, view: str = "add") -> str:
    names = (page_type._meta.app_label, page_type._meta.model_name, parent.pk)
    return reverse(f"wagtailadmin_pages:{view}", args=names)


def written(client: Client, address: str, page_type: type[BasePage], title: str) -> QueryDict:
    """Return what the form at the address posts when nothing but the title is written."""
    html = client.get(address).content.decode()
    data = querydict_from_html(html, form_id="page-edit-form").copy()
    data["title"] = title
    data["slug"] = data.get("slug") or "en-proeve"
    for field in page_type._meta.get_fields():
        if isinstance(field, StreamField):
            data.update(nested_form_data({field.name: streamfield([])}))
    return data


@each_type
def test_type_introduces_itself_in_danish(administrator: Client, page_type: type[BasePage]) -> None:
    parent = place_for(page_type)

    response = administrator.get(reverse("wagtailadmin_pages:add_subpage", args=[parent.pk]))

    if response.status_code == 200:  # with one type to choose, its form follows at once
        html = response.content.decode()
        assert str(page_type.get_verbose_name()) in html
        assert str(page_type.get_page_description()) in html
    assert page_type.get_page_description()
    assert str(page_type.page_description) != page_type.page_description._args[0]


@each_type
def test_new_page_can_be_written_saved_and_previewed(
    administrator: Client, page_type: type[BasePage]
) -> None:
    parent = place_for(page_type)
    address = address_of_add(page_type, parent)
    preview = address_of_add(page_type, parent, "preview_on_add")
    data = written(administrator, address, page_type, "En prøve")

    answer = administrator.post(preview, data)
    shown = administrator.get(preview)
    saved = administrator.post(address, data)

    assert answer.json() == {"is_valid": True, "is_available": True}
    assert shown.status_code == 200
    assert "En prøve" in shown.content.decode().replace("\xad", "")
    assert saved.status_code == 302
    assert page_type.objects.get(title="En prøve").live is False


@each_type
def test_page_with_content_can_be_edited_and_previewed(
    administrator: Client, page_type: type[BasePage]
) -> None:
    page = page_type.objects.first()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = written(administrator, edit, page_type, "Et nyt navn")
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    answer = administrator.post(preview, data)
    shown = administrator.get(preview)
    saved = administrator.post(edit, data)

    assert answer.json() == {"is_valid": True, "is_available": True}
    assert shown.status_code == 200
    assert saved.status_code == 302
    assert page_type.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Et nyt navn"


@each_type
def test_page_with_content_can_be_previewed_as_it_is(page_type: type[BasePage]) -> None:
    for page in page_type.objects.all()[:3]:
        response = page.make_preview_request()

        assert response.status_code == 200, page


@each_type
def test_form_is_in_sections_with_danish_headings(
    administrator: Client, page_type: type[BasePage]
) -> None:
    page = page_type.objects.first()

    response = administrator.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    soup = BeautifulSoup(response.content, "html.parser")
    tabs = [next(tab.stripped_strings) for tab in soup.select("[role=tab]")]
    assert tabs[:2] == ["Indhold", "Deling og søgning"]
    assert not soup.select("select[multiple]")


def blocks_of(block: Block) -> list[Block]:
    """Return the block's children that the editor can choose, at any depth."""
    children = list(getattr(block, "child_blocks", {}).values())
    return [one for child in children for one in (child, *blocks_of(child))]


BLOCKS = {
    f"{model.__name__}.{field.name}.{block.name}": block
    for model in TYPES
    for field in model._meta.get_fields()
    if isinstance(field, StreamField)
    for block in field.stream_block.child_blocks.values()
}


@pytest.mark.parametrize("name", BLOCKS)
def test_block_shows_itself_in_the_chooser(administrator: Client, name: str) -> None:
    block = BLOCKS[name]

    response = administrator.get(
        reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
    )

    assert block.is_previewable
    assert block.get_description()
    assert response.status_code == 200
    assert 'lang="da"' in response.content.decode()
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.body.get_text(strip=True)
