"""The team test: who sees what and when, once a browser, then and now, and all of it deleted."""

import datetime as dt
import re

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from parathed.models import BrugtNoegle, ParathedstestPage, Team, Teamrunde
from parathed.team import services
from samskabelse.base.models import Indstillinger
from samskabelse.base.tekster import tekst
from samskabelse.drift import persondata
from samskabelse.outbox.models import Mail
from samskabelse.users.models import User
from tests.pages import soup_of, visible_text
from tests.parathed.conftest import answer_as, make_team, posted

SEVEN = [
    (1, 4, 3, 2, 4, 5, 3, 1, 2, 5),
    (5, 4, 3, 2, 4, 4, 3, 2, 2, 5),
    (1, 4, 3, 3, 5, 4, 2, 5, 2, 4),
    (5, 4, 3, 2, 4, 4, 3, 5, 3, 5),
    (2, 3, 3, 2, 4, 5, 3, 1, 2, 0),
    (5, 4, 4, 2, 4, 4, 3, 4, 2, 5),
    (1, 4, 3, 2, 3, 4, 3, 5, 2, 5),
]


def home_of(team: Team) -> str:
    return f"/test/team/{team.code}/"


def organiser(team: Team, part: str = "") -> str:
    return f"/test/team/leder/{services.organiser_token(team)}/{part}"


def show(client: Client, team: Team) -> None:
    assert client.post(organiser(team), {"handling": "vis"}).status_code == 303


def test_a_team_is_made_without_an_account_and_its_organiser_led_to_the_private_link(
    test_page: ParathedstestPage, client: Client
) -> None:
    response = client.post("/test/team/", {"navn": "Mandagsgruppen", "noegle": "x"})

    team = Team.objects.get()
    assert response.status_code == 303
    assert response["Location"] == organiser(team)
    soup = soup_of(client, organiser(team))
    assert team.code in visible_text(soup)
    assert soup.select_one(".qr svg title")
    assert soup.select_one("#link")["value"].endswith(home_of(team))
    assert services.organiser_token(team) not in soup.select_one("#link")["value"]
    assert not Mail.objects.exists()


def test_the_same_form_sent_twice_makes_one_team(
    test_page: ParathedstestPage, client: Client
) -> None:
    data = {"navn": "Et team", "noegle": "8c2f5f0e-8c0c-4f0e-9d6a-0d1b0a6f3c11"}

    places = {client.post("/test/team/", data)["Location"] for _time in range(3)}

    assert len(places) == Team.objects.count() == 1


def test_the_link_is_mailed_and_goes_with_the_team(
    test_page: ParathedstestPage, client: Client
) -> None:
    client.post("/test/team/", {"navn": "Et team", "email": "aase@kommune.example"})
    team, mail = Team.objects.get(), Mail.objects.get()

    assert mail.to == "aase@kommune.example"
    assert organiser(team) in mail.body_text
    client.post(organiser(team, "slet/"))

    assert not Team.objects.exists()
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {"navn": ""},
        {"navn": "x" * 81},
        {"navn": "a\nBcc: x@example.dk"},
        {"navn": "a", "email": "nej"},
        {"navn": "a", "email": "a@example.dk\nBcc: b@example.dk"},
        {"navn": "\u202eabc"},
    ],
)
def test_what_is_wrong_is_told_and_kept(
    test_page: ParathedstestPage, client: Client, data: dict[str, str]
) -> None:
    response = client.post("/test/team/", data)

    assert response.status_code == 422
    assert b'role="alert"' in response.content
    assert not Team.objects.exists()


def test_the_code_leads_to_the_team_however_it_is_typed(team: Team, client: Client) -> None:
    for typed in (team.code, team.code.lower(), team.code.replace("-", " "), f" {team.code} "):
        response = client.post("/test/team/", {"kode": typed})
        assert response["Location"] == home_of(team)
    assert client.post("/test/team/", {"kode": "AAAA-AAAA"}).status_code == 422
    assert client.post("/test/team/", {"kode": ""}).status_code == 422


def test_no_cookie_before_taking_part(team: Team, client: Client) -> None:
    before = client.get(home_of(team))
    after = client.get(f"{home_of(team)}svar/")

    assert not before.cookies
    key = after.cookies["deltager"]
    assert key["path"] == home_of(team)
    assert key["httponly"]
    assert key["samesite"] == "Lax"


def test_a_browser_counts_once(team: Team, client: Client) -> None:
    address = f"{home_of(team)}svar/"
    client.get(address)

    for _time in range(3):
        response = client.post(address, posted(SEVEN[0]))

    assert response.status_code == 200
    assert tekst("team.svar.tak") in response.content.decode()
    round_ = services.latest_round(team)
    assert round_.answers == 1
    assert [sum(row) for row in round_.counts] == [1] * 10


def test_an_answer_without_a_key_is_kept_on_the_page_and_not_counted(
    team: Team, client: Client
) -> None:
    address = f"{home_of(team)}svar/"

    response = client.post(address, posted(SEVEN[0]))
    assert response.status_code == 422
    assert response.content.count(b" checked") == 10
    assert client.post(address, posted(SEVEN[0])).status_code == 303

    assert services.latest_round(team).answers == 1


def test_a_key_that_was_made_up_or_belongs_to_another_team_counts_nothing(
    team: Team, client: Client
) -> None:
    other = make_team("Et andet team")
    foreign = services.new_key(services.latest_round(other))
    address = f"{home_of(team)}svar/"

    for key in ("1.abc", foreign, ""):
        client.cookies["deltager"] = key
        assert client.post(address, posted(SEVEN[0])).status_code == 422

    assert services.latest_round(team).answers == 0


def test_nothing_is_shown_at_four_answers_whoever_asks(team: Team, client: Client) -> None:
    answer_as(team, *SEVEN[:4])

    client.post(organiser(team), {"handling": "vis"})

    assert services.latest_round(team).is_open
    for part in ("resultat/", "resultat/1/", "vis/"):
        assert client.get(f"{home_of(team)}{part}").status_code == 303
    shown = visible_text(soup_of(client, organiser(team)))
    assert tekst("team.leder.mangler", antal=1) in shown
    sheet = visible_text(soup_of(client, organiser(team, "moede/")))
    assert tekst("team.moede.intet_endnu") in sheet


def test_nothing_is_shown_while_a_round_takes_answers(team: Team, client: Client) -> None:
    before = answer_as(team, *SEVEN[:5])
    pages = [organiser(team), home_of(team), organiser(team, "moede/")]
    first = [re.sub(r"[\w-]{40,}", "", visible_text(soup_of(client, one))) for one in pages]

    answer_as(team, SEVEN[5])

    second = [re.sub(r"[\w-]{40,}", "", visible_text(soup_of(client, one))) for one in pages]
    assert before.fordelinger == []
    assert client.get(f"{home_of(team)}resultat/").status_code == 303
    assert second[1:] == first[1:]
    assert second[0] == first[0].replace("5 har svaret", "6 har svaret")


def test_a_shown_round_never_changes(team: Team, client: Client) -> None:
    round_ = answer_as(team, *SEVEN[:6])
    show(client, team)
    address = f"{home_of(team)}resultat/"
    first = visible_text(soup_of(client, address))

    late = services.record(round_, services.new_key(round_), SEVEN[6])
    client.cookies["deltager"] = services.new_key(round_)
    answered = client.post(f"{home_of(team)}svar/", posted(SEVEN[6]))

    assert late is services.Outcome.CLOSED
    assert answered["Location"] == address
    assert visible_text(soup_of(client, address)) == first


def test_the_database_itself_holds_no_shown_round_below_five(team: Team) -> None:
    round_ = answer_as(team, *SEVEN[:4])
    round_.closed_on = timezone.localdate()

    with pytest.raises(IntegrityError), transaction.atomic():
        round_.save()


def test_answers_are_sums_alone_and_the_traces_go_when_it_is_shown(
    team: Team, client: Client
) -> None:
    round_ = answer_as(team, *SEVEN)
    backwards = answer_as(make_team("Omvendt"), *reversed(SEVEN))

    assert round_.counts == backwards.counts
    assert BrugtNoegle.objects.filter(round=round_).count() == 7
    fields = {field.name for field in BrugtNoegle._meta.get_fields()}
    assert fields == {"id", "round", "key_hash"}
    show(client, team)
    assert not BrugtNoegle.objects.filter(round=round_).exists()


def test_where_colleagues_disagree_most_is_the_headline(team: Team, client: Client) -> None:
    answer_as(team, *SEVEN)
    show(client, team)

    soup = soup_of(client, f"{home_of(team)}resultat/")

    questions = services.latest_round(team).definition.questions
    assert soup.h1.get_text(strip=True) == "Lad uenighed opstå"
    headings = [one.get_text(strip=True) for one in soup.select(".begynd h3")]
    assert headings[:2] == ["Lad uenighed opstå", "Slip magten"]
    assert questions[0].talking_point in visible_text(soup)
    row = [cell.get_text(strip=True) for cell in soup.select("table tbody tr")[0].select("td")]
    assert row == ["#1 Lad uenighed opstå", "3", "1", "0", "0", "3", "0", "46", "spredt"]
    assert len(soup.select("table tbody tr")) == 10


def test_a_team_that_agrees_is_asked_who_is_missing(team: Team, client: Client) -> None:
    answer_as(team, *[SEVEN[0]] * 5)
    show(client, team)

    soup = soup_of(client, f"{home_of(team)}resultat/")

    assert soup.h1.get_text(strip=True) == tekst("team.resultat.enig")
    assert tekst("team.resultat.helt_enig_tekst") in visible_text(soup)
    soup_of(client, f"{home_of(team)}vis/")
    soup_of(client, organiser(team, "moede/"))


def test_then_and_now_stand_side_by_side(team: Team, client: Client) -> None:
    answer_as(team, *SEVEN)
    show(client, team)
    client.post(organiser(team), {"handling": "igen"})
    client.post(organiser(team), {"handling": "igen"})
    answer_as(team, *[tuple(min(5, one + 1) for one in answers) for answers in SEVEN[:5]])
    show(client, team)

    soup = soup_of(client, f"{home_of(team)}resultat/")
    text = visible_text(soup)
    first = visible_text(soup_of(client, f"{home_of(team)}resultat/1/"))

    assert team.rounds.count() == 2
    assert tekst("team.foer_og_nu.tekst", foer=7, nu=5) in text
    assert tekst("team.foer_og_nu.overskrift") not in first
    pictures = [
        [number.get_text() for number in drawing.select("text")]
        for drawing in soup.select("figure > svg.spredning")[-20:]
    ]
    table = soup.select("table")[-1]
    rows = [[cell.get_text(strip=True) for cell in row.select("td")] for row in table.select("tr")]
    assert [[one for one in row[2:7] if one != "0"] for row in rows[1:]] == pictures
    assert "7 svar" in first


def test_the_sheet_plans_45_minutes_around_the_teams_own_disagreement(
    team: Team, client: Client
) -> None:
    answer_as(team, *SEVEN)
    show(client, team)

    soup = soup_of(client, organiser(team, "moede/"))

    assert "Et møde på 45 minutter" in visible_text(soup)
    assert tekst("team.moede.jeres_spredte", vej="Lad uenighed opstå") in visible_text(soup)


def test_each_drawing_is_also_said_in_words(team: Team, client: Client) -> None:
    answer_as(team, *SEVEN)
    show(client, team)
    words = (
        "Svar på trin 1: 3, trin 2: 1, trin 3: ingen, trin 4: ingen, trin 5: 3. Snit 46, spredt."
    )

    for address in (f"{home_of(team)}vis/", organiser(team, "moede/")):
        assert words in visible_text(soup_of(client, address)), address


def test_number_comes_in_live(team: Team, client: Client) -> None:
    assert client.get(organiser(team, "antal/")).json() == {"antal": 0}
    answer_as(team, *SEVEN[:3])
    response = client.get(organiser(team, "antal/"))

    assert response.json() == {"antal": 3}
    assert "no-store" in response["Cache-Control"]


def test_deleted_at_once_and_completely(team: Team, client: Client) -> None:
    answer_as(team, *SEVEN)
    assert tekst("team.slet.overskrift") in visible_text(soup_of(client, organiser(team, "slet/")))

    response = client.post(organiser(team, "slet/"))

    assert response["Location"] == "/test/team/slettet/"
    for model in (Team, Teamrunde, BrugtNoegle):
        assert not model.objects.exists()
    for address in (organiser(team), home_of(team), f"{home_of(team)}svar/"):
        soup = soup_of(client, address, 404)
        assert soup.h1.get_text(strip=True) == tekst("team.ukendt.overskrift")


def test_deleted_after_thirteen_months_and_not_a_day_before(test_page: ParathedstestPage) -> None:
    with time_machine.travel(dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC), tick=False):
        team = make_team()

    persondata.purge_all(dt.date(2027, 2, 14))
    assert Team.objects.filter(pk=team.pk).exists()
    persondata.purge_all(dt.date(2027, 2, 15))
    assert not Team.objects.exists()


def test_editors_decide_how_long_teams_are_kept(test_page: ParathedstestPage) -> None:
    Indstillinger.objects.update(team_months=7)

    team = make_team()

    assert team.delete_on == timezone.localdate() + relativedelta(months=7)


def test_the_organisers_address_is_found_handed_out_and_forgotten(
    test_page: ParathedstestPage,
) -> None:
    team = make_team(email="aase@kommune.example")
    answer_as(team, *SEVEN)

    assert "Teamtest" in persondata.find("AASE@kommune.example")
    persondata.erase("aase@kommune.example")

    team.refresh_from_db()
    assert team.email == ""
    assert services.latest_round(team).answers == 7
    assert "Teamtest" not in persondata.find("aase@kommune.example")


def test_reminded_once_after_half_a_year(test_page: ParathedstestPage, client: Client) -> None:
    team = make_team(email="aase@kommune.example")
    answer_as(team, *SEVEN)
    show(client, team)
    Mail.objects.all().delete()

    assert services.remind() == 0
    later = timezone.now() + relativedelta(months=6, days=1)
    with time_machine.travel(later, tick=False):
        assert [services.remind(), services.remind()] == [1, 0]

    mail = Mail.objects.get()
    assert organiser(team) in mail.body_text
    assert mail in team.mails.all()


def test_private_pages_are_kept_from_caches_robots_and_other_sites(
    team: Team, client: Client
) -> None:
    answer_as(team, *SEVEN)
    show(client, team)
    for address in (
        organiser(team),
        organiser(team, "moede/"),
        home_of(team),
        f"{home_of(team)}resultat/",
        f"{home_of(team)}vis/",
    ):
        response = client.get(address)
        assert "no-store" in response["Cache-Control"], address
        assert response["X-Robots-Tag"] == "noindex", address
        assert response["Referrer-Policy"] == "strict-origin", address


def test_too_many_teams_from_one_address_are_held_back(
    test_page: ParathedstestPage, client: Client
) -> None:
    statuses = [
        client.post("/test/team/", {"navn": f"Team {number}"}).status_code for number in range(11)
    ]

    assert statuses == [303] * 10 + [429]


def test_codes_cannot_be_guessed_for_long(test_page: ParathedstestPage, client: Client) -> None:
    statuses = [client.get(f"/test/team/AAAA-AA{n:02}/").status_code for n in range(61)]

    assert statuses == [404] * 60 + [429]


def test_nobody_sees_teams_in_the_admin(team: Team, client: Client) -> None:
    for model in (Team, Teamrunde, BrugtNoegle):
        assert model._meta.default_permissions == ()
    assert str(team) == f"team {team.pk}"
    user = User.objects.create_superuser("chef", "chef@example.dk", "x")
    client.force_login(user)
    content = (
        client.get("/admin/").content.decode() + client.get("/admin/reports/").content.decode()
    )

    assert team.name not in content
