"""Changes to dates that stand: made in the page's draft, which would undo them otherwise."""

import datetime as dt
from collections.abc import Callable, Sequence

from django.db import transaction

from samskabelse.users.models import User

from ..models import Afholdelse, ArrangementPage, Moededag
from .serie import PlannedDay

#: What a new date takes over. The online link is not among them: the old one leads elsewhere.
TAKEN_OVER = (
    *("form", "place", "language", "duration", "seats", "price", "price_covers"),
    *("practical", "preparation"),
)


def lead_time(date: Afholdelse) -> dt.timedelta | None:
    """How long before the first day the deadline lies."""
    days = date.days_in_order
    return days[0].date - date.deadline if date.deadline and days else None


def copy_of(date: Afholdelse, days: Sequence[PlannedDay]) -> Afholdelse:
    lead = lead_time(date)
    new = Afholdelse(**{name: getattr(date, name) for name in TAKEN_OVER})
    new.deadline = days[0].date - lead if lead is not None else None
    new.days = [
        Moededag(date=day.date, start=day.start, end=day.end, sort_order=number)
        for number, day in enumerate(days)
    ]
    return new


def repeat(
    date: Afholdelse, plans: Sequence[Sequence[PlannedDay]], user: User, *, publish: bool
) -> bool:
    """Add a date for each plan, and tell whether they are published."""

    def add(page: ArrangementPage) -> None:
        dates = list(page.afholdelser.all())
        dates += [copy_of(date, days) for days in plans]
        for number, row in enumerate(dates):
            row.sort_order = number
        page.afholdelser = dates

    return change_page(date.page_id, add, user, publish=publish)


@transaction.atomic
def change_page(
    pk: int, change: Callable[[ArrangementPage], None], user: User, *, publish: bool
) -> bool:
    """Make the change in the newest draft, and publish it if nothing else waits in the draft."""
    page = ArrangementPage.objects.select_for_update(of=("self",)).get(pk=pk)
    can_publish = publish and page.live and not page.has_unpublished_changes
    draft = page.get_latest_revision_as_object()
    change(draft)
    revision = draft.save_revision(user=user, log_action=True, clean=False)
    if can_publish:
        revision.publish(user=user)
    return can_publish
