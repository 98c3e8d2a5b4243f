"""The list of all cases: filters, map, order, and the wish for one that is missing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from samskabelse.base.models import BasePage
from samskabelse.base.pagination import paginate
from veje.spine import cards

from ..facetter import LISTING
from ..kort import municipalities
from ..views import wish, wished

#: Two side by side. More covers would make the page too heavy beside the map and the choices.
PER_PAGE = 10


class CaseIndexPage(RoutablePageMixin, BasePage):
    """All cases, newest first, with what they can be narrowed by and the map."""

    max_count = 1
    parent_page_types = ["forside.ForsidePage"]
    subpage_types = ["cases.CasePage"]
    page_description = _("The list of all cases.")

    class Meta:
        verbose_name = _("index of cases")

    def get_context(self, request, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        found = LISTING.read(request.GET)
        results = paginate(found.results, request, PER_PAGE)
        context["found"] = found
        context["results"] = results
        pages = list(results)
        reasons = found.reasons([page.pk for page in pages])
        context["cards"] = list(zip(cards(pages), reasons, strict=True))
        context["wish_url"] = f"{self.get_url(request)}oensk/?{found.query_of(q=[])}"
        context["kort"] = municipalities(found, self.get_url(request) or "")
        return context

    @path("oensk/")
    def wish_view(self, request: HttpRequest) -> HttpResponse:
        """Ask what case is missed, and count the answer."""
        return wish(self, request)

    @path("oensk/tak/")
    def wished_view(self, request: HttpRequest) -> HttpResponse:
        return wished(self, request)
