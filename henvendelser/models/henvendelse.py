"""An inquiry: what a visitor wrote, and where COK is with it."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from samskabelse.base.tekster import lazy_tekst
from samskabelse.base.validators import one_line, plain_text

from ..querysets import HenvendelseQuerySet

#: No 0/O, 1/I/L: the number is read aloud on the phone.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

LONGEST_NAME = 120
LONGEST_EMAIL = 254
LONGEST_PHONE = 30
LONGEST_ORGANISATION = 160
LONGEST_MESSAGE = 5000


def new_reference() -> str:
    """Return a number that can't be guessed from another: ``S-7KQ4-M2XD``."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _i in range(8))
    return f"S-{letters[:4]}-{letters[4:]}"


class Moedeform(models.TextChoices):
    """How one meets."""

    ONLINE = "online", lazy_tekst("kontakt.felter.moedeform.valg.online")
    TELEFON = "telefon", lazy_tekst("kontakt.felter.moedeform.valg.telefon")
    HOS_JER = "hos_jer", lazy_tekst("kontakt.felter.moedeform.valg.hos_jer")
    HOS_COK = "hos_cok", lazy_tekst("kontakt.felter.moedeform.valg.hos_cok")


def at_most(field: str, length: int, name: str) -> models.CheckConstraint:
    """Limit a text in the database too: SQLite ignores varchar(n)."""
    return models.CheckConstraint(condition=Q(**{f"{field}__length__lte": length}), name=name)


class Henvendelse(models.Model):
    """What a visitor wrote, and where COK is with it.

    Its text form holds no personal data: it is shown in logs, reports and breadcrumbs.
    """

    class Status(models.TextChoices):
        NY = "ny", _("new")
        I_GANG = "i_gang", _("in progress")
        AFVENTER = "afventer", _("waiting for the visitor")
        MOEDE_AFTALT = "moede_aftalt", _("meeting agreed")
        AFSLUTTET = "afsluttet", _("closed")
        TRUKKET_TILBAGE = "trukket_tilbage", _("withdrawn by the visitor")
        SPAM = "spam", _("spam")

    class Emne(models.TextChoices):
        MOEDE = "moede", lazy_tekst("kontakt.felter.emne.valg.moede")
        KURSUS = "kursus", lazy_tekst("kontakt.felter.emne.valg.kursus")
        RAADGIVNING = "raadgivning", lazy_tekst("kontakt.felter.emne.valg.raadgivning")
        CASE = "case", lazy_tekst("kontakt.felter.emne.valg.case")
        SIDEN = "siden", lazy_tekst("kontakt.felter.emne.valg.siden")
        DATA = "data", lazy_tekst("kontakt.felter.emne.valg.data")
        ANDET = "andet", lazy_tekst("kontakt.felter.emne.valg.andet")

    #: Nobody works on these any more; their day of deletion is counted from then.
    CLOSED = frozenset({Status.AFSLUTTET, Status.TRUKKET_TILBAGE, Status.SPAM})
    #: COK owes the visitor an answer.
    OWED = frozenset({Status.NY, Status.I_GANG})

    reference = models.CharField(
        _("case number"), max_length=12, unique=True, default=new_reference, editable=False
    )
    submission_key = models.UUIDField(unique=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    emne = models.CharField(_("subject"), max_length=20, choices=Emne, default=Emne.ANDET)
    name = models.CharField(_("name"), max_length=LONGEST_NAME, validators=[one_line])
    email = models.EmailField(_("e-mail"), max_length=LONGEST_EMAIL, validators=[one_line])
    phone = models.CharField(
        _("phone"), max_length=LONGEST_PHONE, blank=True, validators=[one_line]
    )
    organisation = models.CharField(
        _("workplace or association"),
        max_length=LONGEST_ORGANISATION,
        blank=True,
        validators=[one_line],
    )
    kommune = models.ForeignKey(
        "kommuner.Kommune",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("municipality"),
    )
    moedeform = models.CharField(
        _("form of meeting"),
        max_length=20,
        choices=Moedeform,
        blank=True,
        default="",
        db_default="",
    )
    message = models.TextField(_("message"), max_length=LONGEST_MESSAGE, validators=[plain_text])
    origin = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("came from"),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.NY)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("assigned to"),
    )
    is_unread = models.BooleanField(_("unread"), default=True, db_default=True, editable=False)
    #: Raised by everything that happens. A form carries the one it was made from, so that
    #: whoever sends it later learns what happened in between.
    version = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        related_name="merged",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("goes on in"),
    )
    answer_by = models.DateField(
        _("answer due"), editable=False, help_text=_("The day that the visitor was promised.")
    )
    answered_at = models.DateTimeField(_("first answered"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    delete_on = models.DateField(_("is deleted"), db_index=True, editable=False)
    mails = models.ManyToManyField(
        "outbox.Mail", related_name="+", editable=False, verbose_name=_("mails about it")
    )

    objects = HenvendelseQuerySet.as_manager()

    # A page's list of where it is used is for editors; they see no inquiries.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "-created_at"], name="henvendelse_status"),
            models.Index(fields=["-created_at"], name="henvendelse_newest"),
        ]
        constraints = [
            at_most("name", LONGEST_NAME, "henvendelse_name_length"),
            at_most("email", LONGEST_EMAIL, "henvendelse_email_length"),
            at_most("phone", LONGEST_PHONE, "henvendelse_phone_length"),
            at_most("organisation", LONGEST_ORGANISATION, "henvendelse_organisation_length"),
            at_most("message", LONGEST_MESSAGE, "henvendelse_message_length"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.get_emne_display()}"

    @property
    def is_closed(self) -> bool:
        return self.status in self.CLOSED

    @property
    def may_be_withdrawn(self) -> bool:
        # Who is taken for spam by mistake sees an open case.
        return not self.is_closed or self.status == self.Status.SPAM

    @property
    def is_late(self) -> bool:
        return self.status in self.OWED and self.answer_by < timezone.localdate()

    @property
    def is_due_today(self) -> bool:
        return self.status in self.OWED and self.answer_by == timezone.localdate()

    @property
    def is_owed(self) -> bool:
        return self.status in self.OWED


class Besked(models.Model):
    """What the visitor added later, through the private link."""

    inquiry = models.ForeignKey(
        Henvendelse, on_delete=models.CASCADE, related_name="messages", verbose_name=_("inquiry")
    )
    text = models.TextField(_("message"), max_length=LONGEST_MESSAGE, validators=[plain_text])
    created_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message from the visitor")
        verbose_name_plural = _("messages from the visitor")
        ordering = ["created_at", "pk"]
        default_permissions = ()  # seen and deleted with the inquiry
        constraints = [at_most("text", LONGEST_MESSAGE, "besked_text_length")]

    def __str__(self) -> str:
        return f"{self.inquiry.reference}: {self._meta.verbose_name}"
