"""What has happened in an inquiry, in order. Deleted with it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskabelse.base.validators import plain_text

from .henvendelse import Besked, Henvendelse, at_most

LONGEST_TEXT = 20_000


class Haendelse(models.Model):
    """One thing that happened: what, when, who did it, and the words that belong to it.

    ``actor`` is empty for what the visitor or the site itself did.
    """

    class Art(models.TextChoices):
        MODTAGET = "modtaget", _("received")
        MAILET = "mailet", _("mailed")
        LAEST = "laest", _("read")
        TILDELT = "tildelt", _("assigned")
        NOTAT = "notat", _("note")
        SVAR = "svar", _("reply")
        BESKED = "besked", _("message from the visitor")
        STATUS = "status", _("status")
        FORSLAG = "forslag", _("times proposed")
        FORSLAG_SVAR = "forslag_svar", _("answer to the proposed times")
        MOEDE = "moede", _("meeting")
        SAMLET = "samlet", _("merged")
        ANONYMISERET = "anonymiseret", _("anonymised")
        FEJLET = "fejlet", _("mail not delivered")

    inquiry = models.ForeignKey(Henvendelse, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("kind"), max_length=20, choices=Art)
    created_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("who"),
    )
    #: The line that is shown, composed when it happened.
    summary = models.CharField(_("what"), max_length=300, blank=True)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True, validators=[plain_text])
    message = models.ForeignKey(
        Besked, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    mail = models.ForeignKey(
        "outbox.Mail", on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    #: The inquiry's version after it.
    version = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["created_at", "pk"]
        default_permissions = ()  # seen and deleted with the inquiry
        constraints = [
            at_most("summary", 300, "haendelse_summary_length"),
            at_most("text", LONGEST_TEXT, "haendelse_text_length"),
        ]

    def __str__(self) -> str:
        return f"{self.inquiry.reference}: {self.get_kind_display()}"
