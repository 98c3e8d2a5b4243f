"""The search page over every page type."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.models import Page

from samskabelse.base.models import BasePage
from samskabelse.base.pagination import paginate
from samskabelse.base.tekster import tekst
from veje.spine import cards

from .forms import SearchForm
from .naermest import ways_in


def search(request: HttpRequest) -> HttpResponse:
    """Answer ``/soeg/?q=``; an empty query shows where to begin."""
    form = SearchForm(request.GET)
    query = form.words
    results = paginate(find(query), request)
    return TemplateResponse(
        request,
        "soegning/soeg.html",
        {
            "form": form,
            "query": form.typed,
            "problem": form.problem,
            "results": results,
            "cards": cards(page for page in results if isinstance(page, BasePage)),
            "veje": [] if results.object_list else ways_in(),
            "breadcrumbs": [(tekst("menu.foerste_led"), "/")],
            "search_url": reverse("soeg"),
        },
    )


def find(words: str):
    """Return the live, public pages that match all words, best first."""
    if not words:
        return []
    return Page.objects.live().public().filter(depth__gt=1).specific().search(words)
