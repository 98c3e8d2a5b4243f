"""What belongs to the site as a whole and that editors keep."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from ..kept import watch
from ..validators import one_line
from .slettefrister import SlettefristerMixin
from .tilmeldingsfrister import TilmeldingsfristerMixin


@register_setting(icon="cog", order=100)
class Indstillinger(SlettefristerMixin, TilmeldingsfristerMixin, ClusterableModel, BaseSiteSetting):
    """Contact details, answer times and menus of one site."""

    phone = models.CharField(
        _("phone number"),
        max_length=20,
        default="8779 6300",
        validators=[one_line, RegexValidator(r"^\+?[\d ]{8,20}$", _("Write digits and spaces."))],
        help_text=_("Shown on the landing page, in the footer and in every error. As 8779 6300."),
    )
    team_email = models.EmailField(
        _("the team's mail address"),
        blank=True,
        help_text=_("New inquiries are announced here. Left empty, nobody gets a mail."),
    )
    answer_days = models.PositiveSmallIntegerField(
        _("answer within"),
        default=2,
        help_text=_("Working days. Stands at the contact form and in the receipt."),
    )
    few_seats = models.PositiveSmallIntegerField(
        _("»few seats« from"),
        default=5,
        help_text=_("With this many seats left or fewer, the number is shown."),
    )
    team_months = models.PositiveSmallIntegerField(
        _("delete teams after"),
        default=13,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
        help_text=_(
            "Months after a team is made for the readiness test. Change the privacy policy too."
        ),
    )
    was_url = models.URLField(
        _("address of the accessibility statement"),
        blank=True,
        help_text=_("From WAS-Tool. /was leads here; left empty, it leads to our own page."),
    )

    class Meta:
        verbose_name = _("contact, answer times and menus")

    panels = [
        MultiFieldPanel(
            ["phone", "team_email", "answer_days"],
            heading=_("Contact and answer times"),
        ),
        *SlettefristerMixin.slettefrist_panels,
        FieldPanel("team_months"),
        FieldPanel("few_seats"),
        *TilmeldingsfristerMixin.frist_panels,
        InlinePanel("menu_items", heading=_("Menu at the top and in the footer")),
        FieldPanel("was_url"),
    ]

    @property
    def phone_href(self) -> str:
        """Return the number as a link; eight digits are Danish."""
        digits = "".join(self.phone.split())
        return f"tel:{digits if digits.startswith('+') else '+45' + digits}"


class MenuPunkt(Orderable):
    """One line in a menu: a page and the words that lead to it."""

    class Place(models.TextChoices):
        TOP = "top", _("top")
        BUTTON = "knap", _("button at the top")
        FOOTER = "bund", _("footer")

    settings = ParentalKey(Indstillinger, on_delete=models.CASCADE, related_name="menu_items")
    place = models.CharField(_("place"), max_length=10, choices=Place, default=Place.TOP)
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("The line disappears by itself when the page is unpublished."),
    )
    label = models.CharField(
        _("words"),
        max_length=40,
        blank=True,
        validators=[one_line],
        help_text=_("Left empty, the page's title is used."),
    )

    panels = ["place", "page", "label"]

    class Meta(Orderable.Meta):
        verbose_name = _("menu item")

    def __str__(self) -> str:
        return self.label or self.page.title


watch(Indstillinger, MenuPunkt)
