"""A thread ties a page to a vej, with a reason."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Page

from samskabelse.base.cards import ThreadStroke
from samskabelse.base.validators import one_line

from ..paneler import TraadPanel

if TYPE_CHECKING:
    from ..relaterede import Related


class Traad(Orderable):
    """One page on one vej. It points at the core page, so that any type can hang on."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="traade")
    vej = models.ForeignKey(
        "veje.VejPage",
        on_delete=models.CASCADE,
        related_name="page_traade",
        verbose_name=_("way"),
    )
    reason = models.CharField(
        _("reason"),
        max_length=255,
        validators=[one_line],
        help_text=_("One line: why does the page hang on this way? Shown on both pages."),
    )

    panels = ["vej", "reason"]

    class Meta(Orderable.Meta):
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        constraints = [models.UniqueConstraint(fields=("page", "vej"), name="traad_once_a_page")]

    def __str__(self) -> str:
        return f"{self.page} – {self.vej}"


class TraadMixin:
    """Gives a page its threads: the panel, the strokes on its card, the reasons on the page."""

    #: The heading under which a vej shows the page, and its place among them.
    thread_heading: Any = ""
    thread_place = 9
    #: The list of this type can be narrowed by ``?vej=``.
    is_listed_by_vej = False
    #: Where a vej that has none of this type leads (``{nr}`` is the vej's number); empty where
    #: none is missed. The words stand under ``vej.tom``.
    way_out = ""

    traad_panels = [
        TraadPanel(
            "traade",
            heading=_("Threads to the ten ways"),
            label=_("thread"),
            max_num=4,
            help_text=_("The first one colours the page. Choose the ways that really fit."),
        )
    ]

    @cached_property
    def threads(self) -> list[ThreadStroke]:
        """The page's veje in the editor's order, those that strangers may see.

        A list of pages has them set by `veje.spine.for_cards`. A preview holds ties that aren't
        saved yet, so they are not asked for by query here.
        """
        from ..spine import veje  # noqa: PLC0415  (it reads the pages' models)

        known = veje()
        return [
            replace(known[tie.vej_id], reason=tie.reason)
            for tie in self.traade.all()  # type: ignore[attr-defined]  # the tie's related name
            if tie.vej_id in known
        ]

    @cached_property
    def related(self) -> list["Related"]:
        """The pages that share most with this one, and why."""
        from ..relaterede import related_to  # noqa: PLC0415  (it reads the pages' models)

        return related_to(self)  # type: ignore[arg-type]  # only pages are mixed with it
