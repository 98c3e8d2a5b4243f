"""Mails that must be sent, written in the same transaction as what they are about."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def default_delete_after() -> date:
    """Return the day from which the mail is deleted; its text is personal data."""
    return timezone.localdate() + timedelta(days=settings.OUTBOX_KEEP_DAYS)


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self) -> "MailQuerySet":
        return self.filter(status=Mail.Status.WAITING)

    def due(self) -> "MailQuerySet":
        """Return what should be sent now and is in no other worker's hands."""
        now = timezone.now()
        return (
            self.waiting()
            .filter(next_attempt_at__lte=now)
            .filter(Q(claimed_until=None) | Q(claimed_until__lte=now))
            .order_by("next_attempt_at", "pk")
        )


class Mail(models.Model):
    """One mail to one address."""

    class Status(models.TextChoices):
        WAITING = "venter", _("Waiting")
        SENT = "sendt", _("Sent")
        ABANDONED = "opgivet", _("Given up")

    to = models.EmailField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=400)
    body_text = models.TextField(_("text"))
    body_html = models.TextField(_("text as HTML"), blank=True)
    reply_to = models.EmailField(_("reply to"), max_length=254, blank=True)
    attachments = models.JSONField(
        _("attachments"),
        default=list,
        blank=True,
        help_text=_("Small text files, such as calendar files: name, type and text."),
    )
    message_id = models.CharField(_("message id"), max_length=200, unique=True)

    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)

    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    delete_after = models.DateField(_("deleted after"), default=default_delete_after)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at", "-pk"]
        # Stored in Danish when it is made, as the other permissions are.
        permissions = [("use_persondata", "Kan finde, udlevere og slette persondata")]
        indexes = [
            models.Index(fields=["status", "next_attempt_at"], name="mail_due"),
            models.Index(fields=["delete_after"], name="mail_delete_after"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.get_status_display()})"
