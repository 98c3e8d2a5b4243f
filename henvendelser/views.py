"""The private link: a visitor sees, adds to, withdraws and deletes their own inquiry.

The token stands in the path. It is kept from other sites by the Referrer-Policy, from caches and
search engines by headers, and from the log by its form: drift's mask covers any long hexadecimal
string in a path, also in what Django itself logs about answers from 400 up.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import tekst

from . import services
from .forms import SvarForm, refuse_nul
from .models import Henvendelse

Status = Henvendelse.Status

ERASED_SALT = "henvendelser.erased"
ERASED_MAX_AGE = 60 * 60

#: What the visitor is told: the words' key, and the explanation's where it is another.
STATUS_TEXTS: dict[str, tuple[str, str]] = {
    Status.NY: ("ny", "ny"),
    Status.I_GANG: ("i_gang", "i_gang"),
    Status.AFVENTER: ("afventer_dig", "afventer_dig"),
    # The explanation of a meeting needs its time, which comes with the calendar.
    Status.MOEDE_AFTALT: ("moede_aftalt", "i_gang"),
    Status.AFSLUTTET: ("afsluttet", "afsluttet"),
    Status.TRUKKET_TILBAGE: ("trukket_tilbage", "trukket_tilbage"),
    # Who is taken for spam by mistake must not read it here.
    Status.SPAM: ("ny", "ny"),
}


def private(
    view: Callable[[HttpRequest, Henvendelse, str], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Find the inquiry of the token, and let the answer neither be stored nor passed on."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        inquiry = services.find(token)
        if inquiry is None:
            return unknown(request)
        refuse_nul(request)
        try:
            response = view(request, inquiry, reverse("henvendelse_status", args=[token]))
        except Henvendelse.DoesNotExist:  # deleted in the meantime
            return unknown(request)
        # Not no-referrer: it makes browsers send »Origin: null« with the page's own forms, which
        # the CSRF check refuses. strict-origin never passes on the path.
        return keep_private(response, referrer_policy="strict-origin")

    return guarded


def page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    context["breadcrumbs"] = [(tekst("menu.foerste_led"), "/")]
    return TemplateResponse(request, f"henvendelser/{name}.html", context, status=status)


def keep_private(response: HttpResponse, *, referrer_policy: str = "no-referrer") -> HttpResponse:
    add_never_cache_headers(response)
    response["Referrer-Policy"] = referrer_policy
    response["X-Robots-Tag"] = "noindex"
    return response


def unknown(request: HttpRequest) -> HttpResponse:
    """Answer the same to a wrong, a garbled and a deleted link.

    Rendered here instead of raising Http404, so that the general page does not offer a search
    for what stands in the address.
    """
    days = Indstillinger.for_request(request).deletion_days
    text = tekst("henvendelse_status.ukendt.tekst", antal=days)
    return keep_private(page(request, "henvendelse_ukendt", status=404, text=text))


@private
def show_status(request: HttpRequest, inquiry: Henvendelse, home: str) -> HttpResponse:
    """Show the status and what was written; store what the visitor adds."""
    may_write = inquiry.status != Status.TRUKKET_TILBAGE
    form = SvarForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not may_write:
        return HttpResponseRedirect(home, status=303)
    if form.is_valid():
        services.add_message(
            inquiry, form.cleaned_data["besked"], Indstillinger.for_request(request)
        )
        return HttpResponseRedirect(f"{home}?sendt=1", status=303)
    label, explanation = STATUS_TEXTS[inquiry.status]
    context = {
        "inquiry": inquiry,
        "home": home,
        "received": date_format(timezone.localtime(inquiry.created_at), "j. F Y \\k\\l. G.i"),
        "messages_sent": inquiry.messages.all(),
        "status_label": tekst(f"henvendelse_status.statusser.{label}"),
        "explanation": tekst(
            f"henvendelse_status.forklaring.{explanation}",
            svar_senest=date_format(inquiry.answer_by, "j. F Y"),
            slet_dato=date_format(inquiry.delete_on, "j. F Y"),
        ),
        "form": form if may_write else None,
        "was_sent": "sendt" in request.GET,
    }
    status = 422 if form.is_bound else 200
    return page(request, "henvendelse_status", status=status, **context)


@private
def withdraw(request: HttpRequest, inquiry: Henvendelse, home: str) -> HttpResponse:
    if request.method != "POST":
        return confirm(request, "traek_tilbage", "knap", home)
    services.withdraw(inquiry, Indstillinger.for_request(request))
    return HttpResponseRedirect(home, status=303)


@private
def erase(request: HttpRequest, inquiry: Henvendelse, home: str) -> HttpResponse:
    if request.method != "POST":
        return confirm(request, "slet", "bekraeft_overskrift", home)
    services.erase_at_request(inquiry, Indstillinger.for_request(request))
    receipt = signing.dumps(inquiry.reference, salt=ERASED_SALT)
    return HttpResponseRedirect(f"{reverse('henvendelse_slettet')}?n={receipt}", status=303)


def confirm(request: HttpRequest, action: str, heading_key: str, home: str) -> HttpResponse:
    """Ask before something happens that can't be undone."""
    key = f"henvendelse_status.{action}"
    context = {
        "heading": tekst(f"{key}.{heading_key}"),
        "question": tekst(f"{key}.bekraeft"),
        "yes": tekst(f"{key}.ja"),
        "no": tekst(f"{key}.nej"),
        "home": home,
    }
    return page(request, "henvendelse_slet", **context)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say that everything is deleted, to the one who asked for it."""
    try:
        signing.loads(request.GET.get("n", ""), salt=ERASED_SALT, max_age=ERASED_MAX_AGE)
    except signing.BadSignature:
        return unknown(request)
    return keep_private(page(request, "henvendelse_slettet"))
