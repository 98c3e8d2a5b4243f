"""Addresses for reuse: data, feeds, Markdown, »Min samling«."""

from django.urls import path, re_path

from . import atom, kilde, tvillinger
from .api import regneark, views
from .api.ressourcer import RESOURCES
from .samling import views as samling

KINDS = "|".join(atom.KINDS)
NAMES = "|".join(RESOURCES)

# Without a slash at the end too: another site's script would not be let through a redirect.
urlpatterns = [
    re_path(r"^api/?$", views.documentation, name="api"),
    re_path(r"^api/v1/?$", views.index, name="api_index"),
    path("api/v1/openapi.json", views.openapi, name="openapi"),
    path("api/v1/cases.csv", regneark.cases_csv, name="cases_csv"),
    re_path(rf"^api/v1/(?P<name>{NAMES})/?$", views.listing, name="api_list"),
    re_path(rf"^api/v1/(?P<name>{NAMES})/(?P<key>[\w-]+)/?$", views.single, name="api_single"),
    re_path(r"^api/(?P<rest>.*)$", views.unknown),
    path("feed/", atom.everything, name="feed"),
    re_path(rf"^feed/(?P<kind>{KINDS})/$", atom.of_kind, name="feed_of_kind"),
    path("feed/veje/<slug:slug>/", atom.of_vej, name="feed_of_vej"),
    path("min-samling/", samling.collection, name="samling"),
    path("min-samling/hefte/", samling.booklet, name="samling_hefte"),
    path("min-samling/kort/", samling.cards, name="samling_kort"),
    path("min-samling/fil/", samling.file, name="samling_fil"),
    path("llms.txt", tvillinger.llms, name="llms"),
    # No slug holds a dot, so that no page can have this address.
    re_path(r"^(?P<path>(?:[\w-]+/)*)index\.md$", tvillinger.twin, name="twin"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)kilde\.bib$", kilde.bibtex, name="bibtex"),
]
