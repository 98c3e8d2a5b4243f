"""The addresses of sign-up. No app name: the names are the site's own."""

from django.urls import path

from . import evaluering, interesse, privat, views

urlpatterns = [
    path(
        "arrangementer/<slug:slug>/tilmelding/<int:pk>/",
        views.sign_up,
        name="tilmelding",
    ),
    path("arrangementer/interesse/", interesse.for_all, name="interesse_alle"),
    path("arrangementer/<slug:slug>/interesse/", interesse.for_page, name="interesse"),
    path("interesse/<str:token>/", interesse.confirm, name="interesse_bekraeft"),
    path("evaluering/<str:token>/", evaluering.answer, name="evaluering"),
    path("tilmelding/kvittering/<str:token>/", views.receipt, name="tilmelding_kvittering"),
    path("tilmelding/tilbud/<str:token>/", privat.offer, name="tilmelding_tilbud"),
    path("tilmelding/deltager/<str:token>/", privat.participant, name="tilmelding_deltager"),
    path(
        "tilmelding/deltager/<str:token>/<slug:action>/",
        privat.participant_action,
        name="tilmelding_deltager_handling",
    ),
    path("tilmelding/slettet/", privat.erased, name="tilmelding_slettet"),
    path("tilmelding/<str:token>/", privat.contact, name="tilmelding_privat"),
    path("tilmelding/<str:token>/kalender.ics", privat.calendar_file, name="tilmelding_kalender"),
    path(
        "tilmelding/<str:token>/<int:pk>/<slug:action>/",
        privat.contact_action,
        name="tilmelding_handling",
    ),
    path("tilmelding/<str:token>/slet/", privat.erase, name="tilmelding_slet"),
]
