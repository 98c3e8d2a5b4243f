"""The index for lists of one kind: their free text finds as `/soeg/` does."""

from django.db.models import QuerySet

from samskabelse.base.fritekst import Matches

from . import motor
from .forespoergsel import Query
from .motor import Condition


def matching_pages(typed: str, kind: str = "") -> Matches | None:
    """Return the pages with all the words, or None when there is no word in what was typed.

    Endings, compounds and slips are seen through; what is filling need not be there.
    """
    query = Query.read(typed)
    if not query.words:
        return None
    only: list[Condition] = [((f"k:{kind}",),)] if kind else []
    return Matches(
        _ids([*query.in_titles(), *only]),
        _ids([*query.conditions(), *only]),
        query.corrected_text if query.is_corrected else "",
    )


def _ids(conditions: list[Condition]) -> QuerySet:
    found: QuerySet = motor.matching(conditions)
    return found.values_list("page", flat=True)
