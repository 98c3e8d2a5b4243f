"""The order of the admin's menu, and what is left out of it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

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


def say_that_approval_publishes(items: list[Any], context: Mapping[str, Any]) -> None:
    """Name the last step for what it does.

    Wagtail says »Approve« alone when edits must be approved again, though it publishes too.
    """
    page = context.get("page")
    state = page and page.current_workflow_state
    if not state or not state.is_at_final_task:
        return
    for item in items:
        if item.name == "approve":
            item.label = _("%(label)s and Publish") % {"label": item.label}
