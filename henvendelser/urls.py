"""The addresses of the private link. No app name: it would hide the admin's own."""

from django.urls import path

from . import views

urlpatterns = [
    path("henvendelse/slettet/", views.erased, name="henvendelse_slettet"),
    path("henvendelse/<str:token>/", views.show_status, name="henvendelse_status"),
    path("henvendelse/<str:token>/traek-tilbage/", views.withdraw, name="henvendelse_traek"),
    path("henvendelse/<str:token>/vaelg/", views.choose_time, name="henvendelse_vaelg"),
    path("henvendelse/<str:token>/afslaa/", views.decline_times, name="henvendelse_afslaa"),
    path("henvendelse/<str:token>/aflys/", views.cancel_meeting, name="henvendelse_aflys"),
    path("henvendelse/<str:token>/moede.ics", views.meeting_file, name="henvendelse_moede"),
    path("henvendelse/<str:token>/data.json", views.hand_out, name="henvendelse_data"),
    path("henvendelse/<str:token>/slet/", views.erase, name="henvendelse_slet"),
]
