"""Suggestions while somebody types: pages whose title holds the words, the last one only begun.

Three or four small queries, whatever was typed, and the answer may be kept: cheaper than the
search page that it saves, so it has no limit of its own.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible

from . import motor
from .analyse import content_words, stem, words
from .forespoergsel import MOST_WORDS, named_vej
from .motor import Condition
from .visning import FOR_ADDRESS

SHORTEST = 2
MOST_SHOWN = 6
#: Titles among which those that begin as typed are put first.
MOST_LOOKED_AT = 60
#: For how many seconds a browser may keep an answer. A page that closes is gone as soon.
KEPT = 60


@dataclass(frozen=True, slots=True)
class Suggestion:
    titel: str
    adresse: str
    slags: str


def conditions(found: list[str]) -> list[Condition]:
    """Return that the title holds each word; filling need not be there."""
    *whole, begun = found
    return [
        *(((f"t:{stem(word)}",),) for word in content_words(whole)),
        ((f"w:{begun}*",), (f"t:{stem(begun)}",)),
    ]


def suggestions(typed: str, request: HttpRequest) -> list[Suggestion]:
    """Return the pages that strangers may see: a vej by its number, titles that begin as typed."""
    found = words(typed)[:MOST_WORDS]
    key = " ".join(found)
    vej = motor.best_places(named, 1) if (named := named_vej(typed)) else []
    if len(key) < SHORTEST and not vej:
        return []
    places = [*vej, *motor.best_places(conditions(found), MOST_LOOKED_AT)]
    rows = list(motor.rows_at(places).values_list("place", "title_key", "page", "kind"))
    rows.sort(key=lambda row: (row[0] not in vej, not row[1].startswith(key), -row[0]))
    chosen = rows[:MOST_SHOWN]
    # Asked once more, so that not even a row that lags shows.
    pages = (
        visible(Page.objects)
        .only("title", *FOR_ADDRESS)
        .in_bulk([page for _place, _key, page, _kind in chosen])
    )
    return [
        Suggestion(
            pages[page].title,
            pages[page].get_url(request) or "",
            tekst(f"soegning.facetter.type.{kind}"),
        )
        for _place, _key, page, kind in chosen
        if page in pages
    ]
