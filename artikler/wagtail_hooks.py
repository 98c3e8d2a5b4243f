"""What editors of publications are told when they publish a part or take the whole down."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from samskabelse.base.visibility import is_up

from .models import KapitelPage, PublikationPage


@hooks.register("after_publish_page")
def say_that_chapter_waits(request: HttpRequest, page: Page) -> None:
    if isinstance(page, KapitelPage) and not is_up(page.publication):
        messages.warning(
            request, _("The chapter is not seen until its publication is published too.")
        )


@hooks.register("after_unpublish_page")
def say_that_chapters_are_gone(request: HttpRequest, page: Page) -> None:
    if isinstance(page.specific, PublikationPage) and page.get_children().live().exists():
        messages.warning(
            request, _("Its chapters are not seen either until the publication is published again.")
        )
