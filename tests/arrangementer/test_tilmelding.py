"""The sign-up as a visitor does it: the form, the page that asks once more, the receipt."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from arrangementer.models import Afholdelse, Deltager, Tilmelding
from arrangementer.tilmelding import pladser
from samskabelse.outbox.models import Mail

from .conftest import order, person

pytestmark = pytest.mark.django_db

EAN = "5790000000005"
CVR = "29189803"

VALID = {
    "kontakt_navn": "Mette Sekretær",
    "kontakt_email": "mette@kommune.dk",
    "deltagere-0-navn": "Ane Østergård",
    "deltagere-0-email": "ane@kommune.dk",
    "arbejdsgiver": "Kultur og Fritid",
    "ean": EAN,
    "rekvisition": "R-100",
    "accept": "on",
}


def address(date: Afholdelse) -> str:
    return f"/arrangementer/{date.page.slug}/tilmelding/{date.pk}/"


def soup_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text_of(response) -> str:
    """Return what is read in the page's main part, with plain spaces."""
    return " ".join(soup_of(response).main.get_text(" ").split())


def hidden(response) -> dict[str, str]:
    """Return what the page's own form would send by its first button."""
    form = soup_of(response).select_one("main form")
    return {field["name"]: field.get("value", "") for field in form.select("input[type=hidden]")}


def sign_up(client: Client, date: Afholdelse, **changed: str):
    """Post the form and follow the page that asks once more."""
    asked = client.post(address(date), {**VALID, **changed})
    assert asked.status_code == 200, text_of(asked)
    return client.post(address(date), hidden(asked))


# --- The straight way -------------------------------------------------------------------------


def test_from_form_to_receipt(client, make_date):
    date = make_date(seats=20)
    assert client.get(address(date)).status_code == 200

    asked = client.post(
        address(date),
        {**VALID, "deltagere-1-navn": "Bo Ø", "deltagere-1-email": "bo@kommune.dk"},
    )
    assert not Tilmelding.objects.exists()
    assert "Ser det rigtigt ud?" in text_of(asked)
    assert "I alt 9.900 kr. ekskl. moms" in text_of(asked)
    done = client.post(address(date), hidden(asked))

    assert done.status_code == 303
    receipt = client.get(done["Location"])
    tilmelding = Tilmelding.objects.get()
    assert f"Tilmelding nr. {tilmelding.number}" in text_of(receipt)
    assert "Tak, pladserne er jeres" in text_of(receipt)
    assert (tilmelding.ean, tilmelding.order_number, tilmelding.price) == (EAN, "R-100", 4950)
    to = sorted(Mail.objects.values_list("to", flat=True))
    assert to == ["ane@kommune.dk", "bo@kommune.dk", "mette@kommune.dk"]
    assert all("BEGIN:VCALENDAR" in mail.attachments[0]["text"] for mail in Mail.objects.all())


def test_a_second_press_gives_the_same_receipt(client, make_date):
    date = make_date()
    asked = client.post(address(date), VALID | {"noegle": "6f9b1c1e-9d6c-4f7b-8f27-0f53b2c0c111"})

    first, second = (client.post(address(date), hidden(asked)) for _i in range(2))

    assert first.status_code == second.status_code == 303
    assert Tilmelding.objects.count() == 1
    assert Mail.objects.count() == 2


def test_ret_brings_the_form_back_with_everything_in_it(client, make_date):
    date = make_date()
    asked = client.post(address(date), VALID)

    again = client.post(address(date), hidden(asked) | {"handling": "ret"})

    fields = {f["name"]: f.get("value") for f in soup_of(again).select("main input[name]")}
    assert {name: fields[name] for name in VALID if name != "accept"} == {
        name: value for name, value in VALID.items() if name != "accept"
    }
    assert not Tilmelding.objects.exists()


def test_participants_are_added_and_removed_without_a_script(client, make_date):
    date = make_date()

    two = client.post(address(date), VALID | {"handling": "tilfoej"})
    assert [row["id"] for row in soup_of(two).select(".deltager")] == ["deltagere-0", "deltagere-1"]
    assert "deltager 2" not in text_of(two).replace("Fjern deltager 2", "")
    one = client.post(
        address(date),
        VALID
        | {"deltagere-1-navn": "Bo", "deltagere-1-email": "", "handling": "fjern-deltagere-0"},
    )

    assert not soup_of(one).select(".felt--fejl, .fejlliste")
    [row] = soup_of(one).select(".deltager")
    assert row.select_one("[name=deltagere-1-navn]")["value"] == "Bo"
    assert one.status_code == two.status_code == 200


def test_the_contact_may_come_along(client, make_date):
    date = make_date()

    sign_up(client, date, **{"selv_med": "on", "deltagere-0-navn": "", "deltagere-0-email": ""})

    assert Deltager.objects.get().email == "mette@kommune.dk"


def test_free_dates_ask_for_no_invoice(client, make_date):
    date = make_date(price=0)
    page = client.get(address(date))

    assert not soup_of(page).select("[name=ean]")
    assert sign_up(client, date, ean="", rekvisition="").status_code == 303


# --- Full -------------------------------------------------------------------------------------


def test_a_full_date_leads_to_the_waiting_list(client, make_date):
    date = make_date(seats=1)
    pladser.sign_up(date.pk, order(person(7)))
    pladser.sign_up(date.pk, order(person(8)))

    page = client.get(address(date))
    assert "Alle pladser er optaget." in text_of(page)
    assert "1 står på listen i forvejen." in text_of(page)
    receipt = client.get(sign_up(client, date)["Location"])

    assert "Du er nr. 2 på listen." in text_of(receipt)
    mail = Mail.objects.get(
        to="mette@kommune.dk",
        subject__startswith="Du er på venteliste",
        body_text__contains="nr. 2",
    )
    assert "48 timer" in mail.body_text


def test_a_group_too_large_is_asked_what_to_do(client, make_date):
    date = make_date(seats=1)
    group = VALID | {"deltagere-1-navn": "Bo", "deltagere-1-email": "bo@kommune.dk"}

    refused = client.post(address(date), group)
    assert refused.status_code == 422
    assert "Der er kun 1 plads tilbage, og du vil tilmelde 2." in text_of(refused)
    asked = client.post(address(date), group | {"resten_paa_venteliste": "on"})
    receipt = client.get(client.post(address(date), hidden(asked))["Location"])

    assert "Nogle har fået plads, og andre er på venteliste" in text_of(receipt)
    assert "Bo er nr. 1" in text_of(receipt)


def test_the_last_seat_may_go_while_one_reads(client, make_date):
    date = make_date(seats=1)
    asked = client.post(address(date), VALID)
    assert "Bliver de sidste pladser taget imens" in text_of(asked)
    pladser.sign_up(date.pk, order(person(7)))

    receipt = client.get(client.post(address(date), hidden(asked))["Location"])

    assert "Du er på venteliste" in text_of(receipt)
    assert not Mail.objects.filter(subject__startswith="Tilmeldt", to="ane@kommune.dk").exists()


# --- Errors -----------------------------------------------------------------------------------


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"ean": "5790000000006"}, "EAN-nummeret passer ikke med kontrolcifferet."),
        ({"ean": "579000000000"}, "Et EAN-nummer har 13 cifre. Du har skrevet 12."),
        ({"ean": "57900000abc05"}, "EAN-nummeret må kun have tal."),
        ({"ean": CVR}, "Det ligner et CVR-nummer."),
        ({"ean": "", "cvr": "29189804"}, "CVR-nummeret kan ikke være rigtigt."),
        ({"ean": "", "cvr": "2918980"}, "Et CVR-nummer har 8 cifre. Du har skrevet 7."),
        ({"ean": "", "cvr": "0101901234"}, "Det ligner et CPR-nummer."),
        ({"ean": "", "cvr": ""}, "Skriv et EAN-nummer eller et CVR-nummer"),
        ({"ean": "9" * 5000}, "Du har skrevet 5000."),
        ({"kontakt_navn": ""}, "Skriv dit navn."),
        ({"kontakt_navn": "x" * 121}, "Navnet er for langt. Brug højst 120 tegn."),
        ({"kontakt_navn": "Ane\r\nBcc: x@y.dk"}, "Skriv navnet med bogstaver og på én linje."),
        ({"kontakt_email": "ane"}, "Mailadressen ser ikke rigtig ud."),
        ({"kontakt_telefon": "12"}, "Telefonnummeret skal have 8 cifre."),
        ({"kommune": "Andeby"}, "Den kommune kender vi ikke."),
        ({"arbejdsgiver": ""}, "Skriv, hvilken arbejdsplads der skal stå på fakturaen."),
        ({"accept": ""}, "Sæt flueben ved vilkårene for at tilmelde."),
        ({"deltagere-0-navn": ""}, "Skriv navnet på deltager 1."),
        ({"deltagere-0-email": ""}, "Skriv mailadressen på deltager 1."),
        ({"deltagere-0-kost": "Vegetar"}, "Sæt flueben her, eller slet det"),
        (
            {"deltagere-0-hensyn": "010190-1234 070761-4285", "deltagere-0-samtykke": "on"},
            "ligner et CPR-nummer",
        ),
        (
            {"deltagere-1-navn": "Bo", "deltagere-1-email": "ANE@kommune.dk"},
            "Den mailadresse står på to deltagere.",
        ),
        ({"deltagere-0-navn": "", "deltagere-0-email": ""}, "Skriv navnet på deltager 1."),
        ({"deltagere-TOTAL_FORMS": "-1"}, "Der skal være mindst én deltager."),
        ({"deltagere-TOTAL_FORMS": "1000000000"}, "Du kan højst tilmelde 20 på én gang."),
        ({"deltagere-TOTAL_FORMS": "mange"}, "Du kan højst tilmelde 20 på én gang."),
        (
            {
                f"deltagere-{n}-{f}": f"d{n}@kommune.dk"
                for n in range(25)
                for f in ("navn", "email")
            },
            "Du kan højst tilmelde 20 på én gang.",
        ),
        (
            {"deltagere--1-navn": "Bo", "deltagere--1-email": "bo"},
            "Mailadressen ser ikke rigtig ud.",
        ),
    ],
)
def test_an_error_is_told_and_nothing_is_lost(client, make_date, changed, error):
    date = make_date()
    posted = VALID | changed

    for confirmed in ({}, {"bekraeftet": "1"}):
        response = client.post(address(date), posted | confirmed)

        assert response.status_code == 422
        page = soup_of(response)
        assert error in " ".join(page.select_one(".fejlliste").text.split())
        kept = {f["name"]: f.get("value", f.text) for f in page.select("[name]")}
        lost = [
            name
            for name, value in posted.items()
            if value
            and name not in {"accept", "kommune"}
            and "TOTAL" not in name
            and "samtykke" not in name
            and kept.get(name, "").strip() != value.strip()
            and "\n" not in value
        ]
        assert lost == []
    assert not Tilmelding.objects.exists()


def test_every_line_of_the_summary_leads_to_its_field(client, make_date):
    page = soup_of(client.post(address(make_date()), {"deltagere-1-navn": "Bo"}))

    links = [link["href"][1:] for link in page.select(".fejlliste a")]

    assert len(links) >= 6
    places = [str(page).index(f'id="{name}"') for name in links]
    assert places == sorted(places)
    assert [name for name in links if page.find(id=name) is None] == []
    assert f"Der er {len(links)} ting" in page.select_one(".fejlliste h2").text


@pytest.mark.parametrize(
    "value", ["=1+1", "<script>alert(1)</script>", "👩‍👩‍👧 Ane", "O'Neil; DROP TABLE", "ﷺ" * 40]
)
def test_odd_names_are_kept_as_written(client, make_date, value):
    date = make_date()

    sign_up(client, date, **{"deltagere-0-navn": value})

    assert Deltager.objects.get().name == value


def test_nul_is_refused(client, make_date):
    assert client.post(address(make_date()), VALID | {"kontakt_navn": "a\0b"}).status_code == 400


def test_a_robot_is_stored_nowhere(client, make_date):
    date = make_date()
    asked = client.post(address(date), VALID | {"hjemmeside": "https://x"})

    response = client.post(address(date), hidden(asked))

    assert response.status_code == 422
    assert not Tilmelding.objects.exists()


def test_a_doublet_is_told_at_its_row(client, make_date):
    date = make_date()
    sign_up(client, date)

    asked = client.post(address(date), VALID | {"kontakt_email": "ny@kommune.dk"})
    response = client.post(address(date), hidden(asked))

    assert response.status_code == 422
    assert "ane@kommune.dk er allerede tilmeldt denne dato." in text_of(response)


# --- Closed, past, cancelled, wrong addresses -------------------------------------------------


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "aflyst"}, "Arrangementet er aflyst."),
        ({"status": "lukket"}, "Tilmeldingen er lukket."),
        ({"days_ahead": -3}, "Arrangementet er begyndt eller holdt."),
    ],
)
def test_closed_dates_say_why(client, make_date, fields, words):
    date, other = make_date(**fields), make_date(90)

    page = client.get(address(date))
    assert page.status_code == 410
    assert words in text_of(page)
    assert soup_of(page).select_one(f"a[href='{address(other)}']")
    response = client.post(address(date), VALID | {"bekraeftet": "1"})

    assert response.status_code == 422
    assert words in text_of(response)
    assert soup_of(response).select_one("[name=kontakt_navn]")["value"] == "Mette Sekretær"
    assert not Tilmelding.objects.exists()


def test_addresses_that_lead_nowhere(client, make_date):
    date = make_date()
    page = date.page

    assert client.get(f"/arrangementer/{page.slug}/tilmelding/999999/").status_code == 404
    assert client.get(f"/arrangementer/{page.slug}/tilmelding/{'9' * 40}/").status_code == 404
    moved = client.get(f"/arrangementer/et-andet/tilmelding/{date.pk}/")
    assert (moved.status_code, moved["Location"]) == (301, address(date))
    page.unpublish()
    assert client.get(address(date)).status_code == 404
    assert client.get("/tilmelding/kvittering/garbled/").status_code == 404


def test_the_receipt_is_only_for_who_signed_up(client, make_date):
    location = sign_up(client, make_date())["Location"]

    forged = re.sub(r"[^/]+/$", "x", location)

    assert client.get(forged + "/").status_code == 404
    assert client.get(location)["Cache-Control"].startswith("max-age=0")
