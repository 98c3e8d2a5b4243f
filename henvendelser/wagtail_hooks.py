"""Registers the inbox, and what is written in the audit log about inquiries."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from .viewsets import HenvendelseViewSet


@hooks.register("register_admin_viewset")
def register_inbox() -> HenvendelseViewSet:
    return HenvendelseViewSet()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("henvendelser.view", _("See inquiry"), _("Inquiry seen"))
    actions.register_action("henvendelser.status", _("Set status"), _("Status of inquiry changed"))
    actions.register_action("henvendelser.delete", _("Delete inquiry"), _("Inquiry deleted"))
