"""What mails and pages say about a date: when, where, what it costs, until when one may cancel."""

import datetime as dt
from collections.abc import Iterable

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.formats import date_format, number_format

from samskabelse.base.tekster import tekst

from ..models import Afholdelse, Deltager, Tilmelding
from . import links


def moment_text(moment) -> str:
    """»3. december 2026 kl. 9.00«."""
    return date_format(timezone.localtime(moment), "j. F Y \\k\\l. G.i")


def day_text(day) -> str:
    return date_format(day, "j. F Y")


def times(afholdelse: Afholdelse) -> str:
    """A line for each day."""
    days = afholdelse.days_in_order
    return "\n".join(f"{day_text(day.date)} {day.time_text}" for day in days)


def deadline_text(afholdelse: Afholdelse) -> str:
    day = afholdelse.deadline or timezone.localdate(afholdelse.starts_at)
    return day_text(day)


def amount(kroner: int) -> str:
    return number_format(kroner, use_l10n=True, force_grouping=True)


def price_text(kroner: int) -> str:
    return tekst("faelles.pris", beloeb=amount(kroner)) if kroner else tekst("faelles.gratis")


def of_date(afholdelse: Afholdelse) -> dict[str, object]:
    """Return the values that the mails about a date share."""
    start = timezone.localtime(afholdelse.starts_at)
    return {
        "titel": afholdelse.page.title,
        "dato": afholdelse.date_text,
        "tider": times(afholdelse),
        "klokkeslaet": date_format(start, "G.i"),
        "sted": afholdelse.place_text,
        "by": afholdelse.town,
        "pris": price_text(afholdelse.price),
        "frist": deadline_text(afholdelse),
        "arrangement_link": links.absolute(links.page_path(afholdelse)),
    }


def cancel_terms(afholdelse: Afholdelse, late: bool) -> str:
    """What it costs to cancel, in a sentence."""
    if not afholdelse.price:
        return tekst("mail.afmelding_gratis")
    if late:
        return tekst("mail.afmelding_efter_frist")
    return tekst("mail.afmelding_foer_frist", frist=deadline_text(afholdelse))


def binding(afholdelse: Afholdelse) -> str:
    if not afholdelse.price:
        return tekst("mail.binding_gratis")
    if afholdelse.deadline_has_passed or not afholdelse.deadline:
        return tekst("mail.binding_nu")
    return tekst("mail.binding_senere", frist=deadline_text(afholdelse))


def invoice_to(tilmelding: Tilmelding) -> str:
    if not tilmelding.price:
        return tekst("mail.intet")
    number = f"EAN {tilmelding.ean}" if tilmelding.ean else f"CVR {tilmelding.cvr}"
    return f"{tilmelding.employer}, {number}"


def names(people: Iterable[Deltager]) -> str:
    return "\n".join(f"- {person.name}" for person in people)


def told_facts(afholdelse: Afholdelse) -> dict[str, str]:
    """What participants must hear of when it changes."""
    return {
        "tider": times(afholdelse),
        "sted": afholdelse.place_text,
        "form": afholdelse.form,
        "link": afholdelse.online_link,
    }


def months_after(day: dt.date, months: int) -> dt.date:
    return day + relativedelta(months=months)
