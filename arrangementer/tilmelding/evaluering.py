"""Four questions after a date, answered without a name, behind a link that all on it share."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from samskabelse.base.formularer import SpamGuardMixin
from samskabelse.base.tekster import lazy_tekst, tekst
from samskabelse.drift import errors
from samskabelse.drift.ratelimit import allowed

from ..models import Afholdelse, Deltager, Evaluering
from ..models.evalueringer import LONGEST_ANSWER
from . import fakta, links, mails
from .felter import NeedField
from .forms import readable_key
from .indstillinger import current
from .privat import private
from .varsler import FIRST_HOUR, midnight
from .views import page

#: The form's names, and the fields they fill.
FIELDS = {
    "kan_bruge": "useful",
    "virkede_ikke": "failed",
    "vil_proeve": "will_try",
    "anderledes": "change",
}
#: A worker that was away that long asks no more: nobody remembers.
LATEST_DAYS = 14


class EvalueringForm(SpamGuardMixin):
    noegle = forms.CharField(required=False, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            self.fields[name] = NeedField(f"evaluering.felter.{name}", longest=LONGEST_ANSWER)

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in FIELDS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data[name] for name in FIELDS):
            self.add_error(next(iter(FIELDS)), lazy_tekst("evaluering.tom"))
        return data


@private(links.find_evaluated)
def answer(request: HttpRequest, date: Afholdelse, token: str) -> HttpResponse:
    """Show the questions, or store the answers without anything about who gave them."""
    form = EvalueringForm(
        request.POST if request.method == "POST" else None, initial={"noegle": uuid.uuid4()}
    )
    if form.is_bound and form.is_valid():
        if not allowed(request, "evaluering", limit=60):
            return errors.too_many_requests(request, minutes=10)
        if not form.is_trapped:
            store(date, form.cleaned_data)
        return HttpResponseRedirect(f"{request.path}?sendt=1", status=303)
    return page(
        request,
        "evaluering",
        date,
        status=422 if form.is_bound else 200,
        form=form,
        heading=tekst("evaluering.overskrift", titel=date.page.title),
        was_sent="sendt" in request.GET,
    )


def store(date: Afholdelse, data: dict[str, Any]) -> None:
    answers = {field: data[name] for name, field in FIELDS.items()}
    key = uuid.uuid5(readable_key(data["noegle"]), "\0".join(answers.values()))
    Evaluering.objects.get_or_create(submission_key=key, defaults={"afholdelse": date, **answers})


def ask() -> int:
    """Mail the link to those who were there, and return how many. Run by the worker."""
    days = current().evaluation_days
    if not days or timezone.localtime().hour < FIRST_HOUR:
        return 0
    today = timezone.localdate()
    dates = Afholdelse.objects.select_related("page").filter(
        ends_at__lt=midnight(today - dt.timedelta(days=days - 1)),
        ends_at__gte=midnight(today - dt.timedelta(days=days + LATEST_DAYS)),
    )
    sent = 0
    for date in dates.exclude(status=Afholdelse.Status.CANCELLED):
        asked = Deltager.objects.filter(mailspor__kind="evaluering").values("pk")
        people = date.deltagere.seated().exclude(attended=False).exclude(pk__in=asked)
        for deltager in people.select_related("tilmelding"):
            values = {
                **fakta.of_date(date),
                "deltager": deltager.name,
                "evaluering_link": links.absolute(links.evaluation_url(date)),
            }
            sent += mails.once(
                "evaluering",
                deltager.email,
                values,
                tilmelding=deltager.tilmelding,
                deltager=deltager,
                extra=date.pk,
            )
    return sent
