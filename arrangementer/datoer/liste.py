"""All dates of all courses: when, where, how many are signed up, and what it brings in."""

from typing import Any

import django_filters
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from ..models import Afholdelse

AHEAD, PAST, ALL = "kommende", "tidligere", "alle"
LONGEST_QUERY = 200


class Cell(BaseColumn):
    """A column whose cell is a template of ours."""

    def __init__(self, name: str, label: Any, **kwargs: Any) -> None:
        super().__init__(name, label=label, **kwargs)
        self.cell_template_name = f"arrangementer/admin/celler/{name}.html"


class AfholdelseFilterSet(WagtailFilterSet):
    tid = django_filters.ChoiceFilter(
        label=_("When"),
        choices=[(AHEAD, _("Coming")), (PAST, _("Past")), (ALL, _("All of them"))],
        method="filter_time",
        empty_label=None,
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Afholdelse.Status.choices)
    form = django_filters.ChoiceFilter(label=_("Form"), choices=Afholdelse.Form.choices)

    class Meta:
        model = Afholdelse
        fields = ["tid", "status", "form"]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        """Begin with what is coming."""
        data = data.copy() if data is not None else {}
        if data.get("tid") not in {AHEAD, PAST, ALL}:
            data["tid"] = AHEAD
        super().__init__(data, *args, **kwargs)

    def filter_time(self, rows: models.QuerySet, _name: str, value: str) -> models.QuerySet:
        now = timezone.now()
        return {
            AHEAD: rows.filter(Q(ends_at__gte=now) | Q(ends_at=None)),
            PAST: rows.filter(ends_at__lt=now).order_by("-starts_at", "-pk"),
        }.get(value, rows)


class IndexView(generic.IndexView):
    """The nearest first; those that are over are a filter away."""

    any_permission_required = ["view"]
    page_title = _("Dates")
    default_ordering = ["starts_at", "pk"]
    show_export_buttons = False
    is_searchable = True

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            Cell("kursus", _("Course or event"), sort_key="page__title"),
            Cell("dage", _("Days"), sort_key="starts_at"),
            Cell("sted", _("Place"), sort_key="place"),
            Cell("tilstand", _("Status"), sort_key="status"),
            Cell("optaget", _("Taken")),
            Cell("venter", _("Waiting")),
            Cell("omsaetning", _("Revenue, kr. excl. VAT")),
        ]

    def get_base_queryset(self) -> models.QuerySet[Afholdelse]:
        return Afholdelse.objects.with_counts().with_revenue().select_related("page")

    @cached_property
    def search_query(self) -> str:
        form = self.search_form
        return form.cleaned_data[self.search_kwarg][:LONGEST_QUERY] if form.is_valid() else ""

    def search_queryset(self, queryset: Any) -> Any:
        """Look for each word in the title and the place."""
        for word in self.search_query.replace("\0", "").split()[:10]:
            anywhere = Q(page__title__icontains=word) | Q(place__icontains=word)
            queryset = queryset.filter(anywhere)
        return queryset

    @cached_property
    def header_buttons(self) -> list[Button]:
        return []
