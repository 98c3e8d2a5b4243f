"""What hangs on a vej, of whatever type, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Prefetch, Window
from django.db.models.functions import RowNumber
from wagtail.models import Page, PageQuerySet

from samskabelse.base.cards import Card
from samskabelse.base.visibility import visible

from .models.traade import Traad

if TYPE_CHECKING:
    from .models import VejPage

#: Cards of one kind on a vej page. The kind's own list shows the rest.
SHOWN_PER_KIND = 6


@dataclass(frozen=True, slots=True)
class ThreadGroup:
    """The pages of one kind that hang on a vej."""

    heading: str
    items: list[tuple[Card, str]]


def with_threads(pages: PageQuerySet) -> PageQuerySet:
    """Fetch the strokes that the pages' cards show: one query for all of them."""
    rows = Traad.objects.select_related("vej").order_by("sort_order")
    return pages.prefetch_related(Prefetch("traade", queryset=rows))


def cards(pages: Iterable[Page]) -> list[Card]:
    return [page.as_card() for page in pages]


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
    specific = with_threads(pages.specific())
    groups: dict[str, list[tuple[Card, str]]] = {}
    for page in specific:
        heading = getattr(page, "thread_heading", None)
        if heading is None:
            continue
        reason = next((t.reason for t in page.traade.all() if t.vej_id == vej.pk), "")
        groups.setdefault(str(heading), []).append((page.as_card(), reason))
    return [ThreadGroup(heading, items) for heading, items in groups.items()]
