"""How the list is narrowed. Every choice comes from a fixed set; nothing else is looked up."""

from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from kommuner.models import Kommune

from ..models import Henvendelse
from ..querysets import CLOSED, OWED
from .adgang import colleagues
from .formularer import STATUSES

Status = Henvendelse.Status

ALL = "alle"
OPEN = "aabne"
MINE = "mig"
NOBODY = "ingen"
OVERDUE = "overskredet"
TODAY = "i_dag"
UNREAD = "ulaest"


def status_choices() -> list[tuple[str, Any]]:
    """Return the lists that have a count and a link."""
    return [
        (OPEN, _("Open")),
        *STATUSES,
        (ALL, _("All of them")),
    ]


def assignee_choices() -> list[tuple[str, Any]]:
    people = [(str(user.pk), str(user)) for user in colleagues()]
    return [(MINE, _("Me")), (NOBODY, _("Nobody")), *people]


class HenvendelseFilterSet(WagtailFilterSet):
    """Status, colleague, deadline, subject and municipality, which combine."""

    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=status_choices,
        method="filter_status",
        widget=forms.RadioSelect,
        empty_label=None,
    )
    frist = django_filters.ChoiceFilter(
        label=_("Deadline"),
        choices=[(OVERDUE, _("Overdue")), (TODAY, _("Due today"))],
        method="filter_deadline",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    laest = django_filters.ChoiceFilter(
        label=_("Read or unread"),
        choices=[(UNREAD, _("Unread"))],
        method="filter_unread",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    tildelt = django_filters.ChoiceFilter(
        label=_("Assigned to"),
        choices=assignee_choices,
        method="filter_assignee",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    emne = django_filters.ChoiceFilter(
        label=_("Subject"),
        choices=Henvendelse.Emne.choices,
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    kommune = django_filters.ModelChoiceFilter(
        label=_("Municipality"),
        queryset=Kommune.objects.all(),
        empty_label=_("All"),
    )

    class Meta:
        model = Henvendelse
        fields: list[str] = []

    def filter_status(
        self, rows: models.QuerySet[Henvendelse], name: str, value: str
    ) -> models.QuerySet[Henvendelse]:
        """Leave the status to the list: its counts need the rows of every status."""
        return rows

    def filter_deadline(
        self, rows: models.QuerySet[Henvendelse], name: str, value: str
    ) -> models.QuerySet[Henvendelse]:
        """Leave it to the list, too: the counts lead away from the deadline."""
        return rows

    def filter_unread(
        self, rows: models.QuerySet[Henvendelse], name: str, value: str
    ) -> models.QuerySet[Henvendelse]:
        return rows.filter(is_unread=True)

    def filter_assignee(
        self, rows: models.QuerySet[Henvendelse], name: str, value: str
    ) -> models.QuerySet[Henvendelse]:
        if value == NOBODY:
            return rows.filter(assignee=None)
        user = self.request.user.pk if value == MINE else int(value)
        return rows.filter(assignee=user)


def of_status(rows: models.QuerySet[Henvendelse], status: str) -> models.QuerySet[Henvendelse]:
    if status == OPEN:
        return rows.exclude(status__in=CLOSED)
    if status == ALL:
        return rows
    return rows.filter(status=status)


def of_deadline(rows: models.QuerySet[Henvendelse], deadline: str) -> models.QuerySet[Henvendelse]:
    today = timezone.localdate()
    if deadline == OVERDUE:
        return rows.filter(status__in=OWED, answer_by__lt=today)
    if deadline == TODAY:
        return rows.filter(status__in=OWED, answer_by=today)
    return rows


class Tab:
    """One count, and the address of its list with the other filters kept."""

    def __init__(self, name: str, label: Any, count: int, url: str, *, is_active: bool) -> None:
        self.name, self.label, self.count = name, label, count
        self.url, self.is_active = url, is_active


def tabs(
    rows: models.QuerySet[Henvendelse], request: HttpRequest, url: str, active: str
) -> list[Tab]:
    """Count the rows of each status in one query."""
    overdue = Q(status__in=OWED, answer_by__lt=timezone.localdate())
    counted = rows.order_by().aggregate(
        **{status.value: Count("pk", filter=Q(status=status)) for status in Status},
        **{OVERDUE: Count("pk", filter=overdue)},
    )
    counted[OPEN] = sum(counted[status] for status in Status if status not in CLOSED)
    counted[ALL] = sum(counted[status] for status in Status)
    is_overdue = request.GET.get("frist") == OVERDUE
    found = [
        Tab(
            name,
            label,
            counted[name],
            f"{url}?{query(request, name)}",
            is_active=name == active and not is_overdue,
        )
        for name, label in status_choices()
    ]
    late = f"{url}?{query(request, OPEN)}&frist={OVERDUE}"
    found.insert(1, Tab(OVERDUE, _("Overdue"), counted[OVERDUE], late, is_active=is_overdue))
    return found


def query(request: HttpRequest, status: str) -> str:
    """Return the address's filters with another status; page and order begin anew."""
    data: QueryDict = request.GET.copy()
    for name in ("p", "ordering", "frist", "_w_filter_fragment"):
        data.pop(name, None)
    data["status"] = status
    return data.urlencode()
