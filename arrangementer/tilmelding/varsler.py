"""What participants are told without asking: reminders, changes, and that a date is off.

The worker calls these again and again. Each mail is written once all the same: `mails.once`
remembers it.
"""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.log_actions import log

from samskabelse.base.kalender import Method
from samskabelse.base.tekster import tekst

from ..models import Afholdelse, Behov, Deltager, Tilbud, Udmelding
from . import fakta, links, mails
from .indstillinger import current
from .pladser import locked

Status = Deltager.Status

#: Nobody gets a reminder in the middle of the night.
FIRST_HOUR = 7
FREE_DAYS = 14
ADDRESS_FOLLOWS = "adresse følger"


# --- Reminders --------------------------------------------------------------------------------


def send_reminders() -> int:
    """Remind those whose day is near, and return how many. Run by the worker.

    Only who signed up before the reminder's own day is reminded: the receipt has just said the
    same to the others.
    """
    if timezone.localtime().hour < FIRST_HOUR:
        return 0
    settings = current()
    days = sorted({settings.first_reminder_days, settings.last_reminder_days} - {0})
    sent = 0
    # The reminder nearest to the day wins: a worker that was away sends no old ones.
    closer = 0
    for ahead in days:
        sent += remind(ahead, closer, is_last=ahead == days[0])
        closer = ahead
    return sent


def remind(ahead: int, closer: int, *, is_last: bool) -> int:
    today = timezone.localdate()
    kind = "paamindelse-1-dag" if is_last else "paamindelse-7-dage"
    dates = Afholdelse.objects.select_related("page").filter(
        starts_at__gt=timezone.now(),
        starts_at__lt=midnight(today + dt.timedelta(days=ahead + 1)),
        starts_at__gte=midnight(today + dt.timedelta(days=closer + 1 if closer else 0)),
    )
    told = Deltager.objects.filter(pk=OuterRef("pk"), mailspor__kind=kind)
    sent = 0
    for date in dates.exclude(status=Afholdelse.Status.CANCELLED):
        first = timezone.localdate(date.starts_at)
        due_since = midnight(first - dt.timedelta(days=ahead))
        people = date.deltagere.seated().filter(created_at__lt=due_since)
        for deltager in people.exclude(Exists(told)).select_related("tilmelding"):
            with locked(date.pk) as held:
                deltager.refresh_from_db(fields=["status", "name", "email", "afholdelse"])
                if deltager.status == Status.PLADS and deltager.afholdelse_id == held.pk:
                    sent += reminder(deltager, held, kind, (first - today).days)
    return sent


def midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def reminder(deltager: Deltager, date: Afholdelse, kind: str, days: int) -> bool:
    link = tekst("mail.online_link", link=date.online_link) if date.online_link else ""
    think = tekst("mail.forberedelse", tekst=date.preparation) if date.preparation else ""
    values = {
        **fakta.of_date(date),
        "deltager": deltager.name,
        "hvornaar": tekst("mail.hvornaar_uge") if days == 7 else tekst("mail.hvornaar", antal=days),
        "praktisk": "\n".join(filter(None, [link, date.practical])),
        "forberedelse": think,
        "deltager_link": links.absolute(links.participant_url(deltager)),
    }
    return mails.once(
        kind,
        deltager.email,
        values,
        tilmelding=deltager.tilmelding,
        deltager=deltager,
        extra=date.pk,
        attachments=mails.calendar(date),
    )


# --- Changes ----------------------------------------------------------------------------------


def tell_changes() -> int:
    """Tell participants what editors changed about their date. Returns how many dates.

    A date that an editor set to cancelled is called off as by the button.
    """
    told = Udmelding.objects.filter(afholdelse__ends_at__gte=timezone.now())
    changed = 0
    for pk in told.values_list("afholdelse", flat=True):
        date = Afholdelse.objects.select_related("page", "udmelding").get(pk=pk)
        if date.is_cancelled:
            changed += call_off(pk, "")
        elif date.udmelding.facts != fakta.told_facts(date):
            changed += tell_change(pk)
    return changed


def tell_change(pk: int) -> bool:
    with locked(pk) as date:
        told = Udmelding.objects.select_for_update().get(afholdelse=date)
        before, now = told.facts, fakta.told_facts(date)
        if before == now:
            return False
        matters = is_worth_a_mail(before, now)
        told.facts = now
        if matters:
            told.changes += 1
            first = timezone.localdate(date.starts_at)
            latest = first - dt.timedelta(days=1)
            told.free_until = min(timezone.localdate() + dt.timedelta(days=FREE_DAYS), latest)
        told.save()
        date.udmelding = told
        if matters:
            old = ", ".join([*before["tider"].split("\n"), before["sted"]])
            people = date.deltagere.active().select_related("tilmelding")
            for deltager in people.exclude(status=Status.VENTELISTE):
                mails.changed(deltager, date, old, "", extra=f"{date.pk}.{told.changes}")
        return matters


def is_worth_a_mail(before: dict[str, str], now: dict[str, str]) -> bool:
    """Tell whether people must hear of it: an address or a link that was still missing is not."""
    if before["tider"] != now["tider"] or before["form"] != now["form"]:
        return True
    is_new_place = before["sted"] != now["sted"] and ADDRESS_FOLLOWS not in before["sted"]
    return is_new_place or (bool(before["link"]) and before["link"] != now["link"])


# --- Off --------------------------------------------------------------------------------------


def call_off(pk: int, note: str, user: Any = None) -> bool:
    """Cancel a date once: everyone is told, nobody pays, and no seat is offered to anybody."""
    with locked(pk) as date:
        if not date.is_cancelled:
            date.status = Afholdelse.Status.CANCELLED
            date.save()
            change_draft(date)
        told, _is_new = Udmelding.objects.get_or_create(
            afholdelse=date, defaults={"facts": fakta.told_facts(date)}
        )
        people = list(date.deltagere.active().select_related("tilmelding"))
        if told.cancelled_at and not people:
            return False
        told.cancelled_at, told.cancel_note = timezone.now(), note
        told.save()
        ended = {"status": Status.AFLYST, "cancelled_at": told.cancelled_at, "owes": False}
        date.deltagere.filter(Q(status__in=Deltager.ACTIVE)).update(**ended)
        date.deltagere.filter(owes=True).update(owes=False)
        Tilbud.objects.filter(deltager__afholdelse=date, status=Tilbud.Status.AABENT).update(
            status=Tilbud.Status.UDLOEBET
        )
        Behov.objects.filter(deltager__afholdelse=date).delete()
        tell_off(date, people, note)
        log(date, "arrangementer.aflys", user=user)
    return True


def tell_off(date: Afholdelse, people: list[Deltager], note: str) -> None:
    """Write one mail to each contact with all names, and one to each other participant."""
    groups: dict[int, list[Deltager]] = {}
    for person in people:
        groups.setdefault(person.tilmelding_id, []).append(person)
    attachments = mails.calendar(date, Method.CANCEL)
    common = {**fakta.of_date(date), "besked": note}
    for group in groups.values():
        tilmelding = group[0].tilmelding
        contact = {"navn": tilmelding.contact_name, "deltagere": fakta.names(group)}
        mails.once(
            "aflyst-arrangement",
            tilmelding.contact_email,
            common | contact,
            tilmelding=tilmelding,
            extra=date.pk,
            attachments=attachments,
        )
        for person in group:
            if person.email.lower() != tilmelding.contact_email.lower():
                mails.once(
                    "aflyst-arrangement",
                    person.email,
                    common | {"navn": person.name, "deltagere": fakta.names([person])},
                    tilmelding=tilmelding,
                    deltager=person,
                    extra=date.pk,
                    attachments=attachments,
                )


def change_draft(date: Afholdelse) -> None:
    """Write the new status into the page's newest draft, or publishing it would take it back."""
    revision = date.page.latest_revision
    if revision is None:
        return
    for row in revision.content.get("afholdelser", []):
        if row.get("pk") == date.pk:
            row["status"] = date.status
    revision.save(update_fields=["content"])
