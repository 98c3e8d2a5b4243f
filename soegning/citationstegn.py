"""A quotation mark in the admin's search, on SQLite: modelsearch 1.x forgets to double it.

Goes when ``Lexeme.as_sql`` does so itself; the test then passes without this module.
"""

from typing import Any

from django.db import connection


def double_quotation_marks() -> None:
    if connection.vendor != "sqlite":
        return
    # Its module can't even be read with another database.
    from modelsearch.backends.database.sqlite.query import Lexeme  # noqa: PLC0415

    original = Lexeme.__init__

    def init(self: Lexeme, value: str, *args: Any, **kwargs: Any) -> None:
        original(self, value.replace('"', '""'), *args, **kwargs)

    Lexeme.__init__ = init
