"""What one address asks of a list: the rows that it leaves, and what the page shows of them.

The list itself is declared in `facetter`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from .facetindeks import Choice, Index
from .fritekst import Matches, matching_pages
from .slugs import danish_slugify
from .tekster import tekst

if TYPE_CHECKING:
    from .facetter import Listing

#: The name of the free text and of the order in the address.
TEXT, ORDER = "q", "sorter"
LONGEST_TEXT = 200
#: A choice that is asked for more often than this is nobody's link.
MOST_CHOICES = 200
#: Facets of more choices than this offer them in a list to pick from.
MANY = 24


@dataclass(frozen=True, slots=True)
class Option:
    """A choice as the filter shows it."""

    choice: Choice
    count: int
    is_chosen: bool

    @property
    def label_with_count(self) -> str:
        return tekst("soegning.facetter.antal", navn=self.choice.label, antal=self.count)


@dataclass(frozen=True, slots=True)
class Group:
    """A facet as the filter shows it: checkboxes, or a list to pick from where there are many."""

    name: str
    label: str
    options: list[Option]
    is_open: bool

    @property
    def chosen(self) -> list[Option]:
        return [option for option in self.options if option.is_chosen]

    @property
    def boxes(self) -> list[Option]:
        return self.chosen if self.is_long else self.options

    @property
    def picks(self) -> list[tuple[str, str, bool]]:
        """Key and label, with the count, of what can still be picked; none of it is chosen."""
        if not self.is_long:
            return []
        left = [option for option in self.options if not option.is_chosen]
        return [(option.choice.key, option.label_with_count, False) for option in left]

    @property
    def is_long(self) -> bool:
        return len(self.options) > MANY


@dataclass(frozen=True, slots=True)
class Active:
    """A filter that is on, and the query string without it."""

    label: str
    #: The label as a sentence names it; a visitor's own words have their marks already.
    quoted: str
    query: str
    #: What the list would hold without it.
    count: int


class Results(Sequence):
    """The found rows, counted without asking the database and fetched a page at a time."""

    def __init__(self, listing: "Listing", pks: list[Any]) -> None:
        self.listing = listing
        self.pks = pks

    def __len__(self) -> int:
        return len(self.pks)

    def __getitem__(self, wanted: Any) -> Any:
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1 or None][0]
        pks = self.pks[wanted]
        # Asked again through the listing's own rows: what has gone since is not shown.
        rows = self.listing.fetch(self.listing.rows().filter(pk__in=pks)) if pks else []
        found = {row.pk: row for row in rows}
        return [found[pk] for pk in pks if pk in found]


@dataclass
class Selection:
    """What one address asks of a listing, and what it gets."""

    listing: "Listing"
    index: Index
    data: QueryDict
    chosen: dict[str, list[str]] = field(init=False)
    text: str = field(init=False)
    order: str = field(init=False)

    def __post_init__(self) -> None:
        self.chosen = {}
        for facet in self.listing.facets:
            known = self.index.choices[facet.name]
            asked = set(self.asked(facet.name))
            self.chosen[facet.name] = [key for key in known if key in asked]
        raw = self.data.get(TEXT, "")[:LONGEST_TEXT]
        self.text = " ".join(raw.replace("\0", " ").split())
        asked_order = self.data.get(ORDER, "")
        orders = self.listing.orders
        self.order = asked_order if asked_order in orders else next(iter(orders))

    def asked(self, name: str) -> list[str]:
        """Return the keys that the address asks for in a facet, known or not: Solrød is solroed."""
        keys = self.data.getlist(name)[:MOST_CHOICES]
        return [*keys, *map(danish_slugify, keys)]

    # --- What is found -------------------------------------------------------------------------

    @cached_property
    def matches(self) -> Matches | None:
        return matching_pages(self.text, self.listing.kind)

    @cached_property
    def by_words(self) -> tuple[int, int] | None:
        """The rows that hold the words in their title, and anywhere; None when none are asked."""
        if self.matches is None:
            return None
        return self.rows_of_pages(self.matches.in_title), self.rows_of_pages(self.matches.anywhere)

    @property
    def corrected(self) -> str:
        """What the rows hold instead of what was typed, where that was taken for a slip."""
        return self.matches.corrected if self.matches else ""

    def rows_of_pages(self, pks: Iterable[Any]) -> int:
        """The rows that these pages are, or that they show."""
        return self.index.bits_of(pks)

    @property
    def _found_by_words(self) -> int:
        return self.index.everything if self.by_words is None else self.by_words[1]

    def _widened(self, name: str, keys: Sequence[str]) -> int:
        """The rows of a facet's choices together; all rows when none is chosen."""
        if not keys:
            return self.index.everything
        found = 0
        for key in keys:
            found |= self.index.bits[name][key]
        return found

    def _bits(self, without: str = "", instead: int | None = None) -> int:
        found = self.index.everything if without == TEXT else self._found_by_words
        for name, keys in self.chosen.items():
            if name != without:
                found &= self._widened(name, keys)
        return found if instead is None else found & instead

    @cached_property
    def bits(self) -> int:
        return self._bits()

    def bits_without(self, name: str) -> int:
        """The rows that all other filters leave, whatever is chosen in this facet."""
        return self._bits(without=name)

    @cached_property
    def count(self) -> int:
        return self.bits.bit_count()

    @cached_property
    def pks(self) -> list[Any]:
        """The found rows in their order. Words in titles go first unless an order is asked for."""
        if self.by_words is not None and self.data.get(ORDER) != self.order:
            in_title = self.bits & self.by_words[0]
            rest = self.bits & ~in_title
            return [*self.in_order(in_title), *self.in_order(rest)]
        return self.in_order(self.bits)

    def in_order(self, bits: int) -> list[Any]:
        return self.index.pks_in(bits, self.order)

    @cached_property
    def results(self) -> Results:
        return Results(self.listing, self.pks)

    # --- What the page shows of it -------------------------------------------------------------

    @cached_property
    def groups(self) -> list[Group]:
        groups = []
        for facet in self.listing.facets:
            name, chosen = facet.name, self.chosen[facet.name]
            others, bits = self._bits(without=name), self.index.bits[name]
            options = [
                Option(choice, (others & bits[key]).bit_count(), key in chosen)
                for key, choice in self.index.choices[name].items()
            ]
            shown = [one for one in options if one.count or one.is_chosen]
            if shown:
                is_open = facet.is_open or bool(chosen)
                groups.append(Group(name, facet.label, shown, is_open))
        return groups

    @cached_property
    def active(self) -> list[Active]:
        """Every filter that is on, with the address that takes it away."""
        found = []
        if self.text:
            query = self._query({**self._values(), TEXT: []})
            count = self._bits(without=TEXT).bit_count()
            words = f"»{self.text}«"
            found.append(Active(words, words, query, count))
        for facet in self.listing.facets:
            for key in self.chosen[facet.name]:
                left = [other for other in self.chosen[facet.name] if other != key]
                instead = self._widened(facet.name, left) if left else None
                count = self._bits(facet.name, instead).bit_count()
                label = self.index.choices[facet.name][key].label
                query = self._query({**self._values(), facet.name: left})
                found.append(Active(label, f"»{label}«", query, count))
        return found

    @property
    def drops(self) -> list[Active]:
        """The filters whose going would give something, the most first."""
        return sorted((one for one in self.active if one.count), key=lambda one: -one.count)

    @cached_property
    def alone(self) -> list[Active]:
        """Each filter by itself, for when it does not do to take one away; the most first."""
        values = self._values()
        nothing: dict[str, list[str]] = {facet: [] for facet in (TEXT, *self.chosen)}
        found = []
        for name, key in [(facet, key) for facet in nothing for key in values[facet]]:
            query = self._query({**values, **nothing, name: [key]})
            only = type(self)(self.listing, self.index, QueryDict(query))
            found += [replace(one, query=query, count=only.count) for one in only.active]
        return sorted((one for one in found if one.count), key=lambda one: -one.count)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or any(self.chosen.values()))

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        """Name, label and whether it is the one in use."""
        return [(key, one.label, key == self.order) for key, one in self.listing.orders.items()]

    @property
    def further(self) -> list[tuple[str, str]]:
        """The list's further names and what the address says of them."""
        values = self._values()
        return [(name, value) for name in self.listing.further for value in values[name]]

    def _values(self) -> dict[str, list[str]]:
        """What the address says, reduced to what is known, in a fixed order."""
        values = {TEXT: [self.text] * bool(self.text), **self.chosen}
        values[ORDER] = [self.order] * (self.order == self.data.get(ORDER))
        for name in self.listing.further:
            values[name] = [value[:LONGEST_TEXT] for value in self.data.getlist(name)[:1] if value]
        return values

    @staticmethod
    def _query(values: dict[str, list[str]]) -> str:
        query = QueryDict(mutable=True)
        for name, several in values.items():
            if several:
                query.setlist(name, several)
        return query.urlencode()

    @property
    def query(self) -> str:
        """The one way to write this selection: known names and values in their fixed order."""
        return self._query(self._values())

    @property
    def query_dict(self) -> QueryDict:
        return QueryDict(self.query)

    def query_of(self, **chosen: list[str]) -> str:
        """The query string with other choices in the named facets."""
        return self._query({**self._values(), **chosen})
