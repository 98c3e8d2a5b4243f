"""The private link: a visitor sees, adds to, withdraws and deletes their own inquiry.

The token stands in the path. It is kept from other sites by the Referrer-Policy, from caches and
search engines by headers, and from the log by its form: drift's mask covers any long hexadecimal
string in a path, also in what Django itself logs about answers from 400 up.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import tekst
from samskabelse.drift import errors
from samskabelse.drift.ratelimit import allowed

from . import services
from .forms import AfslagForm, SvarForm, refuse_nul
from .models import Henvendelse
from .persondata import hand_out_inquiry
from .statusside import context_of

Status = Henvendelse.Status

ERASED_SALT = "henvendelser.erased"
ERASED_MAX_AGE = 60 * 60

#: What is told after something was done, by the word in the address.
NOTICES = {
    "sendt": "henvendelse_status.svar.sendt",
    "valgt": "henvendelse_status.tidsforslag.valgt",
    "afslaaet": "henvendelse_status.tidsforslag.afslaaet",
    "aflyst": "henvendelse_status.moede.aflyst",
}

#: How often one address may post through a private link.
MOST_POSTS, SPAN_SECONDS = 30, 600


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
        if request.method == "POST" and not allowed(
            request, "henvendelse", MOST_POSTS, SPAN_SECONDS
        ):
            answer = errors.too_many_requests(request, minutes=SPAN_SECONDS // 60)
            return keep_private(answer, referrer_policy="strict-origin")
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
    """Show the status, the times and what was written; store what the visitor adds."""
    may_write = inquiry.status != Status.TRUKKET_TILBAGE
    form = SvarForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not may_write:
        return HttpResponseRedirect(home, status=303)
    if form.is_valid():
        services.add_message(
            inquiry, form.cleaned_data["besked"], Indstillinger.for_request(request)
        )
        return HttpResponseRedirect(f"{home}?sendt=1", status=303)
    done = next((key for name, key in NOTICES.items() if name in request.GET), "")
    return status_page(request, inquiry, home, form if may_write else None, notice=done)


def status_page(
    request: HttpRequest,
    inquiry: Henvendelse,
    home: str,
    form: SvarForm | AfslagForm | None,
    **told: str,
) -> HttpResponse:
    """Answer with all there is: 422 where the form has errors, 409 where we have to refuse.

    ``told``: the key of a ``notice`` about what was done, or of a ``warning``.
    """
    context = context_of(inquiry) | {"home": home, "form": form}
    context["deletion_days"] = Indstillinger.for_request(request).deletion_days
    context |= {name: tekst(key) if key else "" for name, key in told.items()}
    refused = 409 if told.get("warning") else 200
    status = 422 if form is not None and form.is_bound else refused
    return page(request, "henvendelse_status", status=status, **context)


@private
def choose_time(request: HttpRequest, inquiry: Henvendelse, home: str) -> HttpResponse:
    """Agree on one of the proposed times. Found among the inquiry's own: no number leads out."""
    if request.method != "POST":
        return HttpResponseRedirect(home, status=303)
    typed = request.POST.get("forslag", "")
    wanted = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 18 else 0
    proposal = inquiry.proposals.select_related("inquiry", "host").filter(pk=wanted).first()
    settings = Indstillinger.for_request(request)
    try:
        if proposal is None:
            raise services.ProposalClosed
        services.confirm(proposal, settings)
    except services.TimeTaken:
        warning = "optaget"
    except services.ProposalClosed:
        warning = "udloebet"
    else:
        return HttpResponseRedirect(f"{home}?valgt=1", status=303)
    inquiry.refresh_from_db()
    key = f"henvendelse_status.tidsforslag.{warning}"
    return status_page(request, inquiry, home, SvarForm(), warning=key)


@private
def decline_times(request: HttpRequest, inquiry: Henvendelse, home: str) -> HttpResponse:
    """Say that no proposed time will do; what suits better may be told along with it."""
    if request.method != "POST":
        return HttpResponseRedirect(home, status=303)
    form = AfslagForm(request.POST)
    if not form.is_valid():
        # The same field as the message's, so that the error stands by what was written.
        return status_page(request, inquiry, home, SvarForm(request.POST))
    services.decline(inquiry, Indstillinger.for_request(request), form.cleaned_data["besked"])
    return HttpResponseRedirect(f"{home}?afslaaet=1", status=303)


@private
def cancel_meeting(request: HttpRequest, inquiry: Henvendelse, home: str) -> HttpResponse:
    meeting = services.agreed_meeting(inquiry)
    if meeting is None or meeting.starts_at <= timezone.now():
        return HttpResponseRedirect(home, status=303)
    if request.method != "POST":
        key = "henvendelse_status.moede"
        return page(
            request,
            "henvendelse_slet",
            heading=tekst(f"{key}.aflys"),
            question=tekst(f"{key}.aflys_bekraeft", dato_tid=meeting.when),
            yes=tekst(f"{key}.aflys_ja"),
            no=tekst(f"{key}.aflys_nej"),
            home=home,
        )
    services.cancel(meeting, Indstillinger.for_request(request))
    return HttpResponseRedirect(f"{home}?aflyst=1", status=303)


@private
def meeting_file(request: HttpRequest, inquiry: Henvendelse, home: str) -> HttpResponse:
    meeting = services.agreed_meeting(inquiry)
    if meeting is None:
        return unknown(request)
    body = services.calendar_file(meeting, Indstillinger.for_request(request))
    response = HttpResponse(body, "text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="moede-{inquiry.reference}.ics"'
    return response


@private
def hand_out(request: HttpRequest, inquiry: Henvendelse, home: str) -> HttpResponse:
    """Give the visitor all that is kept about the inquiry."""
    response = JsonResponse(
        hand_out_inquiry(inquiry), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = f'attachment; filename="{inquiry.reference}.json"'
    return response


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
