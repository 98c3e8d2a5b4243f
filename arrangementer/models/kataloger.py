"""The catalogue of courses, events and consulting services."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from samskabelse.base.models import BasePage
from veje.spine import fetch

from .. import kalender, katalog, katalogvisning


class ArrangementIndexPage(RoutablePageMixin, BasePage):
    """The catalogue: what has a date ahead first, then the rest; by month; what has been."""

    max_count = 1
    parent_page_types = ["forside.ForsidePage"]
    subpage_types = ["arrangementer.ArrangementPage", "arrangementer.YdelseIndexPage"]
    page_description = _("The catalogue of courses and events.")

    class Meta:
        verbose_name = _("catalogue of courses and events")

    @staticmethod
    def next_pages(count: int) -> list[Page]:
        return fetch(katalog.next_pages(count))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **katalogvisning.context(request, self.url or "")}

    # The address has no slash at the end; see samskabelse/urls.py.
    @path("kalender.ics/")
    def calendar_view(self, request: HttpRequest) -> HttpResponse:
        """Give the list of the same address as a calendar to subscribe to."""
        parts, name = katalogvisning.calendar(request.GET)
        return kalender.response(request, parts, filename="samskabelse.ics", name=name)
