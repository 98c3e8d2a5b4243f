"""The readiness test »Er I klar til samskabelse?«."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from samskabelse.base.blocks import BodyBlock
from samskabelse.base.models import BasePage

from .blocks import SpoergsmaalBlock


class ParathedstestPage(BasePage):
    """The test's introduction and its ten questions, to read and to talk about."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("introduction"))
    questions = StreamField(
        [("question", SpoergsmaalBlock())],
        blank=True,
        max_num=10,
        verbose_name=_("questions"),
        help_text=_("One for each way."),
    )

    max_count = 1
    parent_page_types = ["forside.ForsidePage"]
    subpage_types: list[str] = []
    page_description = _("The readiness test with its introduction.")

    class Meta:
        verbose_name = _("readiness test")

    content_panels = [*BasePage.content_panels, FieldPanel("body"), FieldPanel("questions")]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("questions"),
    ]
