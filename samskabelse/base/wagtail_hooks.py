"""What the shared floor registers with Wagtail."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.models import Page

from samskabelse.drift.pagecache import shared

from .links import LivePageLinkHandler
from .visibility import is_up


@hooks.register("register_rich_text_features", order=10)
def link_to_live_pages(features) -> None:
    features.register_link_type(LivePageLinkHandler)


@hooks.register("before_serve_page", order=10)
def end_page_in_time(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """A page is over at its time, not when the worker comes by to unpublish it."""
    if not is_up(page):
        raise Http404


@hooks.register("before_serve_page", order=100)
def call_page_shared(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """A page is the same for everybody; the further addresses below it may not be."""
    if request.path == page.get_url(request):
        shared(request)
