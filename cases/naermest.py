"""Cases from municipalities like the visitor's own: which are near, in what, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kommuner.models import Kommune
from samskabelse.base.facetindeks import Index
from samskabelse.base.slugs import danish_slugify
from samskabelse.base.tekster import tekst
from veje.indeks import listed

KOMMUNER = "kommuner"
#: So many times larger or smaller is still of similar size.
SIMILAR = 1.5
#: How much each likeness weighs. What the municipality has told itself goes before all.
WEIGHTS = {"egen": 8, "samme_region": 3, "samme_stoerrelse": 2, "samme_omraade": 1}


def kommuner_in(index: Index) -> dict[str, Kommune]:
    """Return all municipalities by their names in the address; kept as long as the index."""
    if KOMMUNER not in index.made:
        rows = Kommune.objects.select_related("region__successor")
        index.made[KOMMUNER] = {danish_slugify(row.name): row for row in rows}
    found: dict[str, Kommune] = index.made[KOMMUNER]
    return found


@dataclass(frozen=True, slots=True)
class Naermest:
    """The likenesses of cases to one municipality, each as the bits of the rows that have it."""

    name: str
    likenesses: dict[str, int]
    #: All rows' places in the index, the nearest first and the newest among equals.
    places: Sequence[int]

    @property
    def is_like_any(self) -> bool:
        return any(self.likenesses.values())

    def reason(self, place: int) -> str:
        """Say why a case stands where it does: »Samme region og nogenlunde samme størrelse«."""
        shared = [name for name, bits in self.likenesses.items() if bits >> place & 1]
        words = [tekst(f"kommuner_som_min.{name}") for name in shared]
        return tekst("kommuner_som_min.derfor", grunde=listed(words)) if words else ""


def nearest_to(index: Index, key: str) -> Naermest | None:
    """Return how near every case is to the municipality; None when there is none of the name."""
    kommuner = kommuner_in(index)
    if key not in kommuner:
        return None
    kept = index.made.get((KOMMUNER, key))
    if kept is None:
        likenesses = _likenesses(index, kommuner, key)
        kept = Naermest(kommuner[key].name, likenesses, _places(index, likenesses))
        index.made[KOMMUNER, key] = kept
    return kept


def _likenesses(index: Index, kommuner: dict[str, Kommune], key: str) -> dict[str, int]:
    me = kommuner[key]
    by_kommune = index.bits["kommune"]
    own = by_kommune.get(key, 0)
    others = {one: row for one, row in kommuner.items() if one != key and one in by_kommune}
    fields = [bits for bits in index.bits["omraade"].values() if bits & own]
    region = me.region_today
    return {
        "egen": own,
        "samme_region": _together(
            by_kommune[one] for one, row in others.items() if row.region_today == region
        ),
        "samme_stoerrelse": _together(
            by_kommune[one] for one, row in others.items() if _is_similar(me, row)
        ),
        "samme_omraade": _together(fields) & ~own,
    }


def _is_similar(one: Kommune, other: Kommune) -> bool:
    if not one.population or not other.population:
        return False
    return 1 / SIMILAR <= one.population / other.population <= SIMILAR


def _together(several: Iterable[int]) -> int:
    found = 0
    for bits in several:
        found |= bits
    return found


def _places(index: Index, likenesses: dict[str, int]) -> list[int]:
    def score(place: int) -> int:
        return sum(WEIGHTS[name] for name, bits in likenesses.items() if bits >> place & 1)

    return sorted(range(len(index.pks)), key=lambda place: -score(place))
