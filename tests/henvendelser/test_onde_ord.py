"""Every field, with everything bad in it, at every place where it is shown.

First as the form lets it through, then as if it had: written into each column past the form. The
words are shown as words; no markup, header, event, cell or field of ours is made of them.
"""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.http import QueryDict
from django.utils import timezone
from icalendar import Calendar
from openpyxl import load_workbook

from henvendelser import services
from henvendelser.forms import KontaktForm
from henvendelser.models import Besked, Haendelse, Henvendelse, Moede, Svarskabelon
from henvendelser.services import By, Offer, Plan
from samskabelse.base.workdays import working_days_after
from samskabelse.outbox.delivery import build_message
from samskabelse.outbox.models import Mail
from samskabelse.users.models import User

from .conftest import VALID

BAD = {
    "nul": "a\0b",
    "direction": "omvendt \u202e\u2066 tekst",
    "invisible": "usyn\u200blig\u200d\ufeff\u2028linje",
    "control": "bip \x07\x1b[31m\x7f",
    "line breaks": "Ane\r\nBcc: alle@x.dk\r\nX-Ond: 1\r\n\r\n<marquee>ny krop</marquee>",
    "calendar": "Ane\r\nATTENDEE:mailto:ond@x.dk\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "calendar, one line": 'Ane";CN=ond:mailto:ond@x.dk;X=\\n,\\;',
    "encoded header": "=?utf-8?B?QmNjOiBhbGxlQHguZGs=?=",
    "100 kB": "stor " * 20_000,
    "emoji": "🧵🇩🇰👩\u200d👧",
    "marks upon marks": "z\u0351\u0352\u0353\u0354" * 20,
    "formula =": '=HYPERLINK("http://x.dk";"Klik")',
    "formula +": "+1+cmd|' /C calc'!A0",
    "formula -": "-2+3",
    "formula @": "@SUM(1+1)*cmd",
    "formula tab": "\t=1+1",
    "formula wide": "＝1+1",
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "quotes": "'-alert(1)-'\" onfocus=alert(1) autofocus=\"",
    "end of field": "</textarea></title></style><svg onload=alert(1)>",
    "end of data": "</script><script>alert(1)</script><!--",
    "address": "javascript:alert(1)",
    "template": "{{ 7*7 }}{% debug %}${7*7}#{7*7}",
    "fields of ours": "{telefon}{status_link}{svar}%(reference)s%s",
    "database": "'; DROP TABLE henvendelser_henvendelse; -- %\\_",
    "json": '\\u0000","email":"ond@x.dk',
    "digits": "9" * 400,
}
STORABLE = {name: value for name, value in BAD.items() if "\0" not in value}

SHOWN = [*VALID, "kommune", "moedeform", "tid_1", "tid_1_del", "tid_3"]
HIDDEN = ["om", "noegle", "stempel"]
FIELDS = [*SHOWN, *HIDDEN]
TYPED = ["besked", "navn", "email", "telefon", "organisation"]

PARTS_OF_A_MAIL = {"text/plain", "text/html", "text/calendar"}
HEADERS = {
    "content-type", "mime-version", "subject", "from", "to", "reply-to", "date", "message-id",
    "content-language", "auto-submitted", "content-transfer-encoding", "content-disposition",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _december() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC), tick=False):
        yield


class Reader(NamedTuple):
    """Those who see it: the visitor's browser, a colleague's, and the colleague."""

    client: Any
    staff: Any
    host: User
    settings: Any


@pytest.fixture
def reader(client, staff, site_settings) -> Reader:
    return Reader(client, staff, User.objects.get(groups__isnull=False), site_settings)


def parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def is_harmless(soup: BeautifulSoup) -> bool:
    """Say whether nothing of the words became markup."""
    active = [tag for tag in soup(["script", "svg", "img", "marquee"]) if is_ours_no_more(tag)]
    handlers = soup(lambda tag: {"onerror", "onload", "onfocus"} & set(tag.attrs))
    links = [tag for tag in soup("a") if tag.get("href", "").startswith("javascript:")]
    return not (active or handlers or links)


def is_ours_no_more(tag: Any) -> bool:
    if tag.name == "script" and tag.get("type") == "application/json":
        json.loads(tag.string)  # what stands between is data from end to end
        return False
    return tag.name == "marquee" or "alert(1)" in str(tag)


def taken(bad: str) -> dict[str, str]:
    """Return the fields in which the form takes it."""
    data = QueryDict(mutable=True)
    data.update(VALID | dict.fromkeys(FIELDS, bad))
    return {field: bad for field in FIELDS if field not in KontaktForm(data).errors}


def through_the_form(send: Any, bad: str) -> Henvendelse:
    """Send it in every field that takes it, and add it through the private link."""
    cache.clear()
    answer = send(**taken(bad))
    assert answer.status_code == 303
    return Henvendelse.objects.latest("pk")


def past_the_form(send: Any, bad: str) -> Henvendelse:
    """Write it into every column that holds words."""
    cache.clear()
    send(besked=f"{VALID['besked']} {Henvendelse.objects.count()}")
    inquiry = Henvendelse.objects.latest("pk")
    line = " ".join(bad.split())  # what we write ourselves is one line
    words = {"message": bad[:5000], "name": bad[:120], "organisation": bad[:160]}
    Henvendelse.objects.filter(pk=inquiry.pk).update(**words, phone=bad[:30])
    Besked.objects.create(inquiry=inquiry, text=bad[:5000])
    for kind in Haendelse.Art.values:
        Haendelse.objects.create(inquiry=inquiry, kind=kind, summary=line[:300], text=bad[:5000])
    inquiry.refresh_from_db()
    return inquiry


@pytest.mark.one_database
@pytest.mark.parametrize("name", STORABLE)
def test_every_field_is_answered_and_comes_back_as_it_was_typed(send, name):
    """In all fields that a visitor sees, then in those that only a robot fills.

    None of it is an address, and something is missing too, so that the form comes back for sure.
    """
    bad = STORABLE[name]
    seen = send(**dict.fromkeys(SHOWN, bad))
    unseen = send(**dict.fromkeys(HIDDEN, bad), besked="")

    assert (seen.status_code, unseen.status_code) == (422, 422)
    page = parsed(seen.text)
    assert is_harmless(page)
    assert is_harmless(parsed(unseen.text))
    for field in TYPED:
        typed = page.main.find(attrs={"name": field})
        kept = typed.text if typed.name == "textarea" else typed["value"]
        assert kept.split() == bad.split(), field


@pytest.mark.one_database
@pytest.mark.parametrize("write", [through_the_form, past_the_form])
def test_what_is_stored_is_shown_as_words_everywhere(send, reader, write):
    day = working_days_after(timezone.localdate(), 3)
    at_nine = timezone.make_aware(dt.datetime.combine(day, dt.time(9)))
    found = {}
    for number, (name, bad) in enumerate(STORABLE.items()):
        inquiry = found[name] = write(send, bad)
        Svarskabelon.objects.create(name=f"{number} {bad}"[:80], text=f"{bad[:4000]} {{navn}}")
        place = " ".join(bad.split())[:300]
        plan = Plan(at_nine + dt.timedelta(hours=number), 30, "online", place, reader.host)
        write_all_mails(reader, inquiry, plan)

    for name, inquiry in found.items():
        read_one(reader, inquiry, name)
    read_all(reader, list(found.values()))
    for mail in Mail.objects.all():
        read_mail(mail)
    for inquiry in found.values():
        services.erase_at_request(inquiry, reader.settings)
    assert not Henvendelse.objects.exists()


def write_all_mails(reader: Reader, inquiry: Henvendelse, plan: Plan) -> None:
    """Do everything about it that makes a mail: propose, book, move; the rest comes at the end."""
    by, words = By(reader.host), f"{inquiry.message[:900]}\n{inquiry.name}"
    offer = Offer([plan.starts_at], 30, "online", plan.place, reader.host, timezone.localdate())
    services.add_message(inquiry, words, reader.settings)
    services.add_note(inquiry, words, actor=reader.host)
    services.reply(inquiry, words, reader.settings, by)
    services.propose(inquiry, offer, reader.settings, by)
    services.agree(inquiry, plan, reader.settings, by)
    services.agree(inquiry, plan._replace(minutes=45), reader.settings, by, text=words)


def read_one(reader: Reader, inquiry: Henvendelse, name: str) -> None:
    """Read every page and file about the one."""
    client, staff = reader.client, reader.staff
    home, one = services.status_url(inquiry), f"/admin/henvendelser/{inquiry.pk}/"
    answers = {
        "private page": client.get(home),
        "cancel": client.get(f"{home}aflys/"),
        "withdraw": client.get(f"{home}traek-tilbage/"),
        "delete": client.get(f"{home}slet/"),
        "search": staff.get("/admin/henvendelser/results/", {"q": inquiry.message[:100]}),
        "detail": staff.get(one),
        "delete in the inbox": staff.get(f"{one}slet/"),
        "preview": staff.post(
            f"{one}svar/", {"seen": 0, "text": "Hej", "vis": 1, "status": "i_gang"}
        ),
    }
    pages = {place: parsed(answer.text) for place, answer in answers.items()}
    for place, answer in answers.items():
        assert answer.status_code == 200, (name, place)
        assert is_harmless(pages[place]), (name, place)
    for place in ("private page", "detail"):
        shown = pages[place].main.text
        assert "".join(inquiry.message.split()) in "".join(shown.split()), (name, place)
    read_calendar(client.get(f"{home}moede.ics").content)
    handed_out = client.get(f"{home}data.json").json()
    assert (handed_out["besked"], handed_out["navn"]) == (inquiry.message, inquiry.name)


def read_all(reader: Reader, inquiries: list[Henvendelse]) -> None:
    """Read the pages and files about all of them; each cell and value is one of ours."""
    staff, asked = reader.staff, {"email": VALID["email"]}
    ticked = {"handling": "slet", "valgt": [one.pk for one in inquiries]}
    for place, answer in {
        "list": staff.get("/admin/henvendelser/?status=alle"),
        "delete several": staff.post("/admin/henvendelser/flere/", ticked),
        "templates": staff.get("/admin/svarskabeloner/"),
        "overview": staff.get("/admin/"),
        "person": staff.post("/admin/persondata/", asked),
        "undelivered": staff.get("/admin/mails/"),
    }.items():
        assert answer.status_code == 200, place
        assert is_harmless(parsed(answer.text)), place
    messages = sorted(one.message for one in inquiries)
    everything = staff.post("/admin/persondata/", {**asked, "handling": "hent"}).json()
    assert sorted(one["besked"] for one in everything["Henvendelser"]) == messages

    body = b"".join(staff.get("/admin/henvendelser/eksport/csv/?status=alle").streaming_content)
    text = io.StringIO(body.decode("utf-8-sig"), newline="")
    header, *rows = csv.reader(text, delimiter=";")
    assert {len(row) for row in rows} == {len(header)}
    assert len(rows) == len(inquiries)
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝")] == []

    book = b"".join(staff.get("/admin/henvendelser/eksport/xlsx/?status=alle").streaming_content)
    _header, *lines = load_workbook(io.BytesIO(book)).active.iter_rows()
    assert len(lines) == len(inquiries)
    assert [cell.coordinate for line in lines for cell in line if cell.data_type == "f"] == []


def read_mail(mail: Mail) -> None:
    message = build_message(mail).message()
    names = [name.lower() for name, _value in message.items()]
    assert len(names) == len(set(names))
    assert message["To"] == mail.to
    assert "\n" not in mail.subject
    for part in message.walk():
        assert {name.lower() for name, _value in part.items()} <= HEADERS
        if part.is_multipart():
            continue
        assert part.get_content_type() in PARTS_OF_A_MAIL
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html":
            assert is_harmless(parsed(content.decode()))
        if part.get_content_type() == "text/calendar":
            read_calendar(content)


def read_calendar(content: bytes) -> None:
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    meeting = Moede.objects.get(uid=event["UID"])
    assert printable(event["LOCATION"]) == printable(meeting.place)
    attendees = event.get("ATTENDEE", [])
    for attendee in attendees if isinstance(attendees, list) else [attendees]:
        assert attendee.removeprefix("mailto:") in {meeting.inquiry.email, meeting.host.email}
    assert not any(name.startswith("X-OND") for name in event)


def printable(text: str) -> str:
    """Return it without the marks that nobody sees; calendars leave them out."""
    return "".join(letter for letter in text if letter.isprintable())
