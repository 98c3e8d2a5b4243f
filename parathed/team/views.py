"""The team test's pages: make a team, lead it, join it, answer, and see how you see it.

What is shown, and when. A round's result is not shown while it takes answers, to anyone. From
five answers on the organiser may close it, and then it is shown as it is and never changes. One
could have shown it from five and updated it as more came; but then two looks at it, before and
after a colleague, would differ by just that colleague's answer. Steps of five don't help a team
of seven. One single look, of everybody, is the only one that gives nobody away.

A browser's key comes in a cookie, set when the visitor has pressed »Deltag« and not before, and
sent to this team's pages alone. It stops a double click and a second try by mistake. It can't
stop somebody who deletes it or takes another browser, and the page says so.
"""

import uuid
from typing import TYPE_CHECKING, Any

import segno
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import tekst
from samskabelse.drift import errors
from samskabelse.drift.ratelimit import allowed

from .. import views
from ..forms import HoldkodeForm, TeamForm, TestForm, refuse_nul
from ..models.team import Team, Teamrunde
from . import services
from .billede import Sammenligning, Teambillede

if TYPE_CHECKING:
    from ..models import ParathedstestPage

COOKIE = "deltager"
#: Long enough for a summer; the key is worth nothing when the round is shown.
COOKIE_SECONDS = 60 * 24 * 60 * 60

#: Minutes of the rate limits' span, and how many of each an address has in it. A whole town hall
#: may answer from one address.
SPAN = 10
MOST_TEAMS, MOST_GUESSES, MOST_ANSWERS = 10, 60, 1000


def is_within(request: HttpRequest, name: str, limit: int) -> bool:
    return allowed(request, f"team.{name}", limit=limit, seconds=SPAN * 60)


def team_url(page: "ParathedstestPage", request: HttpRequest, *parts: str) -> str:
    return "/".join([f"{page.get_url(request) or ''}team", *parts, ""])


def team_address(page: "ParathedstestPage", request: HttpRequest, *parts: str) -> str:
    """Return the whole address, on the site's own host and never the request's."""
    return "/".join([f"{page.get_full_url(request) or ''}team", *parts, ""])


def team_page(
    page: "ParathedstestPage",
    request: HttpRequest,
    template: str,
    *,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    """Render a page of a team: found by nobody, kept by nobody, and its address passed on to none.

    Not no-referrer: it makes browsers send »Origin: null« with the page's own forms, which the
    CSRF check refuses. strict-origin never passes on the path.
    """
    extra["team_home"] = team_url(page, request)
    response = views.answer(page, request, f"parathed/team/{template}", status=status, **extra)
    # Set by `answer`; Django's types allow that a response has none.
    response.context_data["breadcrumbs"].append(  # type: ignore[index]
        (tekst("team.krumme"), team_url(page, request))
    )
    return keep_private(response)


def keep_private(response: HttpResponse) -> HttpResponse:
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def see(address: str) -> HttpResponse:
    return HttpResponseRedirect(address, status=303)


def unknown(page: "ParathedstestPage", request: HttpRequest) -> HttpResponse:
    """Answer the same to a wrong, a garbled and a deleted team."""
    if not is_within(request, "gaet", MOST_GUESSES):
        return errors.too_many_requests(request, minutes=SPAN)
    months = Indstillinger.for_request(request).team_months
    return team_page(
        page, request, "ukendt.html", status=404, text=tekst("team.ukendt.tekst", antal=months)
    )


# --- Made -------------------------------------------------------------------------------------


def start(page: "ParathedstestPage", request: HttpRequest) -> HttpResponse:
    """Make a team, or lead to the one whose code is typed."""
    version = page.current_version()
    if version is None:
        raise Http404
    settings = Indstillinger.for_request(request)
    form = TeamForm(initial={"noegle": uuid.uuid4()})
    code_form = HoldkodeForm()
    status = 200
    if request.method == "POST":
        refuse_nul(request)
        if "kode" in request.POST:
            code_form = HoldkodeForm(request.POST)
            return lead_to_code(page, request, code_form, form)
        if not is_within(request, "ny", MOST_TEAMS):
            return errors.too_many_requests(request, minutes=SPAN)
        form = TeamForm(with_readable_key(request))
        if form.is_valid():
            address = team_address(page, request)
            team = services.create(form.cleaned_data, version, settings, address)
            return see(team_url(page, request, "leder", services.organiser_token(team)))
        status = 422
    return start_page(page, request, form, code_form, status)


def with_readable_key(request: HttpRequest) -> Any:
    """Replace a garbled key: it is our matter, not an error that the visitor could mend."""
    data = request.POST.copy()
    try:
        uuid.UUID(data.get("noegle", ""))
    except ValueError:
        data["noegle"] = str(uuid.uuid4())
    return data


def start_page(
    page: "ParathedstestPage",
    request: HttpRequest,
    form: TeamForm,
    code_form: HoldkodeForm,
    status: int,
) -> HttpResponse:
    response = views.answer(
        page,
        request,
        "parathed/team/start.html",
        status=status,
        form=form,
        code_form=code_form,
        forms=[form, code_form],
        months=Indstillinger.for_request(request).team_months,
    )
    add_never_cache_headers(response)
    return response


def lead_to_code(
    page: "ParathedstestPage", request: HttpRequest, code_form: HoldkodeForm, form: TeamForm
) -> HttpResponse:
    team = services.find_by_code(code_form.cleaned_data["kode"]) if code_form.is_valid() else None
    if team is not None:
        return see(team_url(page, request, team.code))
    if not is_within(request, "gaet", MOST_GUESSES):
        return errors.too_many_requests(request, minutes=SPAN)
    if code_form.is_valid():
        code_form.add_error("kode", tekst("team.deltag.kode_ukendt"))
    return start_page(page, request, form, code_form, 422)


# --- Led --------------------------------------------------------------------------------------


def organise(
    page: "ParathedstestPage", request: HttpRequest, token: str, action: str = ""
) -> HttpResponse:
    """The organiser's private link: invite, see the number come in, show, run again, delete."""
    team = services.find_by_token(token)
    if team is None:
        return unknown(page, request)
    refuse_nul(request)
    home = team_url(page, request, "leder", token)
    if action == "antal":
        return keep_private(JsonResponse({"antal": services.latest_round(team).answers}))
    if action == "slet":
        return delete(page, request, team, home)
    if action == "moede":
        return facilitate(page, request, team, home)
    if request.method == "POST":
        return lead(page, request, team, home)
    return organiser_page(page, request, team, home)


def organiser_page(
    page: "ParathedstestPage", request: HttpRequest, team: Team, home: str
) -> HttpResponse:
    round_ = services.latest_round(team)
    address = team_address(page, request, team.code)
    return team_page(
        page,
        request,
        "leder.html",
        team=team,
        round=round_,
        home=home,
        private_address=team_address(page, request, "leder", home.rstrip("/").rpartition("/")[2]),
        join_address=address,
        join_url=team_url(page, request, team.code),
        qr=qr_code(address),
        invitation=invitation(page, address),
        minutes=minutes_of(page),
        closed_rounds=[one for one in team.rounds_in_order if not one.is_open],
        delete_on=date_format(team.delete_on, "j. F Y"),
    )


def lead(page: "ParathedstestPage", request: HttpRequest, team: Team, home: str) -> HttpResponse:
    action = request.POST.get("handling", "")
    if action == "vis" and services.close(team):
        return see(team_url(page, request, team.code, "resultat"))
    if action == "igen":
        version = page.current_version()
        if version is not None:
            services.run_again(team, version)
    return see(home)


def delete(page: "ParathedstestPage", request: HttpRequest, team: Team, home: str) -> HttpResponse:
    if request.method != "POST":
        return team_page(page, request, "slet.html", team=team, home=home)
    services.erase(team)
    return see(team_url(page, request, "slettet"))


def deleted(page: "ParathedstestPage", request: HttpRequest) -> HttpResponse:
    return team_page(page, request, "slettet.html")


def facilitate(
    page: "ParathedstestPage", request: HttpRequest, team: Team, home: str
) -> HttpResponse:
    """The facilitator's sheet: the agenda, with this team's own disagreements in it."""
    closed = [one for one in team.rounds_in_order if not one.is_open]
    picture = Teambillede(closed[-1]) if closed else None
    return team_page(
        page, request, "moede.html", team=team, home=home, picture=picture,
        minutes=minutes_of(page),
    )  # fmt: skip


def minutes_of(page: "ParathedstestPage") -> int:
    return sum(block.value["minutes"] for block in page.meeting_plan)


def qr_code(address: str) -> SafeString:
    """Return the address as a QR code, drawn in the page itself."""
    svg = segno.make(address, error="m").svg_inline(scale=4, border=2, light="#fff", dark="#1b1a33")
    svg = svg.replace("<svg ", '<svg role="img" ', 1).replace(
        ">", f"><title>{tekst('team.leder.qr_alt')}</title>", 1
    )
    return mark_safe(svg)  # noqa: S308  (drawn by segno from an address of ours)


def invitation(page: "ParathedstestPage", address: str) -> str:
    """Return the editors' text with the team's link in it; a slip of theirs breaks nothing."""
    text = page.invitation
    for name, value in (("link", address), ("frist", tekst("team.leder.frist"))):
        text = text.replace(f"{{{name}}}", value)
    return text


# --- Answered ---------------------------------------------------------------------------------


def join(page: "ParathedstestPage", request: HttpRequest, code: str) -> HttpResponse:
    """Tell what taking part means, before anything is set or asked."""
    team = services.find_by_code(code)
    if team is None:
        return unknown(page, request)
    if code != team.code:
        return see(team_url(page, request, team.code))
    round_ = services.latest_round(team)
    return team_page(
        page,
        request,
        "deltag.html",
        team=team,
        round=round_,
        home=team_url(page, request, team.code),
        earlier=[one for one in team.rounds_in_order if not one.is_open],
        delete_on=date_format(team.delete_on, "j. F Y"),
    )


def answer(page: "ParathedstestPage", request: HttpRequest, code: str) -> HttpResponse:
    """Ask the questions, and count what is answered, once for each browser."""
    team = services.find_by_code(code)
    if team is None:
        return unknown(page, request)
    refuse_nul(request)
    round_ = services.latest_round(team)
    if not round_.is_open:
        return see(team_url(page, request, team.code, "resultat"))
    key = request.COOKIES.get(COOKIE, "")
    has_key = services.is_key_of(round_, key)
    if has_key and services.is_used(round_, key):
        return team_page(page, request, "tak.html", team=team)
    if request.method != "POST":
        return question_page(page, request, round_, TestForm(round_.definition))
    return receive(page, request, round_, key if has_key else "")


def receive(
    page: "ParathedstestPage", request: HttpRequest, round_: Teamrunde, key: str
) -> HttpResponse:
    """Count the posted answers; without a key they are kept on the page, beside a new one."""
    if not is_within(request, "svar", MOST_ANSWERS):
        return errors.too_many_requests(request, minutes=SPAN)
    form = TestForm(round_.definition, request.POST)
    if not form.is_valid() or not key:
        return question_page(page, request, round_, form)
    services.record(round_, key, form.answers)
    return see(team_url(page, request, round_.team.code, "svar"))


def question_page(
    page: "ParathedstestPage", request: HttpRequest, round_: Teamrunde, form: TestForm
) -> HttpResponse:
    home = team_url(page, request, round_.team.code)
    response = team_page(
        page,
        request,
        "svar.html",
        status=422 if form.is_bound else 200,
        team=round_.team,
        form=form,
        no_key=form.is_valid(),
        send_to=f"{home}svar/",
    )
    if not services.is_key_of(round_, request.COOKIES.get(COOKIE, "")):
        response.set_cookie(
            COOKIE,
            services.new_key(round_),
            max_age=COOKIE_SECONDS,
            path=home,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


# --- Shown ------------------------------------------------------------------------------------


def result(
    page: "ParathedstestPage", request: HttpRequest, code: str, number: str | None = None
) -> HttpResponse:
    """Show a closed round to everybody with the link; the latest beside the one before it."""
    team = services.find_by_code(code)
    if team is None:
        return unknown(page, request)
    home = team_url(page, request, team.code)
    closed = [one for one in team.rounds_in_order if not one.is_open]
    wanted = [one for one in closed if number is None or one.number == int(number)]
    if not wanted:
        return see(home)
    shown = wanted[-1]
    before = [one for one in closed if one.number < shown.number]
    picture = Teambillede(shown)
    comparison = Sammenligning(Teambillede(before[-1]), picture) if before else None
    return team_page(
        page,
        request,
        "resultat.html",
        team=team,
        home=home,
        picture=picture,
        level=shown.definition.level(shown.mean) if shown.mean is not None else None,
        comparison=comparison,
        moved=comparison.moved_in_words if comparison else None,
        other_rounds=[one for one in closed if one.pk != shown.pk],
    )


def present(page: "ParathedstestPage", request: HttpRequest, code: str) -> HttpResponse:
    """The same for a projector: large, one thing at a time, reached by the arrow keys."""
    team = services.find_by_code(code)
    if team is None:
        return unknown(page, request)
    home = team_url(page, request, team.code)
    closed = [one for one in team.rounds_in_order if not one.is_open]
    if not closed:
        return see(home)
    picture = Teambillede(closed[-1])
    amount = len(picture.most_apart) + 1
    sheets = [
        {
            "line": line,
            "place": place,
            "previous": place - 1,
            "next": place + 1 if place < amount else 0,
        }
        for place, line in enumerate(picture.most_apart, start=2)
    ]
    return team_page(
        page, request, "vis.html", team=team, home=home, picture=picture, sheets=sheets
    )
