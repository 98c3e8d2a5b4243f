"""From the form by the page that shows it all once more to the receipt.

Nothing is stored before the last button. The page in between carries the values as hidden
fields; they are checked again when they come back.
"""

import logging
from typing import Any

from django.core import signing
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_safe

from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import answering
from samskabelse.drift import errors
from samskabelse.drift.ratelimit import allowed

from ..models import Afholdelse, ArrangementPage, Deltager, Tilmelding
from . import fakta, links
from .felter import refuse_nul
from .forms import MOST_PEOPLE, TilmeldingForm
from .pladser import AlreadySignedUp, ClosedForSignUp, free_seats, why_closed
from .pladser import sign_up as store

logger = logging.getLogger(__name__)

RECEIPT_SALT = "arrangementer.receipt"
RECEIPT_MAX_AGE = 24 * 60 * 60
#: A municipality's people share one address, and a popular course opens for all at once.
MOST_POSTS = 300
POSTS_SECONDS = 600
REMOVE = "fjern-"


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    afholdelse = find(pk)
    if afholdelse.page.slug != slug:
        return HttpResponseRedirect(links.sign_up_url(afholdelse), status=301)
    settings = Indstillinger.for_request(request)
    free = free_seats(afholdelse)
    reason = why_closed(afholdelse)
    if request.method != "POST":
        form = TilmeldingForm(afholdelse=afholdelse, settings=settings, free=free)
        is_open = reason is None
        return form_page(request, form) if is_open else closed_page(request, afholdelse, reason)
    refuse_nul(request)
    form = TilmeldingForm(request.POST, afholdelse=afholdelse, settings=settings, free=free)
    if change_rows(form, request.POST.get("handling", "")):
        return form_page(request, form, untouched=True)
    if form.is_valid() and reason:
        form.add_error(None, closed_text(reason))
    if not form.is_valid():
        return form_page(request, form, status=422)
    return finish(request, form) if request.POST.get("bekraeftet") else confirm_page(request, form)


def change_rows(form: TilmeldingForm, action: str) -> bool:
    """Add or remove a participant, as the buttons ask; tell whether the form is only shown."""
    if action == "tilfoej":
        form.add_row()
    elif action.startswith(REMOVE):
        form.rows = [row for row in form.rows if row.prefix != action.removeprefix(REMOVE)]
        if not form.rows:
            form.add_row()
    return action in {"tilfoej", "ret"} or action.startswith(REMOVE)


def finish(request: HttpRequest, form: TilmeldingForm) -> HttpResponse:
    """Store the sign-up, and lead to its receipt."""
    if not allowed(request, "tilmelding", MOST_POSTS, POSTS_SECONDS):
        return errors.too_many_requests(request, minutes=POSTS_SECONDS // 60)
    if form.is_trapped:
        # Only a robot fills in what nobody sees. Nothing is stored, and nothing typed is lost.
        form.add_error(None, tekst("kontakt.fejl.udloebet"))
        return form_page(request, form, status=422)
    try:
        tilmelding = store(form.afholdelse.pk, form.order())
    except ClosedForSignUp as closed:
        form.add_error(None, closed_text(closed.reason))
        return form_page(request, form, status=422)
    except AlreadySignedUp as already:
        form.refuse(already.emails)
        return form_page(request, form, status=422)
    except (OperationalError, InterfaceError):
        # The database is locked, full or away: never a false receipt, and the text is kept.
        logger.exception("A sign-up could not be stored")
        form.add_error(None, tekst("tilmelding.fejl.prov_igen"))
        return form_page(request, form, status=503)
    receipt = signing.dumps(tilmelding.number, salt=RECEIPT_SALT)
    return HttpResponseRedirect(reverse("tilmelding_kvittering", args=[receipt]), status=303)


def find(pk: int) -> Afholdelse:
    """Return the date if its page may be seen; anything else is not there."""
    rows = Afholdelse.objects.with_counts().select_related("page").prefetch_related("days")
    afholdelse = rows.filter(pk=pk, page__in=answering(ArrangementPage.objects)).first()
    if afholdelse is None:
        raise Http404
    return afholdelse


# --- Pages ------------------------------------------------------------------------------------


def form_page(
    request: HttpRequest, form: TilmeldingForm, *, status: int = 200, untouched: bool = False
) -> HttpResponse:
    """Show the form. `untouched`: a row was added or removed, and nothing has been judged yet."""
    afholdelse = form.afholdelse
    if untouched:
        form.judge_nothing()
    return page(
        request,
        "tilmelding",
        afholdelse,
        status=status,
        form=form,
        show_errors=status >= 400,
        most=MOST_PEOPLE,
        seats_text=seats_text(form.free),
        waiting_count=getattr(afholdelse, "seats_waiting", 0),
        is_full=form.free == 0,
        binding_text=binding_text(afholdelse),
        needs_days=form.settings.needs_days,
        participant_days=form.settings.participant_days,
    )


def confirm_page(request: HttpRequest, form: TilmeldingForm) -> HttpResponse:
    afholdelse, people = form.afholdelse, form.people
    seated = len(people) if form.free is None else min(form.free, len(people))
    price = afholdelse.price
    return page(
        request,
        "bekraeft",
        afholdelse,
        form=form,
        people=people,
        order=form.order(),
        kommune=form.cleaned_data["kommune"],
        seated=people[:seated],
        waiting=people[seated:],
        price_each=tekst("tilmelding.tjek.pris_pr", beloeb=fakta.amount(price)) if price else "",
        price_all=tekst("tilmelding.tjek.pris_i_alt", beloeb=fakta.amount(price * seated))
        if price and seated
        else "",
        binding_text=binding_text(afholdelse) if seated else "",
        has_limit=afholdelse.seats is not None and bool(seated),
    )


def closed_page(request: HttpRequest, afholdelse: Afholdelse, reason: str) -> HttpResponse:
    """Say why, and lead to other dates: 410, since it does not come back."""
    others = [date for date in afholdelse.page.upcoming_dates if date.is_open]
    return page(request, "lukket", afholdelse, status=410, text=closed_text(reason), others=others)


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt. Its address is signed and holds for a day: no stranger's, and no false one."""
    try:
        number = signing.loads(token, salt=RECEIPT_SALT, max_age=RECEIPT_MAX_AGE)
    except signing.BadSignature:
        raise Http404 from None
    tilmelding = (
        Tilmelding.objects.select_related("afholdelse__page")
        .filter(number=number, billed_seats=None)
        .first()
    )
    if tilmelding is None:
        raise Http404
    people = list(tilmelding.deltagere.all())
    seated = [person for person in people if person.status == Deltager.Status.PLADS]
    waiting = [person for person in people if person.status == Deltager.Status.VENTELISTE]
    response = page(
        request,
        "kvittering",
        tilmelding.afholdelse,
        tilmelding=tilmelding,
        seated=seated,
        waiting=[(person, person.place_in_line) for person in waiting],
        home=links.contact_url(tilmelding),
        calendar_url=reverse("tilmelding_kalender", args=[links.contact_token(tilmelding.number)]),
        deadline=fakta.deadline_text(tilmelding.afholdelse),
        offer_hours=Indstillinger.for_request(request).offer_hours,
    )
    response["Referrer-Policy"] = "no-referrer"
    return response


def page(
    request: HttpRequest,
    name: str,
    afholdelse: Afholdelse,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Answer with a page of sign-up: what it is about stands on it, and no cache keeps it."""
    course = afholdelse.page
    context |= {
        "date": afholdelse,
        "course": course,
        "breadcrumbs": [
            (tekst("menu.foerste_led"), "/"),
            (tekst("menu.punkter.arrangementer"), "/arrangementer/"),
            (course.title, links.page_path(afholdelse)),
        ],
        "course_url": links.page_path(afholdelse),
        "sign_up_url": links.sign_up_url(afholdelse),
        "when_and_where": tekst(
            "tilmelding.resume",
            titel=course.title,
            dato=afholdelse.date_text,
            sted=afholdelse.town,
        ),
    }
    response = TemplateResponse(
        request, f"arrangementer/tilmelding/{name}.html", context, status=status
    )
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    return response


# --- Words ------------------------------------------------------------------------------------


def closed_text(reason: str) -> str:
    return tekst(f"tilmelding.fejl.{reason}")


def seats_text(free: int | None) -> str:
    return "" if free is None else tekst("tilmelding.pladser", antal=free)


def binding_text(afholdelse: Afholdelse) -> str:
    """When the sign-up begins to cost, in a sentence; nothing where it never does."""
    if not afholdelse.price:
        return ""
    if afholdelse.deadline_has_passed or not afholdelse.deadline:
        return tekst("tilmelding.accept.bindende_nu")
    return tekst("tilmelding.accept.bindende_efter", frist=fakta.deadline_text(afholdelse))
