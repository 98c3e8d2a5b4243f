"""The landing page: every line of it is a field, every page on it a choice."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.rich_text import RichText
from wagtail.search import index
from wagtail.url_routing import RouteResult

from arrangementer.models import ArrangementIndexPage
from artikler.models import ArtikelIndexPage, PublikationIndexPage
from cases.models import CasePage
from samskabelse.base.adresser import pages_at
from samskabelse.base.blocks.text import INLINE_FEATURES
from samskabelse.base.cards import Card, cut_at_word
from samskabelse.base.models import BasePage, Indstillinger
from samskabelse.base.visibility import visible
from veje import facetter
from veje.models import VejPage
from veje.spine import for_cards

#: How much of a case's teaser the landing page shows before it is cut at a word.
TEASER_LENGTH = 95
UPCOMING = 3
#: Steps of an address that are looked up. The tree is four deep; more is nobody's link.
DEEPEST = 8
#: The fields that hold the pages which the sections lead to.
LINKS = (
    "veje_page",
    "cases_page",
    "knowledge_page",
    "catalogue_page",
    "test_page",
    "contact_page",
)
NEW_TEXTS, TEXTS = 3, (ArtikelIndexPage, PublikationIndexPage)


def heading(label: str) -> models.CharField:
    return models.CharField(label, max_length=160, blank=True)


def link_to(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        Page, on_delete=models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=label
    )


class ForsidePage(BasePage):
    """The landing page, section by section from top to bottom."""

    highlight = models.CharField(
        _("highlighted line"), max_length=200, blank=True, help_text=_("Large, below the heading.")
    )
    introduction = models.TextField(_("introduction"), blank=True)
    veje_button = heading(_("button to the ten ways"))
    test_button = heading(_("button to the test"))

    definition_heading = heading(_("heading"))
    definition = models.TextField(_("text"), blank=True)
    academy = models.TextField(_("about the academy"), blank=True)

    cases_heading = heading(_("heading"))
    cases_text = models.TextField(_("text"), blank=True)
    featured_case = models.ForeignKey(
        CasePage,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("featured case"),
    )
    case_button = heading(_("words on the case's button"))
    cases_link = heading(_("link to all cases"))

    veje_heading = heading(_("heading"))
    veje_link = heading(_("link to all ten ways"))

    knowledge_heading = heading(_("heading"))
    knowledge_text = RichTextField(_("text"), features=INLINE_FEATURES, blank=True)
    new_texts_heading = heading(_("heading above new texts"))
    new_texts_link = heading(_("link to articles and publications"))
    upcoming_heading = heading(_("heading above coming courses"))
    upcoming_empty = heading(_("when no course has a date"))
    upcoming_link = heading(_("link to courses and events"))

    test_heading = heading(_("heading"))
    test_text = models.TextField(_("text"), blank=True)
    test_link = heading(_("words on the button"))

    contact_heading = heading(_("heading"))
    contact_text = heading(_("text"))
    phone_prefix = models.CharField(_("before the number"), max_length=20, blank=True)
    more_heading = heading(_("heading above the button"))
    more_text = models.TextField(_("text above the button"), blank=True)
    contact_button = heading(_("words on the button"))

    veje_page = link_to(_("page with the ten ways"))
    cases_page = link_to(_("page with all cases"))
    knowledge_page = link_to(_("page with articles and publications"))
    catalogue_page = link_to(_("page with courses and events"))
    test_page = link_to(_("page with the test"))
    contact_page = link_to(_("page with the contact form"))

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cases.CaseIndexPage",
        "veje.VejIndexPage",
        "artikler.VidenIndexPage",
        "arrangementer.ArrangementIndexPage",
        "parathed.ParathedstestPage",
        "henvendelser.KontaktPage",
        "sider.IndholdPage",
    ]
    page_description = _("The landing page.")

    class Meta:
        verbose_name = _("landing page")

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                "highlight",
                "introduction",
                "veje_button",
                PageChooserPanel("veje_page", "veje.VejIndexPage"),
                "test_button",
                PageChooserPanel("test_page", "parathed.ParathedstestPage"),
            ],
            heading=_("Top"),
        ),
        MultiFieldPanel(
            ["definition_heading", "definition", "academy"], heading=_("What is samskabelse?")
        ),
        MultiFieldPanel(
            [
                "cases_heading",
                "cases_text",
                PageChooserPanel("featured_case"),
                "case_button",
                "cases_link",
                PageChooserPanel("cases_page", "cases.CaseIndexPage"),
            ],
            heading=_("Cases"),
        ),
        MultiFieldPanel(
            ["veje_heading", InlinePanel("featured_veje", label=_("way"), max_num=3), "veje_link"],
            heading=_("Ten ways"),
        ),
        MultiFieldPanel(
            [
                "knowledge_heading",
                "knowledge_text",
                "new_texts_heading",
                "new_texts_link",
                PageChooserPanel("knowledge_page", "artikler.VidenIndexPage"),
                "upcoming_heading",
                "upcoming_empty",
                "upcoming_link",
                PageChooserPanel("catalogue_page", "arrangementer.ArrangementIndexPage"),
            ],
            heading=_("Knowledge and courses"),
        ),
        MultiFieldPanel(["test_heading", "test_text", "test_link"], heading=_("The test")),
        MultiFieldPanel(
            [
                "contact_heading",
                "contact_text",
                "phone_prefix",
                "more_heading",
                "more_text",
                "contact_button",
                PageChooserPanel("contact_page", "henvendelser.KontaktPage"),
            ],
            heading=_("Contact"),
            help_text=_("The phone number comes from the settings."),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("highlight"),
        index.SearchField("introduction"),
        index.SearchField("definition_heading", boost=2),
        index.SearchField("definition"),
        index.SearchField("academy"),
        index.SearchField("cases_text"),
        index.SearchField("knowledge_text"),
        index.SearchField("test_text"),
        index.SearchField("contact_text"),
        index.SearchField("more_text"),
    ]

    @property
    def breadcrumbs(self) -> list[tuple[str, str]]:
        return []

    @property
    def sections(self) -> list[tuple[str, Any]]:
        settings = Indstillinger.objects.filter(site__root_page=self).first() or Indstillinger()
        return [
            ("", self.highlight),
            ("", self.introduction),
            (self.definition_heading, self.definition),
            ("", self.academy),
            (self.cases_heading, self.cases_text),
            (self.knowledge_heading, RichText(self.knowledge_text)),
            (self.test_heading, self.test_text),
            (self.contact_heading, self.contact_text),
            ("", f"{self.phone_prefix} {settings.phone}"),
            (self.more_heading, self.more_text),
        ]

    @property
    def leads_to(self) -> list[tuple[str, list[Card]]]:
        case = self._featured_case()
        chosen, rest = self._veje()
        groups = [
            (self.cases_link, [case] if case else []),
            (self.veje_heading, [*chosen, *rest]),
            (self.upcoming_heading, ArrangementIndexPage.next_pages(UPCOMING)),
            (self.new_texts_heading, self._new_texts()),
        ]
        return [(title, [page.as_card() for page in pages]) for title, pages in groups]

    @property
    def short_description(self) -> str:
        return self.search_description or self.teaser or self.highlight

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page of an address in two queries, however deep it lies.

        Wagtail asks twice for each step of the way. The deepest page whose address begins the
        path takes the rest of it, as a page with routes of its own does.
        """
        if not path_components:
            return super().route(request, path_components)
        steps = path_components[:DEEPEST]
        addresses = [
            f"{self.url_path}{'/'.join(steps[:count])}/" for count in range(1, len(steps) + 1)
        ]
        on_the_way = list(pages_at(*addresses).order_by("depth"))
        if not on_the_way:
            raise Http404
        page = on_the_way.pop().specific
        page.trail = [self, *on_the_way]
        return page.route(request, path_components[page.depth - self.depth :])

    def get_context(self, request, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        self._fetch_links()
        context["featured_case"] = self._featured_case()
        context["case_teaser"] = self._case_teaser(context["featured_case"])
        context["featured_veje"], context["other_veje"] = self._veje()
        context["upcoming"] = ArrangementIndexPage.next_pages(UPCOMING)
        context["new_texts"] = self._new_texts()
        return context

    def _fetch_links(self) -> None:
        """Set all pages that the sections lead to from one query. Those not live stay away."""
        ids = [getattr(self, f"{name}_id") for name in LINKS]
        pages = visible(Page.objects).in_bulk([pk for pk in ids if pk])
        for name, pk in zip(LINKS, ids, strict=True):
            setattr(self, name, pages.get(pk))

    def _featured_case(self) -> CasePage | None:
        """The editor's choice while it is live, else nothing."""
        cases = visible(CasePage.objects).filter(pk=self.featured_case_id).defer("body")
        return next(iter(for_cards(cases)), None)

    @staticmethod
    def _case_teaser(case: CasePage | None) -> str:
        return (case and (case.front_teaser or cut_at_word(case.teaser, TEASER_LENGTH))) or ""

    def _veje(self) -> tuple[list[VejPage], list[VejPage]]:
        """The chosen veje in the editor's order, and the rest by number."""
        veje = list(facetter.veje().defer("body"))
        by_pk = {vej.pk: vej for vej in veje}
        chosen = [row.vej_id for row in self.featured_veje.all() if row.vej_id in by_pk]
        rest = [vej for vej in veje if vej.pk not in chosen]
        return [by_pk[pk] for pk in chosen], rest

    @staticmethod
    def _new_texts() -> list[Page]:
        """The newest articles and publications together."""
        texts = [text for kind in TEXTS for text in kind.newest(NEW_TEXTS)]
        texts.sort(key=lambda page: (page.date is not None, page.date), reverse=True)
        return texts[:NEW_TEXTS]


class FremhaevetVej(Orderable):
    """A vej that stands with its text on the landing page."""

    page = ParentalKey(ForsidePage, on_delete=models.CASCADE, related_name="featured_veje")
    vej = models.ForeignKey(
        VejPage, on_delete=models.CASCADE, related_name="+", verbose_name=_("way")
    )

    panels = ["vej"]

    class Meta(Orderable.Meta):
        verbose_name = _("featured way")

    def __str__(self) -> str:
        return str(self.vej)
