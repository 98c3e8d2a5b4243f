"""What happens to a seat after the sign-up: cancelled, handed over, offered, taken, moved."""

from contextlib import ExitStack

from django.utils import timezone

from ..models import Afholdelse, Behov, Deltager, Tilbud
from . import mails
from .pladser import (
    Person,
    TooLate,
    add_person,
    fill,
    free_seats,
    locked,
    next_number,
    refuse_doubles,
    terms_of,
    why_closed,
)

Status = Deltager.Status


class NoSeat(Exception):
    """There is no free seat on the date."""


def begun(afholdelse: Afholdelse) -> bool:
    return why_closed(afholdelse) in {"afholdt", "aflyst"}


def cancel(deltager: Deltager) -> bool:
    """Take a participant off the date, and offer a seat that is freed to the first in line.

    Returns False when that was done before: nothing is freed twice.
    """
    with locked(deltager.afholdelse_id) as afholdelse:
        deltager.refresh_from_db()
        if not deltager.is_active:
            return False
        if begun(afholdelse):
            raise TooLate
        had_seat = deltager.status == Status.PLADS
        deltager.owes = had_seat and terms_of(afholdelse)
        leave(deltager, Status.AFMELDT)
        if had_seat:
            mails.cancelled(deltager, afholdelse)
        fill(afholdelse)
    return True


def leave(deltager: Deltager, status: str) -> None:
    """Give up the place, and what was written about needs with it."""
    deltager.status = status
    deltager.cancelled_at = timezone.now()
    deltager.save(update_fields=["status", "cancelled_at", "owes"])
    Behov.objects.filter(deltager=deltager).delete()
    open_offers = Tilbud.objects.filter(deltager=deltager, status=Tilbud.Status.AABENT)
    ended = Tilbud.Status.UDLOEBET if status == Status.UDLOEBET else Tilbud.Status.AFSLAAET
    open_offers.update(status=ended)


def hand_over(deltager: Deltager, name: str, email: str) -> Deltager:
    """Let a colleague take the seat; both are told. The old one's needs are deleted."""
    with locked(deltager.afholdelse_id) as afholdelse:
        deltager.refresh_from_db()
        if begun(afholdelse):
            raise TooLate
        if deltager.status != Status.PLADS:
            # A double click: the colleague has it already.
            heir = deltager.tilmelding.deltagere.seated().filter(email__iexact=email).first()
            if heir is None:
                raise TooLate
            return heir
        refuse_doubles(afholdelse, [email])
        leave(deltager, Status.OVERDRAGET)
        # Where the seat is, which may be another date than the sign-up's.
        deltager.tilmelding.afholdelse = afholdelse
        heir = add_person(deltager.tilmelding, Person(name, email), Status.PLADS)
        mails.handed_over(deltager, heir, afholdelse)
    return heir


def correct(deltager: Deltager, name: str, email: str, job_title: str) -> None:
    """Mend what was written about the same person. A new address gets its own receipt."""
    with locked(deltager.afholdelse_id) as afholdelse:
        deltager.refresh_from_db()
        is_new = email.lower() != deltager.email.lower()
        if is_new:
            refuse_doubles(afholdelse, [email])
        deltager.name, deltager.email, deltager.job_title = name, email, job_title
        deltager.save(update_fields=["name", "email", "job_title"])
        if is_new and deltager.status == Status.PLADS:
            mails.participant_receipt(deltager, afholdelse, extra=email.lower())


# --- Offers -----------------------------------------------------------------------------------


def take(tilbud: Tilbud) -> bool:
    """Take the offered seat. False: it was taken before. TooLate: it has gone to the next."""
    with locked(tilbud.deltager.afholdelse_id) as afholdelse:
        tilbud.refresh_from_db()
        if tilbud.status == Tilbud.Status.TAGET:
            return False
        if tilbud.status != Tilbud.Status.AABENT or tilbud.expires_at <= timezone.now():
            raise TooLate
        if begun(afholdelse):
            raise TooLate
        tilbud.status = Tilbud.Status.TAGET
        tilbud.save(update_fields=["status"])
        deltager = tilbud.deltager
        deltager.status = Status.PLADS
        deltager.save(update_fields=["status"])
        if tilbud.freed_by_id:
            Deltager.objects.filter(pk=tilbud.freed_by_id).update(owes=False)
        mails.seat_taken(tilbud, afholdelse)
    return True


def decline(tilbud: Tilbud, *, stay: bool = False) -> bool:
    """Pass the seat on; who stays on the list goes to its end."""
    with locked(tilbud.deltager.afholdelse_id) as afholdelse:
        tilbud.refresh_from_db()
        if tilbud.status != Tilbud.Status.AABENT:
            return False
        deltager = tilbud.deltager
        if stay:
            tilbud.status = Tilbud.Status.AFSLAAET
            tilbud.save(update_fields=["status"])
            deltager.status = Status.VENTELISTE
            deltager.waiting_number = next_number(afholdelse)
            deltager.save(update_fields=["status", "waiting_number"])
        else:
            leave(deltager, Status.AFMELDT)
        fill(afholdelse)
    return True


def expire_due() -> int:
    """Pass on the seats whose time is up, and return how many. Run by the worker."""
    now = timezone.now()
    due = Tilbud.objects.filter(status=Tilbud.Status.AABENT, expires_at__lte=now)
    passed_on = 0
    for tilbud in due.select_related("deltager"):
        with locked(tilbud.deltager.afholdelse_id) as afholdelse:
            tilbud.refresh_from_db()
            if tilbud.status != Tilbud.Status.AABENT:
                continue
            deltager = tilbud.deltager
            leave(deltager, Status.UDLOEBET)
            mails.offer_expired(tilbud, afholdelse)
            fill(afholdelse)
            passed_on += 1
    return passed_on


def rejoin(deltager: Deltager) -> bool:
    """Put someone whose offer ran out at the end of the list."""
    with locked(deltager.afholdelse_id) as afholdelse:
        deltager.refresh_from_db()
        if deltager.status != Status.UDLOEBET:
            return False
        if why_closed(afholdelse):
            raise TooLate
        refuse_doubles(afholdelse, [deltager.email])
        deltager.status, deltager.cancelled_at = Status.VENTELISTE, None
        deltager.waiting_number = next_number(afholdelse)
        deltager.save(update_fields=["status", "cancelled_at", "waiting_number"])
        mails.waiting(deltager.tilmelding, [deltager], afholdelse)
        fill(afholdelse)
    return True


# --- By COK's people --------------------------------------------------------------------------


def move(deltager: Deltager, to_pk: int) -> bool:
    """Move a participant to another date with a free seat, and offer the old one.

    Returns False for who is off already. Both rows are taken in the order of their numbers, so
    that two moves can't wait for each other.
    """
    with ExitStack() as stack:
        pks = sorted({deltager.afholdelse_id, to_pk})
        dates = {pk: stack.enter_context(locked(pk)) for pk in pks}
        deltager.refresh_from_db()
        old, new = dates[deltager.afholdelse_id], dates[to_pk]
        if old.pk == new.pk or not deltager.is_active:
            return False
        if begun(new):
            raise TooLate
        refuse_doubles(new, [deltager.email])
        free = free_seats(new)
        if free == 0 or new.deltagere.waiting().exists():
            raise NoSeat
        Tilbud.objects.filter(deltager=deltager, status=Tilbud.Status.AABENT).update(
            status=Tilbud.Status.AFSLAAET
        )
        deltager.afholdelse, deltager.status = new, Status.PLADS
        deltager.waiting_number = deltager.attended = None
        deltager.save(update_fields=["afholdelse", "status", "waiting_number", "attended"])
        mails.moved(deltager, old, new)
        fill(old)
    return True
