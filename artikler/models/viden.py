"""The way in to all texts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samskabelse.base.models import BasePage
from samskabelse.base.visibility import visible
from veje.spine import cards

from .artikler import ArtikelPage
from .lister import ArtikelIndexPage, PublikationIndexPage
from .publikationer import PublikationPage
from .texts import newest

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
