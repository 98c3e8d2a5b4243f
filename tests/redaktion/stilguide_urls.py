"""The site's addresses as development has them: with the style guide, without the toolbar."""

from django.urls import include, path

from samskabelse import urls

handler404 = urls.handler404
urlpatterns = [path("stilguide/", include("redaktion.stilguide")), *urls.urlpatterns]
