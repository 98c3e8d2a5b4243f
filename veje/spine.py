"""What hangs on a vej, of whatever type, in a fixed number of queries."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from wagtail.models import Page

from samskabelse.base.cards import Card, ThreadStroke
from samskabelse.base.facetindeks import first_places
from samskabelse.base.tekster import tekst

from . import facetter, indeks
from .models.traade import Traad, TraadMixin

if TYPE_CHECKING:
    from .models import VejPage

#: Cards of one kind on a vej page. The kind's own list shows the rest.
SHOWN_PER_KIND = 6
VEJE = "veje"


@dataclass(slots=True)
class ThreadGroup:
    """The pages under one heading that hang on a vej, and where the rest of them are."""

    heading: str
    place: int
    items: list[tuple[Card, str]] = field(default_factory=list)
    more: list[tuple[str, str]] = field(default_factory=list)
    #: Said in place of pages, where none hang on the vej.
    none_yet: str = ""


#: Groups of what takes a vej up by itself, without a thread that an editor has tied.
_more_groups: list[Callable[["VejPage"], ThreadGroup]] = []


def register(group: Callable[["VejPage"], ThreadGroup]) -> None:
    """Show one more group on vej pages, where it has items. Called in an ``AppConfig.ready``."""
    if group not in _more_groups:
        _more_groups.append(group)


def veje() -> dict[int, ThreadStroke]:
    """Return the veje that strangers may see, by page and in their order; kept like the index."""
    made = indeks.index().made
    if VEJE not in made:
        made[VEJE] = {
            vej.pk: ThreadStroke(vej.number, vej.title, vej.url or "")
            for vej in facetter.veje().only("number", "title", "url_path", "locale")
        }
    return made[VEJE]


def threads_of(pks: Iterable[int]) -> dict[int, list[ThreadStroke]]:
    """Return the threads of each page in the editor's order, all in one query."""
    known = veje()
    found: dict[int, list[ThreadStroke]] = {pk: [] for pk in pks}
    ties = Traad.objects.filter(page__in=found, vej__in=known).order_by("sort_order")
    for page, vej, reason in ties.values_list("page_id", "vej_id", "reason"):
        found[page].append(replace(known[vej], reason=reason))
    return found


def for_cards(pages: Iterable[Page]) -> list[Page]:
    """Return specific pages with all that their cards show.

    One query for the threads of all of them, and one for each relation that a type's
    ``card_relations`` names, however many pages there are.
    """
    found = list(pages)
    threads = threads_of(page.pk for page in found)
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


def fetch(pks: Sequence[int]) -> list[Page]:
    """Return the pages of the index in the given order, with all that their cards show.

    They are kept as long as the index is: what is shown beside a hundred pages is fetched once.
    """
    kept = indeks.index().made
    missing = [pk for pk in pks if pk not in kept]
    if missing:
        kept.update((page.pk, page) for page in for_cards(indeks.fetch(missing)))
    return [kept[pk] for pk in pks if pk in kept]


def pages_on_vej(vej: "VejPage") -> list[ThreadGroup]:
    """Group the live pages on the vej by the heading that their type declares.

    The newest `SHOWN_PER_KIND` of each type are fetched, with the reason of each tie.
    """
    pages = indeks.index()
    on_vej = pages.bits["vej"].get(str(vej.number), 0)
    of_kind = {kind: on_vej & bits for kind, bits in pages.bits[indeks.KIND].items()}
    newest = [
        pages.pks[place]
        for bits in of_kind.values()
        for place in first_places(bits, SHOWN_PER_KIND)
    ]
    pages_shown = fetch(newest)
    groups: dict[str, ThreadGroup] = {}
    for page in sorted(pages_shown, key=lambda page: page.thread_place):
        heading = str(page.thread_heading)
        group = groups.setdefault(heading, ThreadGroup(heading, page.thread_place))
        reason = next((t.reason for t in page.threads if t.number == vej.number), "")
        group.items.append((page.as_card(), reason))
        more = _more(page, vej, of_kind[page._meta.model_name].bit_count())
        if more and more not in group.more:
            group.more.append(more)
    registered = (group(vej) for group in _more_groups)
    found = [*groups.values(), *(group for group in registered if group.items)]
    found += (group for group in _none_yet(vej) if group.heading not in groups)
    return sorted(found, key=lambda group: group.place)


def _none_yet(vej: "VejPage") -> Iterator[ThreadGroup]:
    """What is said of the kinds that a reader misses where a vej has none of them."""
    for model in indeks.MODELS.values():
        if model.way_out and vej.number:
            words = f"vej.tom.{model.kind}"
            yield ThreadGroup(
                str(model.thread_heading),
                model.thread_place,
                more=[(tekst(f"{words}.link"), model.way_out.format(nr=vej.number))],
                none_yet=tekst(f"{words}.tekst", nr=vej.number),
            )


def _more(page: Page, vej: "VejPage", count: int) -> tuple[str, str] | None:
    """Label and address of the list that holds all of the page's kind on the vej."""
    if count <= SHOWN_PER_KIND or not page.is_listed_by_vej:
        return None
    address = (page.url or "").rstrip("/").rpartition("/")[0]
    return tekst(f"vej.alle.{page.kind}", antal=count), f"{address}/?vej={vej.number}"
