"""The stylised map of the 98 municipalities: outlines by municipality code, and the drawing."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality that can be chosen: its name with what it holds, where it leads."""

    code: str
    label: str
    url: str
    vej: int | None = None
    is_chosen: bool = False


@cache
def outlines() -> dict[str, Any]:
    return json.loads((Path(__file__).parent / "kommuner.json").read_text(encoding="utf-8"))


def map_svg(places: Iterable[Place], description: str) -> SafeString:
    """Draw all municipalities: those that hold something as links, the rest as one quiet shape."""
    chosen = [place for place in places if place.code in outlines()["kommuner"]]
    linked = {place.code for place in chosen}
    rest = "".join(d for code, d in outlines()["kommuner"].items() if code not in linked)
    links = format_html_join(
        "",
        '<a href="{}"{} aria-label="{}"{}><path d="{}"/></a>',
        (
            (
                place.url,
                format_html(' data-vej="{}"', place.vej) if place.vej else "",
                place.label,
                SafeString(' aria-current="true"') if place.is_chosen else "",
                outlines()["kommuner"][place.code],
            )
            for place in chosen
        ),
    )
    return format_html(
        '<svg class="dk" viewBox="-2 -2 {} {}" role="group" aria-label="{}"><path d="{}"/>{}</svg>',
        outlines()["width"] + 4,
        outlines()["height"] + 4,
        description,
        rest,
        links,
    )
