"""Who waits for a seat or a date, and what each has been told."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from samskabelse.base.constraints import at_most
from samskabelse.base.validators import one_line, plain_text
from samskabelse.outbox.models import Mail

from .afholdelser import Afholdelse
from .tilmeldinger import LONGEST_EMAIL, Deltager, Tilmelding

LONGEST_KEY = 120
LONGEST_NOTE = 2000


class Tilbud(models.Model):
    """A freed seat, offered to the first in line until a moment."""

    class Status(models.TextChoices):
        AABENT = "aabent", _("open")
        TAGET = "taget", _("taken")
        AFSLAAET = "afslaaet", _("declined")
        UDLOEBET = "udloebet", _("expired")

    deltager = models.ForeignKey(Deltager, on_delete=models.CASCADE, related_name="tilbud")
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("answer due"), db_index=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.AABENT)
    freed_by = models.ForeignKey(
        Deltager,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who cancelled after the deadline, and pays nothing if the seat is taken."),
    )

    class Meta:
        verbose_name = _("offer of a seat")
        verbose_name_plural = _("offers of seats")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["deltager"], condition=Q(status="aabent"), name="tilbud_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Interesse(models.Model):
    """A wish to hear of a new date. Counts when the address has been confirmed by its owner."""

    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("about")
    )
    email = models.EmailField(_("e-mail"), max_length=LONGEST_EMAIL, validators=[one_line])
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("written down"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    last_known_date = models.BigIntegerField(
        default=0, editable=False, help_text=_("Dates numbered higher are new.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("wish for a date")
        verbose_name_plural = _("wishes for dates")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint("page", Lower("email"), name="interesse_once_a_page"),
            at_most("email", LONGEST_EMAIL, "interesse_email_length"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Mailspor(models.Model):
    """That a mail of one kind went to one participant or contact: never twice."""

    key = models.CharField(max_length=LONGEST_KEY, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    tilmelding = models.ForeignKey(
        Tilmelding, on_delete=models.CASCADE, null=True, related_name="mailspor"
    )
    deltager = models.ForeignKey(
        Deltager, on_delete=models.CASCADE, null=True, related_name="mailspor"
    )
    mail = models.ForeignKey(Mail, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("trace of a mail")
        verbose_name_plural = _("traces of mails")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Udmelding(models.Model):
    """What the participants of a date have been told about it."""

    afholdelse = models.OneToOneField(
        Afholdelse, on_delete=models.CASCADE, related_name="udmelding"
    )
    facts = models.JSONField(default=dict, help_text=_("Times and place as last told."))
    changes = models.PositiveSmallIntegerField(default=0)
    free_until = models.DateField(
        null=True, help_text=_("After a change one may cancel without paying, to the end of it.")
    )
    cancelled_at = models.DateTimeField(null=True)
    cancel_note = models.TextField(max_length=LONGEST_NOTE, blank=True, validators=[plain_text])

    class Meta:
        verbose_name = _("what participants were told")
        verbose_name_plural = _("what participants were told")
        default_permissions = ()
        constraints = [at_most("cancel_note", LONGEST_NOTE, "udmelding_cancel_note_length")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
