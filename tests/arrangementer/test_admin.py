"""The participants in the admin: for course administrators alone, and all that they do there."""

import io
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import get_resolver, reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from arrangementer.models import Afholdelse, Mailspor, Tilbud, Tilmelding
from arrangementer.tilmelding import afbud, pladser
from arrangementer.tilmelding.admin.viewsets import TilmeldingViewSet
from redaktion import groups
from samskabelse.outbox.models import Mail
from samskabelse.users.models import User
from tests import factories
from tests.pages import query_count

from .conftest import order, person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BASE = "/admin/tilmeldinger/"
OTHERS = [groups.REDAKTOERER, groups.GODKENDERE, groups.HENVENDELSER]
PERSONAL = ["Deltager 1", "deltager1@kommune.dk", "Mette Kontakt", "Kattegat"]


def browser_of(group: str) -> Client:
    name = f"u{User.objects.count()}"
    user = User.objects.create_user(name, f"{name}@example.dk", "x")
    user.groups.add(Group.objects.get(name=group))
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def date(make_date) -> Afholdelse:
    return make_date(seats=2)


@pytest.fixture
def tilmelding(date) -> Tilmelding:
    one = pladser.Person("Deltager 1", "deltager1@kommune.dk", "Leder", food="Vegetar")
    return pladser.sign_up(date.pk, order(one, person(2), person(3)))


@pytest.fixture
def staff(tilmelding) -> Client:
    factories.groups()
    return browser_of(groups.KURSUSADMINISTRATORER)


@pytest.fixture
def home(date) -> str:
    return f"{BASE}{date.pk}/"


def text_of(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def sheet(response) -> list[tuple]:
    assert response.status_code == 200
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return list(book.active.iter_rows(values_only=True))


# --- Who may come in --------------------------------------------------------------------------


#: What who may only see the participants may open. Everything else is for who may change them.
FOR_LOOKING = {
    *("index", "tilmelding", "dato", "liste", "skilte", "evalueringer", "eksport", "faktura"),
}


def addresses(date: Afholdelse, tilmelding: Tilmelding) -> dict[str, str]:
    """Return every address there is, as the patterns themselves say, by name."""
    numbers = {"deltager": tilmelding.deltagere.first().pk}
    found = {}
    for pattern in TilmeldingViewSet().get_urlpatterns():
        pk = tilmelding.pk if str(pattern.pattern).startswith("tilmelding/") else date.pk
        wanted = {name: {"pk": pk, **numbers}[name] for name in pattern.pattern.converters}
        found[pattern.name] = reverse(f"tilmeldinger:{pattern.name}", kwargs=wanted)
    return found


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_course_administrators_come_in(staff, date, tilmelding, method, client):
    """Four roles, a stranger and an administrator, at every address, there or not."""
    chief = Client()
    chief.force_login(User.objects.create_superuser("chef", "chef@example.dk", "x"))
    there = addresses(date, tilmelding)
    nowhere = {name: re.sub(r"\d+", "999999", path) for name, path in there.items()}

    for group in OTHERS:
        browser = browser_of(group)
        for path in [*there.values(), *nowhere.values()]:
            answer = getattr(browser, method)(path)
            assert answer.status_code == 403, (group, path)
            assert not [w for w in PERSONAL if w in answer.content.decode()]
    for path in there.values():
        answer = getattr(client, method)(path)
        assert (answer.status_code, answer["Location"][:13]) == (302, "/konto/login/"), path
    if method == "get":
        for browser in (staff, chief):
            answers = {name: browser.get(path).status_code for name, path in there.items()}
            assert answers == dict.fromkeys(there, 200) | {"flere": 405}
        del nowhere["index"], nowhere["flere"]
        assert {staff.get(path).status_code for path in nowhere.values()} == {404}
    assert tilmelding.deltagere.seated().count() == 2


def test_editors_see_no_participants_on_the_page_they_edit(staff, date, tilmelding):
    for group in (groups.REDAKTOERER, groups.GODKENDERE):
        browser = browser_of(group)
        for path in (f"pages/{date.page_id}/edit/", f"pages/{date.page_id}/history/", ""):
            seen = browser.get(f"/admin/{path}").content.decode()
            assert not [word for word in [*PERSONAL, BASE] if word in seen], (group, path)


def test_nothing_in_the_admin_shows_participants_to_editors(staff, date, tilmelding):
    """Every address that the admin has, with every number that could be a participant's."""
    user = User.objects.create_user("alt", "alt@example.dk", "x")
    user.groups.set(Group.objects.filter(name__in=[groups.REDAKTOERER, groups.GODKENDERE]))
    browser = Client(raise_request_exception=False)
    browser.force_login(user)
    numbers = {date.pk, date.page_id, tilmelding.pk, tilmelding.deltagere.first().pk}
    seen = 0

    for path in admin_paths(numbers):
        answer = browser.get(path)
        if answer.status_code == 200 and not answer.streaming:
            shown = answer.content.decode(errors="replace")
            assert not [word for word in PERSONAL if word in shown], path
            seen += 1

    assert seen > 40


def admin_paths(numbers: set[int]) -> list[str]:
    """Return the admin's addresses that take no argument, or one number."""
    [admin] = [one for one in get_resolver().url_patterns if str(one.pattern) == "admin/"]

    def walk(patterns: list, before: str) -> Iterator[str]:
        for one in patterns:
            route = before + str(one.pattern).removeprefix("^").removesuffix("$")
            if hasattr(one, "url_patterns"):
                yield from walk(one.url_patterns, route)
            else:
                yield route

    def filled(route: str) -> list[str]:
        argument = re.search(r"<(int|str):\w+>", route)
        if not argument:
            return [route]
        return [route.replace(argument[0], str(number)) for number in sorted(numbers)]

    routes = [route for route in walk(admin.url_patterns, "admin/") if "logout" not in route]
    paths = [path for route in routes for path in filled(route)]
    return [f"/{path}" for path in paths if re.fullmatch(r"[\w/.-]+", path)]


def test_who_may_only_see_changes_nothing(staff, date, tilmelding):
    Group.objects.get(name=groups.KURSUSADMINISTRATORER).permissions.filter(
        codename="change_tilmelding"
    ).delete()
    looking = browser_of(groups.KURSUSADMINISTRATORER)

    there = addresses(date, tilmelding)
    answers = {name: looking.get(path).status_code for name, path in there.items()}

    assert answers == {name: 200 if name in FOR_LOOKING else 403 for name in there}
    assert "Aflys datoen" not in text_of(looking.get(f"{BASE}{date.pk}/"))


# --- Lists ------------------------------------------------------------------------------------


def test_dates_stand_with_seats_waiting_and_revenue(staff, date):
    row = BeautifulSoup(staff.get(BASE).content, "html.parser").select_one("tbody tr")
    cells = [" ".join(cell.text.split()) for cell in row.select("td")]

    assert cells[1].startswith("Uenighed i rummet")
    assert cells[2:6] == ["Aarhus", "2 / 2", "1", "9.900 kr."]
    assert "Der er ingen datoer her." in text_of(staff.get(f"{BASE}?vis=tidligere"))


def test_past_and_cancelled_dates_stand_behind_a_tab_and_are_found(staff, date, make_date):
    make_date(-30, place="Ribe, Torvet 1")
    make_date(90, place="Tønder", status="aflyst")

    def places(**query: str) -> set[str]:
        seen = text_of(staff.get(BASE, query))
        return {town for town in ("Aarhus", "Ribe", "Tønder") if town in seen}

    assert places() == places(vis="x") == {"Aarhus"}
    assert places(vis="tidligere") == {"Ribe"}
    assert places(vis="aflyst") == {"Tønder"}
    assert places(q="UENIGHED ribe") == {"Ribe"}
    assert places(q="uenighed") == {"Aarhus", "Ribe", "Tønder"}


def test_a_date_and_its_list_lead_to_holding_it_again(staff, date, home):
    for path in (BASE, home):
        links = BeautifulSoup(staff.get(path).content, "html.parser").select("a")
        assert [a for a in links if a.get("href") == f"{home}gentag/"], path


def test_a_participant_is_found_on_any_date(staff, date):
    for query in ("deltager 2", "DELTAGER2@", "kattegat", "mette"):
        assert "Deltager 2" in text_of(staff.get(BASE, {"q": query}))
    assert "0 deltagere fundet" in text_of(staff.get(BASE, {"q": "x" * 5000}))
    assert staff.get(BASE, {"q": "'; %_\\", "page": "-1", "vis": "hop"}).status_code == 200


def test_the_list_is_searched_and_filtered(staff, home):
    everyone = text_of(staff.get(home))
    assert everyone.index("Deltager 1") < everyone.index("Deltager 3")
    assert "På venteliste ( nr. 1 )" in everyone.replace("(nr. 1)", "( nr. 1 )")

    assert "Deltager 1" not in text_of(staff.get(home, {"status": "venteliste"}))
    found = text_of(staff.get(home, {"q": "leder"}))

    assert "Deltager 1" in found
    assert "Deltager 2" not in found


def test_the_lists_take_the_same_queries_however_many(staff, date, home):
    few = [query_count(staff, path) for path in (BASE, home)]
    Afholdelse.objects.filter(pk=date.pk).update(seats=100)
    for number in range(10, 30):
        pladser.sign_up(date.pk, order(person(number)))

    assert [query_count(staff, path) for path in (BASE, home)] == few


def test_looking_and_exporting_are_logged_without_names(staff, home):
    staff.get(home)
    staff.get(f"{home}deltagere.xlsx")

    rows = ModelLogEntry.objects.filter(action__startswith="arrangementer.")
    assert set(rows.values_list("action", flat=True)) == {
        "arrangementer.deltagere",
        "arrangementer.eksport",
    }
    assert not [row for row in rows for word in PERSONAL if word in f"{row.label}{row.data}"]


# --- What is done -----------------------------------------------------------------------------


def tick(staff, home, action, *people, **more):
    numbers = [one.pk for one in people]
    return staff.post(
        f"{home}flere/", {"deltager": numbers, "handling": action, **more}, follow=True
    )


def test_attendance_is_marked(staff, home, tilmelding):
    one, two, waits = tilmelding.deltagere.all()

    tick(staff, home, "moedt", one, waits)
    tick(staff, home, "udeblevet", two)

    assert "Ingen blev rettet." in text_of(tick(staff, home, "moedt", waits))
    attended = list(tilmelding.deltagere.values_list("attended", flat=True))
    assert attended == [True, False, None]


def test_somebody_is_moved_and_the_seat_is_offered(staff, home, tilmelding, make_date):
    full, free = make_date(80, seats=0), make_date(90, seats=1)
    one = tilmelding.deltagere.first()

    assert "Der er ingen ledig plads til Deltager 1." in text_of(
        tick(staff, home, "flyt", one, til=full.pk)
    )
    assert "Vælg den dato" in text_of(tick(staff, home, "flyt", one, til="x"))
    tick(staff, home, "flyt", one, til=free.pk)

    one.refresh_from_db()
    assert one.afholdelse_id == free.pk
    assert Tilbud.objects.count() == 1
    told = Mail.objects.filter(subject__startswith="Ændret").values_list("to", flat=True)
    assert sorted(told) == ["deltager1@kommune.dk", "mette@kommune.dk"]


def test_seats_are_cancelled_and_bad_posts_do_nothing(staff, home, tilmelding):
    for data in ({}, {"deltager": ["x", "9" * 30, "-1"]}, {"deltager": "1", "handling": "hop"}):
        assert staff.post(f"{home}flere/", data).status_code == 302
    assert tilmelding.deltagere.active().count() == 3

    asked = tick(staff, home, "afmeld", tilmelding.deltagere.first())
    assert "Deltager 1 (deltager1@kommune.dk)" in text_of(asked)
    assert tilmelding.deltagere.active().count() == 3
    for _i in range(2):
        tick(staff, home, "afmeld", tilmelding.deltagere.first(), bekraeftet="1")

    assert Mail.objects.filter(subject__startswith="Meldt fra", to="mette@kommune.dk").count() == 1
    assert Tilbud.objects.get().deltager.name == "Deltager 3"


def test_a_name_is_mended(staff, home, tilmelding):
    path = f"{home}deltager/{tilmelding.deltagere.first().pk}/"
    taken = {"navn": "Ny", "email": "deltager2@kommune.dk", "stilling": ""}

    assert staff.post(path, {"navn": "", "email": "x"}).status_code == 422
    assert staff.post(path, taken).status_code == 422
    assert staff.post(path, taken | {"email": "ny@kommune.dk"}).status_code == 302

    assert tilmelding.deltagere.first().name == "Ny"


def test_all_are_written_to_once_after_a_preview(staff, home, tilmelding):
    form = BeautifulSoup(staff.get(f"{home}mail/?skabelon=praktisk").content, "html.parser")
    key = form.select_one("[name=noegle]")["value"]
    assert "Vi glæder os" in form.select_one("[name=tekst]").text
    letter = {"til": "plads", "emne": "Om {titel}", "tekst": "Hej {navn}: {sted}", "noegle": key}
    before = Mail.objects.count()

    preview = staff.post(f"{home}mail/", letter)
    assert "Hej Deltager 1: Aarhus" in text_of(preview)
    assert "Om Uenighed i rummet" in text_of(preview)
    assert Mail.objects.count() == before
    for _i in range(2):
        staff.post(f"{home}mail/", letter | {"send": "1"})

    mails = Mail.objects.filter(subject="Om Uenighed i rummet")
    assert sorted(mails.values_list("to", flat=True)) == [
        "deltager1@kommune.dk",
        "deltager2@kommune.dk",
    ]
    assert Mailspor.objects.filter(kind="brev").count() == 2


@pytest.mark.parametrize(
    "changed", [{"emne": "a\r\nBcc: x"}, {"tekst": "{hop}"}, {"tekst": "{navn"}, {"emne": ""}]
)
def test_a_letter_that_cannot_be_filled_is_refused(staff, home, changed):
    letter = {"til": "plads", "emne": "a", "tekst": "b", "noegle": "0" * 32, "send": "1"}
    before = Mail.objects.count()

    assert staff.post(f"{home}mail/", letter | changed).status_code == 422
    assert Mail.objects.count() == before


def test_a_date_is_called_off_from_the_list(staff, home, date):
    assert "3 deltagere" in text_of(staff.get(f"{home}aflys/"))

    staff.post(f"{home}aflys/", {"besked": "For få tilmeldte."})
    again = staff.post(f"{home}aflys/", {"besked": "For få tilmeldte."}, follow=True)

    assert "Datoen var allerede aflyst." in text_of(again)
    date.refresh_from_db()
    assert date.is_cancelled
    mails = Mail.objects.filter(
        subject__startswith="Aflyst", body_text__contains="For få tilmeldte."
    )
    assert mails.count() == 4


# --- On paper and as files --------------------------------------------------------------------


def test_the_attendance_list_and_badges_hold_those_with_a_seat_and_no_needs(staff, home):
    for path in ("liste/", "navneskilte/"):
        seen = text_of(staff.get(home + path))
        assert "Deltager 1" in seen
        assert "Deltager 3" not in seen
        assert "Vegetar" not in seen


def test_participants_are_exported_as_text(staff, home, date):
    evil = pladser.Person("=HYPERLINK(1)", "evil@kommune.dk")
    pladser.sign_up(date.pk, order(evil))

    rows = sheet(staff.get(f"{home}deltagere.xlsx"))

    assert rows[0][:3] == ("Navn", "Mailadresse", "Stilling")
    assert rows[1][:6] == (
        "Deltager 1",
        "deltager1@kommune.dk",
        "Leder",
        "Kattegat Kommune",
        None,
        "Har plads",
    )
    assert "=HYPERLINK(1)" in [row[0] for row in rows]


def test_the_invoice_basis_has_a_row_for_each_employer_with_its_ean(staff, home, date, tilmelding):
    pladser.sign_up(date.pk, order(person(9), employer="Anden By", ean="", cvr="29189803"))
    afbud.cancel(tilmelding.deltagere.get(name="Deltager 2"))

    rows = sheet(staff.get(f"{home}faktura.xlsx"))

    assert len(rows) == 2  # Anden By waits, and is invoiced nothing
    assert rows[1][0] == "Kattegat Kommune"
    assert rows[1][2] == "5790000000005"
    assert rows[1][7:11] == (1, 4950, 4950, "Deltager 1")
