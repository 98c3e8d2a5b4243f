"""What one may do with a seat through a private link, the contact's or the participant's own.

Each asks first (GET) and does it when the button is pressed (POST). A mail reader that follows
links changes nothing.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import tekst

from ..models import Behov, Deltager
from . import afbud, fakta
from .pladser import AlreadySignedUp, TooLate, locked, terms_of
from .private_forms import BehovForm, KollegaForm, RetForm
from .views import page

Status = Deltager.Status
Handler = Callable[[HttpRequest, Deltager, str], HttpResponse]


def act(request: HttpRequest, deltager: Deltager, action: str, home: str) -> HttpResponse:
    handler = HANDLERS.get(action)
    if handler is None:
        raise Http404
    try:
        return handler(request, deltager, home)
    except TooLate:
        return done(home, "for-sent")


def done(home: str, what: str) -> HttpResponse:
    return HttpResponseRedirect(f"{home}?gjort={what}", status=303)


def ask(
    request: HttpRequest, deltager: Deltager, home: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    return page(
        request,
        "handling",
        deltager.afholdelse,
        status=status,
        deltager=deltager,
        home=home,
        **context,
    )


def leave(request: HttpRequest, deltager: Deltager, home: str) -> HttpResponse:
    """Cancel a seat, or leave the waiting list."""
    if not deltager.is_active:
        return done(home, "allerede")
    waits = deltager.status != Status.PLADS
    if request.method == "POST":
        afbud.cancel(deltager)
        return done(home, "forladt" if waits else "afmeldt")
    if waits:
        return ask(
            request,
            deltager,
            home,
            heading=tekst("venteliste.forlad"),
            texts=[tekst("venteliste.forlad_bekraeft")],
            yes=tekst("venteliste.forlad_ja"),
            no=tekst("venteliste.forlad_nej"),
        )
    return ask(
        request,
        deltager,
        home,
        heading=tekst("afmeld.overskrift"),
        texts=[deltager.name, *cost_texts(deltager)],
        yes=tekst("afmeld.ja"),
        no=tekst("afmeld.nej"),
    )


def cost_texts(deltager: Deltager) -> list[str]:
    date = deltager.afholdelse
    deadline = fakta.deadline_text(date)
    if not date.price:
        return [tekst("afmeld.efter_frist_gratis")]
    if not terms_of(date):
        return [tekst("afmeld.foer_frist", frist=deadline)]
    amount = fakta.amount(deltager.tilmelding.price)
    texts = [tekst("afmeld.efter_frist", frist=deadline, beloeb=amount)]
    if date.deltagere.waiting().exists():
        texts.append(tekst("afmeld.efter_frist_venteliste"))
    return texts


def hand_over(request: HttpRequest, deltager: Deltager, home: str) -> HttpResponse:
    """Ask for the colleague, ask once more, and give the seat away."""
    if deltager.status == Status.OVERDRAGET:
        return done(home, "overdraget")
    if deltager.status != Status.PLADS:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = KollegaForm(posted, deltager=deltager)
    texts = [
        tekst("overdrag.indledning"),
        *(
            [tekst("overdrag.mad", gammel=deltager.name, ny=tekst("overdrag.kollegaen"))]
            if Behov.objects.filter(deltager=deltager).exists()
            else []
        ),
    ]
    context: dict[str, Any] = {
        "heading": tekst("overdrag.overskrift"),
        "texts": texts,
        "form": form,
        "yes": tekst("faelles.videre"),
        "no": tekst("faelles.tilbage"),
    }
    if posted is None or "ret" in posted:
        return ask(request, deltager, home, **context)
    if not form.is_valid():
        return ask(request, deltager, home, status=422, **context)
    data = form.cleaned_data
    if "bekraeftet" not in posted:
        return ask(
            request,
            deltager,
            home,
            heading=tekst("overdrag.bekraeft", ny=data["navn"], gammel=deltager.name),
            texts=[data["email"]],
            carried=[("navn", data["navn"]), ("email", data["email"]), ("bekraeftet", "1")],
            yes=tekst("overdrag.ja"),
            no=tekst("faelles.tilbage"),
        )
    try:
        afbud.hand_over(deltager, data["navn"], data["email"])
    except AlreadySignedUp:
        form.add_error("email", tekst("overdrag.fejl.allerede", navn=data["navn"]))
        return ask(request, deltager, home, status=422, **context)
    return done(home, "overdraget")


def correct(request: HttpRequest, deltager: Deltager, home: str) -> HttpResponse:
    if not deltager.is_active:
        raise Http404
    initial = {"navn": deltager.name, "email": deltager.email, "stilling": deltager.job_title}
    form = RetForm(request.POST if request.method == "POST" else None, initial=initial)
    context = {
        "heading": tekst("min_tilmelding.ret_oplysninger"),
        "texts": [],
        "form": form,
        "yes": tekst("faelles.gem"),
        "no": tekst("faelles.fortryd"),
    }
    if request.method != "POST":
        return ask(request, deltager, home, **context)
    if form.is_valid():
        data = form.cleaned_data
        try:
            afbud.correct(deltager, data["navn"], data["email"], data["stilling"])
        except AlreadySignedUp:
            key = "tilmelding.deltagere.email.fejl.allerede_tilmeldt"
            form.add_error("email", tekst(key, email=data["email"]))
        else:
            return done(home, "rettet")
    return ask(request, deltager, home, status=422, **context)


def needs(request: HttpRequest, deltager: Deltager, home: str) -> HttpResponse:
    """Write, change or take back what is to be considered."""
    if not deltager.is_active:
        raise Http404
    existing = Behov.objects.filter(deltager=deltager).first()
    initial = {
        "kost": existing.food if existing else "",
        "hensyn": existing.considerations if existing else "",
        "samtykke": existing is not None,
    }
    days = Indstillinger.for_request(request).needs_days
    posted = request.POST if request.method == "POST" else None
    form = BehovForm(posted, initial=initial, needs_days=days)
    if posted is not None and form.is_valid():
        save_needs(deltager, form.cleaned_data["kost"], form.cleaned_data["hensyn"])
        return done(home, "rettet")
    return ask(
        request,
        deltager,
        home,
        status=200 if posted is None else 422,
        heading=tekst("min_tilmelding.mad_og_hensyn"),
        texts=[],
        form=form,
        yes=tekst("faelles.gem"),
        no=tekst("faelles.fortryd"),
    )


def save_needs(deltager: Deltager, food: str, considerations: str) -> None:
    with locked(deltager.afholdelse_id):
        deltager.refresh_from_db()
        if not deltager.is_active:
            raise TooLate
        if food or considerations:
            values = {"food": food, "considerations": considerations}
            Behov.objects.update_or_create(deltager=deltager, defaults=values)
        else:
            Behov.objects.filter(deltager=deltager).delete()


def rejoin(request: HttpRequest, deltager: Deltager, home: str) -> HttpResponse:
    if request.method == "POST":
        try:
            afbud.rejoin(deltager)
        except AlreadySignedUp:
            return done(home, "allerede-paa")
        return done(home, "igen")
    return ask(
        request,
        deltager,
        home,
        heading=tekst("venteliste.overskrift"),
        texts=[deltager.name, tekst("venteliste.bagest")],
        yes=tekst("venteliste.knap"),
        no=tekst("faelles.tilbage"),
    )


HANDLERS: dict[str, Handler] = {
    "afmeld": leave,
    "overdrag": hand_over,
    "ret": correct,
    "behov": needs,
    "igen": rejoin,
}

#: What a private page says after something was done: the words' key, and whether it is good news.
DONE_TEXTS = {
    "afmeldt": "afmeld.gjort",
    "forladt": "venteliste.forladt",
    "allerede": "afmeld.allerede",
    "overdraget": "overdrag.gjort_kort",
    "rettet": "min_tilmelding.rettet",
    "igen": "venteliste.igen_gjort",
    "allerede-paa": "venteliste.allerede_paa",
    "for-sent": "overdrag.fejl.for_sent",
    "plads": "tilbud.sagt_ja",
    "givet-videre": "tilbud.sagt_nej",
}


def done_text(request: HttpRequest) -> str:
    key = DONE_TEXTS.get(request.GET.get("gjort", ""))
    return tekst(key) if key else ""
