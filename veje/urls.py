"""Addresses that belong to the spine and are no pages."""

from django.urls import re_path

from . import views

urlpatterns = [
    re_path(
        r"^deling/(?P<pk>[0-9]{1,9})-(?P<digest>[0-9a-f]{16})\.(?P<extension>png|jpg)$",
        views.deling,
        name="deling",
    ),
]
