"""The lists that pages choose from, gathered under one point in the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from arrangementer.models import Underviser
from cases.models import Deltagertype, Metode, Oenske
from kommuner.models import Kommune, Omraade
from veje.models import Emne, Maalgruppe


class OmraadeViewSet(SnippetViewSet):
    model = Omraade
    icon = "folder-open-inverse"
    menu_label = _("Fields of work")


class EmneViewSet(SnippetViewSet):
    model = Emne
    icon = "tag"
    menu_label = _("Topics")


class MaalgruppeViewSet(SnippetViewSet):
    model = Maalgruppe
    icon = "group"
    menu_label = _("Target groups")


class DeltagertypeViewSet(SnippetViewSet):
    model = Deltagertype
    icon = "user"
    menu_label = _("Kinds of participants")


class MetodeViewSet(SnippetViewSet):
    model = Metode
    icon = "cogs"
    menu_label = _("Methods")


class OenskeViewSet(SnippetViewSet):
    """What visitors missed. They write it by choosing; nobody else does."""

    model = Oenske
    icon = "help"
    menu_label = _("Wished cases")
    list_display = ["label", "count", "first", "last"]
    inspect_view_enabled = True
    inspect_view_fields = ["label", "count", "first", "last"]


class UnderviserViewSet(SnippetViewSet):
    model = Underviser
    icon = "user"
    menu_label = _("Teachers")
    list_display = ["name", "position"]


class KommuneViewSet(SnippetViewSet):
    """Only administrators: the 98 come from the state's register."""

    model = Kommune
    icon = "site"
    menu_label = _("Municipalities")
    # Not "name": the column would sort by the letters as the database knows them.
    list_display = ["__str__", "region", "code"]
    list_filter = ["region"]
    list_per_page = 100


class ListerViewSetGroup(SnippetViewSetGroup):
    items = (
        OmraadeViewSet,
        EmneViewSet,
        MaalgruppeViewSet,
        DeltagertypeViewSet,
        MetodeViewSet,
        UnderviserViewSet,
        KommuneViewSet,
        OenskeViewSet,
    )
    menu_label = _("Lists")
    menu_icon = "list-ul"
    menu_name = "lister"
    menu_order = 500
