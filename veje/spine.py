"""What hangs on a vej, of whatever type, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Window, prefetch_related_objects
from django.db.models.functions import RowNumber
from wagtail.models import Page

from samskabelse.base.cards import Card, ThreadStroke
from samskabelse.base.visibility import visible

from .models.traade import Traad, TraadMixin

if TYPE_CHECKING:
    from .models import VejPage

#: Cards of one kind on a vej page. The kind's own list shows the rest.
SHOWN_PER_KIND = 6


@dataclass(frozen=True, slots=True)
class ThreadGroup:
    """The pages of one kind that hang on a vej."""

    heading: str
    items: list[tuple[Card, str]]


def for_cards(pages: Iterable[Page]) -> list[Page]:
    """Return specific pages with all that their cards show.

    One query for the threads of all of them, and one for each relation that a type's
    ``card_relations`` names, however many pages there are.
    """
    found = list(pages)
    threads: dict[int, list[ThreadStroke]] = {page.pk: [] for page in found}
    ties = Traad.objects.filter(page__in=threads, vej__live=True).exclude(vej__number=None)
    for tie in ties.select_related("vej").order_by("sort_order"):
        threads[tie.page_id].append(tie.stroke)
    by_type: dict[type[Page], list[Page]] = {}
    for page in found:
        by_type.setdefault(type(page), []).append(page)
        if isinstance(page, TraadMixin):
            page.threads = threads[page.pk]
    for model, group in by_type.items():
        prefetch_related_objects(group, *model.card_relations)
    return found


def cards(pages: Iterable[Page]) -> list[Card]:
    return [page.as_card() for page in for_cards(pages)]


def pages_on_vej(vej: "VejPage") -> list[ThreadGroup]:
    """Group the live pages on the vej by the heading that their type declares.

    The newest `SHOWN_PER_KIND` of each type are fetched, with the reason of each tie.
    """
    newest = Window(
        RowNumber(), partition_by=F("content_type"), order_by=F("first_published_at").desc()
    )
    pages = (
        visible(Page.objects)
        .filter(traade__vej=vej)
        .annotate(thread_place=newest)
        .filter(thread_place__lte=SHOWN_PER_KIND)
        .order_by("content_type", "-first_published_at", "-pk")
    )
    groups: dict[str, list[tuple[Card, str]]] = {}
    for page in for_cards(pages.specific()):
        heading = getattr(page, "thread_heading", None)
        if heading is None:
            continue
        reason = next((t.reason for t in page.threads if t.number == vej.number), "")
        groups.setdefault(str(heading), []).append((page.as_card(), reason))
    return [ThreadGroup(heading, items) for heading, items in groups.items()]
