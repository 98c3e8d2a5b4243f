"""Published versions of the test, kept for good."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..definition import Definition


class TestversionManager(models.Manager["Testversion"]):
    def of(self, definition: Definition) -> "Testversion":
        """Return the version that says exactly this, made now if it is new."""
        digest = definition.digest
        for _attempt in range(5):
            found = self.filter(digest=digest).first()
            if found:
                return found
            highest = self.aggregate(highest=Max("number"))["highest"] or 0
            try:
                with transaction.atomic():
                    return self.create(
                        number=highest + 1, digest=digest, content=definition.to_json()
                    )
            except IntegrityError:
                # Another process made this one, or another one with its number.
                continue
        raise IntegrityError("No number for the version")


class Testversion(models.Model):
    """What the test said when somebody answered it. A result names its version by number.

    Never changed and never deleted: a result that was shared years ago is read with the words
    that were answered.
    """

    __test__ = False  # not pytest's

    number = models.PositiveIntegerField(_("number"), unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    content = models.JSONField(editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TestversionManager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("version of the test")
        verbose_name_plural = _("versions of the test")
        ordering = ["-number"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValidationError("A version is never changed.")
        super().save(*args, **kwargs)

    @property
    def definition(self) -> Definition:
        return Definition.from_json(self.content)
