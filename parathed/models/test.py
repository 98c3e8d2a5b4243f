"""The readiness test »Er I klar til samskabelse?«."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import StreamField
from wagtail.search import index

from samskabelse.base.blocks import BodyBlock
from samskabelse.base.models import BasePage
from samskabelse.base.tekster import lazy_tekst, tekst

from .. import views
from ..blocks import MoedepunktBlock, NiveauBlock, SpoergsmaalBlock
from ..definition import Definition
from ..statistik import views as statistik_views
from ..team import views as team_views
from .versioner import Testversion

CODE = r"(?P<code>[A-Za-z0-9]{4}-?[A-Za-z0-9]{4})"
TOKEN = r"(?P<token>[0-9a-f]{64})"  # noqa: S105  (a pattern)

RESULT_PREVIEW = "resultat"


class ParathedstestPage(RoutablePageMixin, BasePage):
    """The test, its result, and the team test; all of their words are the editors'."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("introduction"))
    privacy_text = models.TextField(
        _("about the answers"),
        max_length=600,
        blank=True,
        help_text=_("What happens to the answers. Stands beside the introduction."),
    )
    questions = StreamField(
        [("question", SpoergsmaalBlock())],
        blank=True,
        max_num=10,
        verbose_name=_("questions"),
        help_text=_("One for each way."),
    )
    levels = StreamField(
        [("level", NiveauBlock())],
        blank=True,
        max_num=6,
        verbose_name=_("levels"),
        help_text=_("Where you stand, in words. The lowest one begins at 0."),
    )
    team_intro = models.TextField(_("about the team test"), max_length=600, blank=True)
    team_privacy = models.TextField(
        _("about a team's answers"),
        max_length=600,
        blank=True,
        help_text=_("What is kept, and for how long. Shown before anybody answers."),
    )
    invitation = models.TextField(
        _("invitation"),
        max_length=1500,
        blank=True,
        help_text=_(
            "A text for the organiser to copy. {link} becomes the team's link, {frist} a date."
        ),
    )
    meeting_before = models.TextField(
        _("before the meeting"), max_length=1000, blank=True, help_text=_("One point a line.")
    )
    meeting_plan = StreamField(
        [("point", MoedepunktBlock())], blank=True, verbose_name=_("agenda of the meeting")
    )
    meeting_advice = models.TextField(
        _("advice to the facilitator"), max_length=1000, blank=True, help_text=_("One a line.")
    )

    streams_behind = ("levels", "meeting_plan")
    max_count = 1
    parent_page_types = ["forside.ForsidePage"]
    subpage_types = ["parathed.SkalViPage"]
    page_description = _("The readiness test with its result and the team test.")
    card_kicker = lazy_tekst("parathed.test")

    class Meta:
        verbose_name = _("readiness test")

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(["body", "privacy_text"], heading=_("Introduction")),
        FieldPanel("questions"),
        FieldPanel("levels"),
        MultiFieldPanel(["team_intro", "team_privacy", "invitation"], heading=_("The team test")),
        MultiFieldPanel(
            ["meeting_before", "meeting_plan", "meeting_advice"],
            heading=_("The facilitator's sheet"),
        ),
    ]
    below = {
        "team/": "team.start.sidetitel",
        "saadan-regner-vi/": "parathed.saadan.sidetitel",
        "statistik/": "statistik.sidetitel",
    }
    texts_below = ("saadan-regner-vi/", "statistik/")
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("questions"),
    ]

    @property
    def sections(self) -> list[tuple[str, Any]]:
        return [
            (tekst("parathed.privatliv"), self.privacy_text),
            (tekst("parathed.team_titel"), self.team_intro),
        ]

    def sections_below(self, part: str) -> list[tuple[str, Any]]:
        texts = statistik_views.sections if part == "statistik/" else views.method_sections
        return texts(self)

    @cached_property
    def definition(self) -> Definition:
        return Definition.of_page(self)

    def current_version(self) -> Testversion | None:
        """Return the version that stands on the page now; none while there are no questions."""
        return Testversion.objects.of(self.definition) if self.definition.questions else None

    @property
    def titles_below(self) -> list[str]:
        return [*super().titles_below, tekst("statistik.se_alt")]

    @property
    def before_lines(self) -> list[str]:
        return [line.strip() for line in self.meeting_before.splitlines() if line.strip()]

    @property
    def advice_lines(self) -> list[str]:
        return [line.strip() for line in self.meeting_advice.splitlines() if line.strip()]

    # --- Preview ------------------------------------------------------------------------------

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("The test")), (RESULT_PREVIEW, _("A result"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the draft as it would be, and a result with answers at all five steps."""
        if mode_name == RESULT_PREVIEW:
            return views.preview_result(self, request)
        return views.show_test(self, request, definition=self.definition)

    # --- The test alone -----------------------------------------------------------------------

    @path("")
    def test_view(self, request: HttpRequest) -> HttpResponse:
        return views.show_test(self, request)

    @path("resultat/")
    def result_view(self, request: HttpRequest) -> HttpResponse:
        return views.show_result(self, request)

    @path("resultat/pdf/")
    def pdf_view(self, request: HttpRequest) -> HttpResponse:
        return views.result_pdf(self, request)

    @path("saadan-regner-vi/")
    def method_view(self, request: HttpRequest) -> HttpResponse:
        return views.show_method(self, request)

    @path("statistik/")
    def statistic_view(self, request: HttpRequest) -> HttpResponse:
        return statistik_views.show(self, request)

    @path("statistik/json/")
    def statistic_json_view(self, request: HttpRequest) -> HttpResponse:
        return statistik_views.as_json(request)

    @path("statistik/csv/")
    def statistic_csv_view(self, request: HttpRequest) -> HttpResponseBase:
        return statistik_views.as_csv(request)

    # --- The team test ------------------------------------------------------------------------

    @path("team/")
    def team_view(self, request: HttpRequest) -> HttpResponse:
        return team_views.start(self, request)

    @path("team/slettet/")
    def team_deleted_view(self, request: HttpRequest) -> HttpResponse:
        return team_views.deleted(self, request)

    @re_path(rf"^team/leder/{TOKEN}/$")
    def organiser_view(self, request: HttpRequest, token: str) -> HttpResponse:
        return team_views.organise(self, request, token)

    @re_path(rf"^team/leder/{TOKEN}/(?P<action>antal|moede|slet)/$")
    def organiser_action_view(self, request: HttpRequest, token: str, action: str) -> HttpResponse:
        return team_views.organise(self, request, token, action)

    @re_path(rf"^team/{CODE}/$")
    def join_view(self, request: HttpRequest, code: str) -> HttpResponse:
        return team_views.join(self, request, code)

    @re_path(rf"^team/{CODE}/svar/$")
    def answer_view(self, request: HttpRequest, code: str) -> HttpResponse:
        return team_views.answer(self, request, code)

    @re_path(rf"^team/{CODE}/resultat/(?:(?P<number>[0-9]{{1,3}})/)?$")
    def team_result_view(
        self, request: HttpRequest, code: str, number: str | None = None
    ) -> HttpResponse:
        return team_views.result(self, request, code, number)

    @re_path(rf"^team/{CODE}/vis/$")
    def presentation_view(self, request: HttpRequest, code: str) -> HttpResponse:
        return team_views.present(self, request, code)
