"""The stylised map of the 98 municipalities: links over a drawing that is a file of its own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samskabelse.base.html import html_of_rows

#: Every outline by municipality code, and all of them as one group; drawn by bin/kommunekort.py.
FILE = "img/kommuner.svg"


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality that can be chosen: its name with what it holds, where it leads.

    ``named`` tells its veje in words, too, for the drawing, where only the colour would.
    """

    code: str
    label: str
    named: str
    url: str
    vej: int | None = None
    is_chosen: bool = False

    @property
    def current(self) -> SafeString:
        """The attribute that says so."""
        return SafeString(' aria-current="true"' if self.is_chosen else "")


@cache
def _drawing() -> str:
    return (settings.ROOT / "static" / FILE).read_text(encoding="utf-8")


@cache
def view_box() -> str:
    (box,) = re.findall(r'viewBox="([^"]+)"', _drawing())
    return box


@cache
def codes() -> frozenset[str]:
    """The municipalities that are on the map."""
    return frozenset(re.findall(r'id="k(\d{4})"', _drawing()))


def map_svg(places: Iterable[Place], description: str) -> SafeString:
    """Draw all municipalities, and over them those that hold something, as links."""
    file = static(FILE)
    links = html_of_rows(
        '<a href="{}"{} aria-label="{}"{}><use href="{}#k{}"/></a>',
        (
            (
                place.url,
                SafeString(f' data-vej="{place.vej:d}"') if place.vej else "",
                place.named,
                place.current,
                file,
                place.code,
            )
            for place in places
            if place.code in codes()
        ),
    )
    return format_html(
        '<svg class="dk" viewBox="{}" role="group" aria-label="{}"><use href="{}#alle"/>{}</svg>',
        view_box(),
        description,
        file,
        links,
    )


def map_links(places: Iterable[Place]) -> SafeString:
    """Return the same places as the items of a list."""
    return html_of_rows(
        '<li><a href="{}"{}>{}</a></li>',
        ((place.url, place.current, place.label) for place in places),
    )
