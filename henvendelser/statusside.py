"""What the private link shows: where the case is, the times, and what both have written."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from samskabelse.base.tekster import tekst

from . import services
from .models import Haendelse, Henvendelse, Moede, Tidsforslag
from .services.meetings import length_text, lower_first

Status = Henvendelse.Status
KEY = "henvendelse_status"

#: What the visitor is told: the words' key, and the explanation's where it is another.
STATUS_TEXTS: dict[str, tuple[str, str]] = {
    Status.NY: ("ny", "ny"),
    Status.I_GANG: ("i_gang", "i_gang"),
    Status.AFVENTER: ("afventer_dig", "afventer_dig"),
    # The explanation of a meeting needs its time, when there is one.
    Status.MOEDE_AFTALT: ("moede_aftalt", "i_gang"),
    Status.AFSLUTTET: ("afsluttet", "afsluttet"),
    Status.TRUKKET_TILBAGE: ("trukket_tilbage", "trukket_tilbage"),
    # Who is taken for spam by mistake must not read it here.
    Status.SPAM: ("ny", "ny"),
}


def context_of(inquiry: Henvendelse) -> dict[str, Any]:
    """Return all that the template needs to know about the inquiry."""
    proposals = services.open_proposals(inquiry)
    meeting = services.agreed_meeting(inquiry)
    label, explanation = STATUS_TEXTS[inquiry.status]
    if inquiry.status == Status.AFVENTER and proposals:
        explanation = "afventer_tid"
    if inquiry.status == Status.MOEDE_AFTALT and meeting:
        explanation = "moede_aftalt"
    return {
        "inquiry": inquiry,
        "received": date_format(timezone.localtime(inquiry.created_at), "j. F Y \\k\\l. G.i"),
        "status_label": tekst(f"{KEY}.statusser.{label}"),
        "explanation": tekst(
            f"{KEY}.forklaring.{explanation}",
            svar_senest=date_format(inquiry.answer_by, "j. F Y"),
            slet_dato=date_format(inquiry.delete_on, "j. F Y"),
            dato_tid=meeting.when if meeting else "",
            moedeform=lower_first(str(meeting.get_moedeform_display())) if meeting else "",
        ),
        "wishes": inquiry.wished_times.all(),
        "thread": thread_of(inquiry),
        "delete_on": date_format(inquiry.delete_on, "j. F Y"),
        "proposals": proposals,
        "proposal_facts": facts_of(proposals[0]) if proposals else [],
        "choose_by": date_format(proposals[0].answer_by, "j. F Y") if proposals else "",
        "has_expired": not (proposals or meeting) and has_expired(inquiry),
        "meeting": meeting,
        "meeting_facts": facts_of(meeting) if meeting else [],
        "meeting_is_ahead": bool(meeting and meeting.starts_at > timezone.now()),
    }


def thread_of(inquiry: Henvendelse) -> list[tuple[str, Any, str]]:
    """Return what the two have written after the first message: who, when, what."""
    theirs = [("", message.created_at, message.text) for message in inquiry.messages.all()]
    ours = [
        (tekst(f"{KEY}.vores_svar"), event.created_at, event.text)
        for event in inquiry.events.filter(kind=Haendelse.Art.SVAR)
    ]
    return sorted([*theirs, *ours], key=lambda entry: entry[1])


def has_expired(inquiry: Henvendelse) -> bool:
    """Say whether times were proposed that can't be chosen any more, and never were answered."""
    return inquiry.proposals.filter(state=Tidsforslag.Tilstand.AABEN).exists()


def facts_of(meeting: Moede | Tidsforslag) -> list[tuple[str, str]]:
    facts = [
        (tekst(f"{KEY}.moede.form"), str(meeting.get_moedeform_display())),
        (tekst(f"{KEY}.moede.varighed"), length_text(meeting.minutes)),
        (tekst(f"{KEY}.moede.sted"), meeting.place),
        (tekst(f"{KEY}.moede.med"), str(meeting.host or "")),
    ]
    return [(label, text) for label, text in facts if text]
