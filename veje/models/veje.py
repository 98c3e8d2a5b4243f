"""The ten veje til samskabelse and their index."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index

from samskabelse.base.blocks import BodyBlock
from samskabelse.base.cards import Card, ThreadStroke
from samskabelse.base.models import BasePage
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible

from .. import kort, plakat, spine
from ..forms import VejCopyForm

NUMBERS = range(1, 11)


class VejIndexPage(RoutablePageMixin, BasePage):
    """All ten veje on one page, as dialogue cards and as a poster."""

    cards_guide = StreamField(
        BodyBlock(),
        blank=True,
        verbose_name=_("guide to the dialogue cards"),
        help_text=_("Stands above the cards. It isn't printed with them."),
    )

    max_count = 1
    parent_page_types = ["forside.ForsidePage"]
    subpage_types = ["veje.VejPage"]
    page_description = _("The ten ways on one page.")
    streams_behind = ("cards_guide",)
    below = {"kort/": "print.kort_titel"}
    texts_below = ("kort/",)

    class Meta:
        verbose_name = _("index of the ten ways")

    content_panels = [*BasePage.content_panels, "cards_guide"]
    search_fields = [*BasePage.search_fields, index.SearchField("cards_guide")]

    @property
    def titles_below(self) -> list[str]:
        return [*super().titles_below, tekst("print.plakat")]

    @property
    def veje(self) -> PageQuerySet:
        return visible(VejPage.objects).child_of(self).order_by("number")

    @property
    def numbered_veje(self) -> PageQuerySet:
        return self.veje.exclude(number=None).defer("body")

    def sections_below(self, part: str) -> list[tuple[str, Any]]:
        """The dialogue cards, each with what stands on its back."""
        cards = [kort.Dialogkort.of(vej) for vej in self.numbered_veje]
        backs = [
            (f"#{card.number} {card.title}", f"{card.question}\n{card.follow_up}\n{card.text}")
            for card in cards
        ]
        return [("", tekst("print.kort_indledning")), ("", self.cards_guide), *backs]

    def get_context(self, request, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["veje"] = self.veje
        context["has_poster"] = plakat.available()
        return context

    @path("kort/")
    def cards_view(self, request: HttpRequest) -> HttpResponse:
        """Show the ten dialogue cards, ready to print and cut."""
        return self.render(
            request,
            template="veje/kort.html",
            context_overrides={
                "breadcrumbs": [*self.breadcrumbs, (self.title, self.get_url(request))],
                "sheets": kort.sheets(self.numbered_veje),
            },
        )

    @path("plakat.pdf/")
    def poster_view(self, request: HttpRequest) -> HttpResponse:
        """Give the poster, whose address has no slash at the end; see samskabelse/urls.py."""
        if not plakat.available():
            raise Http404
        address = (self.full_url or "").split("//")[-1].rstrip("/")
        made = plakat.poster(self.title, address, list(self.numbered_veje))
        response = HttpResponse(made.pdf, content_type="application/pdf")
        response["Content-Disposition"] = content_disposition_header(
            as_attachment=False, filename=plakat.FILE_NAME
        )
        etag = quote_etag(made.etag)
        response["ETag"] = etag
        response["Cache-Control"] = "public, no-cache"
        return get_conditional_response(request, etag=etag, response=response)


class VejPage(BasePage):
    """One of the ten veje: a rule of thumb, a question and a first step."""

    number = models.PositiveSmallIntegerField(
        _("number"),
        null=True,
        unique=True,
        validators=[MinValueValidator(NUMBERS[0]), MaxValueValidator(NUMBERS[-1])],
        help_text=_("1 to 10. The number gives the way its colour, and no two share one."),
    )
    motif = models.PositiveSmallIntegerField(
        _("drawing"),
        null=True,
        blank=True,
        choices=[(number, f"#{number}") for number in NUMBERS],
        help_text=_("The line drawing. Left empty, the one that was made for the number."),
    )
    motif_alt = models.CharField(
        _("alt text of the drawing"),
        max_length=250,
        blank=True,
        help_text=_("What the drawing shows, for those who can't see it."),
    )
    short_text = models.TextField(
        _("short text"), max_length=320, help_text=_("Two or three sentences. Stands on the card.")
    )
    question = models.CharField(
        _("question to talk about"),
        max_length=200,
        blank=True,
        help_text=_("Set large on the page."),
    )
    first_step = models.TextField(
        _("first step"), max_length=500, blank=True, help_text=_("Something to do on Monday.")
    )
    pitfall = models.TextField(
        _("pitfall"), max_length=300, blank=True, help_text=_("How the way usually goes wrong.")
    )
    card_question = models.CharField(_("question on the dialogue card"), max_length=200, blank=True)
    card_follow_up = models.CharField(
        _("follow-up question on the dialogue card"), max_length=200, blank=True
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("long text"))

    kind = "vej"
    schema_type = "Article"
    parent_page_types = ["veje.VejIndexPage"]
    subpage_types: list[str] = []
    page_description = _("One of the ten ways.")
    exclude_fields_in_copy = ["number"]
    copy_form_class = VejCopyForm

    class Meta:
        verbose_name = _("way")
        verbose_name_plural = _("ways")

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(["number", "short_text", "motif", "motif_alt"], heading=_("The way")),
        MultiFieldPanel(["question", "first_step", "pitfall"], heading=_("To use")),
        MultiFieldPanel(["card_question", "card_follow_up"], heading=_("Dialogue card")),
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("short_text", boost=2),
        index.SearchField("question"),
        index.SearchField("first_step"),
        index.SearchField("pitfall"),
        index.SearchField("card_question"),
        index.SearchField("card_follow_up"),
        index.SearchField("body"),
        index.FilterField("number"),
    ]

    @property
    def motif_number(self) -> int | None:
        return self.motif or self.number

    @property
    def label(self) -> str:
        return f"#{self.number}"

    @property
    def threads(self) -> list[ThreadStroke]:
        """A vej is its own thread."""
        return [ThreadStroke(self.number, self.title, self.url or "")] if self.number else []

    @property
    def short_description(self) -> str:
        return self.search_description or self.teaser or self.short_text

    def as_card(self) -> Card:
        return Card(
            title=self.title,
            url=self.url or "",
            summary=self.teaser or self.short_text,
            kicker=f"{self.kind_label} · {self.label}",
            image=self.image,
            seed=str(self.pk),
            threads=tuple(self.threads),
        )

    def get_context(self, request, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        veje = spine.veje()
        if self.pk in veje:
            place, strokes = list(veje).index(self.pk), [None, *veje.values(), None]
            context["previous_vej"], context["next_vej"] = strokes[place], strokes[place + 2]
        context["thread_groups"] = spine.pages_on_vej(self) if self.pk else []
        context["has_poster"] = plakat.available()
        return context
