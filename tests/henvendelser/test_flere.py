"""The list: counts that lead, filters that combine, the same done to several, and files."""

import csv
import datetime as dt
from io import BytesIO, StringIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from henvendelser import services
from henvendelser.models import Henvendelse
from henvendelser.services import By
from kommuner.models import Kommune, Region
from redaktion import groups
from samskabelse.outbox.models import Mail
from tests.pages import soup_of

from .conftest import PERSONAL

INBOX = "/admin/henvendelser/"


@pytest.fixture
def user(person):
    return person(groups.HENVENDELSER)


@pytest.fixture
def inbox(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def three(send, site_settings):
    """Ane's is new, Bo's is overdue and in progress, Ida's is unwanted."""
    send(navn="Ane", email="ane@x.dk")
    send(navn="Bo", email="bo@x.dk", emne="moede", organisation="Skolehaven")
    send(navn="Ida", email="ida@x.dk", emne="andet")
    ane, bo, ida = Henvendelse.objects.order_by("pk")
    services.set_status(bo, "i_gang", site_settings)
    Henvendelse.objects.filter(pk=bo.pk).update(answer_by=timezone.localdate() - dt.timedelta(3))
    services.set_status(ida, "spam", site_settings)
    return ane, bo, ida


def names(inbox, query: str = "") -> set[str]:
    found = soup_of(inbox, f"{INBOX}{query}").select("tbody tr a[data-raekke]")
    return {link.text.split()[-1] for link in found}


def counts(inbox, query: str = "") -> dict[str, int]:
    tabs = soup_of(inbox, f"{INBOX}{query}").select(".faner a")
    return {" ".join(tab.text.split()[:-1]): int(tab.text.split()[-1]) for tab in tabs}


def bulk(inbox, handling: str, *chosen: Henvendelse, **more: str):
    data = {"handling": handling, "valgt": [one.pk for one in chosen], **more}
    return inbox.post(f"{INBOX}flere/", data, follow=True)


# --- Counts and filters -----------------------------------------------------------------------


def test_the_list_begins_with_what_is_open(inbox, three):
    assert names(inbox) == {"Ane", "Bo"}
    assert names(inbox, "?status=alle") == {"Ane", "Bo", "Ida"}
    assert names(inbox, "?status=spam") == {"Ida"}


def test_a_search_looks_everywhere(inbox, three):
    assert names(inbox, "?q=Ida") == {"Ida"}
    assert names(inbox, "?q=skolehaven+bo") == {"Bo"}
    assert names(inbox, "?q=skolehaven+ane") == set()


def test_each_status_has_a_count_and_a_link_that_keeps_the_rest(inbox, three):
    told = counts(inbox)

    assert {name: count for name, count in told.items() if count} == {
        "Åbne": 2,
        "Overskredet": 1,
        "Ny": 1,
        "I gang": 1,
        "Uønsket": 1,
        "Alle": 3,
    }
    assert counts(inbox, "?emne=moede")["Alle"] == 1
    assert counts(inbox, "?frist=overskredet")["Åbne"] == 2
    link = soup_of(inbox, f"{INBOX}?emne=moede&p=3").select_one(".faner__fane--i_gang")["href"]
    assert "emne=moede" in link
    assert "p=3" not in link


def test_filters_combine(inbox, three, user, site_settings):
    ane, bo, _ida = three
    services.assign(bo, user, site_settings, By(user))
    region, _new = Region.objects.get_or_create(name="Region Syd")
    kommune = Kommune.objects.create(code="9991", name="Byen", region=region)
    Henvendelse.objects.filter(pk__in=[ane.pk, bo.pk]).update(kommune=kommune)

    assert names(inbox, "?frist=overskredet") == {"Bo"}
    assert names(inbox, "?tildelt=mig") == {"Bo"}
    assert names(inbox, f"?tildelt={user.pk}") == {"Bo"}
    assert names(inbox, "?tildelt=ingen") == {"Ane"}
    assert names(inbox, f"?kommune={kommune.pk}&emne=moede") == {"Bo"}
    assert names(inbox, f"?kommune={kommune.pk}&emne=andet&status=alle") == set()
    services.mark_read(ane, user)
    assert names(inbox, "?laest=ulaest") == {"Bo"}


@pytest.mark.parametrize("name", ["frist", "tildelt", "kommune", "emne", "laest", "status"])
@pytest.mark.parametrize("value", ["findes-ikke", "-1", "9" * 40, "'"])
def test_a_garbled_filter_is_no_error(inbox, three, name, value):
    assert inbox.get(f"{INBOX}?{name}={value}").status_code == 200


def test_due_and_overdue_stand_out(inbox, three):
    ane, _bo, _ida = three
    Henvendelse.objects.filter(pk=ane.pk).update(answer_by=timezone.localdate())

    rows = {row.a.text.split()[-1]: row.text for row in soup_of(inbox, INBOX).select("tbody tr")}

    assert "I dag" in rows["Ane"]
    assert "Overskredet" in rows["Bo"]


def test_the_unread_are_told_in_words(inbox, three, user):
    ane, _bo, _ida = three
    services.mark_read(ane, user)

    rows = {row.a.text.split()[-1]: row.text for row in soup_of(inbox, INBOX).select("tbody tr")}

    assert ("Ulæst:" in rows["Ane"], "Ulæst:" in rows["Bo"]) == (False, True)


@pytest.mark.parametrize("key", ["name", "emne", "status", "assignee__first_name", "answer_by"])
def test_the_list_can_be_sorted(inbox, three, key):
    up = soup_of(inbox, f"{INBOX}?status=alle&ordering={key}").select("a[data-raekke]")
    down = soup_of(inbox, f"{INBOX}?status=alle&ordering=-{key}").select("a[data-raekke]")

    assert {link["href"] for link in up} == {link["href"] for link in down}
    if key == "name":
        assert [link["href"] for link in up] == [link["href"] for link in reversed(down)]


# --- Several at once --------------------------------------------------------------------------


def test_several_are_assigned(inbox, three, user):
    ane, bo, _ida = three

    answer = bulk(inbox, "tildel", ane, bo, tildelt=str(user.pk))

    assert "2 henvendelser er tildelt." in answer.content.decode()
    assert Henvendelse.objects.filter(assignee=user).count() == 2
    bulk(inbox, "tildel", ane, tildelt="ingen")
    assert Henvendelse.objects.filter(assignee=user).count() == 1


def test_several_get_a_status_and_their_day_of_deletion(inbox, three):
    ane, bo, _ida = three

    bulk(inbox, "status", ane, bo, status="afsluttet")

    closed = Henvendelse.objects.filter(status="afsluttet")
    assert closed.count() == 2
    assert {one.delete_on for one in closed} == {timezone.localdate() + dt.timedelta(days=90)}


def test_unwanted_and_back(inbox, three):
    ane, bo, ida = three

    bulk(inbox, "spam", ane)
    bulk(inbox, "ikke_spam", ida, bo)

    statuses = dict(Henvendelse.objects.values_list("name", "status"))
    assert statuses == {"Ane": "spam", "Bo": "i_gang", "Ida": "ny"}


def test_whoever_was_suspected_gets_the_receipt_when_let_through(inbox, three):
    _ane, _bo, ida = three
    ida.mails.all().delete()

    bulk(inbox, "ikke_spam", ida)

    receipt = Mail.objects.get(to="ida@x.dk")
    assert receipt.subject == f"Vi har fået din besked ({ida.reference})"


def test_several_are_deleted_when_it_is_confirmed(inbox, three):
    ane, bo, ida = three

    asked = bulk(inbox, "slet", ane, bo)
    assert Henvendelse.objects.count() == 3
    assert ane.reference in asked.content.decode()

    bulk(inbox, "slet", ane, bo, bekraeft="1")
    assert list(Henvendelse.objects.all()) == [ida]
    assert not Mail.objects.filter(to__in=["ane@x.dk", "bo@x.dk"]).exists()
    assert ModelLogEntry.objects.filter(action="henvendelser.delete").count() == 2


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("handling", "more"),
    [
        ("findes-ikke", {}),
        ("tildel", {}),
        ("tildel", {"tildelt": "99999"}),
        ("status", {}),
        ("status", {"status": "x"}),
        ("", {}),
    ],
)
def test_what_cannot_be_done_changes_nothing(inbox, three, handling, more):
    before = list(Henvendelse.objects.order_by("pk").values())

    assert bulk(inbox, handling, *three, **more).status_code == 200

    assert list(Henvendelse.objects.order_by("pk").values()) == before


@pytest.mark.one_database
@pytest.mark.parametrize("chosen", [[], ["x"], ["-1"], ["9" * 30], ["999999"], ["\x00"]])
def test_nothing_chosen_is_told(inbox, three, chosen):
    answer = inbox.post(f"{INBOX}flere/", {"handling": "spam", "valgt": chosen}, follow=True)

    assert "Sæt flueben ved de henvendelser" in answer.content.decode()


@pytest.mark.one_database
@pytest.mark.parametrize(
    "way", ["https://evil.example/", "//evil.example", "/admin/henvendelser/\\evil", "javascript:x"]
)
def test_the_way_back_stays_in_the_inbox(inbox, three, way):
    answer = inbox.post(f"{INBOX}flere/", {"handling": "spam", "valgt": [], "next": way})

    assert answer["Location"] == INBOX


def test_the_filters_are_kept_on_the_way_back(inbox, three):
    answer = inbox.post(
        f"{INBOX}flere/", {"handling": "laest", "valgt": [three[0].pk], "next": f"{INBOX}?q=Ane"}
    )

    assert answer["Location"] == f"{INBOX}?q=Ane"


# --- Files ------------------------------------------------------------------------------------


def test_the_filtered_list_is_fetched_as_a_workbook(inbox, three):
    answer = inbox.get(f"{INBOX}eksport/xlsx/?frist=overskredet")

    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert answer["Content-Disposition"] == 'attachment; filename="henvendelser.xlsx"'
    assert sheet.max_row == 2
    row = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))
    assert row["Navn"].value == "Bo"
    assert row["Besked"].value.startswith("Vi vil gerne høre")
    assert row["Svar senest"].is_date


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_visitors_wrote_is_no_formula_in_the_file(inbox, send, form):
    send(navn="=1+1", organisation="@SUM(1)", besked='=HYPERLINK("http://x.example")')

    content = b"".join(inbox.get(f"{INBOX}eksport/{form}/?status=alle").streaming_content)

    if form == "xlsx":
        cells = [cell for row in load_workbook(BytesIO(content)).active.rows for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
    else:
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(StringIO(text), delimiter=";"))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+"))]
    assert b"HYPERLINK" in content or form == "xlsx"


def test_fetching_is_logged_without_what_was_sought(inbox, three, user):
    inbox.get(f"{INBOX}eksport/csv/?q=ane%40x.dk&status=alle")

    entry = ModelLogEntry.objects.get(action="henvendelser.export")
    assert entry.user == user
    assert entry.data == {"antal": 1, "format": "csv", "liste": "alle"}
    assert [part for part in [*PERSONAL, "ane@x.dk"] if part in f"{entry.label}{entry.data}"] == []
