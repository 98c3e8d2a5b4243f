"""A mail to all participants of a date, and the one that calls it off. Each is seen before sent."""

import uuid
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.log_actions import log

from samskabelse.base.tekster import MissingText, entry, fill
from samskabelse.base.validators import one_line, plain_text
from samskabelse.outbox.services import queue_mail

from ...models import Deltager, Mailspor
from ...models.ventelister import LONGEST_NOTE
from .. import fakta, varsler
from .sider import DatePage

TEMPLATES = "tilmelding_admin.breve"
LONGEST_SUBJECT = 160
LONGEST_LETTER = 6000


class LetterForm(forms.Form):
    til = forms.ChoiceField(
        label=gettext_lazy("To"),
        choices=[
            ("plads", gettext_lazy("participants with a seat")),
            ("venteliste", gettext_lazy("the waiting list")),
            ("kontakt", gettext_lazy("contact persons")),
        ],
    )
    emne = forms.CharField(
        label=gettext_lazy("Subject"), max_length=LONGEST_SUBJECT, validators=[one_line]
    )
    tekst = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=LONGEST_LETTER,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy(
            "{navn}, {titel}, {dato}, {tider} and {sted} are filled in for each receiver."
        ),
    )
    noegle = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("emne", "tekst"):
            try:
                fill(data.get(name, ""), dict.fromkeys(FIELDS, ""))
            except MissingText:
                self.add_error(
                    name, _("There is a word in braces that can't be filled in. Mend it.")
                )
        return data


FIELDS = (
    "navn",
    "titel",
    "dato",
    "tider",
    "sted",
    "by",
    "pris",
    "frist",
    "klokkeslaet",
    "arrangement_link",
)


class LetterPage(DatePage):
    """Write, see it as the first receiver will, and send it."""

    template_name = "arrangementer/admin/brev.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.heading = _("Write to all")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        letters = entry(TEMPLATES)
        chosen = letters.get(self.request.GET.get("skabelon", ""), letters["tom"])
        initial = {
            "til": "plads",
            "noegle": uuid.uuid4(),
            **{k: chosen[k] for k in ("emne", "tekst")},
        }
        context.setdefault("form", LetterForm(initial=initial))
        context["letters"] = [(key, letter["navn"]) for key, letter in letters.items()]
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = LetterForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        to = self.receivers(form.cleaned_data["til"])
        if "send" in request.POST and to:
            count = self.send(form.cleaned_data, to)
            log(self.date, "arrangementer.mail", data={"antal": count})
            text = ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", count)
            messages.success(request, text % {"n": count})
            return redirect(self.home)
        preview = None
        if to and "ret" not in request.POST:
            preview = {
                "count": len(to),
                "to": f"{to[0][0]} <{to[0][1]}>",
                "subject": self.filled(form.cleaned_data["emne"], to[0][0]),
                "text": self.filled(form.cleaned_data["tekst"], to[0][0]),
            }
        if not to:
            form.add_error("til", _("There is nobody to write to."))
        return self.render_to_response(self.get_context_data(form=form, preview=preview))

    def receivers(self, to: str) -> list[tuple[str, str, Deltager]]:
        """Return each address once, with the name and one of the participants it is about."""
        waits = to == "venteliste"
        people = self.date.deltagere.waiting() if waits else self.date.deltagere.seated()
        found: dict[str, tuple[str, str, Deltager]] = {}
        for person in people.select_related("tilmelding"):
            order = person.tilmelding
            of_contact = to != "plads"
            name = order.contact_name if of_contact else person.name
            email = order.contact_email if of_contact else person.email
            if email and not email.endswith(".invalid"):
                found.setdefault(email.lower(), (name, email, person))
        return list(found.values())

    def filled(self, text: str, name: str) -> str:
        return fill(text, {**fakta.of_date(self.date), "navn": name})

    def send(self, data: dict[str, Any], to: list[tuple[str, str, Deltager]]) -> int:
        """Queue a mail to each, once however often the button is pressed."""
        count = 0
        with transaction.atomic():
            for name, email, person in to:
                row, is_new = Mailspor.objects.get_or_create(
                    key=f"brev:{data['noegle']}:{person.pk}",
                    defaults={
                        "kind": "brev",
                        "tilmelding": person.tilmelding,
                        "deltager": person,
                    },
                )
                if is_new:
                    row.mail = queue_mail(
                        to=email,
                        subject=" ".join(self.filled(data["emne"], name).split()),
                        text=self.filled(data["tekst"], name),
                    )
                    row.save(update_fields=["mail"])
                    count += 1
        return count


class CallOffForm(forms.Form):
    besked = forms.CharField(
        label=gettext_lazy("Why, and what now"),
        required=False,
        max_length=LONGEST_NOTE,
        validators=[plain_text],
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Stands in the mail. Write so that a stranger may read it."),
    )


class CallOffPage(DatePage):
    """Cancel a date: one press tells everyone, and nobody pays."""

    template_name = "arrangementer/admin/aflys.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.heading = _("Cancel the date")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", CallOffForm())
        return context | {"count": self.date.deltagere.active().count()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CallOffForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if self.date.is_past:
            messages.error(request, _("The date is over."))
        elif varsler.call_off(self.date.pk, form.cleaned_data["besked"], request.user):
            messages.success(request, _("The date is cancelled, and everyone is told."))
        else:
            messages.warning(request, _("The date was cancelled already."))
        return redirect(self.home)
