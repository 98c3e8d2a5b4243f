"""»Skal det her overhovedet samskabes?«, which may answer no."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from samskabelse.base.models import BasePage
from samskabelse.base.tekster import lazy_tekst, tekst

from .. import skalvi
from ..blocks import ManglerBlock, RegelBlock, SkalViSpoergsmaalBlock, UdfaldBlock
from ..forms import SkalViForm, refuse_nul

#: The outcome that »what is missing« belongs to.
INVOLVEMENT = "inddragelse"


class SkalViPage(BasePage):
    """Questions about one concrete task, and the form of involvement that fits it."""

    introduction = models.TextField(_("introduction"), max_length=900, blank=True)
    reservation = models.TextField(
        _("reservation"), max_length=400, blank=True, help_text=_("Holds whatever the answer is.")
    )
    privacy_text = models.TextField(_("about the answers"), max_length=400, blank=True)
    questions = StreamField(
        [("question", SkalViSpoergsmaalBlock())],
        blank=True,
        max_num=10,
        verbose_name=_("questions"),
    )
    outcomes = StreamField([("outcome", UdfaldBlock())], blank=True, verbose_name=_("outcomes"))
    rules = StreamField(
        [("rule", RegelBlock())],
        blank=True,
        verbose_name=_("rules"),
        help_text=_("Read from the top. The last one has no conditions and fits everything."),
    )
    missing = StreamField(
        [("missing", ManglerBlock())], blank=True, verbose_name=_("what is missing")
    )
    method_text = models.TextField(_("how we got there"), max_length=900, blank=True)

    streams_behind = ("outcomes", "rules", "missing")
    max_count = 1
    parent_page_types = ["parathed.ParathedstestPage"]
    subpage_types: list[str] = []
    page_description = _("Six questions about a task: should it be co-created at all?")
    card_kicker = lazy_tekst("parathed.guide")

    class Meta:
        verbose_name = _("»Should this be co-created?«")

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(["introduction", "reservation", "privacy_text"], heading=_("Introduction")),
        FieldPanel("questions"),
        FieldPanel("outcomes"),
        MultiFieldPanel(["rules", "method_text"], heading=_("Rules")),
        FieldPanel("missing"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("questions"),
        index.SearchField("outcomes"),
    ]

    @property
    def sections(self) -> list[tuple[str, Any]]:
        kept = (tekst("skal_vi.privatliv"), self.privacy_text)
        return [("", self.introduction), kept, (tekst("skal_vi.forbehold"), self.reservation)]

    @property
    def rule_set(self) -> skalvi.Regelsaet:
        return skalvi.regelsaet(self.questions, self.outcomes, self.rules)

    @property
    def rule_lines(self) -> list[tuple[str, str]]:
        """Each rule in words, and the name of its outcome."""
        titles = {block.value["key"]: block.value["title"] for block in self.outcomes}
        return [(rule.in_words, titles.get(rule.outcome, "")) for rule in self.rule_set.rules]

    def clean(self) -> None:
        """Refuse rules that name what isn't there, or that leave some answers without outcome."""
        super().clean()
        mistakes = self.rule_set.mistakes() if self.questions else []
        if mistakes:
            place, name = mistakes[0]
            message = (
                gettext("Rule %(place)s names »%(name)s«, which is not there.")
                if name
                else gettext("The last rule must have no conditions, so that it fits everything.")
            )
            raise ValidationError({"rules": message % {"place": place + 1, "name": name}})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            response = self.answer(request, SkalViForm(self.questions))
            # A stranger chooses nothing on it, so its length tells nothing of the form token.
            response.reflects_nothing = True
            return response
        refuse_nul(request)
        form = SkalViForm(self.questions, request.POST)
        if "ret" in request.POST or not form.is_valid():
            return self.answer(request, form, status=200 if "ret" in request.POST else 422)
        return self.answer(request, form, **self.outcome(form.cleaned_data))

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return self.answer(request, SkalViForm(self.questions))

    def answer(
        self, request: HttpRequest, form: SkalViForm, *, status: int = 200, **extra: Any
    ) -> TemplateResponse:
        context = {**self.get_context(request), "form": form, **extra}
        return TemplateResponse(request, "parathed/skal_vi_page.html", context, status=status)

    def outcome(self, answers: dict[str, str]) -> dict[str, Any]:
        """Return what the result shows: the outcome, the rule, and what is missing."""
        rule = self.rule_set.decide(answers)
        found = [one.value for one in self.outcomes if rule and one.value["key"] == rule.outcome]
        chosen = [
            (block.value["question"], option["text"])
            for block in self.questions
            for option in block.value["answers"]
            if option["key"] == answers[block.value["key"]]
        ]
        missing = [
            block.value["text"]
            for block in self.missing
            if rule
            and rule.outcome == INVOLVEMENT
            and answers.get(block.value["question"]) == block.value["answer"]
        ]
        return {
            "outcome": found[0] if found else None,
            "rule_lines": self.rule_lines,
            "rule": rule,
            "chosen_answers": chosen,
            "missing_points": missing,
        }
