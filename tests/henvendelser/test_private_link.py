"""The private link: the visitor sees, adds, withdraws, deletes; a stranger learns nothing."""

import datetime as dt
import hashlib
import re
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from henvendelser import services
from henvendelser.models import Besked, Henvendelse
from henvendelser.statusside import STATUS_TEXTS
from samskabelse.outbox import services as outbox
from samskabelse.outbox.models import Mail
from tests.pages import soup_of, visible_text

from .conftest import PERSONAL, TEAM

Status = Henvendelse.Status


def set_status(inquiry: Henvendelse, status: str) -> None:
    Henvendelse.objects.filter(pk=inquiry.pk).update(status=status)


# --- What is shown ----------------------------------------------------------------------------


def test_the_link_shows_number_day_status_and_what_was_written(client, inquiry, link):
    text = visible_text(soup_of(client, link))

    assert inquiry.reference in text
    assert "Status: Modtaget" in text
    assert f"Modtaget {timezone.localtime(inquiry.created_at).day}. " in text
    assert "Vi har fået din besked. Du får svar senest " in text
    assert "Hvornår er det næste?" in text
    assert "Kurser og arrangementer" in text


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("status", "label", "explanation"),
    [
        ("ny", "Modtaget", "Vi har fået din besked."),
        ("i_gang", "Vi er i gang", "En medarbejder har taget din henvendelse."),
        ("afventer", "Vi venter på dig", "Vi har spurgt dig om noget."),
        ("moede_aftalt", "Møde aftalt", "En medarbejder har taget din henvendelse."),
        ("afsluttet", "Afsluttet", "Sagen er afsluttet. Vi sletter den"),
        ("trukket_tilbage", "Trukket tilbage", "Du har trukket henvendelsen tilbage."),
        ("spam", "Modtaget", "Vi har fået din besked."),
    ],
)
def test_every_status_has_its_words(  # noqa: PLR0917  (pytest passes them by name)
    client, inquiry, link, status, label, explanation
):
    set_status(inquiry, status)

    text = visible_text(soup_of(client, link))

    assert f"Status: {label}" in text
    assert explanation in text
    assert "{" not in text


def test_there_are_words_for_each_status_there_is():
    assert set(STATUS_TEXTS) == set(Status)


def test_a_late_answer_is_admitted(client, inquiry, link):
    assert "Vi er blevet forsinket." not in visible_text(soup_of(client, link))

    Henvendelse.objects.update(answer_by=timezone.localdate() - dt.timedelta(days=1))

    assert "Vi er blevet forsinket." in visible_text(soup_of(client, link))


def test_contact_details_are_not_repeated(client, inquiry, link):
    page = client.get(link).content.decode()

    assert "ane@kommune.dk" not in page
    assert "2122 2324" not in page
    assert "Østergård" not in page


# --- What a stranger gets ---------------------------------------------------------------------


def test_the_token_is_long_and_only_its_hash_is_stored(inquiry, link):
    token = link.split("/")[2]

    assert re.fullmatch(r"[0-9a-f]{64}", token)
    assert inquiry.token_hash == hashlib.sha256(token.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM henvendelser_henvendelse")
        assert token not in str(cursor.fetchall())


def test_the_token_depends_on_the_sites_secret(settings):
    before = services.status_token("S-AAAA-AAAA")
    settings.SECRET_KEY = "another"

    assert services.status_token("S-AAAA-AAAA") != before


def test_no_two_tokens_are_alike(send):
    for number in range(5):
        send(besked=f"Besked nummer {number}")

    assert len(set(Henvendelse.objects.values_list("token_hash", flat=True))) == 5


GARBLED = ["a" * 64, "x", "..", "%2e%2e", "å", "' OR 1=1", "0" * 5000, "slettet", "\u202e"]


def test_a_wrong_link_gets_one_and_the_same_answer(client, inquiry, link):
    token = link.split("/")[2]
    wrong = [*GARBLED, token[:-1], token.upper(), inquiry.reference, inquiry.token_hash]

    answers = [client.get(f"/henvendelse/{one}/") for one in wrong]

    assert {answer.status_code for answer in answers} == {404}
    bodies = {re.sub(rb"nonce-\S+", b"", answer.content) for answer in answers}
    assert len(bodies) == 1
    text = visible_text(BeautifulSoup(bodies.pop(), "html.parser"))
    assert "Vi kan ikke finde henvendelsen" in text
    assert "Vi sletter automatisk 90 dage efter" in text


@pytest.mark.one_database
@pytest.mark.parametrize("part", ["", "traek-tilbage/", "slet/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_wrong_link_can_do_nothing(client, inquiry, part, method):
    answer = getattr(client, method)(f"/henvendelse/{'b' * 64}/{part}", {"besked": "Hej med dig"})

    assert answer.status_code == 404
    inquiry.refresh_from_db()
    assert inquiry.status == "ny"
    assert not Besked.objects.exists()


def test_the_look_up_is_one_query_on_the_hash(client, inquiry, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert services.find("0" * 64) is None


@pytest.mark.one_database
@pytest.mark.parametrize("part", ["", "traek-tilbage/", "slet/"])
def test_no_cache_search_engine_or_other_site_learns_of_it(client, link, part):
    response = client.get(link + part)

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert soup_of(client, link + part).find("meta", {"name": "robots"})["content"] == "noindex"
    assert response["Referrer-Policy"] == "strict-origin"


def test_the_answer_to_a_wrong_link_is_as_private(client, home):
    response = client.get("/henvendelse/forkert/")

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"


def test_robots_are_kept_away(client, home):
    assert "Disallow: /henvendelse/" in client.get("/robots.txt").content.decode()


# --- Adding -----------------------------------------------------------------------------------


def test_the_visitor_can_write_more(client, inquiry, link):
    response = client.post(link, {"besked": "Vi bliver otte."})

    assert (response.status_code, response["Location"]) == (303, f"{link}?sendt=1")
    text = visible_text(soup_of(client, response["Location"]))
    assert "Dit svar er sendt." in text
    assert "Vi bliver otte." in text


def test_the_team_hears_of_it_without_anything_personal(client, inquiry, link):
    Mail.objects.all().delete()

    client.post(link, {"besked": "Ring til Ane på 12345678"})

    word = Mail.objects.get()
    assert word.to == TEAM
    assert word.subject == f"Nyt i sagen: Kurser og arrangementer ({inquiry.reference})"
    whole = word.subject + word.body_text
    assert [part for part in [*PERSONAL, "12345678", "/henvendelse/"] if part in whole] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ny", "ny"),
        ("i_gang", "i_gang"),
        ("moede_aftalt", "moede_aftalt"),
        ("afventer", "i_gang"),
        ("afsluttet", "ny"),
        ("spam", "ny"),
    ],
)
def test_a_new_message_moves_the_case_on(  # noqa: PLR0917  (pytest passes them by name)
    client, inquiry, link, site_settings, before, after
):
    services.set_status(inquiry, before, site_settings)
    Henvendelse.objects.update(answer_by=dt.date(2020, 1, 1))

    client.post(link, {"besked": "Ja"})

    inquiry.refresh_from_db()
    assert inquiry.status == after
    promised_anew = inquiry.answer_by > dt.date(2020, 1, 1)
    assert promised_anew == (before in {"afventer", "afsluttet", "spam"})
    assert inquiry.closed_at is None


def test_a_double_click_adds_once(client, inquiry, link):
    for _i in range(2):
        assert client.post(link, {"besked": "Vi bliver otte."}).status_code == 303

    assert Besked.objects.count() == 1


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "Skriv, hvad du vil spørge om eller fortælle."),
        ("x" * 5001, "Beskeden er 1 tegn for lang."),
        ("\u202e", "Beskeden indeholder tegn"),
    ],
)
def test_a_bad_message_comes_back(client, inquiry, link, text, error):
    response = client.post(link, {"besked": text})

    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert error in soup.find(id="id_besked_error").text
    assert soup.find("textarea").text.strip() == text
    assert not Besked.objects.exists()


def test_nul_is_refused(client, link):
    assert client.post(link, {"besked": "a\0b"}).status_code == 400


def test_nothing_can_be_added_to_a_withdrawn_case(client, inquiry, link):
    set_status(inquiry, "trukket_tilbage")

    assert soup_of(client, link).main.find("textarea") is None
    assert client.post(link, {"besked": "Hej igen"}).status_code == 303
    assert not Besked.objects.exists()


# --- Withdrawing ------------------------------------------------------------------------------


def test_withdrawing_asks_first(client, inquiry, link):
    soup = soup_of(client, f"{link}traek-tilbage/")

    assert "Vil du trække henvendelsen tilbage?" in soup.main.text
    assert soup.main.find("a", string="Nej, behold den")["href"] == link
    inquiry.refresh_from_db()
    assert inquiry.status == "ny"


def test_withdrawing_sets_status_and_day_of_deletion(client, inquiry, link, site_settings):
    response = client.post(f"{link}traek-tilbage/")

    inquiry.refresh_from_db()
    assert (response.status_code, response["Location"]) == (303, link)
    assert inquiry.status == "trukket_tilbage"
    assert inquiry.delete_on == timezone.localdate() + dt.timedelta(days=90)
    soup = soup_of(client, link)
    assert "Vi gør ikke mere ved den" in soup.main.text
    assert not soup.main.find("a", href=f"{link}traek-tilbage/")


def test_a_closed_case_stays_closed(client, inquiry, link, site_settings):
    services.set_status(inquiry, Status.AFSLUTTET, site_settings)

    client.post(f"{link}traek-tilbage/")

    inquiry.refresh_from_db()
    assert inquiry.status == "afsluttet"


# --- Deleting ---------------------------------------------------------------------------------


def test_deleting_asks_first(client, inquiry, link):
    soup = soup_of(client, f"{link}slet/")

    assert soup.h1.text == "Vil du slette alt?"
    assert Henvendelse.objects.exists()


def everything_stored() -> str:
    """Return the whole content of the database, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (names from the database)
            found.append(str(cursor.fetchall()))
    return "\n".join(found)


def test_deleting_leaves_nothing_but_the_number(client, inquiry, link):
    client.post(link, {"besked": "Hemmeligt tillæg"})
    reference, token = inquiry.reference, link.split("/")[2]

    response = client.post(f"{link}slet/")

    assert response.status_code == 303
    text = visible_text(soup_of(client, response["Location"]))
    assert "Dine oplysninger er slettet. Vi har sendt en sidste mail" in text
    assert client.get(link).status_code == 404
    Mail.objects.filter(to="ane@kommune.dk").delete()  # the last mail, once it is sent
    left = everything_stored()
    assert reference in left  # the audit log
    gone = [*PERSONAL, "Hemmeligt tillæg", "Hvornår er det", token]
    assert [part for part in gone if part in left] == []


def test_the_last_mail_says_so_and_holds_nothing_else(client, inquiry, link):
    client.post(f"{link}slet/")

    last = Mail.objects.get()
    assert last.to == "ane@kommune.dk"
    assert last.subject == f"Dine oplysninger er slettet ({inquiry.reference})"
    assert "Du bad selv om det." in last.body_text
    assert "Ane Østergård" not in last.body_text
    assert "/henvendelse/" not in last.body_text


def test_the_last_mail_is_not_kept(client, inquiry, link):
    client.post(f"{link}slet/")
    today = timezone.localdate()

    outbox.purge(today + dt.timedelta(days=1))
    assert Mail.objects.count() == 1  # there was a day to send it
    outbox.purge(today + dt.timedelta(days=2))
    assert Mail.objects.count() == 0


def test_others_keep_what_is_theirs(client, send, inquiry, link):
    send(besked="En anden sag fra samme afsender.")

    client.post(f"{link}slet/")

    other = Henvendelse.objects.get()
    assert other.mails.count() == 2


def test_deletion_is_in_the_audit_log_by_number_alone(client, inquiry, link):
    client.post(f"{link}slet/")

    entry = ModelLogEntry.objects.get(action="henvendelser.delete")
    assert entry.content_type == ContentType.objects.get_for_model(Henvendelse)
    assert entry.label == f"{inquiry.reference}: Kurser og arrangementer"
    assert entry.data == {}
    assert entry.user is None


@pytest.mark.parametrize("query", ["", "?n=x", "?n=IlMtMSI:1abc:zzzz"])
def test_nobody_is_told_of_a_deletion_that_was_not(client, home, query):
    assert client.get(f"/henvendelse/slettet/{query}").status_code == 404


def test_reading_the_confirmation_again_repeats_nothing(client, inquiry, link):
    address = client.post(f"{link}slet/")["Location"]

    for _i in range(2):
        assert client.get(address).status_code == 200

    assert Mail.objects.count() == 1


def test_whoever_is_too_late_gets_the_same_answer(client, inquiry, link, site_settings):
    """The row is deleted between the look-up and the change."""

    def deleted_meanwhile(*_args, **_kwargs):
        raise Henvendelse.DoesNotExist

    with mock.patch.object(Henvendelse, "refresh_from_db", deleted_meanwhile):
        for part in ("", "traek-tilbage/", "slet/"):
            assert client.post(link + part, {"besked": "Hej igen"}).status_code == 404, part


@pytest.mark.one_database
@pytest.mark.parametrize("part", ["", "traek-tilbage/", "slet/"])
def test_other_sites_can_do_nothing(inquiry, link, part):
    stranger = Client(enforce_csrf_checks=True)

    assert stranger.post(link + part, {"besked": "Hej igen"}).status_code == 403
    assert Henvendelse.objects.get().status == "ny"
    assert not Besked.objects.exists()
