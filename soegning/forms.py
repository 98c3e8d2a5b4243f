"""What a visitor may ask the search page."""

import re

from django.http import QueryDict

from samskabelse.base.tekster import tekst

LONGEST_QUERY = 200

#: Letters and digits of any script. Everything else means something to a full-text engine.
WORD = re.compile(r"\w+", re.UNICODE)


class SearchForm:
    """Reads ``q`` without ever failing: cut first, then reduced to words."""

    def __init__(self, data: QueryDict) -> None:
        raw = data.get("q", "")
        self.is_too_long = len(raw) > LONGEST_QUERY
        self.typed = " ".join(raw[:LONGEST_QUERY].split())

    @property
    def words(self) -> str:
        """The query as words alone, or nothing when it holds no letter or digit."""
        if self.is_too_long:
            return ""
        return " ".join(word for word in WORD.findall(self.typed.replace("_", " ")))

    @property
    def problem(self) -> str:
        """What to tell the visitor about the query itself."""
        if self.is_too_long:
            return tekst("soegning.for_lang", maks=LONGEST_QUERY)
        if self.typed and not self.words:
            return tekst("soegning.kun_tegn")
        return ""
