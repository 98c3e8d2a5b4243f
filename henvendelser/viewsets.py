"""The inbox in the admin: a list, one inquiry, its status, its deletion.

Every address is guarded twice: at the URL, before anything is looked up, and in Wagtail's views.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry

from samskabelse.base.models import Indstillinger
from samskabelse.drift import errors

from . import services
from .models import Henvendelse

LONGEST_QUERY = 200

View = Callable[..., HttpResponse]


def allowed_to(action: str, view: View) -> View:
    """Answer 403 without the permission, the same whether the inquiry exists or not."""
    permission = f"henvendelser.{action}_henvendelse"

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(permission):
            return errors.permission_denied(request)
        return view(request, *args, **kwargs)

    return guarded


class StatusForm(forms.Form):
    status = forms.ChoiceField(label=_("Status"), choices=Henvendelse.Status.choices)


class HenvendelseFilterSet(WagtailFilterSet):
    class Meta:
        model = Henvendelse
        fields = ["status", "emne"]


class IndexView(generic.IndexView):
    """All inquiries, newest first. Issue 4 brings export, counts and assignees."""

    any_permission_required = ["view"]
    show_export_buttons = False
    search_fields = ["reference", "name", "email", "message"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.is_export = False  # nothing leaves the list by ``?export=csv``

    @cached_property
    def search_query(self) -> str:
        form = self.search_form
        return form.cleaned_data[self.search_kwarg][:LONGEST_QUERY] if form.is_valid() else ""

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column(
                "reference",
                TitleColumn,
                get_title_id=lambda inquiry: f"henvendelse_{inquiry.pk}",
            ),
            DateColumn("created_at", label=capfirst(gettext("received")), sort_key="created_at"),
            Column("get_emne_display", label=capfirst(gettext("subject")), sort_key="emne"),
            Column("name", label=capfirst(gettext("name")), sort_key="name"),
            Column("get_status_display", label=capfirst(gettext("status")), sort_key="status"),
            Column(
                "due", label=capfirst(gettext("answer due")), accessor=due, sort_key="answer_by"
            ),
        ]

    def get_base_queryset(self) -> models.QuerySet[Henvendelse]:
        return super().get_base_queryset().defer("message")


def due(inquiry: Henvendelse) -> Any:
    """Return the promised day while an answer is owed."""
    return inquiry.answer_by if inquiry.status in Henvendelse.OWED else ""


class InspectView(generic.InspectView):
    """Everything about one inquiry. Looking at it is logged: it is personal data."""

    any_permission_required = ["view"]
    template_name = "henvendelser/admin/henvendelse.html"
    page_title = _("Inquiry")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        log(self.object, "henvendelser.view")
        return super().get(request, *args, **kwargs)

    def get_fields(self) -> list[str]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["messages_sent"] = self.object.messages.all()
        context["log_entries"] = log_registry.get_logs_for_instance(self.object)[:30]
        if self.user_has_permission("change"):
            context["status_form"] = StatusForm(initial={"status": self.object.status})
            context["status_url"] = reverse("henvendelser:status", args=[self.object.pk])
        return context


@require_POST
def change_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the status; nothing that the visitor wrote can be changed."""
    inquiry = get_object_or_404(Henvendelse, pk=pk)
    form = StatusForm(request.POST)
    if form.is_valid():
        settings = Indstillinger.for_request(request)
        try:
            services.set_status(inquiry, form.cleaned_data["status"], settings)
        except Henvendelse.DoesNotExist:
            raise Http404 from None
        text = gettext("%(reference)s is now »%(status)s«.") % {
            "reference": inquiry.reference,
            "status": inquiry.get_status_display(),
        }
        messages.success(request, text)
    else:
        messages.error(request, gettext("Choose a status from the list."))
    return redirect("henvendelser:inspect", pk=inquiry.pk)


class DeleteView(generic.DeleteView):
    """Deletes what was written, what was added and the mails about it."""

    def delete_action(self) -> None:
        with transaction.atomic():
            services.erase(self.object)


class HenvendelseViewSet(ModelViewSet):
    model = Henvendelse
    name = "henvendelser"
    icon = "mail"
    menu_name = "henvendelser"
    add_to_admin_menu = True
    add_to_reference_index = False
    inspect_view_enabled = True
    copy_view_enabled = False
    ordering = ["-created_at", "-pk"]
    list_per_page = 50
    filterset_class = HenvendelseFilterSet
    search_backend_name = None
    index_view_class = IndexView
    inspect_view_class = InspectView
    delete_view_class = DeleteView
    form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nowhere = dict.fromkeys(
            ["add_url_name", "edit_url_name", "history_url_name", "usage_url_name"]
        )
        return super().get_common_view_kwargs(**nowhere, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        """Return the five addresses; whoever may not see inquiries gets 403 from each."""
        return [
            path("", allowed_to("view", self.index_view), name="index"),
            path("results/", allowed_to("view", self.index_results_view), name="index_results"),
            path("<int:pk>/", allowed_to("view", self.inspect_view), name="inspect"),
            path("<int:pk>/status/", allowed_to("change", change_status), name="status"),
            path("<int:pk>/slet/", allowed_to("delete", self.delete_view), name="delete"),
        ]

    def register_admin_url_finder(self) -> None:
        """Register none: there is no editing."""

    def get_permissions_to_register(self) -> models.QuerySet[Permission]:
        """Offer what exists: an inquiry is made by a visitor alone."""
        return super().get_permissions_to_register().exclude(codename="add_henvendelse")
