"""The mails of sign-up, each written once, in the transaction of what it is about.

`Mailspor` holds a key for every mail that must not be repeated; a second attempt finds the key
taken and writes nothing. Mails carry what their receiver may see: the contact's link goes to the
contact alone.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from samskabelse.base.kalender import Method
from samskabelse.base.tekster import tekst
from samskabelse.outbox.mailskabeloner import render_mail
from samskabelse.outbox.services import Attachment, queue_mail

from ..models import Afholdelse, Deltager, Mailspor, Tilbud, Tilmelding
from ..models.ventelister import LONGEST_KEY
from . import fakta, kalenderfil, links
from .indstillinger import current


def once(  # noqa: PLR0913  (each has its name at the call)
    kind: str,
    to: str,
    values: dict[str, object],
    *,
    tilmelding: Tilmelding,
    deltager: Deltager | None = None,
    extra: object = "",
    attachments: Sequence[Attachment] = (),
) -> bool:
    """Queue the mail unless this one of its kind was queued before; tell whether it was.

    Who has been erased has no address any more and gets none.
    """
    if not to or to.endswith(".invalid"):
        return False
    whom = f"d{deltager.pk}" if deltager else f"t{tilmelding.pk}"
    key = ":".join(str(part) for part in (kind, whom, extra) if part != "")
    with transaction.atomic():
        if Mailspor.objects.filter(key=key[:LONGEST_KEY]).exists():
            return False
        subject, text = render_mail(kind, {"telefon": current().phone, **values})
        mail = queue_mail(to=to, subject=subject, text=text, attachments=attachments)
        # Whoever is beaten to the key by another process takes the mail back with it.
        Mailspor.objects.create(
            key=key[:LONGEST_KEY], kind=kind, tilmelding=tilmelding, deltager=deltager, mail=mail
        )
    return True


def calendar(afholdelse: Afholdelse, method: Method = Method.PUBLISH) -> list[Attachment]:
    text = kalenderfil.text(afholdelse, method)
    name = f"{afholdelse.page.slug}.ics"
    return [Attachment(name, f"text/calendar; method={method.value}; charset=utf-8", text)]


# --- After a sign-up --------------------------------------------------------------------------


def announce(tilmelding: Tilmelding, afholdelse: Afholdelse) -> None:
    """Write to the contact and to each who got a seat."""
    seated, waiting_ones = people_of(tilmelding, afholdelse)
    if seated:
        receipt(tilmelding, seated, afholdelse)
    for person in seated:
        participant_receipt(person, afholdelse)
    if waiting_ones:
        waiting(tilmelding, waiting_ones, afholdelse)


def people_of(
    tilmelding: Tilmelding, afholdelse: Afholdelse
) -> tuple[list[Deltager], list[Deltager]]:
    """Return those of a sign-up who have a seat on the date, and those who wait for one."""
    people = list(tilmelding.deltagere.filter(afholdelse=afholdelse))
    seated = [person for person in people if person.status == Deltager.Status.PLADS]
    return seated, [person for person in people if person.status == Deltager.Status.VENTELISTE]


def added(deltager: Deltager, afholdelse: Afholdelse) -> None:
    """Write to the contact and to the participant who came later than the sign-up."""
    tilmelding = deltager.tilmelding
    if deltager.status == Deltager.Status.PLADS:
        seated, _waiting = people_of(tilmelding, afholdelse)
        receipt(tilmelding, seated, afholdelse, extra=f"til{deltager.pk}")
        participant_receipt(deltager, afholdelse)
    else:
        waiting(tilmelding, [deltager], afholdelse)


def to_contact(tilmelding: Tilmelding, afholdelse: Afholdelse, extra: object) -> None:
    """Write the receipt anew, to another contact."""
    seated, waiting_ones = people_of(tilmelding, afholdelse)
    if seated:
        receipt(tilmelding, seated, afholdelse, extra=extra)
    if waiting_ones:
        waiting(tilmelding, waiting_ones, afholdelse, extra=extra)


def receipt(
    tilmelding: Tilmelding, seated: Sequence[Deltager], afholdelse: Afholdelse, extra: object = ""
) -> None:
    late = bool(afholdelse.price) and afholdelse.deadline_has_passed
    values = {
        **fakta.of_date(afholdelse),
        "navn": tilmelding.contact_name,
        "tilmeldingsnr": tilmelding.number,
        "deltagere": fakta.names(seated),
        "pris_i_alt": fakta.price_text(tilmelding.price * len(seated)),
        "faktura_til": fakta.invoice_to(tilmelding),
        "rekvisition": tilmelding.order_number or tekst("mail.intet"),
        "tilmelding_link": links.absolute(links.contact_url(tilmelding)),
        "afmelding": fakta.cancel_terms(afholdelse, late),
    }
    once(
        "kvittering-tilmelding",
        tilmelding.contact_email,
        values,
        tilmelding=tilmelding,
        extra=extra,
        attachments=calendar(afholdelse),
    )


def participant_receipt(deltager: Deltager, afholdelse: Afholdelse, extra: object = "") -> None:
    values = {
        **fakta.of_date(afholdelse),
        "deltager": deltager.name,
        "navn": deltager.tilmelding.contact_name,
        "deltager_link": links.absolute(links.participant_url(deltager)),
        "naeste_mail": next_mail(),
    }
    once(
        "kvittering-deltager",
        deltager.email,
        values,
        tilmelding=deltager.tilmelding,
        deltager=deltager,
        extra=extra,
        attachments=calendar(afholdelse),
    )


def next_mail() -> str:
    days = current().first_reminder_days or current().last_reminder_days
    return tekst("mail.naeste_mail", antal=days) if days else ""


def waiting(
    tilmelding: Tilmelding,
    people: Sequence[Deltager],
    afholdelse: Afholdelse,
    extra: object = "",
) -> None:
    """Tell the contact the place in line of each: one mail, however many wait."""
    settings = current()
    places = [str(person.place_in_line) for person in people]
    values = {
        **fakta.of_date(afholdelse),
        "navn": tilmelding.contact_name,
        "ventenummer": listed(places),
        "svartid": tekst("mail.svartid", antal=settings.offer_hours),
        "tilmelding_link": links.absolute(links.contact_url(tilmelding)),
        "slettefrist_dage": settings.waiting_days,
    }
    numbers = "-".join(str(person.waiting_number) for person in people)
    once(
        "venteliste",
        tilmelding.contact_email,
        values,
        tilmelding=tilmelding,
        extra=f"{afholdelse.pk}.{extra}{numbers}"[:60],
    )


def listed(parts: Sequence[str]) -> str:
    """»4, 5 og 6«."""
    return " og ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


# --- The waiting list -------------------------------------------------------------------------


def who_answers(deltager: Deltager) -> tuple[str, str]:
    """Return the contact, or the participant where the contact has been erased."""
    order = deltager.tilmelding
    if order.contact_email:
        return order.contact_name, order.contact_email
    return deltager.name, deltager.email


def offer(tilbud: Tilbud, afholdelse: Afholdelse) -> None:
    tilmelding = tilbud.deltager.tilmelding
    name, email = who_answers(tilbud.deltager)
    values = {
        **fakta.of_date(afholdelse),
        "navn": name,
        "frist": fakta.moment_text(tilbud.expires_at),
        "tilbud_link": links.absolute(links.offer_url(tilbud)),
        "binding": fakta.binding(afholdelse),
    }
    once(
        "tilbud-om-plads",
        email,
        values,
        tilmelding=tilmelding,
        deltager=tilbud.deltager,
        extra=tilbud.pk,
    )


def offer_expired(tilbud: Tilbud, afholdelse: Afholdelse) -> None:
    tilmelding = tilbud.deltager.tilmelding
    name, email = who_answers(tilbud.deltager)
    values = {
        **fakta.of_date(afholdelse),
        "navn": name,
        "frist": fakta.moment_text(tilbud.expires_at),
        "venteliste_link": links.absolute(links.home_of(tilbud.deltager)),
    }
    once(
        "tilbud-udloebet",
        email,
        values,
        tilmelding=tilmelding,
        deltager=tilbud.deltager,
        extra=tilbud.pk,
    )


def seat_taken(tilbud: Tilbud, afholdelse: Afholdelse) -> None:
    """Confirm a seat that came by the waiting list, to the contact and to the participant."""
    deltager = tilbud.deltager
    receipt(deltager.tilmelding, [deltager], afholdelse, extra=f"tilbud{tilbud.pk}")
    participant_receipt(deltager, afholdelse, extra=f"tilbud{tilbud.pk}")


# --- Changes by the customer ------------------------------------------------------------------


def cancelled(deltager: Deltager, afholdelse: Afholdelse) -> None:
    tilmelding = deltager.tilmelding
    payment = tekst("mail.betaling_ingen")
    if deltager.owes:
        payment = tekst(
            "mail.betaling_fuld",
            frist=fakta.deadline_text(afholdelse),
            beloeb=fakta.amount(tilmelding.price),
        )
    values = {
        **fakta.of_date(afholdelse),
        "navn": tilmelding.contact_name,
        "deltagere": fakta.names([deltager]),
        "betaling": payment,
    }
    once(
        "afmelding",
        tilmelding.contact_email,
        values,
        tilmelding=tilmelding,
        deltager=deltager,
        attachments=calendar(afholdelse, Method.CANCEL)
        if tilmelding.contact_email.lower() == deltager.email.lower()
        else (),
    )
    if tilmelding.contact_email.lower() != deltager.email.lower():
        once(
            "afmelding",
            deltager.email,
            values | {"navn": deltager.name, "betaling": ""},
            tilmelding=tilmelding,
            deltager=deltager,
            extra="deltager",
            attachments=calendar(afholdelse, Method.CANCEL),
        )


def handed_over(old: Deltager, new: Deltager, afholdelse: Afholdelse) -> None:
    """Tell the contact, who gave the seat away, and who has it now."""
    tilmelding = new.tilmelding
    values = {
        **fakta.of_date(afholdelse),
        "navn": tilmelding.contact_name,
        "ny_deltager": new.name,
        "gammel_deltager": old.name,
        "tilmelding_link": links.absolute(links.contact_url(tilmelding)),
    }
    kind = "plads-overdraget"
    once(kind, tilmelding.contact_email, values, tilmelding=tilmelding, deltager=new)
    if old.email.lower() != tilmelding.contact_email.lower():
        own = values | {
            "navn": old.name,
            "tilmelding_link": links.absolute(links.participant_url(old)),
        }
        once(
            kind,
            old.email,
            own,
            tilmelding=tilmelding,
            deltager=old,
            extra="givet",
            attachments=calendar(afholdelse, Method.CANCEL),
        )
    participant_receipt(new, afholdelse)


def moved(deltager: Deltager, old: Afholdelse, new: Afholdelse) -> None:
    """Tell the contact and the participant that COK moved a seat to another date."""
    before = f"{fakta.times(old)}, {old.place_text}".replace("\n", ", ")
    changed(deltager, new, before, "", extra=f"flyt{old.pk}-{new.pk}-{timezone.now():%s}")


def changed(
    deltager: Deltager, afholdelse: Afholdelse, before: str, note: str, *, extra: object
) -> None:
    tilmelding = deltager.tilmelding
    for name, email, link in receivers(deltager):
        values = {
            **fakta.of_date(afholdelse),
            "navn": name,
            "gammel_tid_og_sted": before,
            "besked": note,
            "tilmelding_link": links.absolute(link),
            "frist": free_until_text(afholdelse),
        }
        once(
            "arrangement-aendret",
            email,
            values,
            tilmelding=tilmelding,
            deltager=deltager,
            extra=f"{extra}.{'k' if link == links.contact_url(tilmelding) else 'd'}",
            attachments=calendar(afholdelse),
        )


def receivers(deltager: Deltager) -> list[tuple[str, str, str]]:
    """Return the contact and the participant, each with a private link; once if they are one."""
    tilmelding = deltager.tilmelding
    contact = (tilmelding.contact_name, tilmelding.contact_email, links.contact_url(tilmelding))
    own = (deltager.name, deltager.email, links.participant_url(deltager))
    is_same = deltager.email.lower() == tilmelding.contact_email.lower()
    return [contact] if is_same else [contact, own]


def free_until_text(afholdelse: Afholdelse) -> str:
    told = getattr(afholdelse, "udmelding", None)
    if told and told.free_until:
        return fakta.day_text(told.free_until)
    return fakta.deadline_text(afholdelse)
