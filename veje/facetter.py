"""The facets that every list shares: the ten veje, topics, target groups."""

from samskabelse.base.facetter import Choice, Facet
from samskabelse.base.slugs import danish_slugify
from samskabelse.base.tekster import tekst


def named(name: str) -> Choice:
    """Return the choice of a name in a list that editors keep."""
    return Choice(danish_slugify(name), name)


def vej_choice(number: int, title: str, live: bool) -> Choice | None:
    return Choice(str(number), f"#{number} {title}", number, number) if live else None


def vej_facet(is_open: bool = True) -> Facet:
    fields = [f"traade__vej__{name}" for name in ("number", "title", "live")]
    return Facet("vej", tekst("soegning.facetter.vej"), fields, vej_choice, is_open)


def emne_facet() -> Facet:
    return Facet("emne", tekst("soegning.facetter.emne"), ["emner__name"], named)


def maalgruppe_facet() -> Facet:
    return Facet("maalgruppe", tekst("soegning.facetter.maalgruppe"), ["maalgrupper__name"], named)
