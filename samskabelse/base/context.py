"""What the shell around every page needs: menus and phone, kept until an editor changes them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Site

from .kept import LONGEST, kept
from .models import Indstillinger, MenuPunkt


@dataclass(frozen=True, slots=True)
class ShellLink:
    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Menus:
    """The lines of all menus, each with its place, and the phone number beside them."""

    lines: Sequence[tuple[str, str, str]]
    phone: str
    phone_href: str
    good_from: dt.datetime
    good_until: dt.datetime


class Shell:
    """Read lazily: an error page or a redirect that shows no shell asks nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def _menus(self) -> Menus:
        site = Site.find_for_request(self.request)
        return kept(f"menus.{site.pk if site else 0}", lambda: self._read(site))

    def _read(self, site: Site | None) -> Menus:
        # Not ``for_site``, which would write a row: whoever reads changes nothing.
        settings = Indstillinger.objects.filter(site=site).first() or Indstillinger()
        items = MenuPunkt.objects.filter(settings=settings.pk, page__live=True)
        lines = [
            (item.place, str(item), item.page.get_url(self.request) or "")
            for item in items.select_related("page").order_by("sort_order", "pk")
        ]
        now = timezone.now()
        return Menus(lines, settings.phone, settings.phone_href, now, now + LONGEST)

    def _links(self, place: str) -> list[ShellLink]:
        here = self.request.path
        return [
            ShellLink(label, url, url != "/" and here.startswith(url or "\0"))
            for where, label, url in self._menus.lines
            if where == place
        ]

    @property
    def menu(self) -> list[ShellLink]:
        return self._links(MenuPunkt.Place.TOP)

    @property
    def cta(self) -> ShellLink | None:
        return next(iter(self._links(MenuPunkt.Place.BUTTON)), None)

    @property
    def footer_links(self) -> list[ShellLink]:
        return self._links(MenuPunkt.Place.FOOTER)

    @property
    def phone(self) -> str:
        return self._menus.phone

    @property
    def phone_href(self) -> str:
        return self._menus.phone_href


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"shell": Shell(request)}
