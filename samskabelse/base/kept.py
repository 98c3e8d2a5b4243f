"""What a process keeps of the site's rows until one of them changes: indexes, cards, menus.

A mark in the shared cache stands for the state of all rows that are watched. Whoever changes one
sets a new mark, and every process makes anew what it kept under the old one.
"""

import datetime as dt
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, Protocol, TypeVar

from django.core.cache import cache
from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

MARK = "kept.mark"
#: However well changes are noted, nothing older than this is shown.
LONGEST = dt.timedelta(minutes=5)


class Dated(Protocol):
    """Something that holds for a time, if no row changes."""

    good_from: dt.datetime
    good_until: dt.datetime


Made = TypeVar("Made", bound=Dated)
Kept = TypeVar("Kept")

_kept: dict[str, tuple[str, Any]] = {}
_locks: dict[str, threading.RLock] = {}
_watched: set[type[models.Model]] = {Page, PageViewRestriction, Site}


def mark() -> str:
    """Return what stands for the rows as they are now."""
    found = cache.get(MARK)
    if found is None:
        # The first of several processes decides.
        cache.add(MARK, secrets.token_hex(8), None)
        found = cache.get(MARK)
    # Where nothing can be kept no two moments are the same.
    return found or secrets.token_hex(8)


def kept(name: str, make: Callable[[], Made]) -> Made:
    """Return what goes by the name, as it was kept or made anew.

    ``make`` asks for nothing else that is kept, or two threads could wait for each other.
    """
    now_marked = mark()
    if (found := _good(name, now_marked)) is not None:
        return found
    with _locks.setdefault(name, threading.RLock()):
        # Whoever came first has made it meanwhile.
        if (found := _good(name, now_marked)) is not None:
            return found
        made = make()
        _kept[name] = (now_marked, made)
        return made


class Shelf(Generic[Kept]):
    """Values that hang on more than the rows, by a key: those that were asked for last."""

    def __init__(self, most: int, longest: dt.timedelta) -> None:
        self.most = most
        self.longest = longest
        self._values: OrderedDict[Hashable, tuple[str, dt.datetime, Kept]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what is kept by the key, or made anew: two who ask at once may both make it."""
        marked, now = mark(), timezone.now()
        with self._lock:
            under, made_at, value = self._values.get(key, ("", now, None))
            if value is not None and under == marked and now - self.longest < made_at <= now:
                self._values.move_to_end(key)
                return value
        value = make()
        with self._lock:
            self._values[key] = marked, now, value
            self._values.move_to_end(key)
            while len(self._values) > self.most:
                self._values.popitem(last=False)
        return value


def _good(name: str, marked: str) -> Any:
    """Return what is kept under the mark, while it holds."""
    under, made = _kept.get(name, ("", None))
    is_good = under == marked and made.good_from <= timezone.now() < made.good_until
    return made if is_good else None


def forget() -> None:
    """Have every process make anew what it kept. Rows written in bulk send no signals."""
    cache.set(MARK, secrets.token_hex(8), None)


def watch(*watched: type[models.Model]) -> None:
    """Note more models whose rows are shown by what is kept."""
    _watched.update(watched)


def _changed(sender: type[models.Model], **_kwargs: Any) -> None:
    """Forget now, for readers in this transaction, and when it is seen by all others."""
    if issubclass(sender, tuple(_watched)):
        forget()
        transaction.on_commit(forget)


def _ties_changed(instance: models.Model, **kwargs: Any) -> None:
    _changed(sender=type(instance))


def listen() -> None:
    post_save.connect(_changed, dispatch_uid="kept.saved")
    post_delete.connect(_changed, dispatch_uid="kept.deleted")
    m2m_changed.connect(_ties_changed, dispatch_uid="kept.tied")
    post_page_move.connect(_changed, dispatch_uid="kept.moved")
    # What belongs to a page is saved after the page itself.
    page_published.connect(_changed, dispatch_uid="kept.published")
    page_unpublished.connect(_changed, dispatch_uid="kept.unpublished")
