"""Where a case is, and whose it is."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from samskabelse.base.models import Indstillinger
from samskabelse.base.workdays import working_days_after
from samskabelse.users.models import User

from ..models.haendelser import Haendelse
from ..models.henvendelse import Henvendelse
from .intake import announce
from .rows import VISITOR, By, lock
from .timeline import write

Status = Henvendelse.Status


def set_status(
    inquiry: Henvendelse, status: str, settings: Indstillinger, by: By = VISITOR
) -> None:
    """Set the status and the day of deletion that follows from it."""
    with transaction.atomic():
        lock(inquiry, by.seen)
        if inquiry.status == status:
            return
        was, was_owed = Status(inquiry.status), inquiry.is_owed
        inquiry.status = status
        latest = timezone.localdate(inquiry.created_at) + settings.longest_kept
        if inquiry.is_closed:
            inquiry.closed_at = inquiry.closed_at or timezone.now()
            days = settings.spam_days if status == Status.SPAM else settings.deletion_days
            closed = timezone.localdate(inquiry.closed_at)
            inquiry.delete_on = min(closed + dt.timedelta(days=days), latest)
        else:
            inquiry.closed_at, inquiry.delete_on = None, latest
        if inquiry.is_owed and not was_owed:
            renew_promise(inquiry, settings)
        inquiry.save(update_fields=["status", "closed_at", "delete_on"])
        summary = _("Status changed from »%(before)s« to »%(after)s«.") % {
            "before": was.label,
            "after": inquiry.get_status_display(),
        }
        write(inquiry, Haendelse.Art.STATUS, actor=by.user, summary=summary)
        log(inquiry, "henvendelser.status", data={"fra": was.value, "til": str(status)})
        if was == Status.SPAM and not inquiry.is_closed and not inquiry.mails.exists():
            # Nobody was told when it came in. Now its sender gets a receipt after all.
            announce(inquiry, settings)
        for merged in inquiry.merged.all():
            follow(merged, inquiry, settings)


def follow(merged: Henvendelse, inquiry: Henvendelse, settings: Indstillinger) -> None:
    """Let what goes on in another inquiry be deleted no later than that one."""
    latest = timezone.localdate(merged.created_at) + settings.longest_kept
    merged.closed_at = inquiry.closed_at or merged.closed_at
    merged.delete_on = min(inquiry.delete_on, latest)
    merged.save(update_fields=["closed_at", "delete_on"])


def renew_promise(inquiry: Henvendelse, settings: Indstillinger) -> None:
    """Promise an answer again, counted from today; never earlier than was promised."""
    renewed = working_days_after(timezone.localdate(), settings.answer_days)
    inquiry.answer_by = max(inquiry.answer_by, renewed)
    inquiry.save(update_fields=["answer_by"])


def assign(
    inquiry: Henvendelse,
    user: User | None,
    settings: Indstillinger,
    by: By,
) -> None:
    """Give the case to a colleague, or to nobody. A new one is in progress from then on."""
    with transaction.atomic():
        lock(inquiry, by.seen)
        if inquiry.assignee_id == (user.pk if user else None):
            return
        inquiry.assignee = user
        inquiry.save(update_fields=["assignee"])
        if user is None:
            summary = _("Nobody has the case.")
        elif user == by.user:
            summary = _("Took the case.")
        else:
            summary = _("Gave the case to %(name)s.") % {"name": user}
        write(inquiry, Haendelse.Art.TILDELT, actor=by.user, summary=summary)
        log(inquiry, "henvendelser.assign")
        if user is not None and inquiry.status == Status.NY:
            set_status(inquiry, Status.I_GANG, settings, By(by.user))
