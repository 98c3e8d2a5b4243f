"""The text of PDF documents, read in the background."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DokumentTekst(models.Model):
    """What stands in one file. A new file under the same document is read anew."""

    class State(models.TextChoices):
        READ = "laest", _("read")
        EMPTY = "tom", _("without text")
        FAILED = "kan_ikke_laeses", _("can't be read")

    document = models.OneToOneField(
        "base.Dokument", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    file = models.CharField(max_length=255)
    state = models.CharField(max_length=20, choices=State)
    text = models.TextField()

    class Meta:
        verbose_name = _("text of a document")

    def __str__(self) -> str:
        return self.file
