"""The inbox in the admin, and the reply templates.

Every address is guarded twice: at the URL, before anything is looked up, and in Wagtail's views.
"""

from typing import Any

from django.contrib.auth.models import Permission
from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from samskabelse.base.viewsets import VisitorsViewSet
from samskabelse.drift.adgang import View, allowed_to

from .indbakke import sag
from .indbakke.adgang import CHANGE, DELETE, SEE, SEE_TEMPLATES
from .indbakke.eksport import ExportView
from .indbakke.filtre import HenvendelseFilterSet
from .indbakke.flere import several
from .indbakke.liste import IndexView
from .models import Henvendelse, Svarskabelon

#: What is done with one inquiry: address, name and view.
ACTIONS = [
    ("status/", "status", sag.StatusView),
    ("tildel/", "tildel", sag.AssignView),
    ("notat/", "notat", sag.NoteView),
    ("svar/", "svar", sag.ReplyView),
    ("tider/", "tider", sag.ProposeView),
    ("moede/", "moede", sag.MeetingView),
    ("moede/aflys/", "aflys", sag.CancelView),
    ("saml/", "saml", sag.MergeView),
    ("skil/", "skil", sag.SeparateView),
    ("ulaest/", "ulaest", sag.UnreadView),
]


class InboxMenuItem(MenuItem):
    """Says how many are unread, to those who may see them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(SEE)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        unread = Henvendelse.objects.open().filter(is_unread=True).count()
        if unread:
            component.label = f"{self.label} ({unread})"
        return component


class HenvendelseViewSet(VisitorsViewSet):
    model = Henvendelse
    name = "henvendelser"
    icon = "mail"
    menu_name = "henvendelser"
    menu_item_class = InboxMenuItem
    add_to_admin_menu = True
    inspect_view_enabled = True
    ordering = ["-created_at", "-pk"]
    filterset_class = HenvendelseFilterSet
    index_view_class = IndexView
    inspect_view_class = sag.InspectView
    delete_view_class = sag.DeleteView

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses; whoever may not see inquiries gets 403 from each."""
        return [
            path("", allowed_to(SEE, self.index_view), name="index"),
            path("results/", allowed_to(SEE, self.index_results_view), name="index_results"),
            *(
                path(f"eksport/{form}/", self.export, {"form": form}, name=f"eksport_{form}")
                for form in ("xlsx", "csv")
            ),
            path("flere/", allowed_to(CHANGE, several), name="flere"),
            path("<int:pk>/", allowed_to(SEE, self.inspect_view), name="inspect"),
            *(
                path(f"<int:pk>/{address}", allowed_to(CHANGE, self.action(view)), name=name)
                for address, name, view in ACTIONS
            ),
            path("<int:pk>/slet/", allowed_to(DELETE, self.delete_view), name="delete"),
        ]

    @property
    def export(self) -> View:
        return allowed_to(SEE, self.construct_view(ExportView, **self.get_index_view_kwargs()))

    def action(self, view: type[sag.ActionView]) -> View:
        kwargs = self.get_inspect_view_kwargs()
        return self.construct_view(view, **kwargs)

    def get_permissions_to_register(self) -> models.QuerySet[Permission]:
        """Offer what exists: an inquiry is made by a visitor alone."""
        return super().get_permissions_to_register().exclude(codename="add_henvendelse")


class SvarskabelonViewSet(ModelViewSet):
    """Replies that are written often, kept by those who write them."""

    model = Svarskabelon
    name = "svarskabeloner"
    icon = "edit"
    menu_label = _("Reply templates")
    menu_order = 160
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    form_fields = ["name", "text"]
    list_display = ["name"]
    search_fields = ["name", "text"]

    def get_urlpatterns(self) -> list[Any]:
        """Answer 403 where Wagtail would lead elsewhere."""
        return [
            URLPattern(one.pattern, allowed_to(SEE_TEMPLATES, one.callback), name=one.name)
            for one in super().get_urlpatterns()
        ]
