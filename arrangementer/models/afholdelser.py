"""When and where a course is held."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

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

from samskabelse.base.constraints import at_most
from samskabelse.base.tekster import tekst
from samskabelse.base.validators import one_line, plain_text

from ..pladser import Seats, seats_of
from ..querysets import AfholdelseManager
from .kalenderspor import FjernetDag

if TYPE_CHECKING:
    from .moededage import Moededag

LONGEST_PRACTICAL = 2000

#: What a calendar must hear about: with a new one of these the sequence is raised.
CalendarFacts = tuple[str, str, bool, tuple[tuple[dt.datetime, dt.datetime], ...]]


class Afholdelse(ClusterableModel, Orderable):
    """One run of a course or an event: its days, place, seats, price and deadline.

    The row lives on over every edit of its page: sign-ups point at it, and ``uid`` is what
    calendars know it by. What an editor removes while somebody is signed up is put back.
    """

    class Form(models.TextChoices):
        IN_PERSON = "fysisk", _("in person")
        ONLINE = "online", _("online")
        MIXED = "blandet", _("both in person and online")

    class Status(models.TextChoices):
        OPEN = "aaben", _("open")
        CLOSED = "lukket", _("closed for sign-up")
        CANCELLED = "aflyst", _("cancelled")

    class Language(models.TextChoices):
        DANISH = "dansk", _("Danish")
        ENGLISH = "engelsk", _("English")
        SCANDINAVIAN = "skandinavisk", _("Danish, Norwegian and Swedish")

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
    online_link = models.URLField(
        _("online link"),
        max_length=500,
        blank=True,
        help_text=_("Mailed to the participants and shown nowhere else."),
    )
    practical = models.TextField(
        _("practical information"),
        max_length=LONGEST_PRACTICAL,
        blank=True,
        validators=[plain_text],
        help_text=_("How to find the place, what to bring. Stands in the reminders."),
    )
    preparation = models.TextField(
        _("preparation"),
        max_length=LONGEST_PRACTICAL,
        blank=True,
        validators=[plain_text],
        help_text=_("What to think over before. Stands in the first reminder, a week ahead."),
    )
    language = models.CharField(
        _("language"), max_length=15, choices=Language, default=Language.DANISH
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
    price_covers = models.CharField(
        _("the price covers"),
        max_length=240,
        blank=True,
        validators=[one_line],
        help_text=_("Such as »undervisning, materialer og frokost«."),
    )
    deadline = models.DateField(
        _("deadline"), null=True, blank=True, help_text=_("Holds to the end of the day.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    starts_at = models.DateTimeField(null=True, editable=False, db_index=True)
    ends_at = models.DateTimeField(null=True, editable=False, db_index=True)

    objects = AfholdelseManager()

    panels = [
        InlinePanel("days", heading=_("Days"), label=_("day"), min_num=1),
        MultiFieldPanel(
            ["form", "place", "online_link", "duration", "language"], heading=_("Where")
        ),
        MultiFieldPanel(["practical", "preparation"], heading=_("Mailed before the day")),
        MultiFieldPanel(
            ["seats", "price", "price_covers", "deadline", "status"], heading=_("Seats and price")
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        constraints = [
            at_most("practical", LONGEST_PRACTICAL, "afholdelse_practical_length"),
            at_most("preparation", LONGEST_PRACTICAL, "afholdelse_preparation_length"),
        ]

    def __str__(self) -> str:
        return f"{self.date_text}, {self.place or self.get_form_display()}"

    def clean(self) -> None:
        super().clean()
        if self.form != self.Form.ONLINE and not self.place:
            raise ValidationError({"place": _("Write where it is held, or choose online.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the first start and the last end, and count the changes calendars must hear of.

        A draft holds all fields as they were when it was written, so the count goes on from
        the row that stands, never from the draft.
        """
        days = self.days_in_order
        if days:
            self.starts_at = days[0].starts_at
            self.ends_at = days[-1].ends_at
        before = Afholdelse.objects.filter(pk=self.pk).first() if self.pk else None
        if before is None:
            self._take_new_identity()
        else:
            self._go_on_from(before)
        if kwargs.get("update_fields") is not None:
            kept = {"starts_at", "ends_at", "uid", "sequence", "created_at", "changed_at"}
            kwargs["update_fields"] = {*kwargs["update_fields"], *kept}
        super().save(*args, **kwargs)

    def _take_new_identity(self) -> None:
        self.sequence = 0
        self.created_at = self.changed_at = timezone.now()
        # A copied page brings its dates' identities along.
        if Afholdelse.objects.filter(uid=self.uid).exists():
            self.uid = uuid.uuid4()

    def _go_on_from(self, before: "Afholdelse") -> None:
        self.uid = before.uid
        self.created_at = before.created_at
        self.sequence = before.sequence
        self.changed_at = before.changed_at
        if self.calendar_facts != before.calendar_facts:
            self.sequence += 1
            self.changed_at = timezone.now()
            FjernetDag.remember(before, from_number=len(self.days_in_order) + 1)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Leave a trace of each day, which tells calendars that it's off."""
        FjernetDag.remember(self, from_number=1)
        return super().delete(*args, **kwargs)

    @property
    def calendar_facts(self) -> CalendarFacts:
        days = tuple((day.starts_at, day.ends_at) for day in self.days_in_order)
        return (self.form, self.place, self.is_cancelled, days)

    @classmethod
    def in_use(cls, pks: Collection[int]) -> set[int]:
        """Return those that something holds on to and that therefore can't be removed."""
        found: set[int] = set()
        for relation in cls._meta.related_objects:
            if pks and relation.on_delete in (models.PROTECT, models.RESTRICT):
                name = relation.field.attname
                rows = relation.related_model._base_manager.filter(**{f"{name}__in": pks})
                found.update(rows.values_list(name, flat=True))
        return found

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
    def has_started(self) -> bool:
        return self.starts_at is not None and self.starts_at <= timezone.now()

    @property
    def deadline_text(self) -> str:
        """What the deadline means just now; nothing where one can't sign up."""
        if self.deadline is None or not self.is_open:
            return ""
        if self.deadline == timezone.localdate():
            return tekst("arrangement.frist_i_dag")
        if not self.deadline_has_passed:
            return tekst("arrangement.frist", dato=date_format(self.deadline, "j. F Y"))
        return tekst("arrangement.frist_overskredet") if self.seats_state.are_free else ""

    @property
    def foreign_language(self) -> str:
        is_danish = self.language == self.Language.DANISH
        return "" if is_danish else str(self.get_language_display())

    @property
    def is_open(self) -> bool:
        """Whether one can sign up, if only for the waiting list."""
        return self.status == self.Status.OPEN and not self.has_started

    @property
    def seats_state(self) -> Seats:
        """How many seats are left. Lists fetch the numbers along by ``with_counts()``."""
        return seats_of(self)

    @property
    def status_text(self) -> str:
        """The state of sign-up in words."""
        return self.seats_state.text

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

    @property
    def searched(self) -> str:
        """What the course is found by while this date lies ahead."""
        if self.is_past:
            return ""
        mixed = tekst("arrangement.blandet") if self.form == self.Form.MIXED else ""
        free = "" if self.price else self.price_text
        parts = [self.date_text, self.place_text, mixed, free, self.duration]
        return " · ".join(part for part in parts if part)
