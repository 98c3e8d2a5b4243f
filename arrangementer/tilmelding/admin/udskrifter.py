"""What is printed and exported: attendance list, name badges, participants, invoice basis."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from samskabelse.base.eksport import xlsx_response
from samskabelse.base.tekster import tekst

from ...models import Afholdelse, Deltager, Tilmelding
from ..evaluering import FIELDS
from .deltagere import place_in_list
from .sider import DatePage


class AttendanceList(DatePage):
    """A list to tick and sign, a column for each day. No needs: it lies open on a table."""

    template_name = "arrangementer/admin/deltagerliste.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        log(self.date, "arrangementer.deltagere")
        people = self.date.deltagere.seated().select_related("tilmelding")
        return {
            **super().get_context_data(**kwargs),
            "people": sorted(people, key=lambda person: person.name.lower()),
            "days": self.date.days_in_order,
        }


class NameBadges(AttendanceList):
    """Badges to cut out, ten on a page."""

    template_name = "arrangementer/admin/navneskilte.html"


class Evaluations(DatePage):
    """What the participants answered, question by question."""

    template_name = "arrangementer/admin/evalueringer.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.heading = _("Evaluations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(self.date.evalueringer.all())
        questions = [
            (tekst(f"evaluering.felter.{name}.label"), [getattr(row, field) for row in rows])
            for name, field in FIELDS.items()
        ]
        return {
            **super().get_context_data(**kwargs),
            "count": len(rows),
            "questions": [(label, [one for one in texts if one]) for label, texts in questions],
        }


def find(request: HttpRequest, pk: int) -> Afholdelse:
    date = get_object_or_404(Afholdelse.objects.select_related("page"), pk=pk)
    log(date, "arrangementer.eksport")
    return date


def file_name(date: Afholdelse, what: str) -> str:
    day = timezone.localdate(date.starts_at) if date.starts_at else ""
    return f"{what} {date.page.title} {day}".strip()


def participants(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with everybody on the date, with what the kitchen and the teacher must know."""
    date = find(request, pk)
    people = date.deltagere.select_related("tilmelding__kommune", "behov")
    header = [
        _("Name"),
        _("E-mail"),
        _("Job title"),
        _("Employer"),
        _("Municipality"),
        _("Status"),
        _("Number in line"),
        _("Attended"),
        _("Special food"),
        _("To be considered"),
        _("Contact person"),
        _("Contact's e-mail"),
        _("Sign-up number"),
        _("Signed up"),
    ]
    return xlsx_response(
        file_name(date, _("Participants")),
        header,
        participant_rows(sorted(people, key=place_in_list)),
    )


def participant_rows(people: list[Deltager]) -> Iterator[list[Any]]:
    for person in people:
        order, needs = person.tilmelding, getattr(person, "behov", None)
        attended = {True: _("Yes"), False: _("No"), None: ""}[person.attended]
        yield [
            person.name,
            person.email,
            person.job_title,
            order.employer,
            order.kommune.name if order.kommune else "",
            capfirst(person.get_status_display()),
            person.waiting_number if person.status == Deltager.Status.VENTELISTE else None,
            attended,
            needs.food if needs else "",
            needs.considerations if needs else "",
            order.contact_name,
            order.contact_email,
            order.number,
            timezone.localtime(person.created_at),
        ]


def invoices(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with a row for each invoice: the employer, its number, the seats and the amount."""
    date = find(request, pk)
    header = [
        _("Employer"),
        _("Municipality"),
        _("EAN number"),
        _("CVR number"),
        _("Order number"),
        _("Reference"),
        _("Text on the invoice"),
        _("Seats"),
        _("Price excl. VAT"),
        _("Amount excl. VAT"),
        _("Participants"),
        _("Cancelled too late"),
        _("Contact person"),
        _("Contact's e-mail"),
        _("Sign-up number"),
    ]
    return xlsx_response(file_name(date, _("Invoice basis")), header, invoice_rows(date))


def invoice_rows(date: Afholdelse) -> Iterator[list[Any]]:
    """Yield what is to be invoiced, by employer and number; nothing for a cancelled date."""
    if date.is_cancelled:
        return
    on_it = Q(deltagere__afholdelse=date) | Q(afholdelse=date, billed_seats__isnull=False)
    orders = Tilmelding.objects.filter(on_it, price__gt=0).distinct().select_related("kommune")
    for order in orders.order_by("employer", "ean", "cvr", "number"):
        people = list(order.deltagere.billable().filter(afholdelse=date))
        seats = len(people) if order.billed_seats is None else order.billed_seats
        if not seats:
            continue
        yield [
            order.employer,
            order.kommune.name if order.kommune else "",
            order.ean,
            order.cvr,
            order.order_number,
            order.reference,
            order.invoice_text,
            seats,
            order.price,
            seats * order.price,
            ", ".join(person.name for person in people),
            sum(person.owes for person in people),
            order.contact_name,
            order.contact_email,
            order.number,
        ]
