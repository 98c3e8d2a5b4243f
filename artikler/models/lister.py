"""The lists of articles and of publications: narrowed, searched and ordered like the cases."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from samskabelse.base.facetter import Listing
from samskabelse.base.models import BasePage
from samskabelse.base.pagination import paginate
from veje.spine import cards, fetch

from ..facetter import ARTIKLER, PUBLIKATIONER


class TextIndexPage(BasePage):
    """A list of texts of one kind."""

    max_count = 1
    parent_page_types = ["artikler.VidenIndexPage"]

    listing: Listing

    class Meta:
        abstract = True

    @classmethod
    def newest(cls, count: int) -> list[Page]:
        return fetch(cls.listing.index().pks[:count])

    def get_context(self, request, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        found = self.listing.read(request.GET)
        results = paginate(found.results, request)
        context["found"] = found
        context["results"] = results
        context["cards"] = cards(results)
        context["texts"] = f"viden_liste.{self.listing.name}"
        return context


class ArtikelIndexPage(TextIndexPage):
    """All articles, newest first."""

    listing = ARTIKLER
    subpage_types = ["artikler.ArtikelPage"]
    page_description = _("The list of all articles.")

    class Meta:
        verbose_name = _("index of articles")


class PublikationIndexPage(TextIndexPage):
    """All publications, newest first."""

    listing = PUBLIKATIONER
    subpage_types = ["artikler.PublikationPage"]
    page_description = _("The list of all publications.")

    class Meta:
        verbose_name = _("index of publications")
