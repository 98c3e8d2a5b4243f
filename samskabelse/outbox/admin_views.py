"""The admin's pages about mails that were given up, and about one person's data.

Each view checks the permission itself.
"""

import json
from functools import partial
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from samskabelse.drift import persondata
from samskabelse.drift.adgang import allowed_to

from . import services
from .delivery import AWAY_MARK
from .models import Mail

MAY_SEND = "outbox.change_mail"
MAY_ERASE = "outbox.use_persondata"
MOST_SHOWN = 200


class EmailForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address"))


def masked(address: str) -> str:
    """Return the address without who it is: ``a…@kommune.dk``."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"


def in_words(error: str) -> str:
    """Return what went wrong as one says it; what the server called it stands beside."""
    if error.startswith(AWAY_MARK):
        return _("The mail server did not answer.")
    if error.startswith("SMTPRecipientsRefused"):
        return _("The receiver's mail server refused the address.")
    return _("The mail server refused the mail.") if error else ""


def write_down(action: str, count: int) -> None:
    """Log that a person's data were seen, handed out or erased; whose, no log tells."""
    log(Mail(pk=0), f"persondata.{action}", title=_("Personal data"), data={"antal": count})


@never_cache
@partial(allowed_to, MAY_SEND)
def undelivered(request: HttpRequest) -> HttpResponse:
    """List what was given up, and what has been tried in vain so far."""
    troubled = Mail.objects.filter(
        Q(status=Mail.Status.ABANDONED) | Q(status=Mail.Status.WAITING, attempts__gt=0)
    )
    mails = list(troubled.defer("body_text", "body_html", "attachments")[:MOST_SHOWN])
    rows = [(mail, masked(mail.to), in_words(mail.last_error)) for mail in mails]
    return TemplateResponse(request, "outbox/admin/ikke_leveret.html", {"rows": rows})


def number_of(found: dict[str, list[dict[str, Any]]]) -> int:
    return sum(len(items) for items in found.values())


@partial(allowed_to, MAY_SEND)
@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    mail = Mail.objects.filter(pk=pk).first()
    if mail is None:
        messages.error(request, _("The mail is deleted."))
    else:
        services.retry(mail)
        messages.success(request, _("The mail is on its way again."))
    return redirect("outbox_undelivered")


@never_cache
@partial(allowed_to, MAY_ERASE)
def person(request: HttpRequest) -> HttpResponse:
    """Find one address by POST, so that it stands in no address and no log."""
    form = EmailForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        email, action = form.cleaned_data["email"], request.POST.get("handling", "")
        if action == "hent":
            found = persondata.find(email)
            write_down("hand_out", number_of(found))
            body = json.dumps(found, ensure_ascii=False, indent=2)
            response = HttpResponse(body, "application/json; charset=utf-8")
            response["Content-Disposition"] = 'attachment; filename="persondata.json"'
            return response
        if action == "slet":
            count = sum(persondata.erase(email).values())
            write_down("erase", count)
            messages.success(request, _("%(count)s items erased.") % {"count": count})
            return redirect("persondata")
        found = persondata.find(email)
        write_down("find", number_of(found))
        context |= {"email": email, "found": found, "was_searched": True}
    return TemplateResponse(request, "outbox/admin/persondata.html", context)
