"""The list of inquiries: what is new, whose it is, and what is due."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Table
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from ..models import Haendelse, Henvendelse
from . import filtre
from .flere import BulkForm

LONGEST_QUERY = 200

#: What is searched, beside notes, replies and what was added: »den med skolehaven« may stand there.
SEARCHED = ["reference", "name", "email", "organisation", "phone", "message"]


class Cell(BaseColumn):
    """A column whose cell is a template of ours."""

    def __init__(self, name: str, label: Any, **kwargs: Any) -> None:
        super().__init__(name, label=label, **kwargs)
        self.cell_template_name = f"henvendelser/admin/indbakke/{name}.html"


class SelectCell(Cell):
    header_template_name = "henvendelser/admin/indbakke/vaelg_alle.html"


class InboxTable(Table):
    def get_row_classname(self, instance: Henvendelse) -> str:
        return (
            "indbakke__raekke indbakke__raekke--ulaest"
            if instance.is_unread
            else ("indbakke__raekke")
        )


class IndexView(generic.IndexView):
    """Open inquiries, newest first; the others are a tab away."""

    any_permission_required = ["view"]
    template_name = "henvendelser/admin/indbakke.html"
    results_template_name = "henvendelser/admin/indbakke_resultater.html"
    table_class = InboxTable
    show_export_buttons = False
    is_searchable = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.is_export = False  # files have an address of their own, where they are logged

    @cached_property
    def search_query(self) -> str:
        form = self.search_form
        return form.cleaned_data[self.search_kwarg][:LONGEST_QUERY] if form.is_valid() else ""

    @cached_property
    def status(self) -> str:
        """Return which list it is: the open ones, or all of them when something is searched."""
        asked = self.request.GET.get("status", "")
        if any(asked == name for name, _label in filtre.status_choices()):
            return asked
        return filtre.ALL if self.is_searching else filtre.OPEN

    @cached_property
    def columns(self) -> list[BaseColumn]:
        columns: list[BaseColumn] = [
            Cell("sag", capfirst(gettext("inquiry")), sort_key="name"),
            Cell("emne", capfirst(gettext("subject")), sort_key="emne"),
            Cell("status", capfirst(gettext("status")), sort_key="status"),
            Cell("tildelt", capfirst(gettext("assigned to")), sort_key="assignee__first_name"),
            Cell("modtaget", capfirst(gettext("received")), sort_key="created_at"),
            Cell("frist", capfirst(gettext("answer due")), sort_key="answer_by"),
        ]
        if self.may_change:
            columns.insert(0, SelectCell("vaelg", gettext("Choose all"), width="3rem"))
        return columns

    @cached_property
    def may_change(self) -> bool:
        return self.user_has_permission("change")

    def get_base_queryset(self) -> models.QuerySet[Henvendelse]:
        return (
            Henvendelse.objects.standing()
            .select_related("assignee", "kommune")
            .defer("message", "merged_into", "origin")
        )

    def order_queryset(self, queryset: Any) -> Any:
        """Let rows that are alike keep one order: a page further must not repeat any."""
        ordered = super().order_queryset(queryset)
        return ordered.order_by(*ordered.query.order_by, "-created_at", "-pk")

    def get_queryset(self) -> Any:
        """Return the rows of the list; ``counted`` keeps those of every status and deadline."""
        self.counted = super().get_queryset()
        rows = filtre.of_status(self.counted, self.status)
        return filtre.of_deadline(rows, self.request.GET.get("frist", ""))

    def search_queryset(self, queryset: Any) -> Any:
        """Look for each word by itself, in whatever order they are written."""
        for word in self.search_query.replace("\0", "").split()[:10]:
            letters = Haendelse.objects.filter(inquiry=OuterRef("pk"))
            added = Q(text__icontains=word) | Q(message__text__icontains=word)
            anywhere = Q(Exists(letters.filter(added)))
            for field in SEARCHED:
                anywhere |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(anywhere)
        return queryset

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        query = self.request.GET.urlencode()
        return [
            Button(
                label,
                url=f"{reverse(f'henvendelser:eksport_{form}')}?{query}",
                icon_name="download",
                priority=priority,
            )
            for form, label, priority in [
                ("xlsx", _("Fetch as Excel"), 10),
                ("csv", _("Fetch as CSV"), 20),
            ]
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["tabs"] = filtre.tabs(self.counted, self.request, self.index_url, self.status)
        if self.may_change:
            context["bulk_form"] = BulkForm()
            context["bulk_url"] = reverse("henvendelser:flere")
            context["may_delete"] = self.user_has_permission("delete")
        return context
