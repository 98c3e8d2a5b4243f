"""The index for lists of one kind: their free text finds as `/soeg/` does."""

from django.db.models import QuerySet

from . import motor
from .forespoergsel import Query
from .models import IndexEntry


def matching_pages(typed: str) -> QuerySet | None:
    """Return the ids of the pages with all the words, or None when there is no word in it.

    Endings, compounds and slips are seen through; what is filling need not be there.
    """
    query = Query.read(typed)
    if not query.words:
        return None
    found: QuerySet[IndexEntry] = motor.matching(query.conditions())
    return found.values("page")
