"""Links in rich text: one question for all of a page's, however many blocks hold them."""

from collections.abc import Iterable
from contextvars import ContextVar

from django.utils.html import escape
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

#: Pages that the page being shown links to, by id; None where there is no live one.
_known: ContextVar[dict[str, Page | None] | None] = ContextVar("known_pages", default=None)


def live_pages(wanted: Iterable[str]) -> dict[str, Page | None]:
    ids = {pk for pk in wanted if pk}
    pages = Page.objects.filter(live=True).in_bulk(ids) if ids else {}
    return {pk: pages.get(int(pk)) for pk in ids}


def know_links_of(*streams: StreamValue) -> None:
    """Fetch the pages that the streams' texts link to before the first one is shown."""
    _known.set(
        live_pages(
            str(pk)
            for stream in streams
            for model, pk, _path, _place in stream.stream_block.extract_references(stream)
            if model is Page
        )
    )


class LivePageLinkHandler(PageLinkHandler):
    """Link to no page that is not live.

    Wagtail asks once for each text and page type, to let types decide their own address; ours
    don't.
    """

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[Page | None]:
        wanted = [str(attrs.get("id") or "") for attrs in attrs_list]
        known = _known.get() or {}
        pages = known | live_pages(pk for pk in wanted if pk not in known)
        return [pages.get(pk) for pk in wanted]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        return [
            f'<a href="{escape(page.url)}">' if page else "<a>" for page in cls.get_many(attrs_list)
        ]
