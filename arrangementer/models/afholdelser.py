"""When and where a course is held."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from samskabelse.base.tekster import tekst
from samskabelse.base.validators import one_line


class Afholdelse(ClusterableModel, Orderable):
    """One run of a course or an event: its days, place, seats, price and deadline."""

    class Form(models.TextChoices):
        IN_PERSON = "fysisk", _("in person")
        ONLINE = "online", _("online")
        MIXED = "blandet", _("both in person and online")

    class Status(models.TextChoices):
        OPEN = "aaben", _("open")
        CLOSED = "lukket", _("closed for sign-up")
        CANCELLED = "aflyst", _("cancelled")

    page = ParentalKey(
        "arrangementer.ArrangementPage", on_delete=models.CASCADE, related_name="afholdelser"
    )
    form = models.CharField(_("form"), max_length=10, choices=Form, default=Form.IN_PERSON)
    place = models.CharField(
        _("place"),
        max_length=160,
        blank=True,
        validators=[one_line],
        help_text=_("Town and address. Until the address is known: »Aarhus, adresse følger«."),
    )
    duration = models.CharField(
        _("duration"),
        max_length=60,
        blank=True,
        validators=[one_line],
        help_text=_("In words, such as »2 dage«."),
    )
    seats = models.PositiveSmallIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(5000)],
        help_text=_("Left empty: no limit."),
    )
    price = models.PositiveIntegerField(
        _("price"),
        default=0,
        validators=[MaxValueValidator(1_000_000)],
        help_text=_("Kroner a participant, excl. VAT. 0 is free."),
    )
    deadline = models.DateField(
        _("deadline"), null=True, blank=True, help_text=_("Holds to the end of the day.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    starts_at = models.DateTimeField(null=True, editable=False, db_index=True)
    ends_at = models.DateTimeField(null=True, editable=False, db_index=True)

    panels = [
        InlinePanel("days", heading=_("Days"), label=_("day"), min_num=1),
        MultiFieldPanel(["form", "place", "duration"], heading=_("Where")),
        MultiFieldPanel(["seats", "price", "deadline", "status"], heading=_("Seats and price")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("date")
        verbose_name_plural = _("dates")

    def __str__(self) -> str:
        return f"{self.date_text}, {self.place or self.get_form_display()}"

    def clean(self) -> None:
        super().clean()
        if self.form != self.Form.ONLINE and not self.place:
            raise ValidationError({"place": _("Write where it is held, or choose online.")})

    def save(self, *args, **kwargs) -> None:
        """Keep the first start and the last end, which lists sort and filter by."""
        days = self.days_in_order
        if days:
            self.starts_at = days[0].starts_at
            self.ends_at = days[-1].ends_at
        super().save(*args, **kwargs)

    @property
    def days_in_order(self) -> list["Moededag"]:
        return sorted(self.days.all(), key=lambda day: (day.date, day.start))

    @property
    def is_past(self) -> bool:
        return self.ends_at is not None and self.ends_at < timezone.now()

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def deadline_has_passed(self) -> bool:
        return self.deadline is not None and self.deadline < timezone.localdate()

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN and not self.is_past

    @property
    def status_text(self) -> str:
        """The state of sign-up in words."""
        if self.is_cancelled:
            return tekst("arrangement.status.aflyst")
        if self.is_past:
            return tekst("arrangement.status.afholdt", dato=self.date_text)
        if self.status == self.Status.CLOSED:
            return tekst("arrangement.status.lukket")
        return tekst("arrangement.status.ledige")

    @cached_property
    def local_start(self) -> dt.datetime | None:
        return timezone.localtime(self.starts_at) if self.starts_at else None

    @property
    def date_text(self) -> str:
        """»3. december 2026«, or the first and the last day."""
        if not self.starts_at or not self.ends_at:
            return ""
        first = timezone.localdate(self.starts_at)
        last = timezone.localdate(self.ends_at)
        if first == last:
            return date_format(first, "j. F Y")
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}.–{date_format(last, 'j. F Y')}"
        beginning = date_format(first, "j. F" if first.year == last.year else "j. F Y")
        return f"{beginning} – {date_format(last, 'j. F Y')}"

    @property
    def place_text(self) -> str:
        return tekst("arrangement.online") if self.form == self.Form.ONLINE else self.place

    @property
    def town(self) -> str:
        """The place's first words, short enough for a list."""
        return self.place_text.split(",")[0]

    @property
    def price_text(self) -> str:
        if not self.price:
            return tekst("faelles.gratis")
        return tekst("faelles.pris", beloeb=number_format(self.price))


class Moededag(Orderable):
    """One day on which participants meet."""

    afholdelse = ParentalKey(Afholdelse, on_delete=models.CASCADE, related_name="days")
    date = models.DateField(_("date"))
    start = models.TimeField(_("from"), default=dt.time(9))
    end = models.TimeField(_("to"), default=dt.time(16))

    panels = ["date", "start", "end"]

    class Meta(Orderable.Meta):
        verbose_name = _("day")
        verbose_name_plural = _("days")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="moededag_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return date_format(self.date, "j. F Y")

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end <= self.start:
            raise ValidationError({"end": _("The day must end after it has begun.")})

    @property
    def starts_at(self) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(self.date, self.start))

    @property
    def ends_at(self) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(self.date, self.end))

    @property
    def time_text(self) -> str:
        return f"kl. {date_format(self.start, 'G.i')}-{date_format(self.end, 'G.i')}"
