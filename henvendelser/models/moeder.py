"""Times: what the visitor wished for, what COK proposed, and the meeting that was agreed."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samskabelse.base.tekster import lazy_tekst
from samskabelse.base.validators import one_line

from .henvendelse import Henvendelse, Moedeform, at_most

LONGEST_PLACE = 300
LONGEST_MEETING = 480


class OensketTid(models.Model):
    """A day and a half of it that the visitor wished for."""

    class Tidspunkt(models.TextChoices):
        FORMIDDAG = "formiddag", lazy_tekst("kontakt.felter.tid.valg.formiddag")
        EFTERMIDDAG = "eftermiddag", lazy_tekst("kontakt.felter.tid.valg.eftermiddag")

    inquiry = models.ForeignKey(Henvendelse, on_delete=models.CASCADE, related_name="wished_times")
    date = models.DateField(_("date"))
    part_of_day = models.CharField(_("part of the day"), max_length=12, choices=Tidspunkt)
    order = models.PositiveSmallIntegerField(_("order"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("wished time")
        verbose_name_plural = _("wished times")
        ordering = ["order", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["inquiry", "order"], name="oensket_tid_once"),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.date, 'j. F Y')}, {self.get_part_of_day_display().lower()}"


class Tid(models.Model):
    """A stretch of time at a place, with the colleague who is there."""

    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    moedeform = models.CharField(_("form of meeting"), max_length=20, choices=Moedeform)
    place = models.CharField(
        _("place or link"), max_length=LONGEST_PLACE, blank=True, validators=[one_line]
    )
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        verbose_name=_("colleague"),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.minutes)

    @property
    def when(self) -> str:
        """As »3. december 2026 kl. 9.00«, in Danish time."""
        return date_format(timezone.localtime(self.starts_at), "j. F Y \\k\\l. G.i")


class Tidsforslag(Tid):
    """One of the times that COK has proposed. Those proposed together share ``round``."""

    class Tilstand(models.TextChoices):
        AABEN = "aaben", _("waits for an answer")
        VALGT = "valgt", _("chosen")
        AFSLAAET = "afslaaet", _("declined")
        FRIGIVET = "frigivet", _("given free")

    inquiry = models.ForeignKey(Henvendelse, on_delete=models.CASCADE, related_name="proposals")
    round = models.UUIDField(editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=Tilstand, default=Tilstand.AABEN, db_index=True
    )
    answer_by = models.DateField(_("choose at the latest"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("proposed time")
        verbose_name_plural = _("proposed times")
        ordering = ["starts_at", "pk"]
        default_permissions = ()
        constraints = [
            at_most("place", LONGEST_PLACE, "tidsforslag_place_length"),
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=LONGEST_MEETING),
                name="tidsforslag_minutes",
            ),
        ]

    def __str__(self) -> str:
        return self.when

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be chosen."""
        return (
            self.state == self.Tilstand.AABEN
            and self.answer_by >= timezone.localdate()
            and self.starts_at > timezone.now()
        )


class Moede(Tid):
    """A meeting that is agreed: one event in both calendars, however often it moves."""

    class Tilstand(models.TextChoices):
        AFTALT = "aftalt", _("agreed")
        AFLYST = "aflyst", _("cancelled")

    inquiry = models.ForeignKey(Henvendelse, on_delete=models.CASCADE, related_name="meetings")
    uid = models.CharField(max_length=120, unique=True, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=Tilstand, default=Tilstand.AFTALT)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["host", "state", "starts_at"], name="moede_host")]
        constraints = [
            at_most("place", LONGEST_PLACE, "moede_place_length"),
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=LONGEST_MEETING), name="moede_minutes"
            ),
            models.UniqueConstraint(
                fields=["inquiry"], condition=Q(state="aftalt"), name="moede_one_agreed"
            ),
        ]

    def __str__(self) -> str:
        return self.when

    @property
    def is_agreed(self) -> bool:
        return self.state == self.Tilstand.AFTALT
