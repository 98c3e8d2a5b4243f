"""What templates ask of a date."""

from django import template

from ..kalender import date_links, subscriptions
from ..models import Afholdelse, ArrangementPage

register = template.Library()


@register.simple_tag
def kalendere(date: Afholdelse) -> list[tuple[str, str]]:
    """Return the names of calendars and the address by which each takes the date in."""
    return date_links(date) if date.pk and not date.is_cancelled else []


@register.simple_tag
def abonnementer(page: ArrangementPage) -> list[tuple[str, str]]:
    """Return the names of calendars and the address by which each follows all of the dates."""
    return subscriptions(f"{page.url}kalender.ics") if page.pk and page.url else []
