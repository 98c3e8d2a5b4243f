"""Free text in lists: which pages hold the words, asked of whoever keeps an index.

A list of cases or courses knows nothing of `soegning`, which knows them all; so the finder comes
to the list, by way of this floor.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet
from wagtail.models import Page

#: Takes what was typed, cut to `LONGEST` and free of NUL; returns ids of pages, or None for all.
Finder = Callable[[str], QuerySet | None]

LONGEST = 200

_finder: Finder | None = None


def register(finder: Finder) -> None:
    """Let the finder answer from now on; `soegning` does so when it starts."""
    global _finder  # noqa: PLW0603  (one index, named once at start)
    _finder = finder


def matching_pages(typed: str) -> QuerySet | None:
    """Return the ids of the visible pages that hold what was typed, or None for no condition.

    Any text will do. Made for ``pages.filter(pk__in=…)``, where it becomes part of the list's own
    query; finding out what the words are costs three queries at the most.
    """
    words = typed.replace("\0", " ")[:LONGEST].strip()
    if not words:
        return None
    return (_finder or by_title)(words)


def by_title(words: str) -> QuerySet:
    """Match each word in the title: all that can be done without an index."""
    condition = Q()
    for word in words.split():
        condition &= Q(title__icontains=word)
    return Page.objects.filter(condition).values("pk")
