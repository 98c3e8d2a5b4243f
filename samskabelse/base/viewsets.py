"""Lists in the admin of what visitors' own requests have written."""

from typing import Any

from django.urls import path
from wagtail.admin.viewsets.model import ModelViewSet


class VisitorsViewSet(ModelViewSet):
    """Rows to look at and to delete: no form adds, copies or edits one."""

    copy_view_enabled = False
    inspect_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None
    list_per_page = 50
    form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nowhere = dict.fromkeys(
            ["add_url_name", "edit_url_name", "history_url_name", "usage_url_name"]
        )
        return super().get_common_view_kwargs(**nowhere, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/slet/", self.delete_view, name="delete"),
        ]

    def register_admin_url_finder(self) -> None:
        """Register none: there is no editing."""
