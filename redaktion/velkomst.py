"""What meets an editor after logging in: the few things that are done most."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Site

from arrangementer.models import ArrangementPage
from artikler.models import ArtikelPage
from cases.models import CasePage

NEW_PAGES = [
    (CasePage, _("New case"), _("Tell what a municipality tried, and what came of it.")),
    (ArtikelPage, _("New article"), _("One thought, well told, with its sources.")),
    (ArrangementPage, _("New course or event"), _("With dates, places and seats.")),
]


@dataclass(frozen=True, slots=True)
class Shortcut:
    label: str
    text: str
    url: str
    icon: str = "circle-plus"


def address_of_new(page_type: type[Page], user: AbstractBaseUser) -> str | None:
    """Return where the user makes a page of this type, or None without permission or index."""
    for parent in Page.objects.type(*page_type.allowed_parent_page_models()).order_by("path"):
        if page_type.can_create_at(parent) and parent.permissions_for_user(user).can_add_subpage():
            meta = page_type._meta
            return reverse(
                "wagtailadmin_pages:add", args=(meta.app_label, meta.model_name, parent.pk)
            )
    return None


def shortcuts(request: HttpRequest) -> list[Shortcut]:
    found = []
    for page_type, label, text in NEW_PAGES:
        address = address_of_new(page_type, request.user)
        if address:
            found.append(Shortcut(str(label), str(text), address))
    if request.user.has_perm("henvendelser.view_henvendelse"):
        found.append(
            Shortcut(
                _("Inquiries"),
                _("Read and answer what people have written."),
                reverse("henvendelser:index"),
                "mail",
            )
        )
    site = Site.find_for_request(request)
    if site:
        found.append(
            Shortcut(_("See the site"), _("As visitors see it."), site.root_page.url or "/", "view")
        )
    return found


class VelkomstPanel(Component):
    name = "velkomst"
    template_name = "wagtailadmin/home/velkomst.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"shortcuts": shortcuts(parent_context["request"])}
