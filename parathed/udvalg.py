"""What to read, see and take part in next on a vej: one case, one article, the next course.

From the threads that editors have tied, in a fixed number of queries. A type takes part by its
``kind``; what has dates says itself, through its manager, what is upcoming.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.apps import apps
from wagtail.models import Page
from wagtail.query import PageQuerySet

from samskabelse.base.cards import Card
from samskabelse.base.visibility import visible
from veje.models.traade import TraadMixin
from veje.spine import for_cards, veje

KINDS: Final = ("case", "artikel", "arrangement")


@dataclass(frozen=True, slots=True)
class Valgt:
    """A page that was picked, and the editor's reason for its tie to the vej."""

    card: Card
    reason: str


def types() -> list[type[Page]]:
    """Return the page types that are picked from, in the order they are shown."""
    found = [model for model in apps.get_models() if issubclass(model, TraadMixin)]
    return sorted(
        (model for model in found if getattr(model, "kind", None) in KINDS),
        key=lambda model: KINDS.index(model.kind),
    )


def newest_or_next(model: type[Page]) -> PageQuerySet:
    """Return what can be picked: the upcoming by date, else real before made up, newest first."""
    manager = model.objects
    if hasattr(manager, "upcoming"):
        return visible(manager.upcoming())
    return visible(manager).order_by("is_example", "-first_published_at", "-pk")


def picks(numbers: Iterable[int]) -> dict[int, list[Valgt]]:
    """Return for each vej one page of each kind that has one, and not the same where it can be."""
    wanted = list(numbers)
    found: dict[int, list[Page]] = {number: [] for number in wanted}
    pks = {vej.number: [pk] for pk, vej in veje().items()}
    for model in types():
        fitting = {
            number: list(
                newest_or_next(model)
                .filter(traade__vej__in=pks.get(number, []))
                .defer_streamfields()[: len(wanted)]
            )
            for number in wanted
        }
        taken: set[int] = set()
        # The vej with the fewest chooses first, so that the others go round it.
        for number, pages in sorted(fitting.items(), key=lambda item: len(item[1])):
            page = next((page for page in pages if page.pk not in taken), next(iter(pages), None))
            if page is not None:
                taken.add(page.pk)
                found[number].append(page)
    for_cards(page for pages in found.values() for page in pages)
    return {
        number: [
            Valgt(page.as_card(), next(t.reason for t in page.threads if t.number == number))
            for page in pages
        ]
        for number, pages in found.items()
    }
