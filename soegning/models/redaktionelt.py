"""What editors decide about searches, and what they learn from them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from samskabelse.base.validators import one_line

from ..analyse import content_words, stem, words

LONGEST_TERM = 60


def query_key(text: str) -> str:
    """Return what two queries have in common that ask for the same: their stems in order."""
    found = words(text)
    return " ".join(sorted({stem(word) for word in content_words(found) or found}))


class Fremhaevelse(models.Model):
    """A page that editors put first when someone searches for certain words."""

    words = models.CharField(
        _("search words"),
        max_length=250,
        validators=[one_line],
        help_text=_(
            "Separate with commas. The page comes first when somebody searches for just these "
            "words; endings don't matter. Such as: co-creation, medskabelse."
        ),
    )
    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("Shown as »Redaktionens valg«, as long as the page is published."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"),
        default=1,
        help_text=_("When several pages are chosen for the same words: 1 comes first."),
    )
    #: One line for each wording: its stems, between line feeds.
    keys = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("editors' choice")
        verbose_name_plural = _("editors' choices")
        ordering = ["words", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(words__length__lte=250), name="fremhaevelse_words")
        ]

    def __str__(self) -> str:
        return f"{self.words} → {self.page}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.keys = "".join(f"\n{key}\n" for key in self.wordings)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.words and not self.wordings:
            raise ValidationError({"words": _("Write at least one word with letters or digits.")})

    @property
    def wordings(self) -> list[str]:
        keys = [query_key(part) for part in self.words.split(",")]
        return list(dict.fromkeys(key for key in keys if key))


class SoegningUdenHit(models.Model):
    """Words that were searched for and not found. Nothing about who asked."""

    term = models.CharField(_("searched for"), max_length=LONGEST_TERM, unique=True)
    times = models.PositiveIntegerField(_("times"), default=0)
    first_at = models.DateField(_("first time"))
    last_at = models.DateField(_("last time"), db_index=True)

    class Meta:
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")
        ordering = ["-times", "-last_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(term__length__lte=LONGEST_TERM), name="soegning_uden_hit_term"
            )
        ]

    def __str__(self) -> str:
        return self.term
