"""What makes the index follow the pages. Connected when the app is ready.

A draft of a live page is saved through the same signals as the page, with the draft's words on
the object; so nothing is read from the object at hand, only from the row.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from arrangementer.models import Afholdelse, ArrangementPage
from artikler.models import ArtikelPage, PublikationPage
from cases.models import CasePage, Deltagertype, Metode
from kommuner.models import Kommune, Omraade, Region
from veje.models import Emne, Maalgruppe, Traad, VejPage

from . import dokumenter, indeks, motor, tabeller
from .models import IndexEntry

#: What saving a draft, locking or commenting writes on the page's row. None of it is seen.
UNSEEN = frozenset(
    [
        "latest_revision",
        "latest_revision_created_at",
        "draft_title",
        "has_unpublished_changes",
        "locked",
        "locked_by",
        "locked_at",
        "wagtail_admin_comments",
        "latest_revision_id",
    ]
)


WITH_TOPICS = (ArtikelPage, PublikationPage, ArrangementPage)
#: What pages are found by the name of, which pages those are, and how they point at it.
NAMED: dict[type[Model], tuple[tuple[type[Page], ...], str]] = {
    Kommune: ((CasePage,), "kommuner"),
    Region: ((CasePage,), "kommuner__region"),
    Omraade: ((CasePage,), "omraade"),
    Metode: ((CasePage,), "methods"),
    Deltagertype: ((CasePage,), "participant_types"),
    Emne: (WITH_TOPICS, "emner"),
    Maalgruppe: (WITH_TOPICS, "maalgrupper"),
}


def page_saved(
    sender: type[Model],
    instance: Model,
    raw: bool = False,
    update_fields: Any = None,
    **kwargs: Any,
) -> None:
    if raw or not isinstance(instance, Page):
        return
    if update_fields is not None and UNSEEN.issuperset(update_fields):
        return
    indeks.update([instance.pk])
    if isinstance(instance, VejPage):
        # Its number stands on every page that hangs on it, or hung on the one before it.
        hanging = Traad.objects.filter(vej=instance.pk).values_list("page", flat=True)
        marked = motor.matching([((f"v:{instance.number}",),)]) if instance.number else []
        indeks.update({*hanging, *(entry.page_id for entry in marked)} - {instance.pk})


def page_changed(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """After all that belongs to the page has been saved with it, its threads among it."""
    indeks.update([instance.pk, *chapters(instance)])


def chapters(page: Page) -> list[int]:
    """Return the pages right below: those that can't hang on a vej follow their parent."""
    if not hasattr(page, "traad_panels"):
        return []
    return list(page.get_children().values_list("pk", flat=True))


def tree_changed(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    """A page has moved: it may have come under a private one, or away from it."""
    indeks.update(instance.get_descendants(inclusive=True).values_list("pk", flat=True))


def restriction_changed(
    sender: type[Model], instance: PageViewRestriction, raw: bool = False, **kwargs: Any
) -> None:
    if not raw:
        tree_changed(sender, instance.page)


def relation_changed(
    sender: type[Model], instance: Any, action: str, reverse: bool, **kwargs: Any
) -> None:
    if action.startswith("post_") and not reverse and isinstance(instance, Page) and instance.pk:
        indeks.update([instance.pk])


def thread_changed(
    sender: type[Model], instance: Traad, raw: bool = False, origin: Any = None, **kwargs: Any
) -> None:
    """Not when the page goes itself, or a vej with all its threads: then half of it is gone."""
    goes_along = origin is not None and getattr(origin, "model", type(origin)) is not Traad
    if not raw and not goes_along:
        indeks.update([instance.page_id])


def date_changed(
    sender: type[Model], instance: Afholdelse, raw: bool = False, origin: Any = None, **kwargs: Any
) -> None:
    """Saved by itself, as when it is called off. Its days are saved with its page alone."""
    goes_along = origin is not None and getattr(origin, "model", type(origin)) is not Afholdelse
    if not raw and not goes_along:
        indeks.update([instance.page_id])


def name_changed(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Pages are found by the names of what they point at."""
    if not raw:
        indeks.update_soon(pages_named_by(instance))


def name_goes(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Before it goes, while the pages still point at it."""
    indeks.update_later(pages_named_by(instance))


def pages_named_by(instance: Model) -> Iterator[int]:
    models, path = NAMED[type(instance)]
    for model in models:
        yield from model.objects.filter(**{path: instance}).values_list("pk", flat=True)


def entry_goes(sender: type[Model], instance: IndexEntry, **kwargs: Any) -> None:
    indeks.forget_words(instance)


def document_saved(sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        dokumenter.forget_other_file(instance)


def collection_changed(
    sender: type[Model], instance: Any, raw: bool = False, **kwargs: Any
) -> None:
    if not raw:
        dokumenter.collection_changed(instance.collection)


def connect(app: Any) -> None:
    post_migrate.connect(prepare_tables, sender=app)
    post_save.connect(page_saved)
    page_published.connect(page_changed)
    page_unpublished.connect(page_changed)
    post_page_move.connect(tree_changed)
    for signal in (post_save, post_delete):
        signal.connect(restriction_changed, sender=PageViewRestriction)
        signal.connect(thread_changed, sender=Traad)
        signal.connect(date_changed, sender=Afholdelse)
        signal.connect(collection_changed, sender=CollectionViewRestriction)
    for model in NAMED:
        post_save.connect(name_changed, sender=model)
        pre_delete.connect(name_goes, sender=model)
    m2m_changed.connect(relation_changed)
    pre_delete.connect(entry_goes, sender=IndexEntry)
    post_save.connect(document_saved, sender=get_document_model())


def prepare_tables(sender: Any, using: str, **kwargs: Any) -> None:
    tabeller.ensure(using)
