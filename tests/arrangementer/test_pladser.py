"""Seats: never sold twice, whatever happens at once; freed ones go to the first in line."""

import threading
from collections import Counter
from contextlib import contextmanager
from functools import partial

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from arrangementer.models import Afholdelse, Deltager, Mailspor, Tilbud, Tilmelding
from arrangementer.tilmelding import afbud, links, pladser
from samskabelse.outbox.models import Mail

from .conftest import order, person

Status = Deltager.Status


def sign_up_many(at_once, pk: int, first: int, count: int) -> list[Tilmelding]:
    return at_once(
        list(range(first, first + count)), lambda n: pladser.sign_up(pk, order(person(n)))
    )


# --- At once ----------------------------------------------------------------------------------


def visit(date: Afholdelse, number: int) -> int:
    """Press »Tilmeld«, from an address of one's own; return the answer's status."""
    fields = {
        "kontakt_navn": "Mette",
        "kontakt_email": f"mette{number}@kommune.dk",
        "deltagere-0-navn": "Ane",
        "deltagere-0-email": f"ane{number}@kommune.dk",
        "arbejdsgiver": "Kultur og Fritid",
        "ean": "5790000000005",
        "accept": "on",
        "bekraeftet": "1",
    }
    browser = Client(REMOTE_ADDR=f"10.{date.pk % 250}.{number // 250}.{number % 250}")
    path = f"/arrangementer/{date.page.slug}/tilmelding/{date.pk}/"
    return browser.post(path, fields).status_code


def test_200_visitors_at_once_for_20_seats_five_rounds(make_date, at_once):
    """Through the pages: everybody is answered, and nobody gets a seat too many."""
    dates = [make_date(60 + n, seats=20) for n in range(5)]

    for date in dates:
        answers = at_once(list(range(200)), partial(visit, date))

        assert Counter(answers) == {303: 200}
        [(statuses, numbers, places)] = at_once([date.pk], standing)
        assert statuses == {Status.PLADS: 20, Status.VENTELISTE: 180}
        assert numbers == list(range(1, 181))
        assert places == [f"Du er nr. {n} på ventelisten." for n in range(1, 181)]


def standing(pk: int) -> tuple[Counter, list[int], list[str]]:
    """Return the statuses, the numbers in line, and what those in line were told."""
    rows = Deltager.objects.filter(afholdelse=pk)
    waiting = rows.waiting()
    told = Mailspor.objects.filter(kind="venteliste", tilmelding__afholdelse=pk)
    by_sign_up = dict(told.values_list("tilmelding", "mail__body_text"))
    places = [sentence(by_sign_up[row.tilmelding_id]) for row in waiting]
    return (
        Counter(rows.values_list("status", flat=True)),
        list(waiting.values_list("waiting_number", flat=True)),
        places,
    )


def sentence(text: str) -> str:
    start = text.index("Du er nr.")
    return text[start : text.index("ventelisten.", start) + len("ventelisten.")]


def test_without_the_lock_seats_are_sold_twice(make_date, at_once, monkeypatch):
    """The control: the same with the lock off must fail, or the test above shows nothing."""
    date = make_date(seats=2)
    counted = threading.Barrier(8)
    free_seats = pladser.free_seats

    @contextmanager
    def unlocked(pk):
        yield Afholdelse.objects.select_related("page").get(pk=pk)

    def count_and_wait(afholdelse):
        free = free_seats(afholdelse)
        counted.wait(timeout=20)
        return free

    monkeypatch.setattr(pladser, "locked", unlocked)
    monkeypatch.setattr(pladser, "fill", lambda afholdelse: [])
    monkeypatch.setattr(pladser, "free_seats", count_and_wait)
    sign_up_many(at_once, date.pk, 0, 8)

    [seated] = at_once(
        [date.pk], lambda pk: Deltager.objects.filter(afholdelse=pk).seated().count()
    )
    assert seated > 2


def test_ten_cancellations_at_once_offer_to_the_first_ten(make_date, at_once):
    """Through the pages, each pressed twice: ten are free once, and each offer is mailed once."""
    date = make_date(seats=20)
    sign_up_many(at_once, date.pk, 0, 20)
    sign_up_many(at_once, date.pk, 100, 15)
    [first] = at_once(
        [0], lambda _n: list(Deltager.objects.waiting().values_list("pk", flat=True))[:10]
    )
    [leaving] = at_once([0], lambda _n: list(map(cancel_path, Deltager.objects.seated()[:10])))

    answers = at_once([*leaving, *leaving], lambda path: Client().post(path).status_code)

    assert Counter(answers) == {303: 20}
    [(offered, mailed, left)] = at_once([0], lambda _n: offers())
    assert offered == sorted(first)
    assert mailed == Counter(first)
    assert left == 5


def cancel_path(deltager: Deltager) -> str:
    return f"{links.contact_url(deltager.tilmelding)}{deltager.pk}/afmeld/"


def offers() -> tuple[list[int], Counter, int]:
    mails = Mailspor.objects.filter(kind="tilbud-om-plads", mail__isnull=False)
    return (
        sorted(Tilbud.objects.values_list("deltager", flat=True)),
        Counter(mails.values_list("deltager", flat=True)),
        Deltager.objects.waiting().count(),
    )


def test_the_same_form_sent_20_times_is_one_sign_up(make_date, at_once):
    date = make_date(seats=20)
    same = order()

    answers = at_once([same] * 20, lambda one: pladser.sign_up(date.pk, one).number)

    assert len(set(answers)) == 1
    [counts] = at_once([0], lambda _n: (Tilmelding.objects.count(), Mail.objects.count()))
    assert counts == (1, 2)


def test_a_cancellation_sent_twice_frees_one_seat(make_date, at_once):
    date = make_date(seats=1)
    sign_up_many(at_once, date.pk, 0, 1)
    sign_up_many(at_once, date.pk, 1, 3)
    [leaving] = at_once([0], lambda _n: [Deltager.objects.seated().get() for _i in range(5)])

    assert sorted(at_once(leaving, afbud.cancel)) == [False] * 4 + [True]

    [offered] = at_once([0], lambda _n: Tilbud.objects.count())
    assert offered == 1


# --- One after the other ----------------------------------------------------------------------


def test_a_group_that_does_not_fit_is_split_in_the_order_of_the_form(make_date):
    date = make_date(seats=2)

    tilmelding = pladser.sign_up(date.pk, order(person(1), person(2), person(3)))

    rows = [(d.name, d.status, d.waiting_number) for d in tilmelding.deltagere.all()]
    assert rows == [
        ("Deltager 1", "plads", None),
        ("Deltager 2", "plads", None),
        ("Deltager 3", "venteliste", 1),
    ]
    kinds = Mailspor.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [
        "kvittering-tilmelding",
        "kvittering-deltager",
        "kvittering-deltager",
        "venteliste",
    ]


def test_nobody_passes_those_in_line(make_date):
    date = make_date(seats=1)
    pladser.sign_up(date.pk, order(person(1)))
    pladser.sign_up(date.pk, order(person(2)))
    Afholdelse.objects.filter(pk=date.pk).update(seats=2)

    late = pladser.sign_up(date.pk, order(person(3)))

    assert late.deltagere.get().status == Status.VENTELISTE
    assert Tilbud.objects.get().deltager.email == "deltager2@kommune.dk"


def test_no_limit_means_no_waiting_list(make_date):
    date = make_date(seats=None)

    tilmelding = pladser.sign_up(date.pk, order(*map(person, range(20))))

    assert tilmelding.deltagere.seated().count() == 20


def test_seats_that_an_editor_adds_are_offered_by_the_worker(make_date):
    date = make_date(seats=1)
    pladser.sign_up(date.pk, order(person(1)))
    pladser.sign_up(date.pk, order(person(2)))
    Afholdelse.objects.filter(pk=date.pk).update(seats=5)

    assert pladser.fill_all() == 1
    assert pladser.fill_all() == 0


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"status": "aflyst"}, "aflyst"),
        ({"status": "lukket"}, "lukket"),
        ({"days_ahead": -3}, "afholdt"),
    ],
)
def test_closed_dates_take_nobody(make_date, fields, reason):
    date = make_date(**fields)

    with pytest.raises(pladser.ClosedForSignUp) as caught:
        pladser.sign_up(date.pk, order())

    assert caught.value.reason == reason
    assert not Tilmelding.objects.exists()


def test_an_address_is_signed_up_once_a_date(make_date):
    date, other = make_date(), make_date(90)
    pladser.sign_up(date.pk, order(person(1)))

    with pytest.raises(pladser.AlreadySignedUp) as caught:
        pladser.sign_up(date.pk, order(person(2), pladser.Person("Igen", "DELTAGER1@kommune.dk")))

    assert caught.value.emails == ["DELTAGER1@kommune.dk"]
    assert Tilmelding.objects.count() == 1
    pladser.sign_up(other.pk, order(person(1)))


# --- Offers -----------------------------------------------------------------------------------


@pytest.fixture
def offered(make_date) -> Tilbud:
    """The one seat was given up; the first of two in line has the offer."""
    date = make_date(seats=1)
    leaving = pladser.sign_up(date.pk, order(person(1))).deltagere.get()
    pladser.sign_up(date.pk, order(person(2)))
    pladser.sign_up(date.pk, order(person(3)))
    afbud.cancel(leaving)
    return Tilbud.objects.select_related("deltager").get()


def test_an_offer_is_taken_once(offered):
    assert afbud.take(offered)
    assert not afbud.take(offered)

    offered.deltager.refresh_from_db()
    assert offered.deltager.status == Status.PLADS
    assert (
        Mailspor.objects.filter(deltager=offered.deltager, kind="kvittering-deltager").count() == 1
    )


def test_an_offer_that_runs_out_goes_to_the_next(offered):
    with time_machine.travel(offered.expires_at, tick=False):
        with pytest.raises(afbud.TooLate):
            afbud.take(offered)
        assert afbud.expire_due() == 1
        assert afbud.expire_due() == 0

    offered.deltager.refresh_from_db()
    assert offered.deltager.status == Status.UDLOEBET
    following = Tilbud.objects.get(status="aabent")
    assert following.deltager.email == "deltager3@kommune.dk"
    mails = Mailspor.objects.filter(kind="tilbud-udloebet")
    assert [row.mail.to for row in mails] == ["mette@kommune.dk"]


def test_who_let_an_offer_run_out_comes_back_last(offered):
    with time_machine.travel(offered.expires_at, tick=False):
        afbud.expire_due()
        offered.deltager.refresh_from_db()
        assert afbud.rejoin(offered.deltager)
    line = Deltager.objects.waiting()

    assert [row.email for row in line] == ["deltager2@kommune.dk"]
    assert line.get().waiting_number == 3


def test_no_thanks_passes_the_seat_on_and_may_keep_a_place_at_the_end(offered):
    assert afbud.decline(offered, stay=True)
    assert not afbud.decline(offered)

    following = Tilbud.objects.get(status="aabent")
    assert following.deltager.email == "deltager3@kommune.dk"
    afbud.decline(following)
    # The seat is free for others: who said no a moment ago is not asked about it again.
    assert not Tilbud.objects.filter(status="aabent").exists()
    assert pladser.sign_up(following.deltager.afholdelse_id, order(person(9))).deltagere.seated()


def test_an_offer_holds_its_seat(offered):
    late = pladser.sign_up(offered.deltager.afholdelse_id, order(person(4)))

    assert late.deltagere.get().status == Status.VENTELISTE


@pytest.mark.parametrize(
    ("made", "answer_by"),
    [
        ("2026-11-24 10:00 +0100", "2026-11-26 10:00 +0100"),
        ("2026-11-27 10:00 +0100", "2026-12-01 10:00 +0100"),  # Friday: the weekend stops it
        ("2026-12-23 12:00 +0100", "2026-12-29 12:00 +0100"),  # Christmas
    ],
)
def test_weekends_and_holidays_do_not_count(made, answer_by):
    with time_machine.travel(made, tick=False):
        answer = pladser.working_hours_after(timezone.now(), 48)

    with time_machine.travel(answer_by, tick=False):
        assert answer == timezone.now()


# --- What it costs ----------------------------------------------------------------------------


def test_who_cancels_late_pays_until_somebody_takes_the_seat(make_date):
    date = make_date(seats=1, deadline=timezone.localdate())
    leaving = pladser.sign_up(date.pk, order(person(1))).deltagere.get()
    pladser.sign_up(date.pk, order(person(2)))
    with time_machine.travel(timezone.now() + timezone.timedelta(days=1), tick=False):
        afbud.cancel(leaving)
        leaving.refresh_from_db()
        assert leaving.owes

        afbud.take(Tilbud.objects.get())

    leaving.refresh_from_db()
    assert not leaving.owes


@pytest.mark.parametrize(("days", "owes"), [(0, False), (1, True)])
def test_the_deadline_holds_to_the_end_of_its_day(make_date, days, owes):
    date = make_date(deadline=timezone.localdate())
    leaving = pladser.sign_up(date.pk, order()).deltagere.get()

    with time_machine.travel(timezone.now() + timezone.timedelta(days=days), tick=False):
        afbud.cancel(leaving)

    leaving.refresh_from_db()
    assert leaving.owes is owes


def test_a_seat_goes_to_a_colleague_and_the_needs_do_not(make_date):
    date = make_date(seats=1)
    people = [pladser.Person("Ane", "ane@kommune.dk", food="Vegetar")]
    old = pladser.sign_up(date.pk, order(*people)).deltagere.get()

    new = afbud.hand_over(old, "Bo", "bo@kommune.dk")

    old.refresh_from_db()
    assert (old.status, new.status) == (Status.OVERDRAGET, Status.PLADS)
    assert not hasattr(old, "behov")
    sent = Mailspor.objects.filter(kind="plads-overdraget").values_list("mail__to", flat=True)
    assert sorted(sent) == ["ane@kommune.dk", "mette@kommune.dk"]
    assert afbud.hand_over(old, "Bo", "bo@kommune.dk") == new


def test_a_participant_moves_only_to_a_free_seat(make_date):
    old, full, free = make_date(seats=1), make_date(70, seats=1), make_date(80, seats=1)
    moving = pladser.sign_up(old.pk, order(person(1))).deltagere.get()
    pladser.sign_up(old.pk, order(person(2)))
    pladser.sign_up(full.pk, order(person(3)))

    with pytest.raises(afbud.NoSeat):
        afbud.move(moving, full.pk)
    afbud.move(moving, free.pk)

    moving.refresh_from_db()
    assert moving.afholdelse_id == free.pk
    assert Tilbud.objects.get().deltager.email == "deltager2@kommune.dk"
