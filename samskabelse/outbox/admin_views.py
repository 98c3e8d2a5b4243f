"""The admin's pages about mails that were given up, and about one person's data.

Each view checks the permission itself.
"""

import json

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from samskabelse.drift import persondata

from . import services
from .models import Mail

MAY_SEND = "outbox.change_mail"
MAY_ERASE = "outbox.use_persondata"
MOST_SHOWN = 200


class EmailForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address"))


def require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def masked(address: str) -> str:
    """Return the address without who it is: ``a…@kommune.dk``."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"


@never_cache
def undelivered(request: HttpRequest) -> HttpResponse:
    """List what was given up, and what has been tried in vain so far."""
    require(request, MAY_SEND)
    troubled = Mail.objects.filter(
        Q(status=Mail.Status.ABANDONED) | Q(status=Mail.Status.WAITING, attempts__gt=0)
    )
    mails = list(troubled.defer("body_text", "body_html", "attachments")[:MOST_SHOWN])
    rows = [(mail, masked(mail.to)) for mail in mails]
    return TemplateResponse(request, "outbox/admin/ikke_leveret.html", {"rows": rows})


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, MAY_SEND)
    mail = Mail.objects.filter(pk=pk).first()
    if mail is None:
        messages.error(request, _("The mail is deleted."))
    else:
        services.retry(mail)
        messages.success(request, _("The mail is on its way again."))
    return redirect("outbox_undelivered")


@never_cache
def person(request: HttpRequest) -> HttpResponse:
    """Find one address by POST, so that it stands in no address and no log."""
    require(request, MAY_ERASE)
    form = EmailForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        email, action = form.cleaned_data["email"], request.POST.get("handling", "")
        if action == "hent":
            body = json.dumps(persondata.find(email), ensure_ascii=False, indent=2)
            response = HttpResponse(body, "application/json; charset=utf-8")
            response["Content-Disposition"] = 'attachment; filename="persondata.json"'
            return response
        if action == "slet":
            counts = persondata.erase(email)
            messages.success(
                request, _("%(count)s items erased.") % {"count": sum(counts.values())}
            )
            return redirect("persondata")
        context |= {"email": email, "found": persondata.find(email), "was_searched": True}
    return TemplateResponse(request, "outbox/admin/persondata.html", context)
