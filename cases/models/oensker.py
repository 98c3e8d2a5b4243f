"""What visitors have looked for in vain, as counts: no names, no words of theirs."""

from django.db import models
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Oenske(models.Model):
    """How many have wished for a case of one kind."""

    query = models.CharField(_("filters"), max_length=200, unique=True, editable=False)
    label = models.CharField(_("wish"), max_length=300, editable=False)
    count = models.PositiveIntegerField(_("wished by"), default=0, editable=False)
    first = models.DateField(_("first time"), default=timezone.localdate, editable=False)
    last = models.DateField(_("last time"), default=timezone.localdate, editable=False)

    class Meta:
        verbose_name = _("wished case")
        verbose_name_plural = _("wished cases")
        ordering = ["-count", "label"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(query__length__lte=200, label__length__lte=300),
                name="oenske_is_short",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def add(cls, query: str, label: str) -> None:
        """Count one more wish; two at once are two."""
        row, _new = cls.objects.get_or_create(query=query, defaults={"label": label})
        same: QuerySet = cls.objects.filter(pk=row.pk)
        same.update(count=F("count") + 1, last=timezone.localdate(), label=label)
