"""That the day's mail about overdue inquiries is written: once a day, however many workers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Dagsmail(models.Model):
    """A day on which the team has been told."""

    day = models.DateField(_("day"), unique=True)

    class Meta:
        verbose_name = _("mail of the day")
        verbose_name_plural = _("mails of the day")
        ordering = ["-day"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.day)
