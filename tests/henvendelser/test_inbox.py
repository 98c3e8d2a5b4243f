"""The inbox in the admin: for its own group alone, and nothing in it can be rewritten."""

import datetime as dt
import uuid

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import URLPattern
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex

from henvendelser import services
from henvendelser.models import Henvendelse
from henvendelser.viewsets import HenvendelseViewSet
from redaktion import groups
from samskabelse.outbox.models import Mail
from samskabelse.users.models import User
from tests.pages import query_count, soup_of

from .conftest import PERSONAL, VALID, act

INBOX = "/admin/henvendelser/"


#: What is done with one inquiry by a form on its page.
ACTIONS = ["status/", "tildel/", "notat/", "svar/", "tider/", "moede/", "moede/aflys/", "saml/"]
ACTIONS += ["skil/", "ulaest/"]


def addresses(pk: int) -> list[str]:
    one = f"{INBOX}{pk}/"
    lists = ["", "results/", "eksport/xlsx/", "eksport/csv/", "flere/"]
    return [
        *(INBOX + part for part in lists),
        one,
        *(one + part for part in ACTIONS),
        f"{one}slet/",
    ]


def answers_of(browser: Client, pk: int) -> list[int]:
    """The answers to a GET of: the lists, several at once, one, its actions, its deletion."""
    found = [browser.get(address).status_code for address in addresses(pk)]
    assert len(set(found[:4])) == 1, found
    assert len(set(found[6:-1])) == 1, found
    return [found[0], found[4], found[5], found[6], found[-1]]


@pytest.fixture
def superuser(home) -> Client:
    browser = Client()
    browser.force_login(User.objects.create_superuser("chef", "chef@example.dk", "x"))
    return browser


# --- Who may come in --------------------------------------------------------------------------


def test_the_matrix_below_has_every_address():
    patterns = HenvendelseViewSet().get_urlpatterns()

    assert all(isinstance(pattern, URLPattern) for pattern in patterns)
    assert {str(p.pattern).replace("<int:pk>", "7") for p in patterns} == {
        address.removeprefix(INBOX) for address in addresses(7)
    }


@pytest.mark.parametrize(
    ("codenames", "answers"),
    [
        ({"view"}, [200, 403, 200, 403, 403]),
        ({"view", "change"}, [200, 405, 200, 405, 403]),
        ({"view", "delete"}, [200, 403, 200, 403, 200]),
        ({"change", "delete"}, [403, 405, 403, 405, 200]),
        (set(), [403] * 5),
    ],
)
def test_each_permission_opens_its_own_address(inquiry, person, codenames, answers):
    user = person(groups.HENVENDELSER)
    user.groups.clear()
    names = [f"{codename}_henvendelse" for codename in codenames]
    user.user_permissions.set(Permission.objects.filter(codename__in=[*names, "access_admin"]))
    browser = Client()
    browser.force_login(user)

    assert answers_of(browser, inquiry.pk) == answers


def test_the_group_comes_in_everywhere(staff, inquiry):
    assert answers_of(staff, inquiry.pk) == [200, 405, 200, 405, 200]


def test_administrators_do_everything(superuser, inquiry):
    assert answers_of(superuser, inquiry.pk) == [200, 405, 200, 405, 200]


def test_only_the_group_has_it_in_the_menu(staff, inquiry, person):
    editor = Client()
    editor.force_login(person(groups.REDAKTOERER))

    assert INBOX in staff.get("/admin/").content.decode()
    assert INBOX not in editor.get("/admin/").content.decode()


def test_the_group_edits_no_pages(staff, home):
    assert staff.get(f"/admin/pages/{home.pk}/edit/").status_code in {302, 403}


def test_editors_find_no_inquiry_where_a_page_is_used(inquiry, home):
    Henvendelse.objects.update(origin=home)
    inquiry.refresh_from_db()
    inquiry.save()

    assert not ReferenceIndex.get_references_to(home).filter(
        base_content_type__app_label="henvendelser"
    )


@pytest.mark.parametrize("path", ["new/", "add/", "edit/1/", "1/edit/", "copy/1/", "history/1/"])
def test_there_is_no_way_to_write_or_rewrite_an_inquiry(superuser, inquiry, path):
    assert superuser.get(f"{INBOX}{path}").status_code == 404


# --- The list ---------------------------------------------------------------------------------


def rows(soup: BeautifulSoup) -> list[str]:
    return [" ".join(row.text.split()) for row in soup.select("table.listing tbody tr")]


def test_the_list_has_the_newest_first_with_what_matters(staff, send):
    send(navn="Ane")
    Henvendelse.objects.update(created_at=timezone.now() - dt.timedelta(days=3))
    send(navn="Bo", emne="moede")

    listed = rows(soup_of(staff, INBOX))

    assert ["Bo" in listed[0], "Ane" in listed[1]] == [True, True]
    newest = Henvendelse.objects.get(name="Bo")
    assert newest.reference in listed[0]
    assert "Et uforpligtende møde" in listed[0]


def test_the_due_day_stands_while_an_answer_is_owed(staff, inquiry, site_settings):
    Henvendelse.objects.update(answer_by=dt.date(2031, 12, 24))
    assert "2031" in rows(soup_of(staff, INBOX))[0]

    services.set_status(inquiry, "afventer", site_settings)

    assert "2031" not in rows(soup_of(staff, INBOX))[0]


def test_the_list_can_be_filtered_by_status(staff, send, site_settings):
    send(navn="Ane")
    services.set_status(Henvendelse.objects.get(), "spam", site_settings)
    send(navn="Bo")

    assert [("Ane" in row) for row in rows(soup_of(staff, f"{INBOX}?status=spam"))] == [True]
    assert [("Bo" in row) for row in rows(soup_of(staff, f"{INBOX}?status=ny"))] == [True]


@pytest.mark.parametrize("query", ["Ane", "ane@kommune", "jeres kurser", "{reference}"])
def test_the_list_is_searched_by_person_number_and_message(staff, inquiry, send, query):
    send(navn="Bo", email="bo@x.dk", besked="Noget helt andet.")

    found = rows(soup_of(staff, f"{INBOX}?q={query.format(reference=inquiry.reference)}"))

    assert len(found) == 1
    assert inquiry.reference in found[0]


@pytest.mark.parametrize(
    "query",
    [
        "?q=" + "x" * 5000,
        "?q=%25%25",
        "?q='",
        "?q=%F0%9F%93%85",
        "?p=-1",
        "?p=abc",
        "?p=999999999999",
        "?ordering=email",
        "?ordering=token_hash",
        "?status=findes-ikke",
    ],
)
def test_no_address_makes_the_list_fail(staff, inquiry, query):
    assert staff.get(INBOX + query).status_code == 200
    assert staff.get(f"{INBOX}results/{query}").status_code == 200


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_wagtails_own_export_is_closed(staff, inquiry, form):
    """Files have an address of their own, where fetching them is logged."""
    response = staff.get(f"{INBOX}?export={form}")

    assert response["Content-Type"].startswith("text/html")


def many(count: int) -> None:
    now = timezone.localdate()
    Henvendelse.objects.bulk_create(
        Henvendelse(
            submission_key=uuid.uuid4(),
            token_hash=uuid.uuid4().hex,
            name=f"Person {number}",
            email=f"person{number}@x.dk",
            message="Hej",
            answer_by=now,
            delete_on=now,
        )
        for number in range(count)
    )


@pytest.mark.parametrize("address", [INBOX, f"{INBOX}?q=Person&status=ny&tildelt=ingen"])
def test_the_list_costs_the_same_however_long_it_is(staff, home, address):
    many(3)
    staff.get(address)
    few = query_count(staff, address)
    many(57)

    assert query_count(staff, address) == few
    assert few <= 18


# --- One inquiry ------------------------------------------------------------------------------


def test_everything_about_an_inquiry_is_shown(staff, inquiry, home, site_settings):
    Henvendelse.objects.update(origin=home)
    services.add_message(inquiry, "Vi bliver otte.", site_settings)

    text = soup_of(staff, f"{INBOX}{inquiry.pk}/").main.text

    shown = ["Ane Østergård", "ane@kommune.dk", "2122 2324", "Kultur og Fritid", "Forside"]
    shown += ["Kurser og arrangementer", "Hvornår er det næste?", "Vi bliver otte."]
    assert [part for part in [inquiry.reference, *shown] if part not in text] == []


def test_line_breaks_are_kept(staff, inquiry):
    soup = soup_of(staff, f"{INBOX}{inquiry.pk}/")

    assert soup.select_one(".henvendelse__tekst").text == VALID["besked"]
    css = soup.find("link", href=lambda href: href and "henvendelser" in href)
    assert css


def test_addresses_in_a_message_do_not_become_links(staff, send):
    send(besked="Se https://evil.example/ og www.evil.example")

    soup = soup_of(staff, f"{INBOX}{Henvendelse.objects.get().pk}/")

    assert soup.select_one(".henvendelse__tekst").find("a") is None


def test_an_odd_address_writes_no_mail_for_us(staff, send):
    send(email="a?bcc=b&subject=x@kommune.dk")

    soup = soup_of(staff, f"{INBOX}{Henvendelse.objects.get().pk}/")

    assert soup.find("a", href="mailto:a%3Fbcc%3Db%26subject%3Dx@kommune.dk")


def test_an_unknown_inquiry_is_not_found(staff, home):
    for address in addresses(999_999)[2:4]:
        assert staff.post(address, {"status": "ny"}).status_code in {404, 405}
    assert staff.get(f"{INBOX}999999/").status_code == 404


# --- What is done with it ---------------------------------------------------------------------


def test_the_status_can_be_changed(staff, inquiry):
    response = act(staff, inquiry, "status", status="i_gang", follow=True)

    inquiry.refresh_from_db()
    assert inquiry.status == "i_gang"
    assert inquiry.reference in response.content.decode()


@pytest.mark.parametrize("status", ["", "findes-ikke", "<script>"])
def test_an_unknown_status_changes_nothing(staff, inquiry, status):
    response = act(staff, inquiry, "status", status=status)

    inquiry.refresh_from_db()
    assert response.status_code == 422
    assert "Vælg en status på listen." in response.content.decode()
    assert inquiry.status == "ny"


def test_nothing_the_visitor_wrote_can_be_changed(staff, inquiry):
    act(staff, inquiry, "status", status="i_gang", message="x", name="x")

    inquiry.refresh_from_db()
    assert inquiry.status == "i_gang"
    assert (inquiry.message, inquiry.name) == (VALID["besked"], VALID["navn"])


def test_closing_sets_the_day_of_deletion(staff, inquiry, site_settings):
    act(staff, inquiry, "status", status="afsluttet")

    inquiry.refresh_from_db()
    assert inquiry.delete_on == timezone.localdate() + dt.timedelta(days=90)


def test_an_administrator_deletes_it_with_its_mails(superuser, inquiry):
    assert superuser.get(f"{INBOX}{inquiry.pk}/slet/").status_code == 200
    assert Henvendelse.objects.exists()

    response = superuser.post(f"{INBOX}{inquiry.pk}/slet/")

    assert response.status_code == 302
    assert not Henvendelse.objects.exists()
    assert not Mail.objects.exists()


def test_seeing_changing_and_deleting_are_logged_with_who_and_when(superuser, inquiry):
    superuser.get(f"{INBOX}{inquiry.pk}/")
    act(superuser, inquiry, "status", status="i_gang")
    superuser.post(f"{INBOX}{inquiry.pk}/slet/")

    entries = list(ModelLogEntry.objects.order_by("timestamp", "pk"))
    assert [entry.action for entry in entries] == [
        "henvendelser.view",
        "henvendelser.status",
        "henvendelser.delete",
    ]
    assert {entry.user.username for entry in entries} == {"chef"}
    assert entries[1].data == {"fra": "ny", "til": "i_gang"}
    told = " ".join(f"{entry.label} {entry.data}" for entry in entries)
    assert inquiry.reference in told
    assert [part for part in PERSONAL if part in told] == []


def test_the_log_is_shown_at_the_inquiry(staff, inquiry):
    staff.get(f"{INBOX}{inquiry.pk}/")

    assert "Henvendelser@example.dk" not in soup_of(staff, f"{INBOX}{inquiry.pk}/").main.text
    assert "person-" in soup_of(staff, f"{INBOX}{inquiry.pk}/").main.text
