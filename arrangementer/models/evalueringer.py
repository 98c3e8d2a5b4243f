"""What participants thought of a date, without a name."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samskabelse.base.constraints import at_most
from samskabelse.base.validators import plain_text

from .afholdelser import Afholdelse

LONGEST_ANSWER = 2000


class Evaluering(models.Model):
    """One answer to the four questions. Holds the day alone: a time would tell who wrote it."""

    afholdelse = models.ForeignKey(
        Afholdelse, on_delete=models.CASCADE, related_name="evalueringer", verbose_name=_("date")
    )
    submission_key = models.UUIDField(unique=True, editable=False)
    useful = models.TextField(
        _("can be used"), max_length=LONGEST_ANSWER, blank=True, validators=[plain_text]
    )
    failed = models.TextField(
        _("did not work"), max_length=LONGEST_ANSWER, blank=True, validators=[plain_text]
    )
    will_try = models.TextField(
        _("will be tried"), max_length=LONGEST_ANSWER, blank=True, validators=[plain_text]
    )
    change = models.TextField(
        _("should be different"), max_length=LONGEST_ANSWER, blank=True, validators=[plain_text]
    )
    answered_on = models.DateField(_("answered"), default=timezone.localdate, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["answered_on", "submission_key"]  # not the order in which they came
        default_permissions = ()
        constraints = [
            at_most(name, LONGEST_ANSWER, f"evaluering_{name}_length")
            for name in ("useful", "failed", "will_try", "change")
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
