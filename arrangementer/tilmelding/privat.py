"""The private links: the contact's, each participant's own, and the offer of a seat.

The token stands in the path. It is kept from other sites by the Referrer-Policy, from caches and
search engines by headers, and from the log by its form.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from samskabelse.base import kalender
from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import tekst

from ..models import Deltager, Tilbud, Tilmelding
from . import afbud, fakta, handlinger, kalenderfil, links, opbevaring
from .felter import refuse_nul
from .pladser import TooLate
from .views import page

Status = Deltager.Status


def keep_private(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    # Not no-referrer: browsers then send »Origin: null« with the page's own forms, which the
    # CSRF check refuses. strict-origin never passes on the path.
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def unknown(request: HttpRequest) -> HttpResponse:
    """Answer the same to a wrong, a garbled and a deleted link."""
    context = {"breadcrumbs": [(tekst("menu.foerste_led"), "/")]}
    name = "arrangementer/tilmelding/ukendt.html"
    return keep_private(TemplateResponse(request, name, context, status=404))


def private(find: Callable[[str], Any]) -> Callable[..., Any]:
    """Find what the token belongs to, and let the answer neither be stored nor passed on."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, token: str, **rest: Any) -> HttpResponse:
            found = find(token)
            if found is None:
                return unknown(request)
            refuse_nul(request)
            try:
                return keep_private(view(request, found, token, **rest))
            except (Deltager.DoesNotExist, Tilbud.DoesNotExist, Tilmelding.DoesNotExist):
                return unknown(request)  # deleted in the meantime

        return guarded

    return decorate


# --- The contact's link -----------------------------------------------------------------------


@private(links.find_tilmelding)
def contact(request: HttpRequest, tilmelding: Tilmelding, token: str) -> HttpResponse:
    """Show the sign-up with everything that may be done about it."""
    home = reverse("tilmelding_privat", args=[token])
    people = tilmelding.deltagere.select_related("afholdelse__page").order_by("pk")
    lines = [line(person, f"{home}{person.pk}/", is_own=False) for person in people]
    date = tilmelding.afholdelse
    terms = fakta.cancel_terms(date, bool(date.price) and date.deadline_has_passed)
    has_seat = any(person.status == Status.PLADS for person in people)
    return page(
        request,
        "privat",
        date,
        tilmelding=tilmelding,
        home=home,
        lines=lines,
        done=handlinger.done_text(request),
        facts=sign_up_facts(tilmelding),
        cancel_terms="" if afbud.begun(date) else terms,
        calendar_url=reverse("tilmelding_kalender", args=[token]) if has_seat else "",
        erase_url=reverse("tilmelding_slet", args=[token]),
    )


def line(person: Deltager, base: str, *, is_own: bool) -> dict[str, Any]:
    """Return how it stands with a participant, and which ways are open."""
    date = person.afholdelse
    has_begun = afbud.begun(date)
    links_to: list[tuple[str, str]] = []
    if person.is_active and not has_begun:
        if person.status == Status.PLADS:
            links_to.append((tekst("overdrag.knap"), f"{base}overdrag/"))
        links_to.append((tekst("min_tilmelding.ret_oplysninger"), f"{base}ret/"))
        links_to.append((tekst("min_tilmelding.mad_og_hensyn"), f"{base}behov/"))
        leave = "afmeld.knap" if person.status == Status.PLADS else "venteliste.forlad"
        links_to.append((tekst(leave), f"{base}afmeld/"))
    if person.status == Status.UDLOEBET and not has_begun:
        links_to.append((tekst("tilbud.udloebet.igen"), f"{base}igen/"))
    if is_own:
        links_to = [pair for pair in links_to if not pair[1].endswith("/ret/")]
    open_offer = None
    if person.status == Status.TILBUDT and not is_own:
        open_offer = person.tilbud.filter(status=Tilbud.Status.AABENT).first()
    return {
        "person": person,
        "status": status_text(person, open_offer),
        "is_off": not person.is_active,
        "links": links_to,
        "offer_url": links.offer_url(open_offer) if open_offer else "",
        "elsewhere": date if date.pk != person.tilmelding.afholdelse_id else None,
    }


def status_text(person: Deltager, offer: Tilbud | None = None) -> str:
    key = "min_tilmelding.status"
    if person.afholdelse.is_cancelled:
        return tekst(f"{key}.aflyst")
    match person.status:
        case Status.PLADS:
            past = person.afholdelse.is_past
            return tekst(f"{key}.{'afholdt' if past else 'tilmeldt'}")
        case Status.VENTELISTE:
            return tekst(f"{key}.venteliste", nr=person.place_in_line)
        case Status.TILBUDT if offer:
            return tekst(f"{key}.tilbudt", frist=fakta.moment_text(offer.expires_at))
        case Status.AFMELDT:
            day = timezone.localdate(person.cancelled_at or timezone.now())
            return tekst(f"{key}.afmeldt", dato=fakta.day_text(day))
    return str(person.get_status_display())


def sign_up_facts(tilmelding: Tilmelding) -> list[tuple[str, str]]:
    """Return what is written about the sign-up, as pairs of label and text."""
    pairs = [
        ("kontakt.overskrift", f"{tilmelding.contact_name}\n{tilmelding.contact_email}"),
        ("faktura.arbejdsgiver.label", tilmelding.employer),
        ("faktura.kommune.label", str(tilmelding.kommune or "")),
        ("faktura.ean.label", tilmelding.ean),
        ("faktura.cvr.label", tilmelding.cvr),
        ("faktura.rekvisition.label", tilmelding.order_number),
        ("faktura.reference.label", tilmelding.reference),
        ("faktura.fakturatekst.label", tilmelding.invoice_text),
    ]
    return [(tekst(f"tilmelding.{key}"), text) for key, text in pairs if text]


@private(links.find_tilmelding)
def contact_action(
    request: HttpRequest, tilmelding: Tilmelding, token: str, *, pk: int, action: str
) -> HttpResponse:
    people = tilmelding.deltagere.select_related("tilmelding", "afholdelse__page")
    deltager = people.get(pk=pk)
    home = reverse("tilmelding_privat", args=[token])
    return handlinger.act(request, deltager, action, home)


@private(links.find_tilmelding)
def calendar_file(request: HttpRequest, tilmelding: Tilmelding, token: str) -> HttpResponse:
    date = tilmelding.afholdelse
    response = HttpResponse(kalenderfil.text(date), content_type=kalender.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{date.page.slug}.ics"'
    return response


@private(links.find_tilmelding)
def erase(request: HttpRequest, tilmelding: Tilmelding, token: str) -> HttpResponse:
    """Delete what is known about the people of a sign-up, after asking."""
    home = reverse("tilmelding_privat", args=[token])
    if request.method == "POST":
        opbevaring.erase_sign_up(tilmelding)
        return HttpResponseRedirect(reverse("tilmelding_slettet"), status=303)
    return page(
        request,
        "handling",
        tilmelding.afholdelse,
        home=home,
        heading=tekst("min_tilmelding.slet.overskrift"),
        texts=[tekst("min_tilmelding.slet.bekraeft"), tekst("min_tilmelding.slet.faktura")],
        yes=tekst("min_tilmelding.slet.ja"),
        no=tekst("min_tilmelding.slet.nej"),
    )


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    context = {"breadcrumbs": [(tekst("menu.foerste_led"), "/")]}
    return keep_private(TemplateResponse(request, "arrangementer/tilmelding/slettet.html", context))


# --- A participant's own ----------------------------------------------------------------------


@private(links.find_deltager)
def participant(request: HttpRequest, deltager: Deltager, token: str) -> HttpResponse:
    home = reverse("tilmelding_deltager", args=[token])
    needs = getattr(deltager, "behov", None)
    pairs = [
        ("tilmelding.deltagere.navn.label", deltager.name),
        ("tilmelding.deltagere.email.label", deltager.email),
        ("tilmelding.deltagere.stilling.label", deltager.job_title),
        ("tilmelding.deltagere.kost.label", needs.food if needs else ""),
        ("tilmelding.deltagere.hensyn.label", needs.considerations if needs else ""),
    ]
    return page(
        request,
        "deltager",
        deltager.afholdelse,
        deltager=deltager,
        home=home,
        one=line(deltager, home, is_own=True),
        done=handlinger.done_text(request),
        facts=[(tekst(key), text) for key, text in pairs if text],
        participant_days=Indstillinger.for_request(request).participant_days,
    )


@private(links.find_deltager)
def participant_action(
    request: HttpRequest, deltager: Deltager, token: str, *, action: str
) -> HttpResponse:
    # The contact alone mends names, which stand on the employer's sign-up.
    home = reverse("tilmelding_deltager", args=[token])
    return handlinger.act(request, deltager, "" if action == "ret" else action, home)


# --- The offer of a seat ----------------------------------------------------------------------


@private(links.find_tilbud)
def offer(request: HttpRequest, tilbud: Tilbud, token: str) -> HttpResponse:
    """Show the offer, and take the answer when a button is pressed."""
    home = links.home_of(tilbud.deltager)
    if request.method == "POST":
        try:
            answer = request.POST.get("svar", "")
            if answer == "ja":
                afbud.take(tilbud)
                return HttpResponseRedirect(f"{home}?gjort=plads", status=303)
            if answer in {"nej", "bliv"}:
                afbud.decline(tilbud, stay=answer == "bliv")
                return HttpResponseRedirect(f"{home}?gjort=givet-videre", status=303)
        except TooLate:
            tilbud.refresh_from_db()
    date = tilbud.deltager.afholdelse
    is_open = tilbud.status == Tilbud.Status.AABENT and tilbud.expires_at > timezone.now()
    has_answered = tilbud.status in {Tilbud.Status.TAGET, Tilbud.Status.AFSLAAET}
    return page(
        request,
        "tilbud",
        date,
        status=200 if is_open or has_answered else 410,
        deltager=tilbud.deltager,
        is_open=is_open and not afbud.begun(date),
        has_answered=has_answered,
        deadline=fakta.moment_text(tilbud.expires_at),
        price_text=tekst("tilbud.pris", beloeb=fakta.amount(date.price)) if date.price else "",
        home=home,
    )
