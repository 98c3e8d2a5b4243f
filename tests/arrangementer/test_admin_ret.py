"""What course administrators do for a customer who phones: mend, add, sign up by hand."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from arrangementer.models import Afholdelse, Deltager, Mailspor, Tilmelding
from arrangementer.tilmelding import pladser
from kommuner.models import Kommune, Region
from redaktion import groups
from samskabelse.drift import persondata
from samskabelse.outbox.models import Mail
from tests import factories

from .conftest import order, person
from .test_admin import BASE, browser_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

EAN, CVR = "5798000420526", "29189803"


@pytest.fixture
def date(make_date) -> Afholdelse:
    return make_date(seats=2)


@pytest.fixture
def tilmelding(date) -> Tilmelding:
    return pladser.sign_up(date.pk, order(person(1)))


@pytest.fixture
def staff(tilmelding) -> Client:
    factories.groups()
    return browser_of(groups.KURSUSADMINISTRATORER)


@pytest.fixture
def home(tilmelding) -> str:
    return f"{BASE}tilmelding/{tilmelding.pk}/"


def posted(**changed: str) -> dict[str, str]:
    return {
        "kontakt_navn": "Mette Kontakt",
        "kontakt_email": "mette@kommune.dk",
        "arbejdsgiver": "Kattegat Kommune",
        "ean": EAN,
        **changed,
    }


# --- Contact and invoice ----------------------------------------------------------------------


def test_the_invoice_is_mended(staff, home, tilmelding):
    region = Region.objects.create(name="Region Prøve")
    Kommune.objects.create(code="9991", name="Byen", region=region)
    form = BeautifulSoup(staff.get(f"{home}ret/").content, "html.parser")
    assert form.select_one("[name=ean]")["value"] == "5790000000005"

    done = staff.post(
        f"{home}ret/",
        posted(
            ean="5798 0004 20526",
            rekvisition="R-7",
            reference="Att. Ida",
            fakturatekst="Konto 12",
            kommune="Byen",
            kontakt_telefon="12345678",
        ),
        follow=True,
    )

    assert "Tilmeldingen er rettet." in text_of(done)
    row = Tilmelding.objects.get()
    assert (row.ean, row.order_number, row.reference) == (EAN, "R-7", "Att. Ida")
    assert (row.invoice_text, row.contact_phone) == ("Konto 12", "1234 5678")
    assert row.kommune.name == "Byen"
    assert Mailspor.objects.filter(kind="kvittering-tilmelding").count() == 1


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"ean": "5798000420527"}, "EAN-nummeret passer ikke med kontrolcifferet."),
        ({"ean": CVR}, "Det ligner et CVR-nummer."),
        ({"ean": "", "cvr": "29189804"}, "CVR-nummeret kan ikke være rigtigt."),
        ({"ean": "", "cvr": ""}, "Skriv et EAN-nummer eller et CVR-nummer"),
        ({"kontakt_navn": ""}, "Skriv kontaktpersonens navn."),
        ({"kontakt_email": "mette"}, "Mailadressen ser ikke rigtig ud."),
        ({"arbejdsgiver": ""}, "Skriv, hvilken arbejdsplads der skal stå på fakturaen."),
        ({"rekvisition": "9" * 61}, "Nummeret er for langt."),
        ({"reference": "a\r\nBcc: b"}, "linje"),
        ({"kommune": "Andeby"}, "Den kommune kender vi ikke."),
        ({"kontakt_telefon": "12"}, "Telefonnummeret skal have 8 cifre."),
    ],
)
def test_the_same_checks_hold_as_for_the_customer(staff, home, tilmelding, changed, error):
    answer = staff.post(f"{home}ret/", posted(**changed))

    assert answer.status_code == 422
    assert error in text_of(answer)
    assert Tilmelding.objects.get().ean == "5790000000005"
    fields = BeautifulSoup(answer.content, "html.parser").select("form [name]")
    kept = {field["name"]: field.get("value", "") for field in fields}
    for name, value in changed.items():
        if name != "kommune" and "\n" not in value:
            assert kept[name] == value


def test_a_new_contact_gets_the_receipt_with_the_link(staff, home, client):
    staff.post(f"{home}ret/", posted(kontakt_navn="Ny Kontakt", kontakt_email="ny@kommune.dk"))

    mail = Mail.objects.get(to="ny@kommune.dk")
    assert mail.subject.startswith("Tilmeldt")
    [link] = [row for row in mail.body_text.splitlines() if "/tilmelding/" in row]
    assert client.get(link.removeprefix("http://testserver")).status_code == 200


def test_who_is_erased_is_not_named_anew_and_the_invoice_can_be_mended(staff, home):
    persondata.erase("mette@kommune.dk")

    assert "kontakt_navn" not in staff.get(f"{home}ret/").content.decode()
    staff.post(f"{home}ret/", posted())

    row = Tilmelding.objects.get()
    assert (row.contact_name, row.ean) == ("", EAN)


# --- One more ---------------------------------------------------------------------------------


def test_a_colleague_is_added_to_a_seat_and_then_to_the_waiting_list(staff, home, tilmelding):
    seat = staff.post(f"{home}tilfoej/", {"navn": "Bo", "email": "bo@kommune.dk"}, follow=True)
    line = staff.post(f"{home}tilfoej/", {"navn": "Ca", "email": "ca@kommune.dk"}, follow=True)

    assert "Bo har fået en plads" in text_of(seat)
    assert "Ca er på venteliste." in text_of(line)
    assert [(row.name, row.status) for row in tilmelding.deltagere.all()] == [
        ("Deltager 1", "plads"),
        ("Bo", "plads"),
        ("Ca", "venteliste"),
    ]
    assert Mail.objects.filter(to="bo@kommune.dk").count() == 1
    subjects = Mail.objects.filter(to="mette@kommune.dk").order_by("pk")
    told = [mail for mail in subjects if "- Bo" in mail.body_text]
    assert len(told) == 1
    assert subjects.filter(subject__startswith="Du er på venteliste").count() == 1


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"navn": "", "email": "bo@kommune.dk"}, "Skriv deltagerens navn."),
        ({"navn": "Bo", "email": "bo"}, "Mailadressen ser ikke rigtig ud."),
        ({"navn": "Bo", "email": "DELTAGER1@kommune.dk"}, "er allerede tilmeldt denne dato."),
    ],
)
def test_who_cannot_be_added_is_told_why(staff, home, tilmelding, data, error):
    answer = staff.post(f"{home}tilfoej/", data)

    assert answer.status_code == 422
    assert error in text_of(answer)
    assert tilmelding.deltagere.count() == 1


def test_nobody_is_added_to_a_cancelled_or_past_date(staff, home, tilmelding, date):
    for fields in ({"status": "aflyst"}, {"status": "aaben", "starts_at": date.created_at}):
        Afholdelse.objects.filter(pk=date.pk).update(**fields)
        answer = staff.post(f"{home}tilfoej/", {"navn": "Bo", "email": "bo@kommune.dk"})
        assert answer.status_code == 422

    assert tilmelding.deltagere.count() == 1


# --- By hand ----------------------------------------------------------------------------------


def by_hand(**changed: str) -> dict[str, str]:
    people = {"deltagere-0-navn": "Ane", "deltagere-0-email": "ane@by.dk", "accept": "on"}
    key = {"noegle": "6f9b1c1e-9d6c-4f7b-8f27-0f53b2c0c111"}
    return posted(**{"kontakt_email": "kai@by.dk", **people, **key, **changed})


def test_who_phones_is_signed_up_once_also_when_it_is_closed(staff, date):
    Afholdelse.objects.filter(pk=date.pk).update(status="lukket")
    path = f"{BASE}{date.pk}/tilmeld/"
    assert staff.get(path).status_code == 200

    for _i in range(2):
        done = staff.post(path, by_hand(), follow=True)

    assert "Tilmeldingen er oprettet" in text_of(done)
    assert Deltager.objects.filter(email="ane@by.dk", status="plads").count() == 1
    assert Mail.objects.filter(to="kai@by.dk").count() == 1


def test_rows_are_added_by_hand_and_nothing_is_lost(staff, date):
    path = f"{BASE}{date.pk}/tilmeld/"
    crowd = {"deltagere-1-navn": "Bo", "deltagere-1-email": "bo@by.dk", "ean": "1"}

    more = staff.post(path, by_hand(handling="tilfoej"))
    page = BeautifulSoup(more.content, "html.parser")
    assert page.select_one("[name=deltagere-0-navn]")["value"] == "Ane"
    assert page.select_one("[name=deltagere-1-navn]")
    short = staff.post(path, by_hand(**crowd))

    assert short.status_code == 422
    assert "Der er kun 1 plads tilbage" in text_of(short)
    assert "Et EAN-nummer har 13 cifre." in text_of(short)
    assert not Deltager.objects.filter(email="ane@by.dk").exists()
    twice = staff.post(path, by_hand(**{"deltagere-0-email": "deltager1@kommune.dk"}))
    assert "er allerede tilmeldt denne dato." in text_of(twice)
