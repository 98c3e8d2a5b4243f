"""What inquiries hold about a person: found, handed out, erased, and gone when their day comes."""

from datetime import date
from typing import Any

from samskabelse.base.tekster import tekst
from samskabelse.outbox.models import Mail

from . import services
from .models import Henvendelse


def hand_out_inquiry(inquiry: Henvendelse) -> dict[str, Any]:
    """Return the inquiry and all that was added to it, ready for JSON."""
    return {
        "sagsnummer": inquiry.reference,
        "modtaget": inquiry.created_at.isoformat(),
        "status": inquiry.get_status_display(),
        "emne": inquiry.get_emne_display(),
        "navn": inquiry.name,
        "email": inquiry.email,
        "telefon": inquiry.phone,
        "organisation": inquiry.organisation,
        "kommune": inquiry.kommune.name if inquiry.kommune else "",
        "moedeform": inquiry.get_moedeform_display() if inquiry.moedeform else "",
        "oenskede_tider": [str(wish) for wish in inquiry.wished_times.all()],
        "besked": inquiry.message,
        "kom_fra": inquiry.origin.title if inquiry.origin else "",
        "svar_senest": inquiry.answer_by.isoformat(),
        "slettes": inquiry.delete_on.isoformat(),
        "tilfoejet": [
            {"tidspunkt": message.created_at.isoformat(), "besked": message.text}
            for message in inquiry.messages.all()
        ],
        "foreslaaede_tider": [
            {"tid": one.when, "status": one.get_state_display()} for one in inquiry.proposals.all()
        ],
        "moeder": [
            {"tid": one.when, "sted": one.place, "status": one.get_state_display()}
            for one in inquiry.meetings.all()
        ],
        "forloeb": [
            {
                "tidspunkt": event.created_at.isoformat(),
                "hvad": event.get_kind_display(),
                "linje": event.summary,
                "tekst": event.text,
            }
            for event in inquiry.events.all()
        ],
        "mails": [
            {
                "emne": mail.subject,
                "tekst": mail.body_text,
                "status": mail.get_status_display(),
                "skrevet": mail.created_at.isoformat(),
            }
            for mail in sent_to(inquiry)
        ],
    }


def sent_to(inquiry: Henvendelse) -> list[Mail]:
    """Return the mails to whoever wrote; those to colleagues hold nothing about a person."""
    return list(inquiry.mails.filter(to__iexact=inquiry.email))


class Henvendelser:
    """The inquiries from an address, in the registry of personal data."""

    @property
    def name(self) -> str:
        return tekst("persondata.henvendelser")

    def find(self, email: str) -> list[dict[str, Any]]:
        found = Henvendelse.objects.filter(email__iexact=email)
        return [hand_out_inquiry(inquiry) for inquiry in found.select_related("kommune", "origin")]

    def erase(self, email: str) -> int:
        return services.erase_all_from(email)

    def purge(self, today: date) -> int:
        return services.purge(today)
