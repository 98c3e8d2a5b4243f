"""What is left of an inquiry when it is deleted: a number among numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .henvendelse import Henvendelse


class Sagstal(models.Model):
    """A deleted inquiry as statistics: its week, its subject, how it ended. No person, no day."""

    week = models.DateField(_("week"), db_index=True)  # its Monday
    emne = models.CharField(_("subject"), max_length=20, choices=Henvendelse.Emne)
    status = models.CharField(_("status"), max_length=20, choices=Henvendelse.Status)
    #: Whole hours from received to first answered; empty when never answered.
    answer_hours = models.PositiveIntegerField(_("hours until answered"), null=True)
    had_meeting = models.BooleanField(_("led to a meeting"), default=False)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["week", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.week:%G-%V}"
