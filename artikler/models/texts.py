"""What articles and publications have in common."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from samskabelse.base.blocks import BodyBlock, KeyPointsBlock, contents
from samskabelse.base.models import BasePage, ExampleMixin, LicenceMixin
from samskabelse.base.tekster import tekst
from samskabelse.base.validators import one_line
from veje.models import TopicsMixin, TraadMixin

from ..reading import reading_minutes, word_count
from .kilder import NotesMixin

#: Those without a date last, on every database.
NEWEST = [F("date").desc(nulls_last=True), "-first_published_at", "-pk"]


class TextPage(TraadMixin, TopicsMixin, NotesMixin, LicenceMixin, ExampleMixin, BasePage):
    """A text to read at length: sender, date, the short version, sources, reading time."""

    author = models.CharField(
        _("written by"), max_length=120, default="Redaktionen", validators=[one_line]
    )
    date = models.DateField(
        _("date"), null=True, blank=True, help_text=_("When the text was written.")
    )
    key_points = StreamField(
        [("points", KeyPointsBlock())],
        blank=True,
        max_num=1,
        verbose_name=_("in short"),
        help_text=_("Three or four sentences for those who read no further."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    words = models.PositiveIntegerField(default=0, editable=False)

    schema_type = "Article"
    thread_heading = _("Read about it")
    thread_place = 2
    is_listed_by_vej = True
    example_key = "artikel"
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(["author", "date"], heading=_("Sender")),
        *TraadMixin.traad_panels,
        FieldPanel("key_points"),
        FieldPanel("body"),
        InlinePanel("kilder", heading=_("Sources"), label=_("source")),
        *NotesMixin.notes_panels,
        MultiFieldPanel(TopicsMixin.topics_panels, heading=_("Topics")),
        *LicenceMixin.licence_panels,
        *ExampleMixin.example_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("key_points"),
        index.SearchField("author"),
        index.RelatedFields(
            "kilder", [index.SearchField(name) for name in ("author", "title", "publisher")]
        ),
        *NotesMixin.notes_search_fields,
        *TopicsMixin.topics_search_fields,
        *LicenceMixin.licence_search_fields,
    ]

    def full_clean(self, *args, **kwargs) -> None:
        self.words = word_count(self.body)
        super().full_clean(*args, **kwargs)

    @property
    def reading_time(self) -> str:
        return tekst("laesning.tid", antal=reading_minutes(self.words))

    @property
    def card_meta(self) -> str:
        return self.reading_time

    @property
    def points(self) -> list[str]:
        return list(self.key_points[0].value) if self.key_points else []

    @property
    def headings(self) -> list[tuple[str, str]]:
        return contents(self.body)
