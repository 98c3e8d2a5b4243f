"""Registers the inbox, and what is written in the audit log about inquiries."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from .indbakke.panel import IndbakkePanel, may_see
from .viewsets import HenvendelseViewSet, SvarskabelonViewSet


@hooks.register("register_admin_viewset")
def register_inbox() -> HenvendelseViewSet:
    return HenvendelseViewSet()


@hooks.register("register_admin_viewset")
def register_reply_templates() -> SvarskabelonViewSet:
    return SvarskabelonViewSet()


@hooks.register("construct_homepage_panels")
def show_inbox_on_overview(request: HttpRequest, panels: list[Any]) -> None:
    if may_see(request):
        panels.append(IndbakkePanel())


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for name, label, message in [
        ("view", _("See inquiry"), _("Inquiry seen")),
        ("export", _("Export inquiries"), _("Inquiries exported")),
        ("status", _("Set status"), _("Status of inquiry changed")),
        ("assign", _("Assign inquiry"), _("Inquiry assigned")),
        ("reply", _("Reply to inquiry"), _("Inquiry answered")),
        ("propose", _("Propose times"), _("Times proposed")),
        ("meeting", _("Book meeting"), _("Meeting agreed or changed")),
        ("merge", _("Merge inquiries"), _("Inquiries merged")),
        ("separate", _("Separate inquiries"), _("Inquiries separated")),
        ("delete", _("Delete inquiry"), _("Inquiry deleted")),
    ]:
        actions.register_action(f"henvendelser.{name}", label, message)
