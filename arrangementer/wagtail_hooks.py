"""Registers what the catalogue gives the admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .models import Afholdelse


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
