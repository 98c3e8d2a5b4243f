"""Addresses that visitors asked for in vain, counted so that an editor can lead them on."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_PATH = 200


class DoedAdresse(models.Model):
    """One address that no page has, how often it was asked for, and when.

    The path alone: no query string, no visitor, no time of the single request.
    """

    path = models.CharField(_("address"), max_length=LONGEST_PATH, unique=True)
    count = models.PositiveIntegerField(_("asked for"), default=1)
    first_seen = models.DateField(_("first time"), default=timezone.localdate)
    last_seen = models.DateField(_("last time"), default=timezone.localdate, db_index=True)

    class Meta:
        verbose_name = _("address that leads nowhere")
        verbose_name_plural = _("addresses that lead nowhere")
        ordering = ["-count", "-last_seen", "path"]
        # A visitor's browser makes the rows, and an administrator can take them away.
        default_permissions = ("view", "delete")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(path__length__lte=LONGEST_PATH), name="doed_adresse_path_length"
            )
        ]

    def __str__(self) -> str:
        return self.path
