"""The same done to several inquiries at once."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from samskabelse.base.models import Indstillinger

from .. import services
from ..models import Henvendelse
from ..services import By
from .adgang import colleagues
from .formularer import STATUSES

Status = Henvendelse.Status

MOST = 200
NOBODY = "ingen"

DONE = {
    "tildel": (
        gettext_lazy("%(count)s inquiry is assigned."),
        gettext_lazy("%(count)s inquiries are assigned."),
    ),
    "status": (
        gettext_lazy("%(count)s inquiry has a new status."),
        gettext_lazy("%(count)s inquiries have a new status."),
    ),
    "laest": (
        gettext_lazy("%(count)s inquiry is marked as read."),
        gettext_lazy("%(count)s inquiries are marked as read."),
    ),
    "spam": (
        gettext_lazy("%(count)s inquiry is moved to unwanted."),
        gettext_lazy("%(count)s inquiries are moved to unwanted."),
    ),
    "ikke_spam": (
        gettext_lazy("%(count)s inquiry is back among the new ones."),
        gettext_lazy("%(count)s inquiries are back among the new ones."),
    ),
    "slet": (
        gettext_lazy("%(count)s inquiry is deleted."),
        gettext_lazy("%(count)s inquiries are deleted."),
    ),
}


class BulkForm(forms.Form):
    """Which, and what. Only rows that are there are taken; the rest are gone already."""

    handling = forms.ChoiceField(choices=[(name, name) for name in DONE])
    tildelt = forms.ChoiceField(label=gettext_lazy("Assign to"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Set status"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="flere_%s")
        self.people = {str(user.pk): user for user in colleagues()}
        choices = [(pk, str(user)) for pk, user in self.people.items()]
        nobody = (NOBODY, _("Nobody"))
        self.fields["tildelt"].choices = [("", _("Choose a colleague")), *choices, nobody]
        self.fields["status"].choices = [("", _("Choose a status")), *STATUSES]

    def chosen(self) -> list[Henvendelse]:
        numbers = [pk for pk in self.data.getlist("valgt") if pk.isascii() and pk.isdigit()]
        wanted = [int(pk) for pk in numbers if len(pk) < 18][:MOST]
        return list(Henvendelse.objects.filter(pk__in=wanted))


@require_POST
def several(request: HttpRequest) -> HttpResponse:
    """Do one thing to all that were ticked, and lead back to the list."""
    form = BulkForm(request.POST)
    chosen = form.chosen()
    back = next_url(request)
    if not form.is_valid():
        messages.error(request, _("Choose from the list what to do."))
        return redirect(back)
    if not chosen:
        messages.error(request, _("Tick the inquiries that it is about."))
        return redirect(back)
    handling = form.cleaned_data["handling"]
    needs = {"tildel": "tildelt", "status": "status"}.get(handling)
    if needs and not form.cleaned_data[needs]:
        messages.error(request, _("Choose from the list what to do."))
        return redirect(back)
    if handling == "slet":
        if not request.user.has_perm("henvendelser.delete_henvendelse"):
            messages.error(request, _("You may not delete inquiries."))
            return redirect(back)
        if "bekraeft" not in request.POST:
            return ask(request, chosen, back)
    count = 0
    settings = Indstillinger.for_request(request)
    for inquiry in chosen:
        try:
            with transaction.atomic():
                do(handling, inquiry, form, settings, By(request.user))
        except Henvendelse.DoesNotExist:
            continue
        count += 1
    one, many = DONE[handling]
    messages.success(request, (one if count == 1 else many) % {"count": count})
    return redirect(back)


def do(
    handling: str, inquiry: Henvendelse, form: BulkForm, settings: Indstillinger, by: By
) -> None:
    if handling == "tildel":
        services.assign(inquiry, form.people.get(form.cleaned_data["tildelt"]), settings, by)
    elif handling == "status":
        services.set_status(inquiry, form.cleaned_data["status"], settings, by)
    elif handling == "laest":
        services.mark_read(inquiry, by.user)
    elif handling == "spam":
        services.set_status(inquiry, Status.SPAM, settings, by)
    elif handling == "ikke_spam" and inquiry.status == Status.SPAM:
        services.set_status(inquiry, Status.NY, settings, by)
    elif handling == "slet":
        services.lock(inquiry)
        services.erase(inquiry)


def ask(request: HttpRequest, chosen: list[Henvendelse], back: str) -> HttpResponse:
    """Ask before something happens that can't be undone."""
    context = {"chosen": chosen, "back": back, "action": reverse("henvendelser:flere")}
    return TemplateResponse(request, "henvendelser/admin/slet_flere.html", context)


def next_url(request: HttpRequest) -> str:
    """Return the list that the form stood on, with its filters."""
    url = request.POST.get("next", "")
    inbox = reverse("henvendelser:index")
    is_ours = url_has_allowed_host_and_scheme(url, allowed_hosts=None) and (
        url == inbox or url.startswith(f"{inbox}?")
    )
    return url if is_ours and "\\" not in url else inbox
