"""How long people's data is kept, and how it is found, handed out and deleted.

What an invoice needs outlives the participants: the employer, the numbers and how many seats,
without a name. Days are counted from the day on which the event ended.
"""

import datetime as dt
import uuid
from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from samskabelse.base.tekster import tekst
from samskabelse.outbox.models import Mail

from ..models import Behov, Deltager, Interesse, Mailspor, Tilmelding
from . import afbud, interesse, links
from .indstillinger import current
from .pladser import locked

NO_MAIL = "slettet-{pk}@example.invalid"


def ended_before(days: int, today: dt.date) -> Q:
    """Match what ended at least that many whole days ago: the last day is kept."""
    last = today - dt.timedelta(days=days)
    return Q(afholdelse__ends_at__lt=timezone.make_aware(dt.datetime.combine(last, dt.time())))


def forget_mails(**whose: Any) -> int:
    """Delete the mails about somebody, sent or not; the trace stays, and sends none again."""
    traces = Mailspor.objects.filter(**whose, mail__isnull=False)
    return Mail.objects.filter(pk__in=list(traces.values_list("mail", flat=True))).delete()[0]


def note(deleted: Counter[Any]) -> None:
    """Write into the audit log of each date how many people were deleted, and no name."""
    for date, number in deleted.items():
        log(date, "arrangementer.slet", data={"antal": number})


# --- The nightly broom ------------------------------------------------------------------------


def purge(today: dt.date) -> int:
    """Delete what is past its day; return how many rows."""
    settings = current()
    needs = Behov.objects.filter(
        Q(deltager__in=Deltager.objects.filter(ended_before(settings.needs_days, today)))
    )
    count = needs.delete()[0]
    count += purge_waiting(ended_before(settings.waiting_days, today))
    count += purge_participants(ended_before(settings.participant_days, today))
    count += purge_invoices(settings.invoice_years, today)
    return count + interesse.purge(today, settings.interest_months)


def purge_waiting(ended: Q) -> int:
    """Delete those who never got a seat; a sign-up with nobody else in it goes along."""
    never_seated = [
        Deltager.Status.VENTELISTE,
        Deltager.Status.TILBUDT,
        Deltager.Status.UDLOEBET,
    ]
    count, deleted = 0, Counter()
    rows = Deltager.objects.filter(ended, status__in=never_seated)
    for deltager in rows.select_related("tilmelding", "afholdelse"):
        deleted[deltager.afholdelse] += 1
        forget_mails(deltager=deltager)
        tilmelding = deltager.tilmelding
        count += delete_rows(Deltager.objects.filter(pk=deltager.pk))
        if not tilmelding.deltagere.exists():
            forget_mails(tilmelding=tilmelding)
            count += delete_rows(Tilmelding.objects.filter(pk=tilmelding.pk))
    note(deleted)
    return count


def delete_rows(rows: QuerySet) -> int:
    """Delete the rows and what hangs on them; count the rows alone."""
    number = rows.count()
    rows.delete()
    return number


def purge_participants(ended: Q) -> int:
    """Delete names and addresses; keep of a sign-up what its invoice needs, if there is one."""
    count, deleted = 0, Counter()
    rows = Tilmelding.objects.filter(billed_seats=None).filter(ended).select_related("afholdelse")
    # One of a group may have been moved to a date that is not over yet.
    still_on = Deltager.objects.exclude(ended).values("tilmelding")
    for tilmelding in rows.exclude(pk__in=still_on):
        deleted[tilmelding.afholdelse] += tilmelding.deltagere.count()
        count += anonymise(tilmelding)
    note(deleted)
    return count


def anonymise(tilmelding: Tilmelding) -> int:
    """Reduce a sign-up to its invoice, or delete it where nothing was to be paid."""
    people = tilmelding.deltagere
    seats = 0 if tilmelding.afholdelse.is_cancelled else people.billable().count()
    count = people.count()
    forget_mails(tilmelding=tilmelding)
    people.all().delete()
    tilmelding.mailspor.all().delete()
    if not (seats and tilmelding.price):
        tilmelding.delete()
        return count + 1
    tilmelding.billed_seats = seats
    tilmelding.contact_name = tilmelding.contact_email = tilmelding.contact_phone = ""
    tilmelding.save(
        update_fields=["billed_seats", "contact_name", "contact_email", "contact_phone"]
    )
    return count + 1


def purge_invoices(years: int, today: dt.date) -> int:
    """Delete what invoices needed, so many years after the end of the event's year."""
    oldest = dt.datetime(today.year - years, 1, 1)
    past = Q(afholdelse__ends_at__lt=timezone.make_aware(oldest))
    return delete_rows(Tilmelding.objects.filter(past).exclude(billed_seats=None))


# --- At a person's request --------------------------------------------------------------------


def erase_sign_up(tilmelding: Tilmelding) -> None:
    """Cancel what is ahead, and delete the people; an invoice keeps what it needs."""
    with transaction.atomic():
        for deltager in tilmelding.deltagere.active():
            if not afbud.begun(deltager.afholdelse):
                afbud.cancel(deltager)
        tilmelding.refresh_from_db()
        note(Counter({tilmelding.afholdelse: tilmelding.deltagere.count()}))
        anonymise(tilmelding)


def erase_participant(deltager: Deltager) -> None:
    """Cancel a seat that is ahead, and take the name away; the invoice's count stays."""
    if deltager.is_active and not afbud.begun(deltager.afholdelse):
        afbud.cancel(deltager)
    with locked(deltager.afholdelse_id):
        deltager.refresh_from_db()
        forget_mails(tilmelding=deltager.tilmelding)
        Behov.objects.filter(deltager=deltager).delete()
        deltager.name, deltager.job_title = tekst("min_tilmelding.slettet_navn"), ""
        deltager.email = NO_MAIL.format(pk=deltager.pk)
        deltager.save(update_fields=["name", "job_title", "email"])
        note(Counter({deltager.afholdelse: 1}))


class Holder:
    """Sign-ups, participants and interest lists, for the registry of personal data."""

    name = "Tilmeldinger"

    def find(self, email: str) -> list[dict[str, Any]]:
        people = Deltager.objects.filter(email__iexact=email)
        contacts = Tilmelding.objects.filter(contact_email__iexact=email)
        wishes = Interesse.objects.filter(email__iexact=email)
        return [
            *(self._contact(row) for row in contacts.select_related("afholdelse__page", "kommune")),
            *(
                self._participant(row)
                for row in people.select_related("tilmelding", "afholdelse__page", "behov")
            ),
            *(
                {
                    "hvad": "Interesseliste",
                    "om": row.page.title,
                    "mailadresse": row.email,
                    "skrevet": timezone.localtime(row.created_at).isoformat(),
                    "bekræftet": row.confirmed_at is not None,
                }
                for row in wishes.select_related("page")
            ),
        ]

    def _contact(self, row: Tilmelding) -> dict[str, Any]:
        return {
            "hvad": "Kontaktperson",
            "tilmelding": row.number,
            "arrangement": row.afholdelse.page.title,
            "dato": row.afholdelse.date_text,
            "modtaget": timezone.localtime(row.created_at).isoformat(),
            "navn": row.contact_name,
            "mailadresse": row.contact_email,
            "telefon": row.contact_phone,
            "arbejdsplads": row.employer,
            "kommune": str(row.kommune or ""),
            "ean": row.ean,
            "cvr": row.cvr,
            "rekvisition": row.order_number,
            "reference": row.reference,
            "fakturatekst": row.invoice_text,
        }

    def _participant(self, row: Deltager) -> dict[str, Any]:
        needs = getattr(row, "behov", None)
        return {
            "hvad": "Deltager",
            "tilmelding": row.tilmelding.number,
            "arrangement": row.afholdelse.page.title,
            "dato": row.afholdelse.date_text,
            "navn": row.name,
            "mailadresse": row.email,
            "stilling": row.job_title,
            "status": str(row.get_status_display()),
            "mødt": row.attended,
            "særlig mad": needs.food if needs else "",
            "hensyn": needs.considerations if needs else "",
        }

    def erase(self, email: str) -> int:
        count = 0
        for deltager in Deltager.objects.filter(email__iexact=email).select_related(
            "tilmelding", "afholdelse"
        ):
            erase_participant(deltager)
            count += 1
        contacts = Tilmelding.objects.filter(contact_email__iexact=email)
        for tilmelding in contacts.select_related("afholdelse"):
            note(Counter({tilmelding.afholdelse: 1}))
            forget_mails(tilmelding=tilmelding)
            tilmelding.contact_name = tilmelding.contact_email = tilmelding.contact_phone = ""
            # The link that was theirs shows colleagues' names: it ends with them.
            tilmelding.token_hash = links.hash_of(uuid.uuid4().hex)
            tilmelding.save(
                update_fields=["contact_name", "contact_email", "contact_phone", "token_hash"]
            )
            count += 1
        return count + Interesse.objects.filter(email__iexact=email).delete()[0]

    def purge(self, today: dt.date) -> int:
        return purge(today)
