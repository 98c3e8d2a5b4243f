"""A municipality's story: the facts that are known, and the story itself."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable

from django.db import models
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, Select
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from kommuner.models import Kommune, Omraade
from samskabelse.base.blocks import BodyBlock
from samskabelse.base.models import BasePage, ExampleMixin, LicenceMixin
from samskabelse.base.tekster import lazy_tekst, tekst
from samskabelse.base.validators import one_line
from veje.models import TraadMixin

from ..redigering import CasePageForm
from .lister import Deltagertype, Metode

IN_LISTS = _("Is one missing? Editors add it under »Lists« in the menu.")


def named(rows: models.Manager) -> str:
    return ", ".join(str(one) for one in rows.all())


class CasePage(TraadMixin, LicenceMixin, ExampleMixin, BasePage):
    """A municipality's story, told with what went well and what did not."""

    class Evidence(models.TextChoices):
        OWN = "egen_beretning", lazy_tekst("case.evidens.egen_beretning")
        EVALUATED = "evalueret", lazy_tekst("case.evidens.evalueret")
        INDEPENDENT = "uafhaengigt_undersoegt", lazy_tekst("case.evidens.uafhaengigt_undersoegt")

    kommuner = ParentalManyToManyField(
        Kommune, blank=True, related_name="cases", verbose_name=_("municipalities")
    )
    invented_kommune = models.CharField(
        _("invented municipality"),
        max_length=60,
        blank=True,
        validators=[one_line],
        help_text=_("Only for examples: the name of a municipality that doesn't exist."),
    )
    omraade = models.ForeignKey(
        Omraade,
        # An older version of a case that names a deleted field can be read with no other rule.
        on_delete=models.SET_NULL,
        related_name="cases",
        null=True,
        blank=True,
        verbose_name=_("field"),
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    mark = models.CharField(
        _("mark"),
        max_length=30,
        blank=True,
        validators=[one_line],
        help_text=_("A short mark on the card, such as »COK-case«."),
    )
    note = models.TextField(
        _("note on top of the page"),
        max_length=400,
        blank=True,
        help_text=_("Something the reader must know before reading on."),
    )
    front_teaser = models.CharField(
        _("teaser on the landing page"),
        max_length=160,
        blank=True,
        help_text=_("Left empty, the teaser is cut at a word."),
    )
    challenge = models.TextField(_("the challenge"), max_length=600, blank=True)
    what_was_done = models.TextField(_("what was done"), max_length=600, blank=True)
    participants = models.TextField(_("who took part"), max_length=400, blank=True)
    participant_types = ParentalManyToManyField(
        Deltagertype, blank=True, related_name="cases", verbose_name=_("kinds of participants")
    )
    methods = ParentalManyToManyField(
        Metode, blank=True, related_name="cases", verbose_name=_("methods")
    )
    scale = models.CharField(
        _("scale"),
        max_length=200,
        blank=True,
        validators=[one_line],
        help_text=_("How big was it? Such as »Tre skoler, 140 deltagere«."),
    )
    result = models.TextField(_("what came of it"), max_length=600, blank=True)
    not_worked = models.TextField(
        _("what did not work"),
        max_length=600,
        blank=True,
        help_text=_("The part that others learn most from."),
    )
    would_change = models.TextField(_("what they would do differently"), max_length=600, blank=True)
    cost_and_time = models.TextField(_("cost and time"), max_length=400, blank=True)
    evidence = models.CharField(
        _("what the case builds on"), max_length=30, choices=Evidence, blank=True
    )
    follow_up_due = models.DateField(
        _("to be followed up in"),
        null=True,
        blank=True,
        help_text=_(
            "Any day of the month. Left empty: a year after the case was published. When the day "
            "has passed without a follow-up, the page says that it is missing."
        ),
    )
    followed_up_on = models.DateField(
        _("followed up in"),
        null=True,
        blank=True,
        help_text=_("Any day of the month. Only month and year are shown."),
    )
    follow_up = models.TextField(_("a year later"), max_length=600, blank=True)
    source_title = models.CharField(_("source"), max_length=200, blank=True)
    source_publisher = models.CharField(_("publisher of the source"), max_length=120, blank=True)
    source_address = models.CharField(
        _("address of the source"),
        max_length=200,
        blank=True,
        validators=[one_line],
        help_text=_("As text. It isn't made a link, since old addresses die."),
    )
    contact_name = models.CharField(
        _("whom to ask"),
        max_length=120,
        blank=True,
        validators=[one_line],
        help_text=_("Name and title. Ask them first: it is shown on the page."),
    )
    contact_email = models.EmailField(_("their e-mail"), blank=True)
    source_note = models.TextField(
        _("note on the source"),
        max_length=400,
        blank=True,
        help_text=_("For the editors. Not shown on the page."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("the story"))

    kind = "case"
    schema_type = "Article"
    card_relations = ["image__renditions", "omraade", "kommuner"]
    thread_heading = _("See it done")
    thread_place = 1
    is_listed_by_vej = True
    way_out = "/cases/oensk/?vej={nr}"
    example_key = "case"
    base_form_class = CasePageForm
    #: A copy is another case, whose year has yet to pass.
    exclude_fields_in_copy = ["follow_up_due", "followed_up_on", "follow_up"]
    parent_page_types = ["cases.CaseIndexPage"]
    subpage_types: list[str] = []
    page_description = _("A municipality's story, with what worked and what did not.")

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")

    facts_panels = [
        MultiFieldPanel(
            [
                FieldPanel("kommuner", widget=CheckboxSelectMultiple),
                "invented_kommune",
                FieldPanel("omraade", widget=Select, help_text=IN_LISTS),
                "year",
            ],
            heading=_("Where and when"),
        ),
        MultiFieldPanel(
            [
                "challenge",
                "what_was_done",
                "participants",
                FieldPanel("participant_types", widget=CheckboxSelectMultiple, help_text=IN_LISTS),
                FieldPanel("methods", widget=CheckboxSelectMultiple, help_text=IN_LISTS),
                "scale",
                "result",
                "not_worked",
                "would_change",
                "cost_and_time",
            ],
            heading=_("The facts"),
            help_text=_(
                "Leave out what isn't known; the page leaves it out too. It speaks of three things "
                "when they are missing: what did not work, what the case builds on, and how it "
                "went a year later."
            ),
        ),
        MultiFieldPanel(
            [
                "evidence",
                "follow_up_due",
                "followed_up_on",
                "follow_up",
                "source_title",
                "source_publisher",
                "source_address",
                "source_note",
            ],
            heading=_("How sure are we?"),
        ),
        MultiFieldPanel(["contact_name", "contact_email"], heading=_("Contact")),
    ]
    content_panels = [
        *BasePage.content_panels,
        "front_teaser",
        *TraadMixin.traad_panels,
        *facts_panels,
        FieldPanel("body"),
        *LicenceMixin.licence_panels,
        MultiFieldPanel(
            [*ExampleMixin.example_panels, "mark", "note"], heading=_("Marks and notes")
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("challenge"),
        index.SearchField("what_was_done"),
        index.SearchField("participants"),
        index.SearchField("result"),
        index.SearchField("not_worked"),
        index.SearchField("body"),
        index.SearchField("invented_kommune"),
        index.SearchField("scale"),
        index.SearchField("would_change"),
        index.SearchField("cost_and_time"),
        index.SearchField("evidence"),
        index.SearchField("follow_up"),
        index.SearchField("source_title"),
        index.SearchField("source_publisher"),
        *LicenceMixin.licence_search_fields,
        index.RelatedFields(
            "kommuner",
            [
                index.SearchField("name", boost=2),
                index.RelatedFields(
                    "region",
                    [
                        index.SearchField("name"),
                        index.RelatedFields("successor", [index.SearchField("name")]),
                    ],
                ),
            ],
        ),
        index.RelatedFields("omraade", [index.SearchField("name", boost=2)]),
        index.RelatedFields("methods", [index.SearchField("name")]),
        index.RelatedFields("participant_types", [index.SearchField("name")]),
    ]

    @cached_property
    def places(self) -> list[str]:
        """The municipalities' names as the page shows them."""
        names = [kommune.full_name for kommune in self.kommuner.all()]
        return names or [self.invented_kommune] * bool(self.invented_kommune)

    @cached_property
    def places_with_region(self) -> list[str]:
        """The municipalities, each with the region that it lies in today."""
        kommuner = self.kommuner.all()
        if isinstance(kommuner, QuerySet):
            kommuner = kommuner.select_related("region__successor")
        return self.with_region(kommuner)

    def with_region(self, kommuner: Iterable[Kommune]) -> list[str]:
        named = [f"{kommune.full_name}, {kommune.region_today}" for kommune in kommuner]
        return named or self.places

    @property
    def badge(self) -> str:
        """What is made up says so, whatever else it is marked as."""
        return super().badge or self.mark

    @property
    def top_note(self) -> str:
        return self.note or self.example_note

    @property
    def card_kicker(self) -> str:
        names = [kommune.name for kommune in self.kommuner.all()]
        place = self.places[0] if len(self.places) == 1 else ", ".join(names)
        return " · ".join(part for part in (place, self.omraade and self.omraade.name) if part)

    @property
    def evidence_explained(self) -> str:
        return tekst(f"case.evidens.{self.evidence}_forklaring") if self.evidence else ""

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Label and text of every fact that is known, in the order of the page."""
        rows = [
            (tekst("case.omraade"), self.omraade.name if self.omraade else ""),
            (tekst("case.aar"), str(self.year or "")),
            (tekst("case.udfordring"), self.challenge),
            (tekst("case.hvad_blev_gjort"), self.what_was_done),
            (tekst("case.hvem_deltog"), self.participants or named(self.participant_types)),
            (tekst("case.metode"), named(self.methods)),
            (tekst("case.omfang"), self.scale),
            (tekst("case.resultat"), self.result),
            (tekst("case.hvad_virkede_ikke"), self.not_worked),
            (tekst("case.hvad_ville_vi_goere_anderledes"), self.would_change),
            (tekst("case.pris_og_tid"), self.cost_and_time),
        ]
        return [(label, text) for label, text in rows if text]

    @property
    def due(self) -> dt.date | None:
        """When a follow-up is to be made: the editor's day, or a year after the publication."""
        if self.follow_up_due or not self.first_published_at:
            return self.follow_up_due
        day = timezone.localdate(self.first_published_at)
        last = monthrange(day.year + 1, day.month)[1]
        return day.replace(year=day.year + 1, day=min(day.day, last))

    @property
    def follow_up_missing(self) -> str:
        """What to tell while nobody has followed up: that it is coming, or that it is late."""
        if self.follow_up or not self.due:
            return "" if self.follow_up else tekst("case.opfoelgning_mangler")
        last = self.due.replace(day=monthrange(self.due.year, self.due.month)[1])
        late = last < timezone.localdate()
        key = "overskredet" if late else "planlagt"
        return tekst(f"case.opfoelgning_{key}", maaned=date_format(self.due, "F Y"))

    @property
    def followed_up(self) -> str:
        """How it went a year later, and when somebody asked."""
        if not (self.follow_up and self.followed_up_on):
            return self.follow_up
        return f"{self.follow_up} ({date_format(self.followed_up_on, 'F Y')})"

    @property
    def source(self) -> str:
        parts = (self.source_publisher, self.source_title, self.source_address)
        return ", ".join(part for part in parts if part)
