"""Mails written by a writer, filled by the code.

A template is a text file: the subject on the first line, an empty line, then the text with one
paragraph a line. ``{navn}`` is filled once and literally, so braces in a visitor's text stay.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_NAME = re.compile(r"[a-z0-9-]+\Z")


class UnknownMail(LookupError):
    """There is no template of that name."""


@cache
def _template(name: str) -> tuple[str, tuple[str, ...]]:
    if not _NAME.match(name):
        raise UnknownMail(name)
    path = Path(settings.MAIL_TEMPLATES_DIR) / f"{name}.txt"
    try:
        subject, _, body = path.read_text(encoding="utf-8").partition("\n")
    except FileNotFoundError:
        raise UnknownMail(name) from None
    return subject.strip(), tuple(body.strip().split("\n"))


def render_mail(name: str, values: Mapping[str, object]) -> tuple[str, str]:
    """Return subject and text.

    A line that holds only an empty placeholder is left out. Raises KeyError for a placeholder
    without a value, so that a slip shows in the first test.
    """
    subject, lines = _template(name)
    texts = {key: "" if value is None else str(value).strip() for key, value in values.items()}
    body: list[str] = []
    for line in lines:
        filled = _fill(line, texts).rstrip()
        left_out = not filled and line.strip()
        doubled = not filled and body and not body[-1]
        if not (left_out or doubled):
            body.append(filled)
    return " ".join(_fill(subject, texts).split()), "\n".join(body).strip() + "\n"


def _fill(line: str, texts: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda found: texts[found[1]], line)
