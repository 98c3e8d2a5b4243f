"""Who is signed up: one sign-up of one employer, its participants, and what they need.

No text form of these holds personal data: it is shown in logs, reports and breadcrumbs.
"""

import secrets

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kommuner.models import Kommune
from samskabelse.base.constraints import at_most
from samskabelse.base.tekster import lazy_tekst
from samskabelse.base.validators import one_line, plain_text

from .afholdelser import Afholdelse

#: No 0/O, 1/I/L: the number is read aloud on the phone.
NUMBER_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

LONGEST_NAME = 120
LONGEST_EMAIL = 254
LONGEST_PHONE = 30
LONGEST_TITLE = 120
LONGEST_EMPLOYER = 160
LONGEST_REFERENCE = 60
LONGEST_INVOICE_TEXT = 200
LONGEST_NEED = 500


def new_number() -> str:
    """Return a number that can't be guessed from another: ``T-7KQ4-M2XD``."""
    letters = "".join(secrets.choice(NUMBER_ALPHABET) for _i in range(8))
    return f"T-{letters[:4]}-{letters[4:]}"


class Tilmelding(models.Model):
    """One sign-up: the contact, the employer, and where the invoice goes."""

    number = models.CharField(
        _("sign-up number"), max_length=12, unique=True, default=new_number, editable=False
    )
    submission_key = models.UUIDField(unique=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    afholdelse = models.ForeignKey(
        Afholdelse, on_delete=models.PROTECT, related_name="tilmeldinger", verbose_name=_("date")
    )
    created_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    contact_name = models.CharField(
        _("contact person"), max_length=LONGEST_NAME, blank=True, validators=[one_line]
    )
    contact_email = models.EmailField(
        _("e-mail"), max_length=LONGEST_EMAIL, blank=True, validators=[one_line]
    )
    contact_phone = models.CharField(
        _("phone"), max_length=LONGEST_PHONE, blank=True, validators=[one_line]
    )
    employer = models.CharField(
        _("employer"), max_length=LONGEST_EMPLOYER, blank=True, validators=[one_line]
    )
    kommune = models.ForeignKey(
        Kommune,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("municipality"),
    )
    ean = models.CharField(_("EAN number"), max_length=13, blank=True)
    cvr = models.CharField(_("CVR number"), max_length=8, blank=True)
    order_number = models.CharField(
        _("order number"), max_length=LONGEST_REFERENCE, blank=True, validators=[one_line]
    )
    reference = models.CharField(
        _("reference"), max_length=LONGEST_REFERENCE, blank=True, validators=[one_line]
    )
    invoice_text = models.CharField(
        _("text on the invoice"),
        max_length=LONGEST_INVOICE_TEXT,
        blank=True,
        validators=[one_line],
    )
    price = models.PositiveIntegerField(
        _("price"), default=0, help_text=_("A participant, as it was at the sign-up.")
    )
    accepted_at = models.DateTimeField(_("terms accepted"), default=timezone.now)
    billed_seats = models.PositiveSmallIntegerField(
        _("seats to invoice"),
        null=True,
        editable=False,
        help_text=_("Counted when the participants' names were deleted."),
    )

    # A page's list of where it is used is for editors; they see no participants.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view", "change")
        constraints = [
            at_most("contact_name", LONGEST_NAME, "tilmelding_contact_name_length"),
            at_most("contact_email", LONGEST_EMAIL, "tilmelding_contact_email_length"),
            at_most("contact_phone", LONGEST_PHONE, "tilmelding_contact_phone_length"),
            at_most("employer", LONGEST_EMPLOYER, "tilmelding_employer_length"),
            at_most("ean", 13, "tilmelding_ean_length"),
            at_most("cvr", 8, "tilmelding_cvr_length"),
            at_most("order_number", LONGEST_REFERENCE, "tilmelding_order_number_length"),
            at_most("reference", LONGEST_REFERENCE, "tilmelding_reference_length"),
            at_most("invoice_text", LONGEST_INVOICE_TEXT, "tilmelding_invoice_text_length"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_anonymous(self) -> bool:
        """Tell whether only what the invoice needs is left."""
        return self.billed_seats is not None


class DeltagerQuerySet(models.QuerySet["Deltager"]):
    def seated(self) -> "DeltagerQuerySet":
        return self.filter(status=Deltager.Status.PLADS)

    def holding(self) -> "DeltagerQuerySet":
        """Those whose seat nobody else can have: confirmed, or offered and not answered yet."""
        return self.filter(status__in=Deltager.HOLDING)

    def waiting(self) -> "DeltagerQuerySet":
        """The waiting list, the first in line on top."""
        return self.filter(status=Deltager.Status.VENTELISTE).order_by("waiting_number")

    def active(self) -> "DeltagerQuerySet":
        return self.filter(status__in=Deltager.ACTIVE)

    def billable(self) -> "DeltagerQuerySet":
        """Those who are paid for: with a seat, or cancelled too late and not replaced."""
        return self.filter(Q(status=Deltager.Status.PLADS) | Q(owes=True))


class Deltager(models.Model):
    """One participant: on a seat, in line for one, or no longer coming."""

    class Status(models.TextChoices):
        PLADS = "plads", lazy_tekst("tilmelding.status.plads")
        VENTELISTE = "venteliste", lazy_tekst("tilmelding.status.venteliste")
        TILBUDT = "tilbudt", lazy_tekst("tilmelding.status.tilbudt")
        AFMELDT = "afmeldt", lazy_tekst("tilmelding.status.afmeldt")
        OVERDRAGET = "overdraget", lazy_tekst("tilmelding.status.overdraget")
        UDLOEBET = "udloebet", lazy_tekst("tilmelding.status.udloebet")
        AFLYST = "aflyst", lazy_tekst("tilmelding.status.aflyst")

    HOLDING = (Status.PLADS, Status.TILBUDT)
    ACTIVE = (Status.PLADS, Status.TILBUDT, Status.VENTELISTE)

    tilmelding = models.ForeignKey(
        Tilmelding, on_delete=models.CASCADE, related_name="deltagere", verbose_name=_("sign-up")
    )
    # Its own: one of a group may be moved to another date.
    afholdelse = models.ForeignKey(
        Afholdelse, on_delete=models.PROTECT, related_name="deltagere", verbose_name=_("date")
    )
    name = models.CharField(_("name"), max_length=LONGEST_NAME, validators=[one_line])
    email = models.EmailField(_("e-mail"), max_length=LONGEST_EMAIL, validators=[one_line])
    job_title = models.CharField(
        _("job title"), max_length=LONGEST_TITLE, blank=True, validators=[one_line]
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.PLADS)
    waiting_number = models.PositiveIntegerField(
        _("number in line"),
        null=True,
        blank=True,
        help_text=_("Given once and never to another; the place in line is counted from it."),
    )
    attended = models.BooleanField(_("attended"), null=True, blank=True)
    owes = models.BooleanField(
        _("pays all the same"),
        default=False,
        help_text=_("Cancelled after the deadline, and nobody from the waiting list came instead."),
    )
    created_at = models.DateTimeField(_("signed up"), default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, editable=False)

    objects = DeltagerQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["pk"]
        default_permissions = ()  # seen and changed with the sign-up
        indexes = [models.Index(fields=["afholdelse", "status"], name="deltager_status")]
        constraints = [
            models.UniqueConstraint(
                "afholdelse",
                Lower("email"),
                condition=Q(status__in=["plads", "tilbudt", "venteliste"]),
                name="deltager_once_a_date",
            ),
            models.UniqueConstraint(
                fields=["afholdelse", "waiting_number"], name="deltager_waiting_number"
            ),
            models.CheckConstraint(
                condition=~Q(status="venteliste") | Q(waiting_number__isnull=False),
                name="deltager_in_line_has_number",
            ),
            at_most("name", LONGEST_NAME, "deltager_name_length"),
            at_most("email", LONGEST_EMAIL, "deltager_email_length"),
            at_most("job_title", LONGEST_TITLE, "deltager_job_title_length"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_active(self) -> bool:
        return self.status in self.ACTIVE

    @property
    def place_in_line(self) -> int:
        """Count the place on the waiting list: 1 is next."""
        ahead = Deltager.objects.waiting().filter(
            afholdelse=self.afholdelse_id, waiting_number__lt=self.waiting_number
        )
        return ahead.count() + 1


class Behov(models.Model):
    """What a participant eats and needs. Kept apart, since it is deleted long before the rest."""

    deltager = models.OneToOneField(
        Deltager, on_delete=models.CASCADE, related_name="behov", verbose_name=_("participant")
    )
    food = models.TextField(
        _("special food"), max_length=LONGEST_NEED, blank=True, validators=[plain_text]
    )
    considerations = models.TextField(
        _("to be considered"), max_length=LONGEST_NEED, blank=True, validators=[plain_text]
    )
    consent_at = models.DateTimeField(_("consent given"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("needs")
        verbose_name_plural = _("needs")
        default_permissions = ()
        constraints = [
            at_most("food", LONGEST_NEED, "behov_food_length"),
            at_most("considerations", LONGEST_NEED, "behov_considerations_length"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
