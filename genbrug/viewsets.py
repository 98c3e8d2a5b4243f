"""Addresses that lead nowhere, in the admin: how often, how lately, and one click to lead them on.

Whoever may make redirects may see the list and tidy it; others may be given leave to see it.
"""

from difflib import get_close_matches
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.contrib.redirects import views as redirects
from wagtail.contrib.redirects.permissions import permission_policy as redirect_policy
from wagtail.models import Page, Site
from wagtail.permission_policies import ModelPermissionPolicy

from samskabelse.base.visibility import visible
from samskabelse.drift import errors

from .models import DoedAdresse

LONGEST_QUERY = 200
#: Pages that an address is compared with.
MOST_PAGES = 5000
ALIKE = 0.6


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
            columns.append(
                TitleColumn(
                    "redirect",
                    label=gettext("Redirect"),
                    accessor=lambda _row: gettext("Make a redirect"),
                    get_url=self.redirect_url,
                )
            )
        return columns

    @cached_property
    def may_redirect(self) -> bool:
        return redirect_policy.user_has_permission(self.request.user, "add")

    def redirect_url(self, row: DoedAdresse) -> str | None:
        return reverse("doede:redirect", args=[row.pk]) if self.may_redirect else None

    def get_base_queryset(self) -> QuerySet[DoedAdresse]:
        return DoedAdresse.objects.all()


class RedirectView(redirects.CreateView):
    """Wagtail's own form, filled in with the address and the page that is nearest to it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not redirect_policy.user_has_permission(request.user, "add"):
            return errors.permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        row = get_object_or_404(DoedAdresse, pk=self.kwargs["pk"])
        return {
            "old_path": row.path,
            "is_permanent": True,
            "redirect_page": nearest(row.path, Site.find_for_request(self.request)),
        }

    def get_add_url(self) -> str:
        return self.request.path

    def get_success_url(self) -> str:
        return reverse("doede:index")


def nearest(path: str, site: Site | None) -> Page | None:
    """Return the page whose address is spelt most like it, else the nearest page above."""
    if site is None:
        return None
    root = site.root_page
    rows = visible(Page.objects).descendant_of(root).values_list("url_path", "slug", "pk")
    pages = list(rows.order_by("-first_published_at")[:MOST_PAGES])
    last = path.rstrip("/").rpartition("/")[2].partition(".")[0].lower()
    slugs = {slug: pk for _url, slug, pk in reversed(pages)}
    alike = get_close_matches(last, slugs, n=1, cutoff=ALIKE)
    found = slugs[alike[0]] if alike else None
    if found is None:
        above = {url: pk for url, _slug, pk in pages}
        parts = path.strip("/").split("/")
        for length in range(len(parts) - 1, 0, -1):
            found = found or above.get(f"{root.url_path}{'/'.join(parts[:length])}/")
    return Page.objects.filter(pk=found).first() if found else None


class DoedeViewSet(ModelViewSet):
    model = DoedAdresse
    name = "doede"
    icon = "warning"
    menu_name = "doede"
    menu_label = _("Addresses that lead nowhere")
    menu_order = 701
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    search_backend_name = None
    ordering = ["-count", "-last_seen", "path"]
    list_per_page = 50
    index_view_class = IndexView
    form_fields: list[str] = []

    @property
    def permission_policy(self) -> Policy:
        return POLICY

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nowhere = dict.fromkeys(
            ["add_url_name", "edit_url_name", "history_url_name", "usage_url_name"]
        )
        return super().get_common_view_kwargs(**nowhere, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        """Nothing is written here but redirects, so there is no form of the row's own."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/viderestil/", RedirectView.as_view(), name="redirect"),
            path("<int:pk>/slet/", self.delete_view, name="delete"),
        ]

    def register_admin_url_finder(self) -> None:
        """Register none: there is no editing."""
