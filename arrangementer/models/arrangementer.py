"""Courses and events."""

from typing import Any

from django.db import models
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from samskabelse.base.blocks.text import TEXT_FEATURES
from samskabelse.base.models import BasePage, ExampleMixin
from samskabelse.base.strukturdata import Node
from samskabelse.base.tekster import lazy_tekst, tekst
from veje.models import TopicsMixin, TraadMixin
from veje.relaterede import SHOWN, Related, related_to

from .. import kalender, strukturdata
from ..blocks import LinesBlock, ProgrammeDayBlock
from ..forms import ArrangementPageForm
from ..querysets import ArrangementManager
from .afholdelser import Afholdelse
from .kalenderspor import KEPT
from .undervisere import Underviser

#: What the course page leads on to beside a case: its colleagues stand in the catalogue.
TEXTS = ("artikelpage", "publikationpage")
#: The largest key a database takes.
MAX_KEY = 2**63


class ArrangementPage(RoutablePageMixin, TraadMixin, TopicsMixin, ExampleMixin, BasePage):
    """A course, webinar, network or conference, with the dates on which it is held."""

    class Type(models.TextChoices):
        KURSUS = "kursus", lazy_tekst("arrangementer_liste.typer.kursus")
        WEBINAR = "webinar", lazy_tekst("arrangementer_liste.typer.webinar")
        NETVAERK = "netvaerk", lazy_tekst("arrangementer_liste.typer.netvaerk")
        KONFERENCE = "konference", lazy_tekst("arrangementer_liste.typer.konference")
        TEMADAG = "temadag", lazy_tekst("arrangementer_liste.typer.temadag")
        FORLOEB = "uddannelsesforloeb", lazy_tekst("arrangementer_liste.typer.uddannelsesforloeb")

    type = models.CharField(_("type"), max_length=20, choices=Type, default=Type.KURSUS)
    description = RichTextField(
        _("description"), features=TEXT_FEATURES, blank=True, help_text=_("What happens, and why.")
    )
    outcomes = StreamField(
        [("points", LinesBlock())], blank=True, max_num=1, verbose_name=_("what you get out of it")
    )
    for_whom = models.TextField(_("for whom"), max_length=600, blank=True)
    programme = StreamField([("day", ProgrammeDayBlock())], blank=True, verbose_name=_("programme"))
    terms = StreamField(
        [("points", LinesBlock())],
        blank=True,
        max_num=1,
        verbose_name=_("terms"),
        help_text=_("What the price covers, and what holds for this one in particular."),
    )

    objects = ArrangementManager()

    base_form_class = ArrangementPageForm
    kind = "arrangement"
    thread_heading = _("Learn it")
    thread_place = 3
    is_listed_by_vej = True
    way_out = "/kontakt/?emne=raadgivning"
    example_key = "arrangement"
    parent_page_types = ["arrangementer.ArrangementIndexPage"]
    subpage_types: list[str] = []
    page_description = _("A course or an event, with its dates.")

    class Meta:
        verbose_name = _("course or event")
        verbose_name_plural = _("courses and events")

    content_panels = [
        *BasePage.content_panels,
        "type",
        *TraadMixin.traad_panels,
        InlinePanel("afholdelser", heading=_("Dates and places"), label=_("date")),
        MultiFieldPanel(["description", "outcomes", "for_whom"], heading=_("The course")),
        FieldPanel("programme"),
        InlinePanel("undervisninger", heading=_("Teachers"), label=_("teacher")),
        FieldPanel("terms"),
        MultiFieldPanel(TopicsMixin.topics_panels, heading=_("Topics")),
        *ExampleMixin.example_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("description"),
        index.SearchField("for_whom"),
        index.SearchField("outcomes"),
        index.SearchField("programme"),
        index.SearchField("terms"),
        *TopicsMixin.topics_search_fields,
        index.RelatedFields(
            "afholdelser",
            [
                index.SearchField("searched"),
                index.RelatedFields("days", [index.SearchField("searched")]),
            ],
        ),
    ]

    @classproperty
    def card_relations(cls) -> list[Any]:
        dates = Afholdelse.objects.with_counts()
        return ["image__renditions", Prefetch("afholdelser", queryset=dates)]

    def with_content_json(self, content: dict[str, Any]) -> "ArrangementPage":
        """Let no draft drop or double a date that stands.

        An older draft knows a date that was new then by its ``uid`` alone, and knows nothing of
        those made later. Somebody may be signed up for them.
        """
        page = super().with_content_json(content)
        standing = {row.uid: row for row in Afholdelse.objects.filter(page=self.pk)}
        drafted = list(page.afholdelser.all())
        for row in drafted:
            if row.pk is None and row.uid in standing:
                row.pk = standing[row.uid].pk
        missing = {row.pk: row for row in standing.values()}
        for row in drafted:
            missing.pop(row.pk, None)
        kept = Afholdelse.in_use(missing)
        page.afholdelser = [*drafted, *(row for pk, row in missing.items() if pk in kept)]
        return page

    @cached_property
    def dates(self) -> list[Afholdelse]:
        """All dates in order. A preview holds them unsaved, so they are sorted here."""
        rows = self.afholdelser.all()
        is_fetched = "afholdelser" in getattr(self, "_prefetched_objects_cache", {})
        if isinstance(rows, models.QuerySet) and not is_fetched:
            rows = rows.with_counts().prefetch_related("days")
        return sorted(rows, key=lambda row: (row.starts_at is None, row.starts_at or 0))

    @property
    def upcoming_dates(self) -> list[Afholdelse]:
        return [date for date in self.dates if not date.is_past]

    @property
    def past_dates(self) -> list[Afholdelse]:
        return [date for date in self.dates if date.is_past]

    @property
    def next_date(self) -> Afholdelse | None:
        return next((date for date in self.upcoming_dates if not date.is_cancelled), None)

    @cached_property
    def teachers(self) -> list[Underviser]:
        """Those who teach, in the editor's order. A preview holds ties that aren't saved."""
        ties = self.undervisninger.all()
        if isinstance(ties, models.QuerySet):
            ties = ties.select_related("underviser__image").prefetch_related(
                "underviser__image__renditions"
            )
        return [tie.underviser for tie in ties]

    @cached_property
    def related(self) -> list[Related]:
        """The case and the texts that share most with the course, and why."""
        cases = related_to(self, shown=1, kinds=["casepage"])
        return [*cases, *related_to(self, shown=SHOWN - len(cases), kinds=TEXTS)]

    def structured_data(self, image: str = "") -> list[Node]:
        return [*super().structured_data(image), *strukturdata.nodes(self, image)]

    @property
    def kind_label(self) -> str:
        return str(self.get_type_display())

    @property
    def card_meta(self) -> str:
        date = self.next_date
        if date is None:
            return tekst("arrangement.ingen_datoer")
        return f"{date.date_text} · {date.town}"

    @property
    def outcome_lines(self) -> list[str]:
        return list(self.outcomes[0].value) if self.outcomes else []

    @property
    def term_lines(self) -> list[str]:
        return list(self.terms[0].value) if self.terms else []

    # Addresses with a dot have no slash at the end; see samskabelse/urls.py.
    @path("kalender.ics/")
    def calendar_view(self, request: HttpRequest) -> HttpResponse:
        """Give all dates that lie ahead, and for a while those that were called off."""
        dates = self.calendar_dates().filter(ends_at__gte=timezone.now() - KEPT)
        removed = self.removed_days.filter(removed_at__gte=timezone.now() - KEPT)
        events = [event for date in dates for event in kalender.events_of(date)]
        events += kalender.removed_events(removed.select_related("page"))
        parts = kalender.parts_of(events)
        return kalender.response(request, parts, filename=f"{self.slug}.ics", name=self.title)

    @path("<int:pk>/kalender.ics/")
    def date_calendar_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give one date."""
        date = self.calendar_dates().filter(pk=pk).first() if pk < MAX_KEY else None
        if date is None:
            raise Http404
        filename = f"{self.slug}-{date.local_start:%Y-%m-%d}.ics"
        parts = kalender.parts_of(kalender.events_of(date))
        return kalender.response(request, parts, filename=filename)

    def calendar_dates(self) -> "models.QuerySet[Afholdelse]":
        """The dates that have days, each with all that its events show."""
        rows = Afholdelse.objects.filter(page=self.pk).exclude(starts_at=None)
        return rows.select_related("page").prefetch_related("days").order_by("starts_at", "pk")
