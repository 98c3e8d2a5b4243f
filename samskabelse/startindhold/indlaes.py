"""How a piece of starting content is put in, once.

Every piece has a key. A piece whose key is noted as loaded is left alone from then on, whatever
editors have done to it: changed, moved or deleted. Pages are made first and filled afterwards,
so that they can link to each other.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from samskabelse.base.workdays import is_working_day

from .models import Indlaest


@dataclass
class Loader:
    """Remembers what is loaded, and the pages that wait for their text."""

    today: dt.date = field(default_factory=timezone.localdate)
    made: list[str] = field(default_factory=list)
    _waiting: list[tuple[Page, Callable[[Page], None]]] = field(default_factory=list)

    def once(self, key: str) -> bool:
        """Note the key, and tell whether it is new."""
        _row, is_new = Indlaest.objects.get_or_create(key=key)
        if is_new:
            self.made.append(key)
        return is_new

    def page(
        self, key: str, parent: Page, page: Page, fill: Callable[[Any], None] | None = None
    ) -> Page | None:
        """Add the page below its parent unless it has been loaded before.

        ``fill`` gets the page when all pages exist. Returns the page at the address, which may
        be an older one, or None when editors have removed it.
        """
        existing = parent.get_children().filter(slug=page.slug).first()
        if not self.once(key) or existing:
            return existing.specific if existing else None
        parent.add_child(instance=page)
        self._waiting.append((page, fill or (lambda _page: None)))
        return page

    def finish(self) -> None:
        """Fill and publish the pages that were made."""
        for page, fill in self._waiting:
            fill(page)
            page.full_clean()
            page.save_revision(clean=False).publish()
        self._waiting.clear()

    @staticmethod
    def find_page(address: str) -> int | None:
        """Return the id of the page at an address, or of the nearest page above it."""
        root = Page.objects.filter(depth=2).first()
        while root and len(address) > 1:
            path = root.url_path.rstrip("/") + address
            page = Page.objects.filter(url_path=path).first()
            if page:
                return page.pk
            address = address.rstrip("/").rsplit("/", 1)[0] + "/"
        return None


def working_days(start: dt.date, offsets: list[int]) -> list[dt.date]:
    """Return one working day for each offset from the start, never two on the same day.

    A Saturday, a Sunday or a day off moves to the next working day.
    """
    days: list[dt.date] = []
    for offset in offsets:
        day = start + dt.timedelta(days=offset)
        while not is_working_day(day) or day in days:
            day += dt.timedelta(days=1)
        days.append(day)
    return days
