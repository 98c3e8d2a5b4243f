"""Registers what `redaktion` gives the admin."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from samskabelse.base.blocks.text import TEXT_FEATURES

from .menuer import arrange, without_english, without_sites
from .omraader import keep_those_in_use
from .rapporter import OpfoelgningView
from .udgivelse import keep_unfinished_as_drafts, say_what_was_decided
from .velkomst import VelkomstPanel
from .viewsets import ListerViewSetGroup

register_snippet(ListerViewSetGroup)


class OpfoelgningMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return OpfoelgningView.may_be_seen_by(request.user)


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern]:
    results = OpfoelgningView.as_view(results_only=True)
    return [
        path("reports/opfoelgning/", OpfoelgningView.as_view(), name="opfoelgning"),
        path("reports/opfoelgning/results/", results, name="opfoelgning_results"),
    ]


@hooks.register("register_reports_menu_item")
def follow_up_report() -> MenuItem:
    label, icon = _("Cases to follow up"), "calendar-check"
    return OpfoelgningMenuItem(label, reverse("opfoelgning"), icon_name=icon, order=100)


@hooks.register("construct_main_menu")
def order_main_menu(request: HttpRequest, items: list[Any]) -> None:
    arrange(items)


@hooks.register("construct_settings_menu")
def keep_what_can_be_set(request: HttpRequest, items: list[Any]) -> None:
    items[:] = without_sites(items)


@hooks.register("construct_help_menu")
def keep_danish_help(request: HttpRequest, items: list[Any]) -> None:
    items[:] = without_english(items)


@hooks.register("construct_homepage_panels")
def welcome(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(VelkomstPanel())


@hooks.register("before_delete_snippet")
def keep_fields_in_use(request: HttpRequest, rows: Sequence[Any]) -> HttpResponse | None:
    return keep_those_in_use(request, rows)


@hooks.register("before_bulk_action")
def publish_what_is_finished(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    if not isinstance(action, PublishBulkAction):
        return None
    with_descendants = action.get_execution_context()["include_descendants"]
    return keep_unfinished_as_drafts(request, objects, with_descendants, action.next_url)


@hooks.register("after_edit_page")
def tell_of_decision(request: HttpRequest, page: Page) -> None:
    if request.POST.get("action-workflow-action"):
        say_what_was_decided(request, page, request.POST.get("workflow-action-name", ""))


@hooks.register("register_rich_text_features", order=1000)
def allow_only_our_features(features: FeatureRegistry) -> None:
    """A field that names no features gets the allow list, not Wagtail's longer one."""
    features.default_features = list(TEXT_FEATURES)


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/css/redaktion.css"))


@hooks.register("insert_global_admin_js")
def admin_js() -> SafeString:
    addresses = [(static(f"admin/js/{name}.js"),) for name in ("tjekliste", "navne")]
    return format_html_join("", '<script type="module" src="{}"></script>', addresses)
