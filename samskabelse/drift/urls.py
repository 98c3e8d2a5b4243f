"""Probes, and the uploaded files where no proxy serves them."""

from django.urls import path

from . import media, views

urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("media/<path:path>", media.serve, name="media"),
]
