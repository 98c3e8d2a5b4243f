"""The facets that every list shares: the ten veje, topics, target groups."""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from samskabelse.base.facetter import Choice, Facet
from samskabelse.base.slugs import danish_slugify
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible


def named(name: str) -> Choice:
    """Return the choice of a name in a list that editors keep."""
    return Choice(danish_slugify(name), name)


def names_of(
    model: str, choice: Callable[..., Choice] = named, *more: str
) -> Callable[[], Iterable[Choice]]:
    """Return what reads all of a short list that editors keep, those that no page has too.

    ``model`` is its label; ``choice`` makes a choice of the name and the further fields.
    """
    return lambda: [
        choice(*row) for row in apps.get_model(model)._default_manager.values_list("name", *more)
    ]


def veje() -> QuerySet:
    """Return the veje that strangers may see, in their order: what names one asks here."""
    return visible(apps.get_model("veje.VejPage").objects).exclude(number=None).order_by("number")


def vej_choices() -> dict[int, Choice]:
    """Return the choice of each vej that strangers may see, by its page."""
    return {
        pk: Choice(str(number), f"#{number} {title}", number, number)
        for pk, number, title in veje().values_list("pk", "number", "title")
    }


class VejFacet(Facet):
    """The veje that pages hang on. Its choices are not read from the rows."""

    def pairs(self, rows: QuerySet) -> Iterable[tuple[Any, Choice]]:
        choices = vej_choices()
        ties = rows.filter(traade__vej__in=choices).order_by()
        for pk, vej in ties.values_list("pk", "traade__vej"):
            yield pk, choices[vej]


def vej_facet(is_open: bool = True) -> Facet:
    label = tekst("soegning.facetter.vej")
    return VejFacet("vej", label, (), named, is_open, lambda: vej_choices().values())


def emne_facet() -> Facet:
    label = tekst("soegning.facetter.emne")
    return Facet("emne", label, ["emner__name"], named, known=names_of("veje.Emne"))


def maalgruppe_facet() -> Facet:
    label = tekst("soegning.facetter.maalgruppe")
    known = names_of("veje.Maalgruppe")
    return Facet("maalgruppe", label, ["maalgrupper__name"], named, known=known)
