"""Every kind of data is there the day before its last, and gone the day after."""

import datetime as dt
import json

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import ModelLogEntry

from arrangementer.models import Behov, Deltager, Interesse, Mailspor, Tilbud, Tilmelding
from arrangementer.tilmelding import afbud, interesse, links, opbevaring, pladser
from samskabelse.drift import persondata
from samskabelse.outbox.models import Mail

from .conftest import order, person

pytestmark = pytest.mark.django_db

HELD = dt.date(2027, 3, 10)


@pytest.fixture
def held(make_date):
    """A date with one on a seat, one in line, and needs; it's over."""
    with time_machine.travel("2027-01-04 12:00 +0100", tick=False):
        date = make_date(65, seats=1)
        one = pladser.Person("Ane Østergård", "ane@kommune.dk", food="Vegetar")
        pladser.sign_up(date.pk, order(one))
        pladser.sign_up(date.pk, order(person(2), contact_email="vent@kommune.dk"))
    return date


def purge_on(day: dt.date) -> None:
    with time_machine.travel(dt.datetime(day.year, day.month, day.day, 3), tick=False):
        persondata.purge_all(timezone.localdate())


def after(days: int) -> dt.date:
    return HELD + dt.timedelta(days=days)


def test_needs_are_kept_for_seven_days(held):
    purge_on(after(7))
    assert Behov.objects.count() == 1
    purge_on(after(8))
    assert Behov.objects.count() == 0


def test_the_waiting_list_is_kept_for_thirty_days(held):
    purge_on(after(30))
    assert Deltager.objects.waiting().count() == 1
    purge_on(after(31))

    assert Deltager.objects.waiting().count() == 0
    assert not Mail.objects.filter(to="vent@kommune.dk").exists()
    assert Tilmelding.objects.count() == 1


def test_participants_are_kept_for_ninety_days_and_the_invoice_for_five_years(held):
    purge_on(after(90))
    assert Deltager.objects.filter(name="Ane Østergård").exists()
    purge_on(after(91))

    invoice = Tilmelding.objects.get()
    assert not Deltager.objects.exists()
    assert not Mailspor.objects.exists()
    assert (invoice.billed_seats, invoice.employer, invoice.price) == (1, "Kattegat Kommune", 4950)
    assert (invoice.contact_name, invoice.contact_email, invoice.contact_phone) == ("", "", "")
    assert not Mail.objects.filter(body_text__contains="Ane Østergård").exists()
    purge_on(dt.date(2032, 12, 31))
    assert Tilmelding.objects.exists()
    purge_on(dt.date(2033, 1, 1))
    assert not Tilmelding.objects.exists()


def test_what_costs_nothing_leaves_nothing(make_date):
    with time_machine.travel("2027-01-04 12:00 +0100", tick=False):
        pladser.sign_up(make_date(65, price=0).pk, order())

    purge_on(after(91))

    assert not Tilmelding.objects.exists()


def test_a_group_stays_while_one_of_it_is_on_a_later_date(make_date):
    with time_machine.travel("2027-01-04 12:00 +0100", tick=False):
        first, later = make_date(65), make_date(200)
        tilmelding = pladser.sign_up(first.pk, order(person(1), person(2)))
        afbud.move(tilmelding.deltagere.first(), later.pk)

    purge_on(after(91))

    assert Deltager.objects.count() == 2


def test_interest_lists_are_kept_for_twelve_months_and_unconfirmed_ones_three_days(make_date):
    page = make_date().page
    with time_machine.travel("2027-01-10 12:00 +0100", tick=False):
        interesse.add(page, "ja@kommune.dk")
        Interesse.objects.update(confirmed_at=timezone.now())
        interesse.add(page, "stum@kommune.dk")

    purge_on(dt.date(2027, 1, 13))
    assert Interesse.objects.count() == 2
    purge_on(dt.date(2027, 1, 14))
    assert Interesse.objects.get().email == "ja@kommune.dk"
    purge_on(dt.date(2028, 1, 9))
    assert Interesse.objects.exists()
    purge_on(dt.date(2028, 1, 10))
    assert not Interesse.objects.exists()


# --- At a person's request --------------------------------------------------------------------


def test_all_about_an_address_is_handed_out(make_date):
    date = make_date()
    one = pladser.Person("Ane Østergård", "ane@kommune.dk", "Leder", food="Vegetar")
    pladser.sign_up(date.pk, order(one, contact_email="ane@kommune.dk"))
    interesse.add(date.page, "ane@kommune.dk")

    found = persondata.find("ANE@kommune.dk")["Tilmeldinger"]

    assert {item["hvad"] for item in found} == {"Kontaktperson", "Deltager", "Interesseliste"}
    text = json.dumps(found, ensure_ascii=False)
    assert all(word in text for word in ("Vegetar", "Leder", "Kattegat Kommune", "Mette Kontakt"))


def test_an_address_is_erased_everywhere_and_its_seat_is_offered(make_date):
    date = make_date(seats=1)
    one = pladser.Person("Ane Østergård", "ane@kommune.dk", food="Vegetar")
    pladser.sign_up(date.pk, order(one))
    pladser.sign_up(date.pk, order(person(2)))
    interesse.add(date.page, "ane@kommune.dk")

    persondata.erase("ane@kommune.dk")

    assert persondata.find("ane@kommune.dk") == {}
    assert not Mail.objects.filter(body_text__contains="Ane Østergård").exists()
    assert Tilbud.objects.get().deltager.email == "deltager2@kommune.dk"


def test_an_erased_contact_leaves_the_participants_their_seats(client, make_date):
    date = make_date(seats=1)
    tilmelding = pladser.sign_up(date.pk, order(person(1)))
    waits = pladser.sign_up(date.pk, order(person(2)))
    home = links.contact_url(tilmelding)

    persondata.erase("mette@kommune.dk")
    assert client.get(home).status_code == 404
    afbud.cancel(tilmelding.deltagere.get())

    offer = Mail.objects.get(subject__startswith="Der er en plads")
    assert offer.to == "deltager2@kommune.dk"
    done = client.post(links.offer_url(Tilbud.objects.get()), {"svar": "ja"})
    assert client.get(done["Location"]).status_code == 200
    assert waits.deltagere.get().status == "plads"


def test_an_erased_participant_of_a_paid_course_still_counts_on_the_invoice(held):
    with time_machine.travel("2027-03-20 12:00 +0100", tick=False):
        persondata.erase("ane@kommune.dk")

        row = Deltager.objects.seated().get()
        assert (row.name, row.email) == ("Slettet", f"slettet-{row.pk}@example.invalid")
    purge_on(after(91))
    assert Tilmelding.objects.get().billed_seats == 1


def test_a_contact_deletes_the_whole_sign_up(make_date):
    date = make_date(seats=1)
    tilmelding = pladser.sign_up(date.pk, order(person(1)))
    pladser.sign_up(date.pk, order(person(2)))

    opbevaring.erase_sign_up(tilmelding)

    assert not Tilmelding.objects.filter(pk=tilmelding.pk).exists()
    assert not Mail.objects.filter(body_text__contains="Deltager 1").exists()
    assert Tilbud.objects.get().deltager.email == "deltager2@kommune.dk"


def test_every_deletion_is_in_the_audit_log_without_a_name(held, make_date):
    purge_on(after(31))
    purge_on(after(91))
    ahead = make_date()
    pladser.sign_up(ahead.pk, order(person(5)))
    erased = pladser.sign_up(ahead.pk, order(person(6), contact_email="seks@kommune.dk"))
    persondata.erase("deltager5@kommune.dk")
    opbevaring.erase_sign_up(erased)

    rows = ModelLogEntry.objects.filter(action="arrangementer.slet").order_by("pk")
    assert [(row.object_id, row.data["antal"]) for row in rows] == [
        (str(held.pk), 1),
        (str(held.pk), 1),
        (str(ahead.pk), 1),
        (str(ahead.pk), 1),
    ]
    assert not [row for row in rows if "Ane" in f"{row.label}{row.data}"]


def test_no_text_form_names_anybody(make_date):
    date = make_date(seats=1)
    one = pladser.Person("Ane Østergård", "ane@kommune.dk", food="Vegetar")
    tilmelding = pladser.sign_up(date.pk, order(one))
    pladser.sign_up(date.pk, order(person(2)))
    afbud.cancel(tilmelding.deltagere.get())
    interesse.add(date.page, "ane@kommune.dk")

    models = (Tilmelding, Deltager, Tilbud, Interesse, Mailspor)
    texts = [f"{row} {row!r}" for model in models for row in model.objects.all()]

    assert texts
    assert not [text for text in texts if any(w in text for w in ("Ane", "@", "Mette", "Kattegat"))]
