"""Viden and its articles."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samskabelse.base.models import BasePage
from samskabelse.base.pagination import paginate
from samskabelse.base.visibility import visible
from veje.spine import cards

from .publikationer import PublikationIndexPage, PublikationPage
from .texts import TextPage, newest

#: The newest of each kind on /viden/.
SHOWN_OF_EACH = 6


class VidenIndexPage(BasePage):
    """The way in to articles and publications."""

    max_count = 1
    parent_page_types = ["forside.ForsidePage"]
    subpage_types = ["artikler.ArtikelIndexPage", "artikler.PublikationIndexPage"]
    page_description = _("The way in to articles and publications.")

    class Meta:
        verbose_name = _("index of knowledge")

    def get_context(self, request, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        artikler = newest(ArtikelPage).descendant_of(self)[:SHOWN_OF_EACH]
        publikationer = newest(PublikationPage).descendant_of(self)[:SHOWN_OF_EACH]
        context["artikel_cards"] = cards(artikler)
        context["publikation_cards"] = cards(publikationer)
        children = {page.specific_class: page for page in visible(self.get_children()).specific()}
        context["artikel_index"] = children.get(ArtikelIndexPage)
        context["publikation_index"] = children.get(PublikationIndexPage)
        return context


class ArtikelIndexPage(BasePage):
    """All articles, newest first."""

    max_count = 1
    parent_page_types = ["artikler.VidenIndexPage"]
    subpage_types = ["artikler.ArtikelPage"]
    page_description = _("The list of all articles.")

    class Meta:
        verbose_name = _("index of articles")

    def get_context(self, request, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        results = paginate(newest(ArtikelPage).child_of(self), request)
        context["results"] = results
        context["cards"] = cards(results)
        return context


class ArtikelPage(TextPage):
    """An article: one thought, well told, with its sources."""

    kind = "artikel"
    parent_page_types = ["artikler.ArtikelIndexPage"]
    page_description = _("A text to read, with its sources.")

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
