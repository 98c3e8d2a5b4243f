"""The mails to a person, in the registry of personal data."""

from datetime import date
from typing import Any

from django.db.models import Q

from samskabelse.base.tekster import tekst

from . import services
from .models import Mail


class Mails:
    @property
    def name(self) -> str:
        return tekst("persondata.mails")

    def find(self, email: str) -> list[dict[str, Any]]:
        return [
            {
                "til": mail.to,
                "emne": mail.subject,
                "tekst": mail.body_text,
                "bilag": [attachment["name"] for attachment in mail.attachments],
                "status": mail.get_status_display(),
                "skrevet": mail.created_at.isoformat(),
                "slettes": mail.delete_after.isoformat(),
            }
            for mail in Mail.objects.filter(Q(to__iexact=email) | Q(reply_to__iexact=email))
        ]

    def erase(self, email: str) -> int:
        return services.erase_address(email)

    def purge(self, today: date) -> int:
        return services.purge(today)
