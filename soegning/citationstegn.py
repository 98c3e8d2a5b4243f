"""A quotation mark in the admin's search, on SQLite: modelsearch 1.x forgets to double it.

Goes when ``Lexeme.as_sql`` does so itself; the test then passes without this module.
"""

from typing import Any

from modelsearch.backends.database.sqlite.query import Lexeme

original = Lexeme.__init__


def double_quotation_marks() -> None:
    def init(self: Lexeme, value: str, *args: Any, **kwargs: Any) -> None:
        original(self, value.replace('"', '""'), *args, **kwargs)

    Lexeme.__init__ = init
