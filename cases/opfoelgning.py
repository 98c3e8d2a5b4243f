"""Which cases somebody should ask about again."""

import datetime as dt

from django.db.models import DateTimeField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from .models import CasePage

YEAR = dt.timedelta(days=365)


def to_follow_up(until: dt.date) -> QuerySet[CasePage]:
    """Return the live cases without a follow-up that are due by the day, the latest last.

    ``due_about`` is what `CasePage.due` says, in a leap year a day off. Examples are nobody's to
    ask about.
    """
    year_after = ExpressionWrapper(F("first_published_at") + YEAR, output_field=DateTimeField())
    cases = CasePage.objects.live().filter(follow_up="", is_example=False)
    due = cases.annotate(due_about=Coalesce("follow_up_due", TruncDate(year_after)))
    return due.filter(due_about__lte=until).order_by("due_about", "title")
