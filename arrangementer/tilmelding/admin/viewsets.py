"""The addresses of the participants' admin, each guarded before anything is looked up."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from samskabelse.drift.adgang import allowed_to

from ...datoer.gentag import RepeatPage
from . import breve, deltagere, tilmeldinger, udskrifter
from .adgang import CHANGE, SEE
from .datoer import DatesPage


class ForAdministrators(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(SEE))


class TilmeldingViewSet(ViewSet):
    name = "tilmeldinger"
    url_prefix = "tilmeldinger"
    url_namespace = "tilmeldinger"
    icon = "group"
    menu_label = _("Sign-ups")
    menu_name = "tilmeldinger"
    menu_order = 160
    menu_item_class = ForAdministrators
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[Any]:
        def see(view: Any) -> Any:
            return allowed_to(SEE, view)

        def change(view: Any) -> Any:
            return allowed_to(CHANGE, view)

        return [
            path("", see(DatesPage.as_view()), name="index"),
            path("tilmelding/<int:pk>/", see(tilmeldinger.SignUpPage.as_view()), name="tilmelding"),
            path(
                "tilmelding/<int:pk>/ret/", change(tilmeldinger.DetailsPage.as_view()), name="ret"
            ),
            path(
                "tilmelding/<int:pk>/tilfoej/",
                change(tilmeldinger.AddPage.as_view()),
                name="tilfoej",
            ),
            path("<int:pk>/", see(deltagere.ParticipantsPage.as_view()), name="dato"),
            path("<int:pk>/flere/", change(deltagere.several), name="flere"),
            path(
                "<int:pk>/deltager/<int:deltager>/",
                change(deltagere.ParticipantPage.as_view()),
                name="deltager",
            ),
            path("<int:pk>/liste/", see(udskrifter.AttendanceList.as_view()), name="liste"),
            path("<int:pk>/navneskilte/", see(udskrifter.NameBadges.as_view()), name="skilte"),
            path(
                "<int:pk>/evalueringer/",
                see(udskrifter.Evaluations.as_view()),
                name="evalueringer",
            ),
            path("<int:pk>/deltagere.xlsx", see(udskrifter.participants), name="eksport"),
            path("<int:pk>/faktura.xlsx", see(udskrifter.invoices), name="faktura"),
            path("<int:pk>/mail/", change(breve.LetterPage.as_view()), name="mail"),
            path("<int:pk>/aflys/", change(breve.CallOffPage.as_view()), name="aflys"),
            path("<int:pk>/tilmeld/", change(tilmeldinger.ByHandPage.as_view()), name="tilmeld"),
            path("<int:pk>/gentag/", change(RepeatPage.as_view()), name="gentag"),
        ]
