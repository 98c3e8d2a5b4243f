"""Reminders, changes and dates that are called off: everybody hears of it, and once."""

import datetime as dt
from collections import Counter

import pytest
import time_machine
from django.utils import timezone

from arrangementer.models import Afholdelse, Deltager, Evaluering, Mailspor, Moededag, Tilbud
from arrangementer.tilmelding import afbud, pladser, varsler
from arrangementer.tilmelding.opgaver import pass_on_seats, remind, tell_changes
from samskabelse.outbox.models import Mail

from .conftest import order, person

pytestmark = pytest.mark.django_db

FIRST_DAY = dt.date(2027, 3, 10)  # a Wednesday


@pytest.fixture
def march(make_date):
    """A date in March with one participant and one in line."""
    with time_machine.travel("2027-01-04 12:00 +0100", tick=False):
        date = make_date(65, seats=1, place="Aarhus", online_link="https://moede.example.dk/7")
        assert timezone.localdate(date.starts_at) == FIRST_DAY
        pladser.sign_up(date.pk, order(person(1)))
        pladser.sign_up(date.pk, order(person(2)))
    return date


def sent(kind: str) -> list[str]:
    rows = Mailspor.objects.filter(kind=kind, mail__isnull=False)
    return sorted(rows.values_list("mail__to", flat=True))


# --- Reminders --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "week", "day"),
    [
        ("2027-03-02 12:00", 0, 0),
        ("2027-03-03 06:59", 0, 0),  # not at night
        ("2027-03-03 07:00", 1, 0),
        ("2027-03-08 12:00", 1, 0),  # the worker was away
        ("2027-03-09 07:00", 0, 1),  # nobody is told »in a week« the day before
        ("2027-03-10 08:59", 0, 1),
        ("2027-03-10 09:00", 0, 0),  # begun
    ],
)
def test_reminders_come_on_their_days_to_those_with_a_seat(march, now, week, day):
    with time_machine.travel(f"{now} +0100", tick=False):
        for _i in range(3):
            remind()

    assert sent("paamindelse-7-dage") == ["deltager1@kommune.dk"] * week
    assert sent("paamindelse-1-dag") == ["deltager1@kommune.dk"] * day


def test_a_reminder_says_when_and_carries_the_link(march):
    with time_machine.travel("2027-03-09 08:00 +0100", tick=False):
        remind()
    mail = Mail.objects.get(subject__startswith="I morgen")

    assert mail.subject == "I morgen: Uenighed i rummet kl. 9.00"
    assert "Link: https://moede.example.dk/7" in mail.body_text
    assert "10. marts 2027 kl. 9.00-16.00" in mail.body_text


def test_reminders_carry_the_practical_facts_and_the_first_one_the_preparation(march):
    change(march, practical="Gå ind ad porten.\nTag sko med.", preparation="Et {navn} på tavlen.")
    for day in ("2027-03-03", "2027-03-09"):
        with time_machine.travel(f"{day} 08:00 +0100", tick=False):
            remind()
    week, last = (
        Mail.objects.get(subject__startswith=begin) for begin in ("Om en uge", "I morgen")
    )

    for mail in (week, last):
        assert "7\nGå ind ad porten.\nTag sko med." in mail.body_text
    assert "Tænk over det her, inden vi ses: Et {navn} på tavlen." in week.body_text
    assert "Tænk over" not in last.body_text


def test_who_has_just_signed_up_is_not_reminded_of_it(march, make_date):
    with time_machine.travel("2027-03-05 12:00 +0100", tick=False):
        Afholdelse.objects.filter(pk=march.pk).update(seats=9)
        pladser.fill_all()
        pladser.sign_up(march.pk, order(person(3)))
        remind()
    with time_machine.travel("2027-03-09 12:00 +0100", tick=False):
        remind()

    assert sent("paamindelse-7-dage") == ["deltager1@kommune.dk"]
    assert sent("paamindelse-1-dag") == ["deltager1@kommune.dk", "deltager3@kommune.dk"]


# --- Changes ----------------------------------------------------------------------------------


def change(date: Afholdelse, **fields: object) -> Afholdelse:
    row = Afholdelse.objects.get(pk=date.pk)
    if day := fields.pop("day", None):
        row.days = [Moededag(date=day)]
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def test_a_new_day_is_told_once_with_a_new_calendar(march):
    first = Mail.objects.get(to="deltager1@kommune.dk")
    with time_machine.travel("2027-02-01 12:00 +0100", tick=False):
        change(march, day=dt.date(2027, 3, 17))
        for _i in range(3):
            tell_changes()

    assert sent("arrangement-aendret") == ["deltager1@kommune.dk", "mette@kommune.dk"]
    mail = Mail.objects.get(to="deltager1@kommune.dk", subject__startswith="Ændret")
    assert "Før: 10. marts 2027 kl. 9.00-16.00, Aarhus" in mail.body_text
    assert "Nu: 17. marts 2027 kl. 9.00-16.00, Aarhus" in mail.body_text
    assert "senest 15. februar 2027" in mail.body_text
    assert sequence(mail) > sequence(first)
    assert uid(mail) == uid(first)


def sequence(mail: Mail) -> int:
    return int(field(mail, "SEQUENCE"))


def uid(mail: Mail) -> str:
    return field(mail, "UID")


def field(mail: Mail, name: str) -> str:
    lines = mail.attachments[0]["text"].splitlines()
    return next(line.partition(":")[2] for line in lines if line.startswith(f"{name}:"))


def test_after_a_change_one_cancels_without_paying(march):
    with time_machine.travel("2027-02-01 12:00 +0100", tick=False):
        change(march, day=dt.date(2027, 3, 17), deadline=dt.date(2027, 1, 20))
        tell_changes()
    deltager = Deltager.objects.seated().get()

    with time_machine.travel("2027-02-15 23:00 +0100", tick=False):
        assert not pladser.terms_of(change(march))
    with time_machine.travel("2027-02-16 00:30 +0100", tick=False):
        assert pladser.terms_of(change(march))
        afbud.cancel(deltager)

    deltager.refresh_from_db()
    assert deltager.owes


@pytest.mark.parametrize(
    ("before", "after", "mails"),
    [
        ({"place": "Aarhus, adresse følger"}, {"place": "Aarhus, Rådhuspladsen 2"}, 0),
        ({"place": "Aarhus"}, {"place": "Vejle"}, 2),
        ({}, {"online_link": "https://moede.example.dk/8"}, 2),
        ({"online_link": ""}, {"online_link": "https://moede.example.dk/8"}, 0),
        ({}, {"price": 1}, 0),
    ],
)
def test_only_what_matters_is_told(make_date, before, after, mails):
    date = make_date(**{"place": "Aarhus", "online_link": "https://moede.example.dk/7", **before})
    pladser.sign_up(date.pk, order())

    change(date, **after)
    tell_changes()

    assert len(sent("arrangement-aendret")) == mails


# --- Off --------------------------------------------------------------------------------------


def test_a_date_is_called_off_once_and_frees_no_seat(march):
    with time_machine.travel("2027-02-01 12:00 +0100", tick=False):
        assert varsler.call_off(march.pk, "Underviseren er syg.")
        assert not varsler.call_off(march.pk, "Underviseren er syg.")
        tell_changes()
        pass_on_seats()
        remind()

    assert Counter(sent("aflyst-arrangement")) == {
        "deltager1@kommune.dk": 1,
        "deltager2@kommune.dk": 1,
        "mette@kommune.dk": 2,  # two sign-ups
    }
    mail = Mail.objects.get(to="deltager1@kommune.dk", subject__startswith="Aflyst")
    assert "Underviseren er syg." in mail.body_text
    assert "STATUS:CANCELLED" in mail.attachments[0]["text"]
    assert not Tilbud.objects.exists()
    assert set(Deltager.objects.values_list("status", flat=True)) == {"aflyst"}


def test_an_editor_who_sets_a_date_to_cancelled_calls_it_off_too(march):
    with time_machine.travel("2027-02-01 12:00 +0100", tick=False):
        change(march, status="aflyst")
        for _i in range(2):
            tell_changes()

    assert len(sent("aflyst-arrangement")) == 4


def test_an_older_draft_does_not_bring_a_cancelled_date_back(march):
    page = march.page
    page.save_revision()

    varsler.call_off(march.pk, "")
    page.refresh_from_db()
    page.get_latest_revision().publish()

    march.refresh_from_db()
    assert march.is_cancelled


# --- Afterwards -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "asked"),
    [
        ("2027-03-10 18:00", 0),
        ("2027-03-11 06:00", 0),
        ("2027-03-11 07:00", 1),
        ("2027-03-24 12:00", 1),
        ("2027-03-26 12:00", 0),
    ],
)
def test_who_was_there_is_asked_once_the_day_after(march, now, asked):
    with time_machine.travel(f"{now} +0100", tick=False):
        for _i in range(2):
            remind()

    assert sent("evaluering") == ["deltager1@kommune.dk"] * asked


def test_who_stayed_away_is_not_asked(march):
    Deltager.objects.update(attended=False)

    with time_machine.travel("2027-03-11 12:00 +0100", tick=False):
        remind()

    assert sent("evaluering") == []


def test_an_evaluation_is_stored_without_a_name_and_once(march, client):
    with time_machine.travel("2027-03-11 12:00 +0100", tick=False):
        remind()
        mail = Mail.objects.get(subject__startswith="Hvad fik du ud af")
        link = next(row for row in mail.body_text.splitlines() if "/evaluering/" in row)
        path = link.removeprefix("http://testserver")
        answers = {"kan_bruge": "Øvelserne.", "noegle": "6f9b1c1e-9d6c-4f7b-8f27-0f53b2c0c111"}

        assert client.get(path).status_code == 200
        assert client.post(path, {}).status_code == 422
        assert client.post(path, {"kan_bruge": "x" * 2001}).status_code == 422
        for _i in range(2):
            done = client.post(path, answers)
        assert "Tak for dit svar" in client.get(done["Location"]).content.decode()

    row = Evaluering.objects.get()
    assert (row.useful, row.failed, row.afholdelse) == ("Øvelserne.", "", march)
    assert client.get(path.replace("/evaluering/", "/evaluering/9")).status_code == 404
