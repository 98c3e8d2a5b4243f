"""Plain pages: about, the accessibility statement, the privacy policy, terms."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from samskabelse.base.blocks import BodyBlock, contents
from samskabelse.base.models import BasePage


class IndholdPage(BasePage):
    """A text that stands by itself."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    reviewed_on = models.DateField(
        _("last reviewed"), null=True, blank=True, help_text=_("Shown at the bottom of the page.")
    )
    open_tasks = models.TextField(
        _("to be filled in by the owner"),
        blank=True,
        help_text=_("What is still missing before the text is complete. Not shown on the page."),
    )

    parent_page_types = ["forside.ForsidePage", "sider.IndholdPage"]
    subpage_types = ["sider.IndholdPage"]
    page_description = _("A plain page, such as the privacy policy.")

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
        "reviewed_on",
        "open_tasks",
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    @property
    def headings(self) -> list[tuple[str, str]]:
        return contents(self.body)
