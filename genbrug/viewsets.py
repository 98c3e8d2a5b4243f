"""Addresses that lead nowhere, in the admin: how often, how lately, and one click to lead them on.

Whoever may make redirects may see the list and tidy it; others may be given leave to see it.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.contrib.redirects import views as redirects
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.permissions import permission_policy as redirect_policy
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy

from samskabelse.base.viewsets import VisitorsViewSet
from samskabelse.drift import errors

from .formularer import ViderestilForm
from .forslag import Pages
from .models import DoedAdresse

LONGEST_QUERY = 200


class Policy(ModelPermissionPolicy):
    """Seeing and tidying the list is part of keeping redirects."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if action not in {"view", "delete"}:
            return False
        return redirect_policy.user_has_permission(user, "add") or super().user_has_permission(
            user, action
        )

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


POLICY = Policy(DoedAdresse)


class SuggestionColumn(BaseColumn):
    """A button that makes the redirect at once, where a page is spelt like the address."""

    cell_template_name = "genbrug/admin/forslag_celle.html"

    def __init__(self, name: str, pages: Pages, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.pages = pages

    def get_cell_context_data(self, instance: DoedAdresse, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {
            **context,
            "csrf_token": get_token(context["request"]),
            "url": reverse("doede:redirect", args=[instance.pk]),
            "path": instance.path,
            "page": self.pages.alike(instance.path),
        }


class IndexView(generic.IndexView):
    """The most asked for first."""

    any_permission_required = ["view"]
    search_fields = ["path"]
    show_export_buttons = False
    page_subtitle = gettext_lazy("Visitors asked for these, and no page has them.")

    @cached_property
    def search_query(self) -> str:
        form = self.search_form
        return form.cleaned_data[self.search_kwarg][:LONGEST_QUERY] if form.is_valid() else ""

    @cached_property
    def columns(self) -> list[Column]:
        columns: list[Column] = [
            TitleColumn("path", label=capfirst(gettext("address")), get_url=self.redirect_url),
            Column("count", label=capfirst(gettext("asked for")), sort_key="count"),
            Column("first_seen", label=capfirst(gettext("first time")), sort_key="first_seen"),
            Column("last_seen", label=capfirst(gettext("last time")), sort_key="last_seen"),
        ]
        if self.may_redirect:
            pages = Pages(Site.find_for_request(self.request))
            columns += [
                SuggestionColumn("suggestion", pages, label=gettext("Suggestion")),
                TitleColumn(
                    "redirect",
                    label=gettext("Redirect"),
                    accessor=lambda _row: gettext("Choose a page"),
                    get_url=self.redirect_url,
                ),
            ]
        return columns

    @cached_property
    def may_redirect(self) -> bool:
        return redirect_policy.user_has_permission(self.request.user, "add")

    def redirect_url(self, row: DoedAdresse) -> str | None:
        return reverse("doede:redirect", args=[row.pk]) if self.may_redirect else None

    def get_base_queryset(self) -> QuerySet[DoedAdresse]:
        return DoedAdresse.objects.all()


class RedirectView(redirects.CreateView):
    """Wagtail's own form, filled in with the address and the page that is nearest to it.

    The list's button sends it as it would be filled in.
    """

    form_class = ViderestilForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not redirect_policy.user_has_permission(request.user, "add"):
            return errors.permission_denied(request)
        self.row = DoedAdresse.objects.filter(pk=kwargs["pk"]).first()
        if self.row is None:  # pressed twice, or somebody else was first
            return redirect("doede:index")
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        path = self.row.path
        pages = Pages(Site.find_for_request(self.request))
        page = pages.alike(path) or pages.above(path)
        return {
            "old_path": path,
            "is_permanent": True,
            "redirect_page": page.pk if page else None,
        }

    def get_add_url(self) -> str:
        return self.request.path

    def get_success_url(self) -> str:
        return reverse("doede:index")

    def get_success_message(self, instance: Redirect) -> str:
        page = instance.redirect_page
        words = {"path": instance.old_path, "to": page.title if page else instance.redirect_link}
        return gettext("%(path)s now leads to »%(to)s«.") % words

    def get_success_buttons(self) -> list[Any]:
        undo = reverse("wagtailredirects:delete", args=[self.object.pk])
        return [*super().get_success_buttons(), messages.button(undo, gettext("Delete"))]


class DoedeViewSet(VisitorsViewSet):
    model = DoedAdresse
    name = "doede"
    icon = "warning"
    menu_name = "doede"
    menu_label = _("Addresses that lead nowhere")
    menu_order = 701
    add_to_settings_menu = True
    ordering = ["-count", "-last_seen", "path"]
    index_view_class = IndexView

    @property
    def permission_policy(self) -> Policy:
        return POLICY

    def get_urlpatterns(self) -> list[Any]:
        """Nothing is written here but redirects."""
        lead_on = path("<int:pk>/viderestil/", RedirectView.as_view(), name="redirect")
        return [*super().get_urlpatterns(), lead_on]
