"""The list of dates in the admin, for those who administer courses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import Permission
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from samskabelse.drift import errors

from .datoer.gentag import repeat
from .datoer.liste import AfholdelseFilterSet, IndexView
from .models import Afholdelse

View = Callable[..., HttpResponse]
VIEW_DATES = "arrangementer.view_afholdelse"


def for_course_admins(view: View) -> View:
    """Answer 403 without the permission, the same whether the date exists or not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(VIEW_DATES):
            return errors.permission_denied(request)
        return view(request, *args, **kwargs)

    return guarded


class DatesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(VIEW_DATES)


class AfholdelseViewSet(ModelViewSet):
    """All dates. Each is edited on its page, which alone may change what visitors see."""

    model = Afholdelse
    name = "afholdelser"
    icon = "calendar-alt"
    menu_label = _("Dates")
    menu_name = "afholdelser"
    menu_item_class = DatesMenuItem
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    list_per_page = 50
    search_backend_name = None
    filterset_class = AfholdelseFilterSet
    index_view_class = IndexView
    form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nowhere = dict.fromkeys(
            [
                "add_url_name",
                "edit_url_name",
                "delete_url_name",
                "history_url_name",
                "usage_url_name",
            ]
        )
        return super().get_common_view_kwargs(**{**nowhere, **kwargs})

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses; whoever may not see the dates gets 403 from each."""
        return [
            path("", for_course_admins(self.index_view), name="index"),
            path("results/", for_course_admins(self.index_results_view), name="index_results"),
            path("<int:pk>/gentag/", for_course_admins(repeat), name="gentag"),
        ]

    def register_admin_url_finder(self) -> None:
        """Register none: a date is edited on its page."""

    def get_permissions_to_register(self) -> models.QuerySet[Permission]:
        """Offer the one that means something here: the rest are the page's permissions."""
        return super().get_permissions_to_register().filter(codename="view_afholdelse")
