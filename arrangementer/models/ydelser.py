"""Consulting: what COK can do at the customer's own place, agreed one by one."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from samskabelse.base.blocks import BodyBlock
from samskabelse.base.models import BasePage, ExampleMixin
from samskabelse.base.pagination import paginate
from samskabelse.base.validators import one_line
from samskabelse.base.visibility import visible
from veje.models import TraadMixin
from veje.spine import cards


class YdelseIndexPage(BasePage):
    """All consulting services."""

    max_count = 1
    parent_page_types = ["arrangementer.ArrangementIndexPage"]
    subpage_types = ["arrangementer.YdelsePage"]
    page_description = _("The list of consulting services.")

    class Meta:
        verbose_name = _("index of consulting services")

    def get_context(self, request, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = visible(YdelsePage.objects).child_of(self)
        results = paginate(pages.order_by("title").defer("body"), request)
        context["results"] = results
        context["cards"] = cards(results)
        return context


class YdelsePage(TraadMixin, ExampleMixin, BasePage):
    """A consulting service. It has no dates and leads to the contact form."""

    for_whom = models.TextField(_("for whom"), max_length=400, blank=True)
    extent = models.TextField(
        _("extent and price"), max_length=400, blank=True, help_text=_("As far as it is known.")
    )
    button = models.CharField(
        _("words on the button"),
        max_length=60,
        default="Book et uforpligtende møde",
        validators=[one_line],
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("description"))

    kind = "ydelse"
    thread_heading = _("Get help with it")
    thread_place = 5
    example_key = "ydelse"
    parent_page_types = ["arrangementer.YdelseIndexPage"]
    subpage_types: list[str] = []
    page_description = _("A consulting service without dates.")

    class Meta:
        verbose_name = _("consulting service")
        verbose_name_plural = _("consulting services")

    content_panels = [
        *BasePage.content_panels,
        *TraadMixin.traad_panels,
        "for_whom",
        "extent",
        FieldPanel("body"),
        "button",
        *ExampleMixin.example_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("for_whom"),
        index.SearchField("extent"),
        index.SearchField("body"),
    ]
