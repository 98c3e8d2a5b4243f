"""One sign-up: what is written about it, its mails, and what COK's people do for the customer."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import log

from samskabelse.base.tekster import lazy_tekst, tekst

from ...models import Mailspor, Tilmelding
from .. import fakta, oplysninger, pladser
from ..forms import TilmeldingForm
from ..indstillinger import current
from ..oplysninger import RetTilmeldingForm
from ..private_forms import RetForm
from ..views import change_rows
from .adgang import CHANGE
from .sider import AdminPage, DatePage


class SignUpPage(AdminPage):
    """One sign-up: its people, its invoice, and the mails that were written about it."""

    template_name = "arrangementer/admin/tilmelding.html"
    heading = ""

    @cached_property
    def tilmelding(self) -> Tilmelding:
        rows = Tilmelding.objects.select_related("afholdelse__page", "kommune")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @property
    def home(self) -> str:
        return reverse("tilmeldinger:tilmelding", args=[self.tilmelding.pk])

    def get_page_title(self) -> str:
        return self.tilmelding.number

    def get_page_subtitle(self) -> str:
        return self.heading

    def trail(self) -> list[dict[str, Any]]:
        date = self.tilmelding.afholdelse
        steps = [
            {
                "url": reverse("tilmeldinger:dato", args=[date.pk]),
                "label": f"{date.page.title}, {date.date_text}",
            },
            {"url": self.home, "label": self.tilmelding.number},
        ]
        return [*steps, {"url": "", "label": self.heading}] if self.heading else steps

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        log(self.tilmelding, "arrangementer.deltagere")
        context = super().get_context_data(**kwargs)
        traces = Mailspor.objects.filter(tilmelding=self.tilmelding).select_related("mail")
        context |= {
            "tilmelding": self.tilmelding,
            "home": self.home,
            "people": self.tilmelding.deltagere.select_related("afholdelse__page"),
            "price": fakta.price_text(self.tilmelding.price),
            "traces": traces.order_by("-created_at", "-pk"),
            "may_change": self.request.user.has_perm(CHANGE),
        }
        return context


class SignUpForm(SignUpPage):
    """Something about a sign-up, to be written and saved."""

    template_name = "arrangementer/admin/formular.html"

    def form(self, data: Any = None) -> Any:
        raise NotImplementedError

    def save(self, form: Any) -> None:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", self.form())
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                self.save(form)
            except pladser.AlreadySignedUp as already:
                key = "tilmelding.deltagere.email.fejl.allerede_tilmeldt"
                form.add_error("email", tekst(key, email=already.emails[0]))
            except pladser.ClosedForSignUp as closed:
                form.add_error(None, tekst(f"tilmelding.fejl.{closed.reason}"))
            else:
                return redirect(self.home)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class DetailsPage(SignUpForm):
    """The contact and the invoice."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.heading = _("Change contact and invoice")

    def form(self, data: Any = None) -> RetTilmeldingForm:
        return RetTilmeldingForm(data, tilmelding=self.tilmelding)

    def save(self, form: RetTilmeldingForm) -> None:
        oplysninger.correct(self.tilmelding, form.details)
        log(self.tilmelding, "arrangementer.oplysninger")
        messages.success(self.request, _("The sign-up is changed."))


class AddPage(SignUpForm):
    """One participant more, on the same invoice."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.heading = _("Add a participant")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.tilmelding.is_anonymous:
            return redirect(self.home)
        return super().dispatch(request, *args, **kwargs)

    def form(self, data: Any = None) -> RetForm:
        return RetForm(data)

    def save(self, form: RetForm) -> None:
        data = form.cleaned_data
        person = pladser.Person(data["navn"], data["email"], data["stilling"])
        deltager = pladser.add_to(self.tilmelding, person)
        log(self.tilmelding, "arrangementer.ret", data={"antal": 1})
        words = {"name": deltager.name}
        if deltager.status == deltager.Status.PLADS:
            messages.success(self.request, _("%(name)s has a seat and a mail.") % words)
        else:
            text = _("There is no free seat: %(name)s is on the waiting list.")
            messages.warning(self.request, text % words)


class ByHandPage(DatePage):
    """Sign somebody up who has phoned or written: the customer's form, in the admin."""

    template_name = "arrangementer/admin/ny.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.heading = _("Sign up by hand")

    def form(self, data: Any = None) -> TilmeldingForm:
        form = TilmeldingForm(
            data,
            afholdelse=self.date,
            settings=current(),
            free=pladser.free_seats(self.date),
            initial={"noegle": str(uuid.uuid4())},
        )
        oplysninger.name_contact(form)
        form.fields["accept"].label = lazy_tekst("tilmelding_admin.accept")
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", self.form())
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if change_rows(form, request.POST.get("handling", "")):
            form.judge_nothing()
            return self.render_to_response(self.get_context_data(form=form))
        if form.is_valid():
            try:
                tilmelding = pladser.sign_up(self.date.pk, form.order(), by_hand=True)
            except pladser.AlreadySignedUp as already:
                form.refuse(already.emails)
            except pladser.ClosedForSignUp as closed:
                form.add_error(None, tekst(f"tilmelding.fejl.{closed.reason}"))
            else:
                log(tilmelding, "arrangementer.ret", data={"antal": len(form.people)})
                messages.success(request, _("The sign-up is made, and the mails are on their way."))
                return redirect("tilmeldinger:tilmelding", tilmelding.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)
