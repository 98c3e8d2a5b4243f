"""The order of the admin's menu, and what is left out of it."""

from typing import Any

#: Daily work first. What isn't named here keeps Wagtail's own place.
ORDER = {
    "explorer": 100,
    "henvendelser": 150,
    "afholdelser": 160,
    "tilmeldinger": 165,
    "images": 200,
    "documents": 250,
    "lister": 300,
    "soegning": 350,
    "reports": 800,
    "settings": 900,
    "help": 1000,
}


def arrange(items: list[Any]) -> None:
    for item in items:
        item.order = ORDER.get(item.name, item.order)


def without_english(items: list[Any]) -> list[Any]:
    """Drop the help that leads to English pages about Wagtail on another host."""
    return [item for item in items if not str(item.url).startswith("http")]


def without_sites(items: list[Any]) -> list[Any]:
    """Drop the list of sites: there is one, and ``SITE_URL`` decides its address."""
    return [item for item in items if item.name != "sites"]
