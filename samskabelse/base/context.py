"""What the shell around every page needs: menus, phone, footer. One settings row, one list."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.models import Site

from .models import Indstillinger, MenuPunkt

#: What a link is made of, and the phone number. Whole rows take six times as long on every page.
NEEDED = ("place", "label", "page__title", "page__url_path", "page__locale", "settings__phone")


@dataclass(frozen=True, slots=True)
class ShellLink:
    label: str
    url: str
    is_current: bool = False


class Shell:
    """Read lazily: an error page or a redirect that shows no shell asks nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def settings(self) -> Indstillinger:
        """The settings, which come along with the menus when there are any."""
        if self._items:
            return self._items[0].settings
        return Indstillinger.for_request(self.request)

    @cached_property
    def _items(self) -> list[MenuPunkt]:
        items = MenuPunkt.objects.filter(
            settings__site=Site.find_for_request(self.request), page__live=True
        )
        items = items.select_related("page", "settings").only(*NEEDED)
        return list(items.order_by("sort_order", "pk"))

    @cached_property
    def _links(self) -> dict[str, list[ShellLink]]:
        links: dict[str, list[ShellLink]] = {}
        for item in self._items:
            url = item.page.get_url(self.request)
            current = url != "/" and self.request.path.startswith(url or "\0")
            links.setdefault(item.place, []).append(ShellLink(str(item), url, current))
        return links

    @property
    def menu(self) -> list[ShellLink]:
        return self._links.get(MenuPunkt.Place.TOP, [])

    @property
    def cta(self) -> ShellLink | None:
        return next(iter(self._links.get(MenuPunkt.Place.BUTTON, [])), None)

    @property
    def footer_links(self) -> list[ShellLink]:
        return self._links.get(MenuPunkt.Place.FOOTER, [])

    @property
    def phone(self) -> str:
        return self.settings.phone

    @property
    def phone_href(self) -> str:
        return self.settings.phone_href

    @property
    def site_name(self) -> str:
        return "Samskabelse"


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"shell": Shell(request)}
