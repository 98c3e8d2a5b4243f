"""What stands on a page, as plain text: its title, what leads in, the rest, its documents.

Read through the ``search_fields`` that each page type declares, so a new type or field is found
as soon as it says so. Live pages only: what is read is the row, never a draft.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, prefetch_related_objects
from django.utils.html import strip_tags
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import CollectionViewRestriction, Page
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from artikler.models import KapitelPage, PublikationPage
from veje.models import Traad, VejPage

from .models import DokumentTekst

#: Fields with at least this boost say what the page is about.
LEAD_BOOST = 2
#: A page's own text. Books come as chapters, so nothing real is longer.
LONGEST_TEXT = 400_000
LONGEST_LEAD = 4_000
#: What can't be seen, among it NUL, which can't be stored, and soft hyphens, which part words.
UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
CONTROL = re.compile(r"[\x00-\x1f\x7f\s]+")


@dataclass
class PageText:
    """The page's texts, ready to be analysed and shown."""

    page: Page
    title: str = ""
    #: The first text that leads in: what stands on the card.
    summary: str = ""
    lead: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    veje: int = 0


def clean(text: str) -> str:
    """Return the text on one line, without what can't be seen."""
    line = " ".join(text.split())
    return line if line.isprintable() else CONTROL.sub(" ", UNSEEN.sub("", line)).strip()


def read(pages: list[Page]) -> list[PageText]:
    """Read specific pages: a fixed number of queries for each type among them."""
    by_type: dict[type[Page], list[Page]] = {}
    for page in pages:
        by_type.setdefault(type(page), []).append(page)
    for model, group in by_type.items():
        prefetch_related_objects(group, *relations(model))
    add_publications(by_type.get(KapitelPage, []))
    texts = [read_fields(page) for page in pages]
    add_veje(texts)
    add_documents(texts)
    return texts


def add_publications(chapters: Sequence[Any]) -> None:
    """Fetch what says whether the chapters are examples."""
    paths = {chapter.pk: chapter.path[: -chapter.steplen] for chapter in chapters}
    rows = PublikationPage.objects.filter(path__in=paths.values()).defer_streamfields()
    publications = {page.path: page for page in rows} if paths else {}
    for chapter in chapters:
        chapter.publication = publications[paths[chapter.pk]]


def relations(model: type[Page]) -> list[str]:
    """Return what to fetch beforehand: what the fields ask for, and what the card's line shows."""
    named = related_names(model.get_search_fields())
    shown = [name for name in getattr(model, "card_relations", []) if isinstance(name, str)]
    return list(dict.fromkeys([*named, *(name for name in shown if not name.startswith("image"))]))


def related_names(fields: Iterable[Any], before: str = "") -> Iterator[str]:
    for declared in fields:
        if isinstance(declared, index.RelatedFields):
            name = f"{before}{declared.field_name}"
            yield name
            yield from related_names(declared.fields, f"{name}__")


def read_fields(page: Page) -> PageText:
    text = PageText(page, title=clean(page.title))
    for name in ("seo_title", "search_description"):
        text.lead += pieces(getattr(page, name, ""))
    text.lead += pieces(getattr(page, "card_kicker", ""))
    for declared in type(page).get_search_fields():
        if isinstance(declared, index.RelatedFields):
            for piece, is_lead in related(page, declared):
                (text.lead if is_lead else text.body).append(piece)
        elif isinstance(declared, index.SearchField) and declared.field_name != "title":
            is_lead = leads_in(declared)
            for piece, is_heading in contents(page, declared):
                if is_lead:
                    text.summary = text.summary or piece
                else:
                    text.body.append(piece)
                if is_lead or is_heading:
                    text.lead.append(piece)
    return text


def contents(page: Page, declared: index.SearchField) -> Iterator[tuple[str, bool]]:
    """Yield each piece of text in a field, and whether it is a heading."""
    try:
        model_field = declared.get_field(type(page))
    except FieldDoesNotExist:  # a property or a method
        model_field = None
    value = getattr(page, declared.field_name, None)
    if isinstance(value, StreamValue):
        for child in value:
            is_heading = child.block_type == "heading"
            for content in child.block.get_searchable_content(child.value):
                for piece in pieces(content):
                    yield piece, is_heading
        return
    if isinstance(model_field, RichTextField):
        value = get_text_for_indexing(value or "")
    elif model_field is None or not model_field.choices:
        value = declared.get_value(page)
    else:
        value = getattr(page, f"get_{declared.field_name}_display")()
    for piece in pieces(value):
        yield piece, False


def pieces(value: Any) -> list[str]:
    """Return the texts in a value of any kind, cleaned."""
    if value is None or value == "":
        return []
    if isinstance(value, (list, tuple)):
        return [piece for one in value for piece in pieces(one)]
    text = str(value)
    if "</" in text:
        text = unescape(strip_tags(text))
    cleaned = clean(text)
    return [cleaned] if cleaned else []


def related(owner: Model, declared: index.RelatedFields) -> Iterator[tuple[str, bool]]:
    """Yield each text of the rows that belong to it, and whether it says what the page is about."""
    value = getattr(owner, declared.field_name, None)
    if value is None:
        return
    rows: Iterable[Model] = value.all() if hasattr(value, "all") else [value]
    for row in rows:
        for inner in declared.fields:
            if isinstance(inner, index.RelatedFields):
                yield from related(row, inner)
            elif isinstance(inner, index.SearchField):
                for piece in pieces(getattr(row, inner.field_name, "")):
                    yield piece, leads_in(inner)


def leads_in(declared: index.SearchField) -> bool:
    return (declared.boost or 0) >= LEAD_BOOST


def add_veje(texts: list[PageText]) -> None:
    """Set a bit for each vej. A chapter, which can't hang on any itself, follows its parent."""
    paths: dict[str, list[PageText]] = {}
    for text in texts:
        page = text.page
        if isinstance(page, VejPage):
            text.veje = 1 << page.number if page.number else 0
            continue
        own = hasattr(page, "traad_panels")
        paths.setdefault(page.path if own else page.path[: -page.steplen], []).append(text)
    ties = Traad.objects.filter(page__path__in=paths).exclude(vej__number=None)
    for path, number in ties.values_list("page__path", "vej__number"):
        for text in paths[path]:
            text.veje |= 1 << number


def add_documents(texts: list[PageText]) -> None:
    """Add what the background has read of the documents that the pages lead to."""
    wanted = {id(text): document_ids(text.page) for text in texts}
    ids = {pk for found in wanted.values() for pk in found}
    if not ids:
        return
    public = public_documents().filter(pk__in=ids).values_list("pk", "title")
    titles = dict(public)
    found = DokumentTekst.objects.filter(pk__in=titles).exclude(text="")
    read = {row.pk: (titles[row.pk], row.text) for row in found}
    for text in texts:
        text.files = [read[pk] for pk in wanted[id(text)] if pk in read]


def public_documents() -> Any:
    """Return the documents that anyone may fetch."""
    closed = [
        pk
        for restriction in CollectionViewRestriction.objects.select_related("collection")
        for pk in restriction.collection.get_descendants(inclusive=True).values_list(
            "pk", flat=True
        )
    ]
    return get_document_model().objects.exclude(collection__in=closed)


def document_ids(page: Page) -> list[int]:
    """Return the documents that the page's texts and blocks lead to, in their order."""
    model = get_document_model()
    found: dict[int, None] = {}
    for declared in page._meta.get_fields():
        if not isinstance(declared, (StreamField, RichTextField)):
            continue
        value = declared.value_from_object(page)
        source = str(list(value.raw_data)) if isinstance(value, StreamValue) else value or ""
        if "document" not in source:
            continue
        for target, pk, _path, _place in declared.extract_references(value):
            if target is model:
                found[int(pk)] = None
    return list(found)
