"""What is common to the records of all pages."""

from collections.abc import Sequence
from typing import Any

from wagtail.models import Page

from samskabelse.base.adresser import absolute
from samskabelse.base.models import BasePage

from .. import markdown
from .felter import (
    ADDRESS,
    MAYBE_TEXT,
    MAYBE_TIME,
    NUMBER,
    TEXT,
    UUID,
    YES_OR_NO,
    Field,
    attribute,
    many,
    record,
)

TWIN = "index.md"

THREAD = record(nummer=NUMBER, titel=TEXT, url=ADDRESS, begrundelse=MAYBE_TEXT)


def full_url(page: Page) -> str:
    return page.full_url or ""


def threads(page: BasePage) -> list[dict[str, Any]]:
    """Return the page's veje, each with the reason that ties it there."""
    return [
        {
            "nummer": thread.number,
            "titel": thread.title,
            "url": absolute(thread.url),
            "begrundelse": thread.reason or None,
        }
        for thread in page.threads
    ]


def name(row: Any) -> str | None:
    return row.name if row else None


def names(rows: Any) -> list[str]:
    return [row.name for row in rows.all()]


ID = Field("id", UUID, lambda page: str(page.translation_key))
TITLE = attribute("titel", TEXT, "title")
URL = Field("url", ADDRESS, full_url)
MARKDOWN = Field("markdown", ADDRESS, lambda page: f"{full_url(page)}{TWIN}")
TEASER = attribute("teaser", MAYBE_TEXT, "teaser")
PUBLISHED = attribute("udgivet", MAYBE_TIME, "first_published_at")
UPDATED = attribute("opdateret", MAYBE_TIME, "last_published_at")
THREADS = Field("veje", many(THREAD), threads)
EXAMPLE = attribute("er_eksempel", YES_OR_NO, "is_example")

PAGE: Sequence[Field] = (ID, TITLE, URL, MARKDOWN, TEASER, PUBLISHED, UPDATED)

#: The whole text, only in a single record.
CONTENT = Field("indhold", TEXT, markdown.body)
