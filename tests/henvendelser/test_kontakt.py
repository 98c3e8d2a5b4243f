"""The contact form: stored first, mailed, answered once; and nothing typed is lost."""

import datetime as dt
import itertools
import uuid
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from henvendelser.models import Henvendelse
from henvendelser.models import kontakt as kontakt_module
from henvendelser.services import mails
from samskabelse.outbox.models import Mail
from sider.models import IndholdPage
from tests import factories
from tests.pages import soup_of, visible_text

from .conftest import TEAM, VALID

KEY = "5b0b3e5e-8f2f-4a61-9d3b-6c1f2d1f0a11"


# --- The form ---------------------------------------------------------------------------------


def test_only_pages_with_a_form_set_a_cookie(client, home):
    client.get("/")
    before = dict(client.cookies)

    client.get("/kontakt/")

    assert before == {}
    assert list(client.cookies) == ["csrftoken"]


def test_the_form_has_a_key_of_its_own_each_time(client, home):
    keys = {
        soup_of(client, "/kontakt/").find("input", {"name": "noegle"})["value"] for _i in range(3)
    }

    assert len(keys) == 3


def test_every_field_has_a_label_and_the_names_of_the_contract(client, home):
    soup = soup_of(client, "/kontakt/")

    form = soup.main.find("form", method="post")
    names = {field["name"] for field in form.find_all(["input", "select", "textarea"])}
    assert {"emne", "besked", "navn", "email", "telefon", "organisation"} <= names
    for field in form.find_all(["input", "select", "textarea"]):
        if field.get("type") != "hidden":
            assert form.find("label", {"for": field["id"]}), field["name"]


def test_the_answer_time_and_the_deletion_are_told_at_the_form(client, site_settings):
    site_settings.answer_days, site_settings.deletion_days = 3, 45
    site_settings.save()

    text = visible_text(soup_of(client, "/kontakt/"))

    assert "Vi svarer inden for 3 hverdage." in text
    assert "Vi sletter dem 45 dage efter, at sagen er afsluttet." in text


def test_the_form_is_never_kept_in_a_cache(client, home):
    assert "no-store" in client.get("/kontakt/")["Cache-Control"]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("query", "chosen"), [("", "moede"), ("?emne=kursus", "kursus"), ("?emne=x", "moede")]
)
def test_a_link_may_choose_the_subject(client, home, query, chosen):
    soup = soup_of(client, f"/kontakt/{query}")

    assert soup.find("select", {"name": "emne"}).find("option", selected=True)["value"] == chosen


# --- Where the visitor came from --------------------------------------------------------------


@pytest.mark.one_database
@pytest.mark.parametrize("by", ["number", "path"])
def test_the_origin_is_shown_and_can_be_taken_away(client, home, by):
    page = factories.add(home, IndholdPage, "Torvet efter ni")
    om = page.pk if by == "number" else page.url

    soup = soup_of(client, f"/kontakt/?om={om}")

    assert "Du kom fra »Torvet efter ni«." in visible_text(soup)
    tick = soup.find("input", {"name": "om"})
    assert tick["type"] == "checkbox"
    assert tick["value"] == str(page.pk)
    assert tick.has_attr("checked")


def test_the_origin_is_stored_only_when_it_is_sent(send, home):
    page = factories.add(home, IndholdPage, "Om")

    send(om=str(page.pk))
    send(besked="Uden at sige, hvor jeg kom fra.")

    assert [row.origin_id for row in Henvendelse.objects.order_by("pk")] == [page.pk, None]


@pytest.mark.one_database
@pytest.mark.parametrize("om", ["0", "-1", "abc", "9" * 30, "٣", "//evil.dk", "/findes/ikke/"])
def test_a_wrong_origin_is_no_matter(client, send, om):
    assert "Du kom fra" not in visible_text(soup_of(client, f"/kontakt/?om={om}"))
    assert send(om=om).status_code == 303


def test_a_hidden_page_is_no_origin(client, home):
    page = factories.add(home, IndholdPage, "Ikke udgivet", live=False)

    assert "Ikke udgivet" not in client.get(f"/kontakt/?om={page.pk}").content.decode()


# --- Sent -------------------------------------------------------------------------------------


def test_a_valid_message_is_stored_and_answered_with_a_redirect(send):
    response = send(noegle=KEY)

    row = Henvendelse.objects.get()
    assert response.status_code == 303
    assert response["Location"].startswith("/kontakt/tak/?n=")
    assert (row.name, row.email, row.phone) == ("Ane Østergård", "ane@kommune.dk", "2122 2324")
    assert (row.emne, row.organisation) == ("kursus", "Kultur og Fritid")
    assert row.message == VALID["besked"]
    assert row.status == "ny"


def test_name_address_and_message_are_enough(client, site_settings):
    fields = {name: VALID[name] for name in ("navn", "email", "besked")}

    response = client.post("/kontakt/", fields)

    assert response.status_code == 303
    assert Henvendelse.objects.get().emne == "andet"


def test_the_receipt_shows_number_next_steps_and_day(send, client):
    with mock.patch.object(
        timezone, "now", return_value=dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)
    ):
        response = send()
        text = visible_text(soup_of(client, response["Location"]))

    row = Henvendelse.objects.get()
    assert f"Dit sagsnummer er {row.reference}." in text
    assert "ane@kommune.dk" in text
    assert "Hvad sker der nu?" in text
    assert "Du får svar senest 3. december 2026." in text


def test_reading_the_receipt_again_repeats_nothing(send, client):
    address = send()["Location"]

    for _i in range(3):
        assert client.get(address).status_code == 200

    assert Henvendelse.objects.count() == 1
    assert Mail.objects.count() == 2


@pytest.mark.parametrize("query", ["", "?n=", "?n=abc", "?n=é:x:y", "?n=IlMtMSI:1abc:zzzz"])
def test_there_is_no_false_receipt(client, inquiry, query):
    soup = soup_of(client, f"/kontakt/tak/{query}")

    assert "Tak" not in soup.h1.text
    assert inquiry.reference not in soup.text
    assert soup.find("textarea", {"name": "besked"})


def test_an_old_receipt_shows_nobody_the_address(send, client):
    address = send()["Location"]

    with mock.patch("django.core.signing.time.time", return_value=timezone.now().timestamp() + 2e5):
        page = client.get(address).content.decode()

    assert "ane@kommune.dk" not in page


# --- Twice ------------------------------------------------------------------------------------


def number_on_receipt(client: Client, location: str) -> str:
    return soup_of(client, location).find(string=lambda text: "Dit sagsnummer" in text).strip()


def test_the_same_message_twice_is_one_row_and_one_receipt(send, client):
    first, second = send(noegle=KEY), send(noegle=KEY)

    assert Henvendelse.objects.count() == 1
    assert Mail.objects.count() == 2
    numbers = {number_on_receipt(client, answer["Location"]) for answer in (first, second)}
    assert len(numbers) == 1


def test_another_message_from_the_same_form_is_not_lost(send):
    """Back in the browser's history, changed, sent again."""
    send(noegle=KEY)
    send(noegle=KEY, besked="Jeg glemte noget andet.")

    assert Henvendelse.objects.count() == 2


def test_a_stranger_with_the_same_key_sees_no_others_receipt(send, client):
    send(noegle=KEY)
    other = send(noegle=KEY, navn="Bo", email="bo@kommune.dk")

    page = client.get(other["Location"]).content.decode()
    assert "bo@kommune.dk" in page
    assert "ane@kommune.dk" not in page


@pytest.mark.parametrize("key", ["", "abc", "0", "å" * 50, "{}", "x" * 5000, KEY[:-1]])
def test_a_garbled_key_loses_no_message(send, key):
    assert send(noegle=key).status_code == 303
    assert Henvendelse.objects.count() == 1


def test_a_garbled_key_is_replaced_when_the_form_comes_back(send):
    soup = BeautifulSoup(send(noegle="abc", navn="").content, "html.parser")

    assert uuid.UUID(soup.find("input", {"name": "noegle"})["value"])
    assert len(soup.select(".fejlliste li")) == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_make_one_row(in_threads, site_settings):
    networks = itertools.count(1)

    def click():
        return Client(REMOTE_ADDR=f"10.0.0.{next(networks)}").post(
            "/kontakt/", {**VALID, "noegle": KEY}
        )

    answers = in_threads(20, click)

    assert [getattr(answer, "status_code", answer) for answer in answers] == [303] * 20
    assert in_threads(1, Henvendelse.objects.count) == [1]
    assert in_threads(1, Mail.objects.count) == [2]


def test_the_slower_of_two_gets_the_row_of_the_faster(send, site_settings):
    """The look before the insert sees nothing: only the database's own rule is left."""
    send(noegle=KEY)
    real, looked = Henvendelse.objects.filter, []

    def blind_at_first(*args, **kwargs):
        rows = real(*args, **kwargs)
        looked.append(kwargs)
        return rows.none() if len(looked) == 1 else rows

    with mock.patch.object(Henvendelse.objects, "filter", blind_at_first):
        answer = send(noegle=KEY)

    assert answer.status_code == 303
    assert len(looked) == 2
    assert Henvendelse.objects.count() == 1
    assert Mail.objects.count() == 2


# --- Refused ----------------------------------------------------------------------------------


def test_an_invalid_form_comes_back_with_values_and_errors(send):
    response = send(navn="", email="ane@", telefon="1234567")

    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert Henvendelse.objects.count() == 0
    assert soup.find("textarea", {"name": "besked"}).text.strip() == VALID["besked"]
    assert soup.find("input", {"name": "email"})["value"] == "ane@"
    assert soup.find("input", {"name": "telefon"})["value"] == "1234567"
    summary = soup.select_one(".fejlliste")
    assert "Der er 3 ting, du skal rette, før vi kan sende." in summary.text
    for link in summary.select("a"):
        assert soup.select_one(link["href"]), link
    assert "Skriv dit navn." in soup.text


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("emne", "findes-ikke", "Det emne findes ikke."),
        ("besked", "", "Skriv, hvad du vil spørge om eller fortælle."),
        ("besked", "  \n ", "Skriv, hvad du vil spørge om eller fortælle."),
        ("besked", "Hej", "Skriv lidt mere"),
        ("besked", "x" * 5001, "Beskeden er 1 tegn for lang."),
        ("besked", "skjult \x07 tegn", "Beskeden indeholder tegn"),
        ("besked", "omvendt \u202e tekst", "Beskeden indeholder tegn"),
        ("navn", "", "Skriv dit navn."),
        ("navn", "x" * 121, "Brug højst 120 tegn."),
        ("navn", "Ane\r\nBcc: b@x.dk", "Skriv dit navn med bogstaver og på én linje."),
        ("navn", "Ane\u202eenA", "Skriv dit navn med bogstaver og på én linje."),
        ("navn", "A\u200bne", "Skriv dit navn med bogstaver og på én linje."),
        ("email", "", "Skriv din mailadresse"),
        ("email", "ane", "Mailadressen ser ikke rigtig ud."),
        ("email", "ane@kommune.dk\nBcc: b@x.dk", "Mailadressen ser ikke rigtig ud."),
        ("email", "ane@kommune.dk, b@x.dk", "Mailadressen ser ikke rigtig ud."),
        ("email", '"a\x01b"@kommune.dk', "Mailadressen ser ikke rigtig ud."),
        ("email", "ane@kom\u200bmune.dk", "Mailadressen ser ikke rigtig ud."),
        ("email", "åse@kommune.dk", "Mailadressen ser ikke rigtig ud."),
        ("email", f"{'a' * 64}@{'b.' * 95}dk", "Brug højst 254 tegn."),
        ("telefon", "1234567", "Telefonnummeret skal have 8 cifre."),
        ("telefon", "123456789", "Telefonnummeret skal have 8 cifre."),
        ("telefon", "+45", "Telefonnummeret skal have 8 cifre."),
        ("telefon", "ring bare", "Telefonnummeret skal have 8 cifre."),
        ("telefon", "123ABCDE", "Telefonnummeret skal have 8 cifre."),
        ("telefon", "87796300/12345678", "Telefonnummeret skal have 8 cifre."),
        ("telefon", "87796300" + " " * 40 + "1", "Telefonnummeret skal have 8 cifre."),
        ("telefon", "٨٧٧٩٦٣٠٠", "Telefonnummeret skal have 8 cifre."),
        ("organisation", "x" * 161, "Brug højst 160 tegn."),
        ("organisation", "A\nB", "Skriv det på én linje."),
    ],
)
def test_each_mistake_is_told_at_its_field(send, field, value, error):
    response = send(**{field: value})

    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert error in soup.find(id=f"id_{field}_error").text
    assert error in soup.select_one(".fejlliste").text
    assert Henvendelse.objects.count() == 0
    assert Mail.objects.count() == 0


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("navn", "  Ane  ", "Ane"),
        ("navn", "x" * 120, "x" * 120),
        ("navn", "Ane 👩‍👧 Ø", "Ane 👩‍👧 Ø"),
        ("email", "ane@møller.dk", "ane@møller.dk"),
        ("email", "o'neil+kursus@kommune.dk", "o'neil+kursus@kommune.dk"),
        ("telefon", "87 79 63 00", "8779 6300"),
        ("telefon", "+45 87796300", "8779 6300"),
        ("telefon", "0045 87796300", "8779 6300"),
        ("telefon", "(+45) 8779-6300", "8779 6300"),
        ("telefon", "+46 70 123 45 67", "+46 70 123 45 67"),
        ("telefon", "+299 321100", "+299 32 11 00"),
        ("telefon", "", ""),
        ("organisation", "", ""),
        ("besked", "Linje 1\r\nLinje 2\rLinje 3", "Linje 1\nLinje 2\nLinje 3"),
        ("besked", "x" * 5000, "x" * 5000),
        ("besked", "📅" * 5000, "📅" * 5000),
        (
            "besked",
            "Sam\u00adskabelse\u200b fra Word\u2028ny linje",
            "Samskabelse fra Word\nny linje",
        ),
        ("besked", "{navn} %s {{ 7*7 }}", "{navn} %s {{ 7*7 }}"),
    ],
)
def test_what_people_type_is_understood(send, field, value, stored):
    response = send(**{field: value})

    columns = {"navn": "name", "telefon": "phone", "besked": "message"}
    assert response.status_code == 303
    assert getattr(Henvendelse.objects.get(), columns.get(field, field)) == stored


def test_a_time_that_is_put_away_stops_no_message_about_something_else(send):
    wrong = {"moedeform": "paa-maanen", "tid_1": "2020-01-01", "tid_2_del": "midnat"}

    assert send(emne="moede", **wrong).status_code == 422
    assert send(emne="kursus", **wrong).status_code == 303
    assert not Henvendelse.objects.get().wished_times.exists()


# --- What no browser sends --------------------------------------------------------------------

FIELDS = [
    *VALID,
    "kommune",
    "moedeform",
    "tid_1",
    "tid_1_del",
    "tid_3",
    "hjemmeside",
    "stempel",
    "noegle",
    "om",
]


def test_nul_is_refused_in_every_field(send):
    for field in FIELDS:
        response = send(**{field: "a\0b"})

        assert response.status_code == 400, field
        assert 'lang="da"' in response.content.decode()
    assert Henvendelse.objects.count() == 0


@pytest.mark.parametrize(
    "value",
    [
        b"\xff\xfe\xc3",
        b"%C3%28",
    ],
    ids=["bytes", "percent"],
)
def test_what_is_no_text_in_any_field_makes_nothing_fail(client, site_settings, value):
    for field in FIELDS:
        parts = {name: text.encode() for name, text in VALID.items()} | {field: value}
        body = b"&".join(name.encode() + b"=" + content for name, content in parts.items())

        response = client.post(
            "/kontakt/",
            body,
            content_type="application/x-www-form-urlencoded",
            REMOTE_ADDR=f"10.0.0.{FIELDS.index(field)}",
        )

        assert response.status_code in {303, 422}, field


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded; charset=utf-16",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/json",
        "text/plain",
    ],
)
def test_a_strange_body_is_no_fault_of_ours(client, site_settings, content_type):
    response = client.post("/kontakt/", b"navn=Ane&besked=x", content_type=content_type)

    assert response.status_code in {400, 422}


def test_twenty_megabytes_are_too_much(client, site_settings):
    body = b"besked=" + b"x" * 20_000_000

    response = client.post("/kontakt/", body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 413
    assert Henvendelse.objects.count() == 0


@pytest.mark.one_database
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_change_nothing(client, site_settings, method):
    response = getattr(client, method)("/kontakt/", VALID, content_type="application/json")

    assert response.status_code < 500
    assert Henvendelse.objects.count() == 0


def test_a_post_without_its_token_is_refused_and_the_text_kept(site_settings):
    response = Client(enforce_csrf_checks=True).post("/kontakt/", VALID)

    assert response.status_code == 403
    assert "Hvornår er det næste?" in response.content.decode()
    assert Henvendelse.objects.count() == 0


# --- When it can't be stored ------------------------------------------------------------------


@pytest.mark.parametrize("where", ["save", "mail"])
def test_a_locked_database_gives_no_false_receipt_and_keeps_the_text(send, where):
    target = (Henvendelse, "save") if where == "save" else (mails, "queue_mail")
    with mock.patch.object(*target, side_effect=OperationalError("database is locked")):
        response = send()

    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 503
    assert "Vi kunne ikke gemme din besked." in soup.main.text
    assert soup.find("textarea", {"name": "besked"}).text.strip() == VALID["besked"]
    assert soup.find("input", {"name": "navn"})["value"] == "Ane Østergård"
    assert "no-store" in response["Cache-Control"]
    assert Henvendelse.objects.count() == 0
    assert Mail.objects.count() == 0


def test_it_can_be_sent_again_when_the_database_is_back(send):
    with mock.patch.object(kontakt_module, "receive", side_effect=OperationalError):
        soup = BeautifulSoup(send(noegle=KEY).content, "html.parser")

    again = soup.find("input", {"name": "noegle"})["value"]
    assert send(noegle=again).status_code == 303
    assert Henvendelse.objects.count() == 1


def test_a_mail_that_cannot_be_written_leaves_no_row_behind(send):
    with (
        mock.patch("henvendelser.services.mails.queue_mail", side_effect=RuntimeError),
        pytest.raises(RuntimeError),
    ):
        send()

    assert Henvendelse.objects.count() == 0


def test_without_a_team_address_the_visitor_still_gets_a_receipt(send, site_settings):
    site_settings.team_email = ""
    site_settings.save()

    send()

    assert [mail.to for mail in Mail.objects.all()] == ["ane@kommune.dk"]
    assert TEAM not in {mail.to for mail in Mail.objects.all()}
