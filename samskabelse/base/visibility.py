"""Which pages a stranger may see, and until when."""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from django.db.models import (
    CharField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    Value,
)
from django.db.models.expressions import Combinable
from django.utils import timezone
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from .kept import LONGEST, kept


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The time in which no page expires."""

    good_from: dt.datetime
    good_until: dt.datetime


#: Types whose pages are a whole with those below: what hides a publication hides its chapters.
_wholes: set[type[Page]] = set()


def hides_what_is_below(model: type[Page]) -> type[Page]:
    _wholes.add(model)
    return model


def visible(pages: PageManager | PageQuerySet) -> PageQuerySet:
    """Return the pages to list, find and count: those that answer, without the mirrors of others.

    Wagtail's aliases are the same page at one more address.
    """
    return answering(pages).filter(alias_of=None)


def answering(pages: PageManager | PageQuerySet) -> PageQuerySet:
    """Return the pages that are `open_to_all`, and so is the whole that they are part of."""
    return open_to_all(pages).filter(*_not_below_hidden())


def open_to_all(pages: PageManager | PageQuerySet) -> PageQuerySet:
    """Return the pages that are live, not expired and covered by no restriction.

    The same as ``live().public()``, which reads all restrictions first, in no query of its own.
    A restriction covers its page and all pages below, whose paths begin with its.
    """
    return pages.filter(_is_up(), _not_restricted())


def is_up(page: Page) -> bool:
    """Say whether the page is live and not expired."""
    return page.live and (page.expire_at is None or page.expire_at > timezone.now())


class _Now(Value):
    """The moment at which a query is asked: what it is part of can be built once."""

    @property
    def value(self) -> dt.datetime:
        return timezone.now()

    @value.setter
    def value(self, value: None) -> None:
        """Django sets what it was built with, which is nothing."""


# Each of these takes longer to build than to ask, and they are part of nearly every page.
@cache
def _is_up() -> Q:
    now = _Now(None, output_field=DateTimeField())
    return Q(live=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=now))


@cache
def _not_restricted() -> Combinable:
    return ~_is_covered_by(Q(pk__in=PageViewRestriction.objects.values("page")))


@cache
def _not_below_hidden() -> list[Combinable]:
    hidden = [Q(pk__in=model.objects.exclude(_is_up()).values("pk")) for model in _wholes]
    return [~_is_covered_by(one) for one in hidden]


def _is_covered_by(condition: Q) -> Exists:
    """Say whether one of these pages is the page or above it.

    The condition goes by way of IN, not a join: with none of them at all there is nothing to look
    through, which SQLite doesn't see in a join and then reads all pages for each.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = Page.objects.order_by().filter(condition).alias(covered=path)
    return Exists(above.filter(covered__startswith=F("path")))


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
