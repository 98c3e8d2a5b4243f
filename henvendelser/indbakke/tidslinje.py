"""What has happened in an inquiry, as it is read: who, when, what."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samskabelse.outbox.models import Mail

from ..models import Haendelse, Henvendelse

Art = Haendelse.Art

ICONS = {
    Art.MODTAGET: "mail",
    Art.BESKED: "mail",
    Art.MAILET: "doc-full-inverse",
    Art.LAEST: "view",
    Art.TILDELT: "user",
    Art.NOTAT: "comment",
    Art.SVAR: "resubmit",
    Art.STATUS: "tag",
    Art.FORSLAG: "date",
    Art.FORSLAG_SVAR: "date",
    Art.MOEDE: "calendar-check",
    Art.SAMLET: "link",
    Art.ANONYMISERET: "bin",
    Art.FEJLET: "warning",
}

#: What the sender does has no colleague behind it.
FROM_SENDER = frozenset({Art.MODTAGET, Art.BESKED, Art.FORSLAG_SVAR})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line, or one letter, of the timeline."""

    kind: str
    icon: str
    heading: str
    who: str
    when: dt.datetime
    text: str = ""
    mail: str = ""
    mail_failed: bool = False
    elsewhere: str = ""

    @property
    def is_letter(self) -> bool:
        """Words between people stand out from what only happened."""
        return self.kind in {Art.MODTAGET, Art.BESKED, Art.SVAR, Art.NOTAT} and bool(self.text)


def entries(inquiry: Henvendelse) -> list[Entry]:
    """Return everything that happened, in order, also in what was merged into it."""
    sources = {one.pk: one for one in (inquiry, *inquiry.merged.all())}
    events = Haendelse.objects.filter(inquiry__in=sources).select_related(
        "actor", "message", "mail"
    )
    found = [received(one, inquiry) for one in sources.values()]
    found += [entry(event, sources[event.inquiry_id], inquiry) for event in events]
    return sorted(found, key=lambda one: one.when)


def received(source: Henvendelse, inquiry: Henvendelse) -> Entry:
    return Entry(
        kind=Art.MODTAGET,
        icon=ICONS[Art.MODTAGET],
        heading=_("wrote"),
        who=source.name,
        when=source.created_at,
        text=source.message,
        elsewhere="" if source == inquiry else source.reference,
    )


def entry(event: Haendelse, source: Henvendelse, inquiry: Henvendelse) -> Entry:
    text = event.message.text if event.message else event.text
    return Entry(
        kind=event.kind,
        icon=ICONS[Art(event.kind)],
        heading=event.summary or heading(event),
        who=who(event, source),
        when=event.created_at,
        text=text,
        mail=mail_state(event.mail),
        mail_failed=event.mail is not None and event.mail.status == Mail.Status.ABANDONED,
        elsewhere="" if source == inquiry else source.reference,
    )


def heading(event: Haendelse) -> str:
    words = {
        Art.BESKED: _("wrote more"),
        Art.SVAR: _("replied"),
        Art.NOTAT: _("made a note"),
        Art.LAEST: _("Read"),
    }
    return words.get(Art(event.kind), capfirst(event.get_kind_display()))


def who(event: Haendelse, source: Henvendelse) -> str:
    if event.actor:
        return str(event.actor)
    if event.kind in FROM_SENDER and not event.summary:
        return source.name
    return ""


def mail_state(mail: Mail | None) -> str:
    """Return how it went with the mail; nothing when it is deleted again."""
    if mail is None:
        return ""
    if mail.status == Mail.Status.SENT and mail.sent_at:
        when = date_format(timezone.localtime(mail.sent_at), "j. F Y \\k\\l. G.i")
        return _("Mail sent %(when)s") % {"when": when}
    if mail.status == Mail.Status.ABANDONED:
        return _("The mail could not be delivered")
    return _("The mail waits to be sent")
