"""What pages are held to where they are published without their form.

Wagtail asks one page's form, but publishes several at once, and those approved from a list, by
their drafts as they stand: a thread without a reason was published, a text without its author
gave 500.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowAction
from wagtail.blocks import StreamBlockValidationError
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page

MOST_MESSAGES = 5


def keep_unfinished_as_drafts(
    request: HttpRequest, pages: Iterable[Page], with_descendants: bool, back: str
) -> HttpResponse | None:
    """Publish none of the pages while one of them lacks something, and say which and what."""
    looked_at = ((page, lacks(page)) for page in drafts(pages, with_descendants))
    unfinished = [(page, fields) for page, fields in looked_at if fields]
    for page, fields in unfinished[:MOST_MESSAGES]:
        text = _("Nothing is published: »%(title)s« isn't finished. Look at: %(fields)s.")
        words = {"title": page.title, "fields": ", ".join(fields)}
        button = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), page.title)
        messages.error(request, text % words, buttons=[button])
    return redirect(back) if unfinished else None


class ApprovalView(WorkflowAction):
    """Approve a page from a list of what awaits it; the last approval publishes."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_approval = self.action_name == "approve"
        refusal = is_approval and keep_unfinished_as_drafts(
            request, [self.object], with_descendants=False, back=self.redirect_url
        )
        if not refusal:
            response: HttpResponse = super().post(request, *args, **kwargs)
            say_what_was_decided(request, self.object, self.action_name)
            return response
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            done = {"step": "success", "redirect": self.redirect_url}
            return self.render_modal_json(request, done)
        return refusal


def say_what_was_decided(request: HttpRequest, page: Page, action: str) -> None:
    """Tell what became of the page; Wagtail says at most that the draft is saved."""
    page = Page.objects.get(pk=page.pk)
    state = page.current_workflow_state
    if action == "approve" and page.live and not page.has_unpublished_changes:
        text = _("»%(title)s« is approved and published.") % {"title": page.title}
        messages.success(request, text, buttons=[messages.button(page.url, _("See it"))])
    if action == "reject" and state and state.status == state.STATUS_NEEDS_CHANGES:
        text = _("»%(title)s« is sent back, with your wish for changes.")
        messages.success(request, text % {"title": page.get_admin_display_title()})


def drafts(pages: Iterable[Page], with_descendants: bool) -> Iterator[Page]:
    """Yield what would be published, as it would be."""
    for page in pages:
        revision = page.get_latest_revision()
        yield revision.as_object() if revision else page.specific
        if with_descendants:
            yield from drafts(page.get_descendants().not_live(), with_descendants=False)


def lacks(page: Page) -> list[str]:
    """Return the names of the fields that the page's own form would not take, each once."""
    errors = [*wrong_fields(page, page.full_clean), *wrong_blocks(page), *wrong_rows(page)]
    return list(dict.fromkeys(errors))


def wrong_fields(row: models.Model, clean: Any, **kwargs: Any) -> Iterator[str]:
    try:
        clean(**kwargs)
    except ValidationError as error:
        for name in error.message_dict:
            field = next((one for one in row._meta.fields if one.name == name), None)
            yield capfirst(str(field.verbose_name)) if field else " ".join(error.message_dict[name])


def wrong_rows(row: Any) -> Iterator[str]:
    """Look through the rows that are written with the page, and those written with them."""
    for relation in get_all_child_relations(row):
        name = relation.get_accessor_name()
        if name == COMMENTS_RELATION_NAME:
            continue
        for child in getattr(row, name).all():
            yield from wrong_fields(child, child.clean_fields, exclude=[relation.field.name])
            yield from wrong_rows(child)


def wrong_blocks(page: Page) -> Iterator[str]:
    for field in page._meta.fields:
        if not isinstance(field, StreamField):
            continue
        value = field.value_from_object(page)
        try:
            field.stream_block.clean(value)
        except StreamBlockValidationError as error:
            names = [value[place].block.label for place in error.block_errors or {}]
            within = f" ({', '.join(dict.fromkeys(map(str, names)))})" if names else ""
            yield f"{capfirst(str(field.verbose_name))}{within}"
