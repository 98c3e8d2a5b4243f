"""The figures of sign-up that editors keep: offers, reminders, and how long data is kept."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel

PROMISE = _("As the privacy policy promises. Change it there too.")


def between(low: int, high: int) -> list[MinValueValidator | MaxValueValidator]:
    return [MinValueValidator(low), MaxValueValidator(high)]


class TilmeldingsfristerMixin(models.Model):
    """Fields of `Indstillinger`, kept here since they belong to one subject."""

    offer_hours = models.PositiveSmallIntegerField(
        _("an offered seat is held for"),
        default=48,
        validators=between(1, 240),
        help_text=_("Hours. Weekends and holidays don't count."),
    )
    first_reminder_days = models.PositiveSmallIntegerField(
        _("first reminder"),
        default=7,
        validators=between(0, 60),
        help_text=_("Days before the first day. 0: none."),
    )
    last_reminder_days = models.PositiveSmallIntegerField(
        _("last reminder"),
        default=1,
        validators=between(0, 60),
        help_text=_("Days before the first day. 0: none."),
    )
    evaluation_days = models.PositiveSmallIntegerField(
        _("ask for an evaluation"),
        default=1,
        validators=between(0, 14),
        help_text=_("Days after the last day. 0: nobody is asked."),
    )
    participant_days = models.PositiveSmallIntegerField(
        _("participants are deleted after"),
        default=90,
        validators=between(1, 730),
        help_text=PROMISE,
    )
    needs_days = models.PositiveSmallIntegerField(
        _("food and needs are deleted after"),
        default=7,
        validators=between(0, 90),
        help_text=PROMISE,
    )
    waiting_days = models.PositiveSmallIntegerField(
        _("waiting lists are deleted after"),
        default=30,
        validators=between(0, 365),
        help_text=PROMISE,
    )
    interest_months = models.PositiveSmallIntegerField(
        _("interest lists are deleted after"),
        default=12,
        validators=between(1, 36),
        help_text=_("Months. As the privacy policy promises. Change it there too."),
    )
    invoice_years = models.PositiveSmallIntegerField(
        _("what invoices need is kept for"),
        default=5,
        validators=between(1, 10),
        help_text=_("Years after the end of the year, without the participants' names."),
    )

    class Meta:
        abstract = True

    frist_panels = [
        MultiFieldPanel(
            ["offer_hours", "first_reminder_days", "last_reminder_days", "evaluation_days"],
            heading=_("Sign-up: offers and reminders"),
        ),
        MultiFieldPanel(
            ["participant_days", "needs_days", "waiting_days", "interest_months", "invoice_years"],
            heading=_("Sign-up: when data is deleted (days after the event)"),
        ),
    ]
