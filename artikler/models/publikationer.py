"""Publications: read on the screen first, chapter by chapter."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.search import index

from samskabelse.base.blocks import BodyBlock
from samskabelse.base.cards import ThreadStroke
from samskabelse.base.models import BasePage
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import hides_what_is_below, is_up, open_to_all
from veje.plakat import available as pdf_is_available
from veje.relaterede import Related

from .. import pdf
from ..reading import reading_minutes, word_count
from .kilder import Aendring, Change, NotesMixin, latest_first
from .texts import TextPage


@hides_what_is_below
class PublikationPage(RoutablePageMixin, TextPage):
    """A publication. Its body is the foreword; the chapters are the pages below it."""

    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True)
    kind = "publikation"
    example_key = "publikation"
    parent_page_types = ["artikler.PublikationIndexPage"]
    subpage_types = ["artikler.KapitelPage"]
    page_description = _("A publication in chapters.")

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    content_panels = [
        TextPage.content_panels[0],
        "subtitle",
        *TextPage.content_panels[1:],
    ]
    search_fields = [*TextPage.search_fields, index.SearchField("subtitle")]

    @cached_property
    def chapters(self) -> list["KapitelPage"]:
        if not self.pk:
            return []
        # Those of a draft too, for its preview.
        return list(open_to_all(KapitelPage.objects).child_of(self).order_by("path"))

    @cached_property
    def changes(self) -> list[Change]:
        """Its own and those of its chapters, which say where they are."""
        titles = {chapter.pk: chapter.title for chapter in self.chapters}
        within = [
            Change(
                row.date,
                tekst("laesning.aendret_i", kapitel=titles[row.page_id], note=row.note),
            )
            for row in Aendring.objects.filter(page__in=titles)
        ]
        return latest_first([*super().changes, *within])

    @property
    def card_meta(self) -> str:
        return ""

    @property
    def reading_time(self) -> str:
        words = self.words + sum(chapter.words for chapter in self.chapters)
        return tekst("laesning.tid", antal=reading_minutes(words))

    def get_context(self, request, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        if self.pk and pdf_is_available():
            context["pdf_url"] = f"{self.get_url(request)}{pdf.FILE}"
        return context

    # Addresses with a dot have no slash at the end; see samskabelse/urls.py.
    @path(f"{pdf.FILE}/")
    def pdf_view(self, request: HttpRequest) -> HttpResponse:
        """Give the whole publication as a PDF, made from the chapters as they are now."""
        if not pdf_is_available():
            raise Http404
        made = pdf.publication(self)
        response = HttpResponse(made.data, content_type="application/pdf")
        response["Content-Disposition"] = content_disposition_header(
            as_attachment=False, filename=f"{self.slug}.pdf"
        )
        etag = quote_etag(made.etag)
        response["ETag"] = etag
        response["Cache-Control"] = "public, no-cache"
        return get_conditional_response(request, etag=etag, response=response)


class KapitelPage(NotesMixin, BasePage):
    """One chapter, at its own address. Its teaser says what it holds."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    words = models.PositiveIntegerField(default=0, editable=False)

    kind = "publikation"
    schema_type = "Article"
    parent_page_types = ["artikler.PublikationPage"]
    subpage_types: list[str] = []
    page_description = _(
        "A chapter of a publication. The order is the page tree's. "
        "It is seen while the publication is."
    )

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")

    content_panels = [*BasePage.content_panels, FieldPanel("body"), *NotesMixin.notes_panels]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        *NotesMixin.notes_search_fields,
    ]

    def full_clean(self, *args, **kwargs) -> None:
        self.words = word_count(self.body)
        super().full_clean(*args, **kwargs)

    @cached_property
    def publication(self) -> PublikationPage:
        return PublikationPage.objects.parent_of(self).get()

    @property
    def whole(self) -> PublikationPage:
        return self.publication

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Answer while the publication does: the chapter shows its title and author."""
        if not is_up(self.publication):
            raise Http404
        return super().route(request, path_components)

    # What a publication hangs on, and whether it is made up, goes for its chapters too.
    @property
    def threads(self) -> list[ThreadStroke]:
        return self.publication.threads

    @property
    def related(self) -> list[Related]:
        return self.publication.related

    @property
    def is_example(self) -> bool:
        return self.publication.is_example

    @property
    def badge(self) -> str:
        return self.publication.badge

    @property
    def example_note(self) -> str:
        return self.publication.example_note

    @property
    def reading_time(self) -> str:
        return tekst("laesning.tid", antal=reading_minutes(self.words))

    def get_context(self, request, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        chapters = self.publication.chapters
        place = next((i for i, chapter in enumerate(chapters) if chapter.pk == self.pk), None)
        context["publication"] = self.publication
        context["chapters"] = chapters
        context["number"] = len(chapters) + 1 if place is None else place + 1
        if place is not None:
            context["previous_chapter"] = chapters[place - 1] if place else None
            context["next_chapter"] = chapters[place + 1] if place + 1 < len(chapters) else None
        return context
