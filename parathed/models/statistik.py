"""The statistic of tests that were given to it: counts by group, and nothing else.

An answer is added to the counts of all and of the groups that its giver named, one at a time. No
row holds what one organisation answered, nor which type, size and region went together.
"""

import hashlib
import json

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samskabelse.base.tekster import tekst

from ..definition import Definition
from ..fordeling import Fordeling
from ..statistik import regler


def wording_of(definition: Definition) -> str:
    """Return a name for the very questions and steps that were answered.

    Advice may be mended without beginning anew; another question makes another statistic.
    """
    asked = [
        (one.number, one.question, one.left_pole, one.right_pole, one.steps)
        for one in definition.questions
    ]
    return hashlib.sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()


def this_month() -> object:
    return timezone.localdate().replace(day=1)


class Statistik(models.Model):
    """All answers of one group to the same questions: the true counts, and what is shown."""

    class Dimension(models.TextChoices):
        ALLE = "alle", _("all")
        TYPE = "type", _("type of organisation")
        STOERRELSE = "stoerrelse", _("size of organisation")
        REGION = "region", _("region")

    wording = models.CharField(max_length=64, editable=False)
    version = models.ForeignKey(
        "parathed.Testversion", on_delete=models.PROTECT, related_name="+", editable=False
    )
    dimension = models.CharField(max_length=10, choices=Dimension.choices, editable=False)
    value = models.CharField(max_length=40, blank=True, editable=False)
    since = models.DateField(default=this_month, editable=False)
    answers = models.PositiveIntegerField(default=0, editable=False)
    counts = models.JSONField(default=list, editable=False)
    shown_answers = models.PositiveIntegerField(default=0, editable=False)
    shown = models.JSONField(default=list, editable=False)
    shown_on = models.DateField(null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("statistic of the test")
        verbose_name_plural = _("statistics of the test")
        ordering = ["-version", "dimension", "value"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("wording", "dimension", "value"), name="statistik_group"
            ),
            models.CheckConstraint(
                condition=models.Q(shown_on=None) | models.Q(shown_answers__gte=regler.FROM),
                name="statistik_shown_from_thirty",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The group in words, as it stands in »svar fra …«."""
        if self.dimension == self.Dimension.REGION:
            return self.value
        key = f"statistik.{self.dimension}"
        return tekst(f"{key}.{self.value}" if self.value else key)

    @property
    def amount(self) -> int:
        """How many answers it is at least: the number is rounded down as all others."""
        return regler.rounded_down(self.shown_answers)

    @property
    def period(self) -> str:
        return tekst(
            "statistik.periode",
            fra=date_format(self.since, "F Y"),
            til=date_format(self.shown_on, "j. F Y"),
        )

    @property
    def definition(self) -> Definition:
        return self.version.definition

    @property
    def fordelinger(self) -> list[Fordeling]:
        return [Fordeling(tuple(row)) for row in self.shown]


class GivetNoegle(models.Model):
    """The trace that a result has been given, so that it counts once. Gone the next day."""

    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    day = models.DateField(default=timezone.localdate, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("key of a given test")
        verbose_name_plural = _("keys of given tests")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
