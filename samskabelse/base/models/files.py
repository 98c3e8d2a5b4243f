"""Pictures and documents: ours from the first migration, so that fields can be added."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from ..dokumentfiler import is_what_it_says


class Billede(AbstractImage):
    """A picture with a credit. Its alt text belongs to the page, as what matters differs."""

    description = models.CharField(
        _("description"),
        max_length=255,
        blank=True,
        default="",
        help_text=_(
            "Only for finding the picture here. What is read aloud to those who can't see it is "
            "written where the picture stands in a text."
        ),
    )
    credit = models.CharField(
        _("credit"),
        max_length=160,
        blank=True,
        help_text=_("Who made the picture, as it should stand below it. Leave empty if unknown."),
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class Billedudgave(AbstractRendition):
    """One size and format of a picture, made once."""

    image = models.ForeignKey(
        Billede, on_delete=models.CASCADE, related_name="renditions", verbose_name=_("image")
    )

    class Meta:
        verbose_name = _("rendition")
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="billedudgave_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.image} ({self.filter_spec})"


class Dokument(AbstractDocument):
    """A file that visitors can fetch."""

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self) -> None:
        """Refuse a file whose content is another than its name says: it could be a page."""
        super().clean()
        if (
            self.file
            and not self.file._committed
            and not is_what_it_says(self.file.name, self.file)
        ):
            raise ValidationError(
                {"file": _("The file's content is of another kind than its name says.")}
            )
