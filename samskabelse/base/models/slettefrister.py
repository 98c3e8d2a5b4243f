"""How long inquiries are kept, as the privacy policy promises."""

from dateutil.relativedelta import relativedelta
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel


class SlettefristerMixin(models.Model):
    """What editors may set about the deletion of inquiries."""

    deletion_days = models.PositiveSmallIntegerField(
        _("delete inquiries after"),
        default=90,
        help_text=_("Days after the case is closed, as the privacy policy promises."),
    )
    longest_months = models.PositiveSmallIntegerField(
        _("delete inquiries at the latest after"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
        help_text=_(
            "Months after they were written, closed or not. As the privacy policy promises. "
            "Change it there too."
        ),
    )
    spam_days = models.PositiveSmallIntegerField(
        _("delete spam after"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("Days. Long enough to find what was taken for spam by mistake."),
    )

    class Meta:
        abstract = True

    slettefrist_panels = [
        MultiFieldPanel(
            ["deletion_days", "longest_months", "spam_days"], heading=_("Deletion of inquiries")
        )
    ]

    @property
    def longest_kept(self) -> relativedelta:
        return relativedelta(months=self.longest_months)
