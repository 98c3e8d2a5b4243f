"""One date's participants: the list, what is done to several of them, and one of them."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from ...models import Afholdelse, Deltager
from .. import afbud, fakta, pladser
from ..private_forms import RetForm
from .datoer import LONGEST_QUERY, add_revenue
from .sider import DatePage

Status = Deltager.Status

LONGEST_NUMBER = 12

#: In this order the list stands: seats first, then offers and the line, then who is off.
ORDER = [Status.PLADS, Status.TILBUDT, Status.VENTELISTE, *Status]


class FilterForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Search"), required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        required=False,
        choices=[("", gettext_lazy("All")), *Status.choices],
    )
    q.widget.attrs["type"] = "search"


class ParticipantsPage(DatePage):
    """The participants of a date. Looking at them is logged: it is personal data."""

    template_name = "arrangementer/admin/deltagere.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        log(self.date, "arrangementer.deltagere")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = FilterForm(self.request.GET)
        add_revenue([self.date])
        context |= {
            "filter_form": form,
            "people": people_of(self.date, form),
            "revenue": fakta.amount(self.date.revenue),
            "others": other_dates(self.date),
            "tools": self.tools(),
        }
        return context


def people_of(date: Afholdelse, form: FilterForm) -> list[Deltager]:
    rows = date.deltagere.select_related("tilmelding", "behov")
    if form.is_valid():
        query = form.cleaned_data["q"].replace("\0", "")[:LONGEST_QUERY].strip()
        if query:
            rows = rows.filter(
                Q(name__icontains=query)
                | Q(email__icontains=query)
                | Q(job_title__icontains=query)
                | Q(tilmelding__employer__icontains=query)
                | Q(tilmelding__number__iexact=query)
            )
        if form.cleaned_data["status"]:
            rows = rows.filter(status=form.cleaned_data["status"])
    people = sorted(rows, key=place_in_list)
    for place, person in enumerate((p for p in people if p.status == Status.VENTELISTE), 1):
        person.line = place
    return people


def place_in_list(person: Deltager) -> tuple[int, int, str]:
    return ORDER.index(Status(person.status)), person.waiting_number or 0, person.name.lower()


def other_dates(date: Afholdelse) -> list[Afholdelse]:
    """Return the dates that somebody may be moved to, those of the same course first."""
    rows = Afholdelse.objects.with_counts().select_related("page").with_free_seats()
    open_ones = list(rows.exclude(pk=date.pk).order_by("starts_at")[:100])
    return sorted(open_ones, key=lambda row: row.page_id != date.page_id)


# --- Several at once --------------------------------------------------------------------------


@require_POST
def several(request: HttpRequest, pk: int) -> HttpResponse:
    """Do to those that are ticked what the button says."""
    date = get_object_or_404(Afholdelse.objects.select_related("page"), pk=pk)
    home = redirect("tilmeldinger:dato", pk=pk)
    numbers = [n for n in request.POST.getlist("deltager")[:5000] if is_number(n)]
    people = list(date.deltagere.filter(pk__in=numbers).select_related("tilmelding"))
    if not people:
        messages.warning(request, _("Tick the participants first."))
        return home
    match request.POST.get("handling"):
        case "moedt" | "udeblevet" as what:
            seated = Deltager.objects.seated().filter(pk__in=[one.pk for one in people])
            told = seated.update(attended=what == "moedt")
        case "afmeld" if "bekraeftet" not in request.POST:
            return CancelPage.as_view(people=people)(request, pk=pk)
        case "afmeld":
            told = sum(do(request, afbud.cancel, person) for person in people)
        case "flyt":
            to = request.POST.get("til", "")
            if not (is_number(to) and Afholdelse.objects.filter(pk=to).exists()):
                messages.error(request, _("Choose the date to move to."))
                return home
            told = sum(do(request, afbud.move, person, int(to)) for person in people)
        case _:
            return home
    if not told:
        messages.warning(request, _("Nobody was changed."))
    else:
        log(date, "arrangementer.ret", data={"antal": told})
        text = ngettext("%(n)s participant is changed.", "%(n)s participants are changed.", told)
        messages.success(request, text % {"n": told})
    return home


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER


class CancelPage(DatePage):
    """Ask before seats are given up: each is told by mail, and the next in line is."""

    template_name = "arrangementer/admin/afmeld.html"
    http_method_names = ["post"]
    people: list[Deltager] = []

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.heading = _("Cancel the seats")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        people = [one for one in self.people if one.is_active]
        pays = pladser.terms_of(self.date)
        return self.render_to_response(self.get_context_data(people=people, pays=pays))


def do(request: HttpRequest, action: Any, person: Deltager, *rest: Any) -> bool:
    """Do it to one of them, and tell what stood in the way."""
    try:
        return bool(action(person, *rest))
    except afbud.NoSeat:
        messages.error(request, _("There is no free seat for %(name)s.") % {"name": person.name})
    except pladser.TooLate:
        messages.error(request, _("The date has begun or is cancelled."))
    except pladser.AlreadySignedUp:
        text = _("%(name)s is signed up for that date already.")
        messages.error(request, text % {"name": person.name})
    return False


# --- One participant --------------------------------------------------------------------------


class ParticipantPage(DatePage):
    """Mend what is written about a participant."""

    template_name = "arrangementer/admin/deltager.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.heading = _("Change participant")

    def person(self) -> Deltager:
        rows = self.date.deltagere.select_related("tilmelding")
        return get_object_or_404(rows, pk=self.kwargs["deltager"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        person = self.person()
        context.setdefault("form", RetForm(initial=initial_of(person)))
        return context | {"person": person}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person, form = self.person(), RetForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            if do(request, mend, person, data["navn"], data["email"], data["stilling"]):
                log(self.date, "arrangementer.ret", data={"antal": 1})
                messages.success(request, _("The participant is changed."))
                return redirect(self.home)
        return self.render_to_response(self.get_context_data(form=form), status=422)


def initial_of(person: Deltager) -> dict[str, str]:
    return {"navn": person.name, "email": person.email, "stilling": person.job_title}


def mend(person: Deltager, name: str, email: str, job_title: str) -> bool:
    afbud.correct(person, name, email, job_title)
    return True
