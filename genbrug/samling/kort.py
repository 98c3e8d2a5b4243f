"""The chosen pages as cards with a question each, on the sheets of the ten veje's own cards."""

from collections.abc import Iterable
from typing import Any

from samskabelse.base.cards import cut_at_word
from samskabelse.base.tekster import tekst
from veje.kort import Dialogkort, on_sheets
from veje.models import VejPage

#: As much as a vej's short text may hold.
MOST_TEXT = 320


def sheets(pages: Iterable[Any]) -> list[list[Dialogkort]]:
    return on_sheets([card_of(page) for page in pages])


def card_of(page: Any) -> Dialogkort:
    """Return a vej's own card; any other page gets a question that its kind gives rise to."""
    if isinstance(page, VejPage) and page.number:
        return Dialogkort.of(page)
    number = page.threads[0].number if page.threads else None
    card = page.as_card()
    return Dialogkort(
        number=number,
        motif=number,
        motif_alt="",
        title=page.title,
        question=tekst(f"min_samling.spoergsmaal.{page.kind}"),
        follow_up="",
        text=in_short(page),
        label=" · ".join(filter(None, (card.kicker, card.badge))),
    )


def in_short(page: Any) -> str:
    """The page's »kort fortalt« as far as there is room for whole points, else its teaser."""
    text = ""
    for point in getattr(page, "points", []):
        if len(text) + len(point) >= MOST_TEXT:
            break
        text = f"{text} {point}".strip()
    return text or cut_at_word(page.short_description, MOST_TEXT)
