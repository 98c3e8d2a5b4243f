"""A way on for a visitor who found nothing: what was perhaps meant."""

from dataclasses import dataclass
from difflib import get_close_matches

from django.http import HttpRequest
from wagtail.models import Page, Site

from samskabelse.base.visibility import visible

#: Robots ask for long and strange addresses all day.
LONGEST_PATH = 200
MOST_PAGES = 2000
MOST_SUGGESTIONS = 3
ALIKE = 0.72


@dataclass(frozen=True, slots=True)
class Suggestion:
    title: str
    url: str


def looks_like_a_file(path: str) -> bool:
    """Programs and robots ask for files; they read no suggestions."""
    return "." in path.rpartition("/")[2]


def suggestions(request: HttpRequest) -> list[Suggestion]:
    """Return pages whose address is spelt nearly so, else the nearest page above, in one query."""
    site = Site.find_for_request(request)
    parts = request.path.strip("/").lower().split("/")
    if (
        not site
        or not parts[-1]
        or len(request.path) > LONGEST_PATH
        or looks_like_a_file(request.path)
    ):
        return []
    root = site.root_page
    rows = (
        visible(Page.objects)
        .descendant_of(root)
        .values_list("slug", "title", "url_path")
        .order_by("-first_published_at")[:MOST_PAGES]
    )
    pages = {slug: Suggestion(title, url[len(root.url_path) - 1 :]) for slug, title, url in rows}
    alike = get_close_matches(parts[-1], pages, n=MOST_SUGGESTIONS, cutoff=ALIKE)
    if alike:
        return [pages[slug] for slug in alike]
    above = {page.url: page for page in pages.values()}
    # The sections themselves stand on the page already.
    for length in range(len(parts) - 1, 1, -1):
        page = above.get(f"/{'/'.join(parts[:length])}/")
        if page:
            return [page]
    return []
