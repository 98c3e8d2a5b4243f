"""The page that every page type is built on."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from .. import strukturdata
from ..cards import Card, ThreadStroke
from ..links import know_links_of
from ..slugs import danish_slugify
from ..tekster import lazy_tekst, tekst

#: Leaves room in the 255 characters for a number that tells two pages apart.
LONGEST_SLUG = 240


class BasePage(Page):
    """Listing, sharing, breadcrumbs and card: what all pages have in common."""

    teaser = models.TextField(
        _("teaser"),
        max_length=320,
        blank=True,
        help_text=_("The short text on cards, in lists and in search engines. Two or three lines."),
    )
    image = models.ForeignKey(
        "base.Billede",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("image"),
        help_text=_("Without an image the page gets a drawn cover in the colours of its ways."),
    )

    #: The pages from the landing page to the parent, where the way here has met them.
    trail: list[Page] | None = None
    #: The kind of page as a visitor calls it; a key under ``soegning.facetter.type``.
    kind = "side"
    #: What the page is to schema.org; empty: a page that only leads to others.
    schema_type = ""
    #: Streams that the page itself does not show: what answers are met with, what stands below it.
    streams_behind: tuple[str, ...] = ()
    #: What lies below the page and is no page of its own: where, and the text that is its title.
    below: Mapping[str, str] = {}
    #: Those of them that are texts, which `sections_below` has; the others are forms.
    texts_below: tuple[str, ...] = ()

    #: Relations that the card shows; `veje.spine.for_cards` fetches them for whole lists.
    card_relations: list[str] = ["image__renditions"]

    class Meta:
        abstract = True

    content_panels = [*Page.content_panels, "teaser"]
    promote_panels = [
        MultiFieldPanel(
            [
                "slug",
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                "image",
            ],
            heading=_("In searches and when the page is shared"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("teaser", boost=2),
        index.SearchField("titles_below", boost=2),
    ]

    @property
    def titles_below(self) -> list[str]:
        return [tekst(key) for key in self.below.values()]

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return [
            {**entry, "location": f"{entry['location']}{part}"}
            for entry in super().get_sitemap_urls(request)
            for part in ("", *self.below)
        ]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._spell_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """What a draft is held to; it gets its address here."""
        self._spell_slug()
        super().minimal_clean()

    def _spell_slug(self) -> None:
        """Make an empty slug from the title before Wagtail does, which would drop æ, ø and å.

        Without a path the page has no siblings to differ from yet; saving calls this again.
        """
        base = danish_slugify(self.title)[:LONGEST_SLUG].rstrip("-")
        if not self.slug and self.path and base:
            self.slug = find_available_slug(self.get_parent(), base, ignore_page_id=self.pk)

    @cached_property
    def original(self) -> "BasePage":
        """The page that this one mirrors, or itself: its address is the one to pass on."""
        return self.alias_of.specific if self.alias_of else self

    @property
    def kind_label(self) -> str:
        return str(lazy_tekst(f"soegning.facetter.type.{self.kind}"))

    @property
    def card_kicker(self) -> str:
        return self.kind_label

    @property
    def card_meta(self) -> str:
        return ""

    @property
    def badge(self) -> str:
        return ""

    @property
    def threads(self) -> list[ThreadStroke]:
        """The ways that the page follows; `veje.TraadMixin` knows them."""
        return []

    @property
    def whole(self) -> "BasePage":
        """What says who wrote the page, when, and what one may do with it."""
        return self

    @property
    def leads_to(self) -> list[tuple[str, list[Card]]]:
        """Headings with the cards below them, of a page that shows others within its text."""
        return []

    @property
    def sections(self) -> list[tuple[str, Any]]:
        """Headings with the texts, plain or rich, that the page keeps outside its streams."""
        return []

    def sections_below(self, part: str) -> list[tuple[str, Any]]:
        """Headings with the texts of an address in `texts_below`.

        Plain, rich, a stream, HTML that our own template wrote, or a table as a list of rows.
        """
        return []

    def as_card(self) -> Card:
        return Card(
            title=self.title,
            url=self.url or "",
            summary=self.teaser,
            kicker=self.card_kicker,
            meta=self.card_meta,
            badge=self.badge,
            image=self.image,
            seed=str(self.pk),
            threads=tuple(self.threads),
        )

    @property
    def short_description(self) -> str:
        """The two lines for search engines and shared links."""
        return self.search_description or self.teaser

    def structured_data(self, image: str = "") -> list[strukturdata.Node]:
        """What the page says of itself to machines; ``image`` is the address of its share image."""
        nodes = []
        whole: Any = self.whole
        if self.schema_type:
            nodes.append(
                strukturdata.article(
                    kind=self.schema_type,
                    headline=self.title,
                    url=self.full_url or "",
                    description=self.short_description,
                    author=getattr(whole, "author", ""),
                    published=getattr(whole, "date", None) or self.first_published_at,
                    # What editors tell of is what the page shows.
                    modified=getattr(self, "updated_on", None) or self.last_published_at,
                    about=[thread.title for thread in self.threads],
                    license_url=getattr(whole, "licence_url", ""),
                    part_of=None
                    if whole is self
                    else strukturdata.node(whole.schema_type, name=whole.title, url=whole.full_url),
                    image=image,
                )
            )
        questions = strukturdata.questions_in(
            getattr(self, field.name) for field in self.stream_fields()
        )
        if questions:
            nodes.append(strukturdata.faq_page(questions))
        return nodes

    @property
    def breadcrumbs(self) -> list[tuple[str, str]]:
        """Titles and addresses from the landing page down to the page's parent.

        A parent that is taken down is left out, though the pages below it stay.
        """
        pages = self.trail
        if pages is None:
            pages = self.get_ancestors().filter(depth__gt=1).order_by("depth")
        trail = [(page.title, page.url) for page in pages if page.live]
        return [(tekst("menu.foerste_led"), url) for _title, url in trail[:1]] + trail[1:]

    def get_context(self, request, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["breadcrumbs"] = self.breadcrumbs
        know_links_of(*(getattr(self, field.name) for field in self.stream_fields()))
        return context

    @classmethod
    def stream_fields(cls) -> list[StreamField]:
        return [field for field in cls._meta.get_fields() if isinstance(field, StreamField)]


class ExampleMixin(models.Model):
    """Content that is made up, or that its owner has not approved, says so on the page."""

    is_example = models.BooleanField(
        _("example"),
        default=False,
        help_text=_("The page is marked »Eksempel«: made up, or not approved yet."),
    )

    #: The note on the page; a key under ``eksempel``.
    example_key = ""
    example_panels = ["is_example"]

    class Meta:
        abstract = True

    @property
    def badge(self) -> str:
        return str(lazy_tekst("eksempel.maerke")) if self.is_example else ""

    @property
    def example_note(self) -> str:
        return str(lazy_tekst(f"eksempel.{self.example_key}")) if self.is_example else ""
