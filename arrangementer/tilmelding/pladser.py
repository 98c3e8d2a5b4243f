"""Seats: never sold twice, and freed ones offered in order.

Every change of who sits where goes through `locked`: it takes the row of the date first, and
everything is counted after. On PostgreSQL the row is locked; on SQLite transactions begin with
the lock on the database.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import Lower
from django.utils import timezone

from kommuner.models import Kommune
from samskabelse.base.skrivning import writing
from samskabelse.base.workdays import is_working_day

from ..models import Afholdelse, Behov, Deltager, Tilbud, Tilmelding, Udmelding
from . import fakta, links, mails
from .indstillinger import current

Status = Deltager.Status

REST_AFTER_NO = dt.timedelta(days=7)


class ClosedForSignUp(Exception):
    """Nobody can be signed up any more; `reason` is the key of the words that say why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class AlreadySignedUp(Exception):
    """Someone of this address is on the date already."""

    def __init__(self, emails: Sequence[str]) -> None:
        super().__init__(len(emails))  # the addresses themselves stay out of logs
        self.emails = list(emails)


class TooLate(Exception):
    """The date has begun, or the answer came after its time."""


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    job_title: str = ""
    food: str = ""
    considerations: str = ""


@dataclass(frozen=True)
class Order:
    """What a valid form says."""

    people: Sequence[Person]
    contact_name: str
    contact_email: str
    key: uuid.UUID
    contact_phone: str = ""
    employer: str = ""
    kommune: Kommune | None = None
    ean: str = ""
    cvr: str = ""
    order_number: str = ""
    reference: str = ""
    invoice_text: str = ""

    @property
    def submission_key(self) -> uuid.UUID:
        """The same content sent twice is one sign-up; other content with that key is another."""
        people = [value for p in self.people for value in (p.name, p.email, p.job_title)]
        content = [self.contact_email, self.employer, self.ean, self.cvr, *people]
        return uuid.uuid5(self.key, "\0".join(content))


@contextmanager
def locked(pk: int) -> Iterator[Afholdelse]:
    """Hold the date's row to the end of the block. Count only inside."""
    with writing():
        rows = Afholdelse.objects.select_related("page").prefetch_related("days")
        yield rows.select_for_update(of=("self",)).get(pk=pk)


def free_seats(afholdelse: Afholdelse) -> int | None:
    """Count the seats that are neither taken nor offered; None is no limit."""
    if afholdelse.seats is None:
        return None
    return max(0, afholdelse.seats - afholdelse.deltagere.holding().count())


def why_closed(afholdelse: Afholdelse) -> str | None:
    """Return the key of the words for why nobody can sign up, or None while one can."""
    if afholdelse.is_cancelled:
        return "aflyst"
    if afholdelse.starts_at is not None and afholdelse.starts_at <= timezone.now():
        return "afholdt"
    if afholdelse.status != Afholdelse.Status.OPEN or afholdelse.starts_at is None:
        return "lukket"
    return None


# --- Signing up -------------------------------------------------------------------------------


def sign_up(pk: int, order: Order, *, by_hand: bool = False) -> Tilmelding:
    """Store a sign-up with its mails, and return it.

    By hand COK's people also sign up for a date that is closed for all others.

    Seats go in the order of the form; those for whom there is none go on the waiting list, in
    the same transaction. Raises ClosedForSignUp or AlreadySignedUp and has then stored nothing.
    """
    key = order.submission_key
    with locked(pk) as afholdelse:
        existing = Tilmelding.objects.filter(submission_key=key).first()
        if existing:
            return existing
        receive(afholdelse, order.people, by_hand=by_hand)
        tilmelding = store(afholdelse, order, key)
        seat(tilmelding, afholdelse, order.people)
        mails.announce(tilmelding, afholdelse)
    return tilmelding


def add_to(tilmelding: Tilmelding, person: Person) -> Deltager:
    """Let one more of the same employer in, by hand: on a seat, or in line where there is none."""
    with locked(tilmelding.afholdelse_id) as afholdelse:
        receive(afholdelse, [person], by_hand=True)
        [deltager] = seat(tilmelding, afholdelse, [person])
        mails.added(deltager, afholdelse)
    return deltager


def receive(afholdelse: Afholdelse, people: Sequence[Person], *, by_hand: bool) -> None:
    """Refuse who can't be signed up, and give those in line the seats that are theirs."""
    reason = why_closed(afholdelse)
    if reason and not (by_hand and reason == "lukket" and afholdelse.starts_at):
        raise ClosedForSignUp(reason)
    refuse_doubles(afholdelse, [person.email for person in people])
    fill(afholdelse)
    # What is told from now on is compared with this: the first to sign up has read it.
    Udmelding.objects.get_or_create(
        afholdelse=afholdelse, defaults={"facts": fakta.told_facts(afholdelse)}
    )


def seat(
    tilmelding: Tilmelding, afholdelse: Afholdelse, people: Sequence[Person]
) -> list[Deltager]:
    """Give seats in the order of the form as long as there are any, then numbers in line."""
    free = free_seats(afholdelse)
    seated = len(people) if free is None else min(free, len(people))
    number = next_number(afholdelse) if seated < len(people) else 0
    return [
        *(add_person(tilmelding, person, Status.PLADS) for person in people[:seated]),
        *(
            add_person(tilmelding, person, Status.VENTELISTE, number + place)
            for place, person in enumerate(people[seated:])
        ),
    ]


def store(afholdelse: Afholdelse, order: Order, key: uuid.UUID) -> Tilmelding:
    tilmelding = Tilmelding(
        submission_key=key,
        afholdelse=afholdelse,
        contact_name=order.contact_name,
        contact_email=order.contact_email,
        contact_phone=order.contact_phone,
        employer=order.employer,
        kommune=order.kommune,
        ean=order.ean,
        cvr=order.cvr,
        order_number=order.order_number,
        reference=order.reference,
        invoice_text=order.invoice_text,
        price=afholdelse.price,
    )
    tilmelding.token_hash = links.hash_of(links.contact_token(tilmelding.number))
    tilmelding.save(force_insert=True)
    return tilmelding


def add_person(
    tilmelding: Tilmelding, person: Person, status: str, number: int | None = None
) -> Deltager:
    deltager = Deltager.objects.create(
        tilmelding=tilmelding,
        afholdelse=tilmelding.afholdelse,
        name=person.name,
        email=person.email,
        job_title=person.job_title,
        status=status,
        waiting_number=number,
    )
    if person.food or person.considerations:
        Behov.objects.create(
            deltager=deltager, food=person.food, considerations=person.considerations
        )
    return deltager


def refuse_doubles(afholdelse: Afholdelse, emails: Sequence[str]) -> None:
    wanted = {email.lower(): email for email in emails}
    rows = afholdelse.deltagere.active().annotate(key=Lower("email")).filter(key__in=wanted)
    found = set(rows.values_list("key", flat=True))
    if found:
        raise AlreadySignedUp([email for key, email in wanted.items() if key in found])


def next_number(afholdelse: Afholdelse) -> int:
    return (afholdelse.deltagere.aggregate(most=Max("waiting_number"))["most"] or 0) + 1


# --- Freed seats ------------------------------------------------------------------------------


def fill(afholdelse: Afholdelse) -> list[Tilbud]:
    """Offer every free seat to the first in line. Call it with the date locked."""
    if afholdelse.is_cancelled or why_closed(afholdelse) == "afholdt":
        return []
    free = free_seats(afholdelse)
    # Who has just declined is not asked about the same seat again; others may take it.
    declined = Tilbud.objects.filter(
        deltager=OuterRef("pk"),
        status=Tilbud.Status.AFSLAAET,
        created_at__gt=timezone.now() - REST_AFTER_NO,
    )
    first = afholdelse.deltagere.waiting().exclude(Exists(declined)).select_related("tilmelding")
    made = [offer(afholdelse, deltager) for deltager in (first if free is None else first[:free])]
    for tilbud in made:
        mails.offer(tilbud, afholdelse)
    return made


def offer(afholdelse: Afholdelse, deltager: Deltager) -> Tilbud:
    deltager.status = Status.TILBUDT
    deltager.save(update_fields=["status"])
    return Tilbud.objects.create(
        deltager=deltager,
        expires_at=min(
            working_hours_after(timezone.now(), current().offer_hours), afholdelse.starts_at
        ),
        freed_by=unreplaced(afholdelse),
    )


def unreplaced(afholdelse: Afholdelse) -> Deltager | None:
    """Return the first who cancelled too late and whose seat is not on offer yet."""
    spoken_for = Tilbud.objects.filter(
        deltager__afholdelse=afholdelse,
        status__in=[Tilbud.Status.AABENT, Tilbud.Status.TAGET],
        freed_by__isnull=False,
    ).values("freed_by")
    owing = afholdelse.deltagere.filter(owes=True, status=Status.AFMELDT)
    return owing.exclude(pk__in=spoken_for).order_by("cancelled_at", "pk").first()


def working_hours_after(start: dt.datetime, hours: int) -> dt.datetime:
    """Count hours on working days alone; a weekend in between stops the clock."""
    moment, left = timezone.localtime(start), dt.timedelta(hours=hours)
    while True:
        midnight = timezone.make_aware(
            dt.datetime.combine(moment.date() + dt.timedelta(days=1), dt.time())
        )
        if is_working_day(moment.date()):
            if moment + left <= midnight:
                return moment + left
            left -= midnight - moment
        moment = midnight


def fill_all() -> int:
    """Offer what editors have made free by adding seats, and return how many. For the worker."""
    waiting = Deltager.objects.waiting().order_by().values("afholdelse").distinct()
    made = 0
    for pk in waiting.values_list("afholdelse", flat=True):
        with locked(pk) as afholdelse:
            made += len(fill(afholdelse))
    return made


def terms_of(afholdelse: Afholdelse) -> bool:
    """Tell whether who cancels now pays all the same."""
    if not afholdelse.price or afholdelse.is_cancelled or not afholdelse.deadline_has_passed:
        return False
    told = Udmelding.objects.filter(afholdelse=afholdelse).first()
    return not (told and told.free_until and told.free_until >= timezone.localdate())
