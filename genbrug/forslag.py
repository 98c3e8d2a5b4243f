"""Which page an address that leads nowhere was probably meant for."""

from collections import Counter, defaultdict
from difflib import get_close_matches
from typing import Any

from wagtail.models import Page, Site

from samskabelse.base.visibility import visible

#: Pages that an address is compared with.
MOST_PAGES = 5000
#: Names that are compared letter by letter: those with most pieces of the address in them.
CANDIDATES = 20
ALIKE = 0.6


class Pages:
    """The site's pages, read once however many addresses they are suggested for."""

    def __init__(self, site: Site | None) -> None:
        self.root = site.root_page.url_path if site else ""
        rows: Any = Page.objects.none()
        if site:
            rows = visible(site.root_page.get_descendants()).order_by("-first_published_at")
        rows = list(rows.values_list("url_path", "slug", "title", "pk", named=True)[:MOST_PAGES])
        self.by_path = {row.url_path: row for row in rows}
        self.by_slug = {row.slug: row for row in reversed(rows)}
        self.slugs_with = defaultdict(list)
        for slug in self.by_slug:
            for piece in pieces(slug):
                self.slugs_with[piece].append(slug)

    def alike(self, path: str) -> Any:
        """Return the page whose address is spelt most like it, if any is like it at all."""
        name = path.rstrip("/").rpartition("/")[2].partition(".")[0].lower()
        shared = Counter(slug for piece in pieces(name) for slug in self.slugs_with.get(piece, ()))
        nearest = [slug for slug, _count in shared.most_common(CANDIDATES)]
        found = get_close_matches(name, nearest, n=1, cutoff=ALIKE)
        return self.by_slug[found[0]] if found else None

    def above(self, path: str) -> Any:
        """Return the nearest page above the address."""
        parts = path.strip("/").split("/")
        for length in range(len(parts) - 1, 0, -1):
            page = self.by_path.get(f"{self.root}{'/'.join(parts[:length])}/")
            if page:
                return page
        return None


def pieces(name: str) -> set[str]:
    """Return every three letters in a row, the blanks around the name among them."""
    padded = f" {name} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}
