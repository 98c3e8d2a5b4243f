"""Registers what the catalogue gives the admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from .models import Afholdelse
from .tilmelding.admin.viewsets import TilmeldingViewSet


@hooks.register("before_delete_page")
def keep_pages_with_participants(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A page whose dates somebody is signed up for is taken down, not deleted."""
    below = Afholdelse.objects.filter(page__path__startswith=page.path)
    if not Afholdelse.in_use(below.values_list("pk", flat=True)):
        return None
    text = _("Somebody is signed up for »%(title)s«. Unpublish the page instead.")
    messages.error(request, text % {"title": page.get_admin_display_title()})
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_pages_with_participants_among_many(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    if action_type != "delete":
        return None
    for page in objects:
        if isinstance(page, Page) and (refusal := keep_pages_with_participants(request, page)):
            return refusal
    return None


@hooks.register("register_log_actions")
def register_sign_up_actions(actions: LogActionRegistry) -> None:
    """What is done with participants is logged by the date, without their names."""
    for name, label, message in (
        ("deltagere", gettext_lazy("See participants"), gettext_lazy("Participants seen")),
        ("eksport", gettext_lazy("Export participants"), gettext_lazy("Participants exported")),
        ("ret", gettext_lazy("Change participant"), gettext_lazy("Participant changed")),
        ("oplysninger", gettext_lazy("Change sign-up"), gettext_lazy("Sign-up changed")),
        ("mail", gettext_lazy("Mail participants"), gettext_lazy("Mail sent to participants")),
        ("slet", gettext_lazy("Delete people"), gettext_lazy("People's data deleted")),
        ("aflys", gettext_lazy("Cancel date"), gettext_lazy("Date cancelled")),
    ):
        actions.register_action(f"arrangementer.{name}", label, message)


@hooks.register("register_admin_viewset")
def register_sign_ups() -> TilmeldingViewSet:
    return TilmeldingViewSet()


@hooks.register("register_permissions")
def register_sign_up_permissions() -> QuerySet[Permission]:
    """Offer what exists: a sign-up is made by the customer alone, and deleted by its day."""
    names = ["view_tilmelding", "change_tilmelding"]
    return Permission.objects.filter(content_type__app_label="arrangementer", codename__in=names)
