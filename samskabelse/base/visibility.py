"""Which pages a stranger may see, and until when."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import CharField, Exists, ExpressionWrapper, F, Min, OuterRef, Q
from django.utils import timezone
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from .kept import LONGEST, kept


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The time in which no page expires."""

    good_from: dt.datetime
    good_until: dt.datetime


def visible(pages: PageManager | PageQuerySet) -> PageQuerySet:
    """Return the pages that are live, not expired and covered by no restriction.

    The same as ``live().public()``, which reads all restrictions first, in no query of its own.
    A restriction covers its page and all pages below, whose paths begin with its.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    # By way of IN, not a join: with no restriction at all there is nothing to look through, which
    # SQLite doesn't see in a join and then reads all pages for each.
    restricted = Page.objects.order_by().filter(pk__in=PageViewRestriction.objects.values("page"))
    covering = restricted.alias(covered=path).filter(covered__startswith=F("path"))
    not_expired = Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())
    return pages.filter(not_expired, ~Exists(covering), live=True)


def next_expiry() -> dt.datetime:
    """Return what `unchanged_until` does, as it is kept."""
    return kept("visibility.unchanged", _unchanged).good_until


def unchanged_until(now: dt.datetime) -> dt.datetime:
    """Return when the next page expires, or a time some minutes off that is before it."""
    soon = Page.objects.filter(live=True, expire_at__gt=now).aggregate(first=Min("expire_at"))
    return min(soon["first"] or now + LONGEST, now + LONGEST)


def _unchanged() -> Unchanged:
    now = timezone.now()
    return Unchanged(now, unchanged_until(now))
