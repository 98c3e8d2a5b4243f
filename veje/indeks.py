"""What ties all pages together, kept ready: kind, veje, field, topic and municipality of each.

Ties are read like facets (see `samskabelse.base.facetindeks`): one number of bits per choice, so
that ten thousand pages cost what a hundred do. Types say what ties them besides their threads in
their ``AppConfig.ready``::

    indeks.register("omraade", "casepage__omraade__name")
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page

from samskabelse.base.facetindeks import Index, first_places
from samskabelse.base.facetter import Choice, Facet, Listing, Order
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible

from .facetter import VejFacet, named
from .models.traade import TraadMixin

#: The types that hang on veje, by their model names. Known when the index is first made.
MODELS: dict[str, type[Page]] = {}
#: The facet that tells the types of pages apart; its keys are model names.
KIND = "type"


@dataclass(frozen=True)
class Tie(Facet):
    """Something that pages may share. Each source reads it from one type of page."""

    weight: int = 1
    #: Turns the names of what is shared into the words of the reason.
    say: Callable[[Sequence[Choice]], list[str]] = lambda shared: [one.label for one in shared]
    sources: list[Sequence[str]] = field(default_factory=list)

    def pairs(self, rows: QuerySet) -> Iterable[tuple[Any, Choice]]:
        for source in self.sources:
            yield from Facet(self.name, self.label, source, self.choice).pairs(rows)


class VejTie(VejFacet, Tie):
    """A vej that strangers may see."""


def _numbers(shared: Sequence[Choice]) -> list[str]:
    numbers = [one.key for one in shared]
    return [tekst("laesning.deler_vej", nr=listed(numbers))] if numbers else []


def _small(shared: Sequence[Choice]) -> list[str]:
    """As within a sentence: »dagtilbud«, and »IT« as it is."""
    labels = [one.label for one in shared]
    return [one if one[1:2].isupper() else one[:1].lower() + one[1:] for one in labels]


TIES = {
    "vej": VejTie("vej", "", (), named, weight=2, say=_numbers),
    # Fields and topics share their names: a case from Dagtilbud and an article about it.
    "omraade": Tie("omraade", "", (), named, weight=3, say=_small),
    "kommune": Tie("kommune", "", (), named, weight=3),
}


def register(name: str, *source: str) -> None:
    """Say how a type of page is tied: ``register("kommune", "casepage__kommuner__name")``."""
    if source not in TIES[name].sources:
        TIES[name].sources.append(source)


def _kind(content_type: int) -> Choice:
    return Choice(ContentType.objects.get_for_id(content_type).model, "")


def _pages() -> QuerySet:
    if not MODELS:
        models = [model for model in apps.get_models() if issubclass(model, TraadMixin)]
        MODELS.update({model._meta.model_name: model for model in models})
    return visible(Page.objects).type(*MODELS.values())


LISTING = Listing(
    name="relaterede",
    rows=_pages,
    facets=[
        Facet(KIND, "", ["content_type_id"], _kind),
        *TIES.values(),
    ],
    orders={"nyeste": Order("", ["-first_published_at", "-pk"])},
)


def index() -> Index:
    return LISTING.index()


def fetch(pks: Sequence[int]) -> list[Page]:
    """Return the pages in the given order, a query for each type, without their long texts."""
    pages = index()
    wanted = pages.bits_of(pks)
    found = {}
    for kind, bits in pages.bits[KIND].items():
        of_kind = [pages.pks[place] for place in first_places(bits & wanted, len(pks))]
        if of_kind:
            rows = visible(MODELS[kind].objects).filter(pk__in=of_kind)
            found.update((page.pk, page) for page in rows.defer_streamfields())
    return [found[pk] for pk in pks if pk in found]


def listed(words: Sequence[str]) -> str:
    """Join as one says it: »a, b og c«, and »a og b samt c« where a part has an og of its own."""
    *most, last = words
    join = "samt" if any(" og " in word for word in words) else "og"
    return tekst(f"laesning.{join}", foerst=", ".join(most), sidst=last) if most else last
