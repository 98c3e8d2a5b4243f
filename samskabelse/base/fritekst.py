"""Free text in lists: which pages hold the words, asked of whoever keeps an index.

A list of cases or courses knows nothing of `soegning`, which knows them all; so the finder comes
to the list, by way of this floor.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Matches:
    """The ids of the pages that hold the words: in their titles, and anywhere."""

    in_title: QuerySet
    anywhere: QuerySet
    #: What was looked for instead of what was typed, where that was taken for a slip.
    corrected: str = ""


#: Takes what was typed, cut to `LONGEST` and free of NUL, and a kind of pages or none; returns the
#: pages, or None for all.
Finder = Callable[[str, str], Matches | None]

LONGEST = 200

_finder: Finder | None = None


def register(finder: Finder) -> None:
    """Let the finder answer from now on; `soegning` does so when it starts."""
    global _finder  # noqa: PLW0603  (one index, named once at start)
    _finder = finder


def matching_pages(typed: str, kind: str = "") -> Matches | None:
    """Return the visible pages (of the kind) that hold what was typed, or None for no condition.

    Any text will do. Finding out what the words are costs three queries at the most.
    """
    words = typed.replace("\0", " ")[:LONGEST].strip()
    if not words:
        return None
    return (_finder or by_title)(words, kind)


def by_title(words: str, _kind: str) -> Matches:
    """Match each word in the title: all that can be done without an index."""
    condition = Q()
    for word in words.split():
        condition &= Q(title__icontains=word)
    found = Page.objects.filter(condition).values("pk")
    return Matches(found, found)
