"""Searches in the admin: what comes first, and what was not found."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page

from samskabelse.base.viewsets import VisitorsViewSet
from samskabelse.base.visibility import visible

from . import uden_hit
from .models import Fremhaevelse, SoegningUdenHit
from .models.redaktionelt import query_key


class FremhaevelseCreateView(generic.CreateView):
    """Begins with the words that the list of searches without results sends along."""

    def get_initial(self) -> dict[str, Any]:
        words = self.request.GET.get("words", "").replace("\0", "")
        return {**super().get_initial(), "words": " ".join(words.split())[:250]}


class FremhaevelseViewSet(ModelViewSet):
    model = Fremhaevelse
    name = "fremhaevede-resultater"
    url_prefix = "soegning/fremhaevede"
    icon = "pick"
    menu_label = _("Editors' choices")
    add_view_class = FremhaevelseCreateView
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ["words", "page", "order"]
    search_fields = ["words", "page__title"]
    search_backend_name = None
    panels = [FieldPanel("words"), PageChooserPanel("page"), FieldPanel("order")]


class WayOnColumn(BaseColumn):
    """What an editor does about words that lead nowhere: choose a page that they shall lead to."""

    cell_template_name = "soegning/admin/vej_videre.html"

    def __init__(self, chosen: dict[str, Fremhaevelse]) -> None:
        super().__init__("way_on", label=gettext("Way on"))
        self.chosen = chosen

    def get_cell_context_data(self, instance: SoegningUdenHit, parent_context: Any) -> Any:
        context = super().get_cell_context_data(instance, parent_context)
        context["chosen"] = self.chosen.get(query_key(instance.term))
        context["address"] = (
            f"{reverse('fremhaevede-resultater:add')}?{urlencode({'words': instance.term})}"
        )
        return context


class UdenHitIndexView(generic.IndexView):
    """The words that visitors didn't get anywhere with, most often asked for first."""

    any_permission_required = ["view"]
    template_name = "soegning/admin/uden_hit.html"
    default_ordering = ["-times", "-last_at"]
    show_export_buttons = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.is_export = False  # nothing leaves the list by ``?export=csv``

    def get_base_queryset(self) -> QuerySet[SoegningUdenHit]:
        return uden_hit.shown()

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column("term", TitleColumn),
            Column("times", label=capfirst(gettext("times")), sort_key="times"),
            # The day is all that is kept: told in hours, this morning's would be »20 hours ago«.
            Column("first_at", label=capfirst(gettext("first time")), sort_key="first_at"),
            Column("last_at", label=capfirst(gettext("last time")), sort_key="last_at"),
            WayOnColumn(self.chosen),
        ]

    @cached_property
    def chosen(self) -> dict[str, Fremhaevelse]:
        """What leads on, by the wordings that it stands for: as visitors see it."""
        pages = visible(Page.objects)
        rows = Fremhaevelse.objects.filter(page__in=pages).select_related("page")
        return {key: row for row in rows for key in row.wordings}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["shown_from"] = uden_hit.SHOWN_FROM
        context["kept_days"] = uden_hit.KEPT_DAYS
        return context


class UdenHitViewSet(VisitorsViewSet):
    model = SoegningUdenHit
    name = "soegninger-uden-resultater"
    url_prefix = "soegning/uden-resultater"
    icon = "help"
    menu_label = _("Searches without results")
    search_fields = ["term"]
    index_view_class = UdenHitIndexView

    def get_permissions_to_register(self) -> QuerySet[Any]:
        names = ["view_soegningudenhit", "delete_soegningudenhit"]
        return super().get_permissions_to_register().filter(codename__in=names)


class SoegningViewSetGroup(ViewSetGroup):
    items = (UdenHitViewSet, FremhaevelseViewSet)
    menu_label = _("Searches")
    menu_icon = "search"
    menu_name = "soegning"
    menu_order = 320
