"""What a visitor may ask the search page."""

from django.http import QueryDict

from samskabelse.base.tekster import tekst

from .forespoergsel import LONGEST_QUERY, Query
from .resultater import KINDS, Filters


class SearchForm:
    """Reads the address without ever failing: cut first, then reduced to words and known values."""

    def __init__(self, data: QueryDict) -> None:
        raw = data.get("q", "")
        self.is_too_long = len(raw) > LONGEST_QUERY
        self.typed = " ".join(raw[:LONGEST_QUERY].replace("\0", " ").split())
        self.is_literal = data.get("ordret") == "1"
        kind, vej = data.get("type", ""), data.get("vej", "")
        self.filters = Filters(
            kind=kind if kind in KINDS else "",
            vej=int(vej) if vej in {str(number) for number in range(1, 11)} else 0,
        )

    @property
    def query(self) -> str:
        """What is looked for: nothing where it was too long to be meant."""
        return "" if self.is_too_long else self.typed

    def problem(self, query: Query) -> str:
        """What to tell the visitor about the query itself."""
        if self.is_too_long:
            return tekst("soegning.for_lang", maks=LONGEST_QUERY)
        if self.typed and not query.words:
            return tekst("soegning.kun_tegn")
        return ""
