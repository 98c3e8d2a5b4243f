"""The addresses of the private link. No app name: it would hide the admin's own."""

from django.urls import path

from . import views

urlpatterns = [
    path("henvendelse/slettet/", views.erased, name="henvendelse_slettet"),
    path("henvendelse/<str:token>/", views.show_status, name="henvendelse_status"),
    path("henvendelse/<str:token>/traek-tilbage/", views.withdraw, name="henvendelse_traek"),
    path("henvendelse/<str:token>/slet/", views.erase, name="henvendelse_slet"),
]
