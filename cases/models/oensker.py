"""What visitors have looked for in vain, as counts: no names, no words of theirs."""

from django.db import models
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: What four names of 60 signs and the longest title of a vej come to, å written as aa.
LONGEST_QUERY, LONGEST_LABEL = 1000, 600


class Oenske(models.Model):
    """How many have wished for a case of one kind."""

    query = models.CharField(_("filters"), max_length=LONGEST_QUERY, unique=True, editable=False)
    label = models.CharField(_("wish"), max_length=LONGEST_LABEL, editable=False)
    count = models.PositiveIntegerField(_("wished by"), default=0, editable=False)
    first = models.DateField(_("first time"), default=timezone.localdate, editable=False)
    last = models.DateField(_("last time"), default=timezone.localdate, editable=False)

    class Meta:
        verbose_name = _("wished case")
        verbose_name_plural = _("wished cases")
        ordering = ["-count", "label"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    query__length__lte=LONGEST_QUERY, label__length__lte=LONGEST_LABEL
                ),
                name="oenske_is_short",
            )
        ]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def add(cls, query: str, label: str) -> None:
        """Count one more wish; two at once are two."""
        # Emoji are written as whole words in an address.
        query, label = query[:LONGEST_QUERY], label[:LONGEST_LABEL]
        row, _new = cls.objects.get_or_create(query=query, defaults={"label": label})
        same: QuerySet = cls.objects.filter(pk=row.pk)
        same.update(count=F("count") + 1, last=timezone.localdate(), label=label)
