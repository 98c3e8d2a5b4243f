"""What is asked of inquiries, in words."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from .models import Henvendelse

CLOSED = ["afsluttet", "trukket_tilbage", "spam"]
OWED = ["ny", "i_gang"]


class HenvendelseQuerySet(models.QuerySet["Henvendelse"]):
    """Rows of their own and rows that were merged into another; lists show the former."""

    def standing(self) -> "HenvendelseQuerySet":
        return self.filter(merged_into=None)

    def open(self) -> "HenvendelseQuerySet":
        return self.standing().exclude(status__in=CLOSED)

    def owed(self) -> "HenvendelseQuerySet":
        """Return those that COK owes an answer."""
        return self.standing().filter(status__in=OWED)

    def overdue(self, today: dt.date) -> "HenvendelseQuerySet":
        return self.owed().filter(answer_by__lt=today)

    def due_on(self, day: dt.date) -> "HenvendelseQuerySet":
        return self.owed().filter(answer_by=day)

    def of_same_sender(self, inquiry: "Henvendelse") -> "HenvendelseQuerySet":
        """Return others from the same address or, where one is given, the same organisation."""
        same = Q(email__iexact=inquiry.email)
        if inquiry.organisation:
            # Every municipality has a »Kultur og Fritid«.
            same |= Q(organisation__iexact=inquiry.organisation, kommune=inquiry.kommune_id)
        return self.filter(same).exclude(pk=inquiry.pk)
