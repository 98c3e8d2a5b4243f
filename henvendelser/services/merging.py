"""Two inquiries about one thing go on as one.

Nothing is moved: what each person wrote stays theirs, in what they see, hand out and delete. The
one that goes on shows both, and the other leads to it.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from samskabelse.base.models import Indstillinger

from ..models.haendelser import Haendelse
from ..models.henvendelse import Henvendelse
from .meetings import agreed_meeting
from .rows import By, lock
from .status import follow, renew_promise, set_status
from .timeline import write

Status = Henvendelse.Status


class CannotMerge(ValueError):
    """The two are one, one has gone on elsewhere, or both have a meeting."""


def merge(source: Henvendelse, target: Henvendelse, settings: Indstillinger, by: By) -> None:
    """Let ``source`` go on in ``target``; what was seen is the target."""
    actor = by.user
    with transaction.atomic():
        for inquiry in sorted([source, target], key=lambda one: one.pk):
            lock(inquiry, by.seen if inquiry is target else None)
        if source == target or source.merged_into_id or target.merged_into_id:
            raise CannotMerge
        if agreed_meeting(source):
            raise CannotMerge
        for earlier in source.merged.all():
            earlier.merged_into = target
            earlier.save(update_fields=["merged_into"])
            follow(earlier, target, settings)
        if not source.is_closed:
            set_status(source, Status.AFSLUTTET, settings, By(actor))
        source.merged_into = target
        source.is_unread = False
        source.save(update_fields=["merged_into", "is_unread"])
        follow(source, target, settings)
        told = _("Goes on in %(reference)s.") % {"reference": target.reference}
        write(source, Haendelse.Art.SAMLET, actor=actor, summary=told)
        told = _("%(reference)s goes on here.") % {"reference": source.reference}
        write(target, Haendelse.Art.SAMLET, actor=actor, summary=told)
        log(target, "henvendelser.merge", data={"med": source.reference})


def separate(source: Henvendelse, settings: Indstillinger, by: By) -> None:
    """Let a merged inquiry stand by itself again."""
    actor = by.user
    with transaction.atomic():
        lock(source)
        target = source.merged_into
        if target is None:
            return
        lock(target)
        source.merged_into = None
        source.save(update_fields=["merged_into"])
        set_status(source, Status.I_GANG, settings, By(actor))
        renew_promise(source, settings)
        told = _("Stands by itself again, apart from %(reference)s.")
        write(
            source,
            Haendelse.Art.SAMLET,
            actor=actor,
            summary=told % {"reference": target.reference},
        )
        told = _("%(reference)s stands by itself again.") % {"reference": source.reference}
        write(target, Haendelse.Art.SAMLET, actor=actor, summary=told)
        log(target, "henvendelser.separate", data={"fra": source.reference})
