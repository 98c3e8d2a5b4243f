"""What has been loaded, so that it is never loaded twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Indlaest(models.Model):
    """One piece of starting content that has been put in, whatever editors did to it since."""

    key = models.CharField(max_length=160, unique=True)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("loaded content")
        verbose_name_plural = _("loaded content")

    def __str__(self) -> str:
        return self.key
