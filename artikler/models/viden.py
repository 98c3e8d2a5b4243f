"""The way in to all texts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samskabelse.base.models import BasePage
from samskabelse.base.visibility import visible

from .lister import ArtikelIndexPage, PublikationIndexPage

#: The newest of each kind on /viden/.
SHOWN_OF_EACH = 6
KINDS = {"artikel": ArtikelIndexPage, "publikation": PublikationIndexPage}


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
        children = {page.specific_class: page for page in visible(self.get_children()).specific()}
        for name, kind in KINDS.items():
            context[f"{name}_cards"] = [page.as_card() for page in kind.newest(SHOWN_OF_EACH)]
            context[f"{name}_index"] = children.get(kind)
        return context
