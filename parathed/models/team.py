"""A team that takes the test together, its rounds, and the counts of its answers.

No answer is kept on its own: a round holds how many chose each step of each question. What one
person answered, and when, can't be read from the tables as they stand. Whoever copied the database
before and after each answer could compare the copies.
"""

import secrets

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samskabelse.base.validators import one_line

from ..definition import Definition
from ..fordeling import FEWEST, Fordeling, overall_mean

#: No 0/O, 1/I/L: the code is read aloud and typed from a projector.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LONGEST_NAME = 80
LONGEST_EMAIL = 254
#: More than any team; a limit on what a script can do.
MOST_ANSWERS = 2000


def new_code() -> str:
    """Return a code that can't be guessed from another: ``K7QM-4XPD``.

    Capitals: the log masks every part of a path that isn't lower case.
    """
    letters = "".join(secrets.choice(CODE_ALPHABET) for _i in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def at_most(field: str, length: int, name: str) -> models.CheckConstraint:
    """Limit a text in the database too: SQLite ignores varchar(n)."""
    return models.CheckConstraint(condition=Q(**{f"{field}__length__lte": length}), name=name)


class Team(models.Model):
    """Those who answer together. Only the organiser's address, if given, is personal data."""

    code = models.CharField(_("code"), max_length=9, unique=True, default=new_code, editable=False)
    submission_key = models.UUIDField(unique=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME, validators=[one_line])
    email = models.EmailField(
        _("e-mail"), max_length=LONGEST_EMAIL, blank=True, validators=[one_line]
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    delete_on = models.DateField(_("is deleted"), db_index=True, editable=False)
    mails = models.ManyToManyField("outbox.Mail", related_name="+", editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        default_permissions = ()  # nobody sees teams in the admin
        constraints = [
            at_most("name", LONGEST_NAME, "team_name_length"),
            at_most("email", LONGEST_EMAIL, "team_email_length"),
        ]

    def __str__(self) -> str:
        """Nothing personal: it is shown in logs and reports."""
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def rounds_in_order(self) -> list["Teamrunde"]:
        return sorted(self.rounds.all(), key=lambda one: one.number)


class Teamrunde(models.Model):
    """One time that the team takes the test: open for answers, then shown once and for all.

    Nothing of the answers is shown while it is open, and no answer is taken once it is shown. So
    there is only ever one view of a round, and no two views whose difference is one colleague.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(editable=False)
    version = models.ForeignKey(
        "parathed.Testversion", on_delete=models.PROTECT, related_name="+", editable=False
    )
    answers = models.PositiveIntegerField(default=0, editable=False)
    #: For each question: how many said »ved ikke«, and how many chose each step.
    counts = models.JSONField(default=list, editable=False)
    opened_on = models.DateField(default=timezone.localdate, editable=False)
    closed_on = models.DateField(null=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("round of the team test")
        verbose_name_plural = _("rounds of the team test")
        ordering = ["team", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("team", "number"), name="teamrunde_number"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(answers__gte=FEWEST),
                name="teamrunde_shown_from_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} #{self.number}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def closed_text(self) -> str:
        return date_format(self.closed_on, "j. F Y") if self.closed_on else ""

    @property
    def may_be_shown(self) -> bool:
        """Whether the organiser may close it and see the result."""
        return self.answers >= FEWEST

    @property
    def missing(self) -> int:
        return max(FEWEST - self.answers, 0)

    @property
    def definition(self) -> Definition:
        return self.version.definition

    @property
    def fordelinger(self) -> list[Fordeling]:
        """How the answers lie; nothing while the round is open, whoever asks."""
        if self.is_open:
            return []
        return [Fordeling(tuple(row)) for row in self.counts]

    @property
    def mean(self) -> int | None:
        return overall_mean(self.fordelinger)


class BrugtNoegle(models.Model):
    """The trace that a browser has answered: a hash of its key, gone when the round is shown.

    It stands beside no answer, since answers are only counts.
    """

    round = models.ForeignKey(Teamrunde, on_delete=models.CASCADE, related_name="used_keys")
    key_hash = models.CharField(max_length=64, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("used key")
        verbose_name_plural = _("used keys")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("round", "key_hash"), name="brugtnoegle_once")
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
