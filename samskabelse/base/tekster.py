"""The wording of forms, errors and lists, read from one file that a writer can edit.

A key is the path through ``mikrotekster.yaml`` with dots: ``tekst("kontakt.sidetitel")``.
``{placeholders}`` are filled from keyword arguments. Where a number bends the text, the entry
holds ``nul`` / ``en`` / ``flere`` and ``antal`` chooses.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.utils.formats import number_format
from django.utils.functional import lazy


class MissingText(KeyError):
    """A key that is not in the file, or a placeholder that was not filled."""


@cache
def _texts() -> dict[str, Any]:
    with open(settings.TEXTS_FILE, encoding="utf-8") as file:
        return yaml.safe_load(file)


def entry(key: str) -> Any:
    """Return what stands under the key: a text, a list of texts or a mapping."""
    found: Any = _texts()
    for part in key.split("."):
        try:
            found = found[part]
        except (KeyError, TypeError):
            raise MissingText(key) from None
    return found


def tekst(key: str, **values: object) -> str:
    """Return the text of the key with its placeholders filled.

    Raises MissingText for an unknown key or an unfilled placeholder, so that a slip shows in
    the first test rather than on a page.
    """
    found = entry(key)
    if isinstance(found, Mapping):
        # What is no number fails here, as it should.
        amount = int(values["antal"])  # type: ignore[call-overload]
        form = "nul" if amount == 0 and "nul" in found else "en" if amount == 1 else "flere"
        found = found[form]
        # Only thousands are written otherwise, and asking the language takes its time.
        values["antal"] = amount if amount < 1000 else number_format(amount)
    return fill(found, values, key)


def fill(text: str, values: Mapping[str, object], key: str = "") -> str:
    """Fill ``{name}`` once, literally: braces inside a value are left as they are."""
    parts = text.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, closed, rest = part.partition("}")
        if not closed or name not in values:
            raise MissingText(f"{key}: {{{name}}}")
        filled.append(f"{values[name]}{rest}")
    return "".join(filled)


#: Made once: each call of ``lazy`` builds a class, which takes milliseconds.
_later = lazy(tekst, str)


def lazy_tekst(key: str) -> str:
    """Return a text without placeholders that is read when it is shown (form labels)."""
    return _later(key)
