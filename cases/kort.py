"""The map beside the list: municipalities with cases in the colour of their commonest vej."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from kommuner.kort import Place, codes, map_links, map_svg
from samskabelse.base.facetvalg import Selection
from samskabelse.base.kept import LONGEST, Shelf
from samskabelse.base.tekster import tekst
from veje.indeks import listed


@dataclass(frozen=True, slots=True)
class Kort:
    """The drawing, and the same as a list."""

    svg: SafeString
    links: SafeString
    amount: int
    chosen: str
    url_without: str


#: Each holds a link for every municipality, and most ask for the same few.
_kept: Shelf[Kort] = Shelf(most=50, longest=LONGEST)


def municipalities(found: Selection, url: str) -> Kort:
    """Draw what the other filters leave. A municipality leads to its cases within them."""
    # An index that is new though no row has changed: a page has expired, or a region.
    key = (url, found.query, found.index.good_from)
    return _kept.get(key, lambda: drawn(found, url))


def drawn(found: Selection, url: str) -> Kort:
    """Draw it anew."""
    index = found.index
    veje = index.bits["vej"]
    others = found.bits_without("kommune")
    chosen = set(found.chosen["kommune"])
    places = []
    for key, choice in index.choices["kommune"].items():
        here = others & index.bits["kommune"][key]
        if not here:
            continue
        by_vej = [((here & bits).bit_count(), -int(number)) for number, bits in veje.items()]
        most, number = max(by_vej, default=(0, 0))
        label = tekst("kort.kommune_med", kommune=choice.label, antal=here.bit_count())
        numbers = [str(-number) for amount, number in by_vej if amount]
        places.append(
            Place(
                code=choice.note,
                label=label,
                named=tekst("kort.paa_vej", kommune=label, nr=listed(numbers)) if most else label,
                url=f"{url}?{found.query_of(kommune=[key])}",
                vej=-number if most else None,
                is_chosen=key in chosen,
            )
        )
    described = tekst("kort.beskrivelse", antal=len(places), alle=len(codes()))
    names = [index.choices["kommune"][key].label for key in found.chosen["kommune"]]
    query = found.query_of(kommune=[])
    without = f"{url}?{query}" if query else url
    return Kort(
        map_svg(places, described), map_links(places), len(places), ", ".join(names), without
    )
