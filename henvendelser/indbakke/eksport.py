"""The filtered list as a file. Who fetched it, and how much, is logged; what was sought is not."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from samskabelse.base.eksport import csv_response, xlsx_response

from ..models import Henvendelse
from .liste import IndexView

#: Each column: its words, and what stands in it.
COLUMNS: list[tuple[str, Any]] = [
    ("case number", lambda one: one.reference),
    ("received", lambda one: one.created_at),
    ("status", lambda one: capfirst(one.get_status_display())),
    ("subject", lambda one: one.get_emne_display()),
    ("name", lambda one: one.name),
    ("e-mail", lambda one: one.email),
    ("phone", lambda one: one.phone),
    ("workplace or association", lambda one: one.organisation),
    ("municipality", lambda one: one.kommune.name if one.kommune else ""),
    ("form of meeting", lambda one: one.get_moedeform_display()),
    ("assigned to", lambda one: str(one.assignee) if one.assignee else ""),
    ("answer due", lambda one: one.answer_by),
    ("first answered", lambda one: one.answered_at),
    ("closed", lambda one: one.closed_at),
    ("is deleted", lambda one: one.delete_on),
    ("message", lambda one: one.message),
]


class ExportView(IndexView):
    """All rows of the list as it is filtered, in the order of the list."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = self.get_queryset().defer(None)
        header = [capfirst(_(words)) for words, _value in COLUMNS]
        log(
            Henvendelse(pk=0),
            "henvendelser.export",
            title=_("List of inquiries"),
            data={"antal": rows.count(), "format": kwargs["form"], "liste": self.status},
        )
        answer = csv_response if kwargs["form"] == "csv" else xlsx_response
        return answer(_("Inquiries"), header, self.rows(rows))

    def rows(self, queryset: Any) -> Iterator[list[Any]]:
        for inquiry in queryset.iterator(chunk_size=500):
            yield [value(inquiry) for _words, value in COLUMNS]
