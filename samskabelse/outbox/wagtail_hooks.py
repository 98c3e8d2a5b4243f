"""Registers the pages about mails and personal data, in the menu of reports."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from . import admin_views


class GuardedItem(MenuItem):
    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [
        path("mails/", admin_views.undelivered, name="outbox_undelivered"),
        path("mails/<int:pk>/igen/", admin_views.send_again, name="outbox_send_again"),
        path("persondata/", admin_views.person, name="persondata"),
    ]


@hooks.register("register_reports_menu_item")
def undelivered_item() -> MenuItem:
    return GuardedItem(
        _("Mails not delivered"),
        reverse("outbox_undelivered"),
        icon_name="mail",
        permission=admin_views.MAY_SEND,
    )


@hooks.register("register_reports_menu_item")
def person_item() -> MenuItem:
    return GuardedItem(
        _("Personal data"),
        reverse("persondata"),
        icon_name="user",
        permission=admin_views.MAY_ERASE,
    )


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for name, label, message in [
        ("find", _("Find personal data"), _("Personal data seen")),
        ("hand_out", _("Hand out personal data"), _("Personal data handed out")),
        ("erase", _("Erase personal data"), _("Personal data erased")),
    ]:
        actions.register_action(f"persondata.{name}", label, message)
