"""Whatever is typed into any field of sign-up: an answer in Danish, and no harm done."""

from collections.abc import Iterable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from arrangementer.models import Afholdelse, Deltager, Tilmelding
from arrangementer.tilmelding import links, pladser
from redaktion import groups
from samskabelse.outbox.models import Mail
from tests import factories

from .conftest import order, person
from .test_admin import browser_of
from .test_tilmelding import VALID, address, hidden

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
PAYLOADS = {
    "code": f"{SCRIPT}\"><img src=x onerror=alert(1)>'{{{{7*7}}}}{{navn}}' OR 1=1; DROP TABLE --",
    "formula": "=1+1",
    "header": "a\r\nBcc: x@y.dk",
    "direction": "\u202egnilmedlit\u200b\ufeff",
    "emoji": "👩‍👩‍👧‍👦" * 40,
    "long": "x" * 100_000,
    "negative": "-1",
    "huge": "1000000000",
    "no day": "31.02.2027",
    "cpr": "010190-1234",
    "blank": "   ",
}
#: What forms carry that nobody types.
UNSEEN = {"noegle", "stempel", "deltagere-TOTAL_FORMS", "antal_deltagere", "bekraeftet"}
#: What a database might take otherwise than another one.
HANGS_ON_DATABASE = {"direction", "emoji", "long", "negative", "huge"}


@pytest.fixture
def date(make_date) -> Afholdelse:
    return make_date(seats=3)


@pytest.fixture
def tilmelding(date) -> Tilmelding:
    return pladser.sign_up(date.pk, order(person(1), person(2)))


@pytest.fixture
def forms(date, tilmelding) -> dict[str, tuple[str, dict[str, str]]]:
    """Return every form that takes text about a sign-up: its address, and a valid post."""
    home = links.contact_url(tilmelding)
    one = f"{home}{tilmelding.deltagere.first().pk}/"
    admin = "/admin/tilmeldinger/"
    needs = {"deltagere-0-stilling": "", "deltagere-0-kost": "", "deltagere-0-hensyn": ""}
    rest = {"kontakt_telefon": "", "kommune": "", "cvr": "", "reference": "", "fakturatekst": ""}
    robot = {"noegle": "", "stempel": "", "deltagere-TOTAL_FORMS": "1", "antal_deltagere": "1"}
    sign_up = {**VALID, **needs, **rest, **robot}
    details = {name: value for name, value in sign_up.items() if "deltagere" not in name}
    letter = {"til": "plads", "emne": "Hej", "tekst": "Hej", "noegle": "0" * 32}
    wave = {"hvordan": "ugentlig", "datoer": "", "antal": "2"}
    return {
        "sign-up": (address(date), sign_up),
        "hand over": (f"{one}overdrag/", {"navn": "Bo", "email": "bo@by.dk"}),
        "correct": (f"{one}ret/", {"navn": "Bo", "email": "bo@by.dk", "stilling": ""}),
        "needs": (f"{one}behov/", {"kost": "Ost", "hensyn": "", "samtykke": "on"}),
        "interest": (f"/arrangementer/{date.page.slug}/interesse/", {"email": "i@by.dk"}),
        "evaluation": (
            links.evaluation_url(date),
            {"kan_bruge": "Alt", "virkede_ikke": "", "vil_proeve": "", "anderledes": ""},
        ),
        "admin: contact and invoice": (f"{admin}tilmelding/{tilmelding.pk}/ret/", details),
        "admin: add": (f"{admin}tilmelding/{tilmelding.pk}/tilfoej/", {"navn": "", "email": ""}),
        "admin: by hand": (f"{admin}{date.pk}/tilmeld/", sign_up),
        "admin: letter": (f"{admin}{date.pk}/mail/", letter),
        "admin: several": (f"{admin}{date.pk}/flere/", {"deltager": "1", "handling": "flyt"}),
        "admin: again": (f"{admin}{date.pk}/gentag/", wave),
        "admin: search": (f"{admin}?", {"q": "", "vis": "", "page": ""}),
        "admin: filter": (f"{admin}{date.pk}/?", {"q": "", "status": ""}),
    }


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(
            payload,
            id=name,
            marks=() if name in HANGS_ON_DATABASE else pytest.mark.one_database,
        )
        for name, payload in PAYLOADS.items()
    ],
)
def test_any_text_in_any_field_is_answered_and_never_run(forms, payload):
    """In all fields at once, in those that took it, and in what only a robot fills."""
    factories.groups()
    staff = browser_of(groups.KURSUSADMINISTRATORER)
    staff.raise_request_exception = False

    for name, (path, valid) in forms.items():
        browser = staff if name.startswith("admin") else visitor()
        send = browser.get if path.endswith("?") else browser.post

        # Called within this round alone, so the round's own names are meant.
        def answer_to(fields: Iterable[str]) -> BeautifulSoup:
            answer = send(path.rstrip("?"), {**valid, **dict.fromkeys(fields, payload)})  # noqa: B023
            where = (name, *fields)  # noqa: B023
            assert answer.status_code in {200, 302, 303, 422}, where
            seen = answer.content.decode()
            assert not [code for code in (SCRIPT, "<img src=x", "49{") if code in seen], where
            page = BeautifulSoup(seen, "html.parser")
            if answer.status_code == 422:
                assert_in_danish_and_kept(page, fields, payload)
            return page

        typed = [field for field in valid if field not in UNSEEN]
        refused = {tag["name"] for tag in answer_to(typed).select("[aria-invalid=true][name]")}
        taken = [field for field in typed if field not in refused]
        if refused and taken:
            answer_to(taken)
        for field in UNSEEN & set(valid):
            answer_to([field])

    mails = Mail.objects.values_list("to", "subject")
    assert not [mail for mail in mails if "\n" in "".join(mail)]


def assert_in_danish_and_kept(page: BeautifulSoup, fields: Iterable[str], payload: str) -> None:
    assert page.html["lang"] == "da"
    for field in fields:
        typed = page.select_one(f"input[name='{field}']:not([type=hidden], [type=checkbox])")
        if typed and typed.get("type") != "radio":
            assert typed.get("value", "").split() == payload.split(), field


def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("text", ["a\0b", "\0"])
def test_nul_is_a_400_in_every_public_form(forms, text):
    for name, (path, valid) in forms.items():
        if not name.startswith("admin"):
            for field in valid:
                answer = visitor().post(path, {**valid, field: text})
                assert answer.status_code == 400, (name, field)
    assert Deltager.objects.count() == 2


def test_names_like_code_are_stored_as_written_and_shown_as_text(client, date):
    asked = client.post(
        address(date), {**VALID, "deltagere-0-navn": SCRIPT, "arbejdsgiver": "=1+1"}
    )
    done = client.post(address(date), hidden(asked))
    row = Deltager.objects.get()
    factories.groups()
    staff = browser_of(groups.KURSUSADMINISTRATORER)
    shown = [
        client.get(done["Location"]),
        client.get(links.contact_url(row.tilmelding)),
        client.get(links.participant_url(row)),
        staff.get(f"/admin/tilmeldinger/{date.pk}/"),
        staff.get(f"/admin/tilmeldinger/{date.pk}/liste/"),
        staff.get(f"/admin/tilmeldinger/{date.pk}/navneskilte/"),
        staff.get(f"/admin/tilmeldinger/tilmelding/{row.tilmelding_id}/"),
        staff.get("/admin/tilmeldinger/", {"q": "alert"}),
    ]

    assert (row.name, row.tilmelding.employer) == (SCRIPT, "=1+1")
    for page in shown:
        assert page.status_code == 200
        assert SCRIPT not in page.content.decode()
        assert "&lt;script&gt;alert(1)" in page.content.decode()
