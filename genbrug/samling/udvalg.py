"""The pages that an address asks for, as far as anybody may see them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from arrangementer.models import ArrangementPage, YdelsePage
from artikler.models import ArtikelPage, KapitelPage, PublikationPage
from cases.models import CasePage
from samskabelse.base.visibility import visible
from veje.models import VejPage
from veje.spine import for_cards

#: So many pages fit into a collection: a booklet that one can still staple.
MOST = 30
#: What can be collected.
TYPES = (
    CasePage,
    VejPage,
    ArtikelPage,
    PublikationPage,
    KapitelPage,
    ArrangementPage,
    YdelsePage,
)
LONGEST_NUMBER = 9


@dataclass(frozen=True)
class Udvalg:
    """The pages in the order that was asked for, and what is not among them."""

    pages: list[Any]
    #: Asked for, and not to be seen: unknown, taken down, private.
    missing: int = 0
    #: More was asked for than there is room for.
    is_cut: bool = False

    @property
    def numbers(self) -> str:
        return ",".join(str(page.pk) for page in self.pages)

    @property
    def query(self) -> str:
        return f"?sider={self.numbers}" if self.pages else ""


def is_collectable(page: Any) -> bool:
    return isinstance(page, TYPES) and bool(page.pk)


def asked_for(text: str) -> list[str]:
    """Return what stands between the commas, each once."""
    return list(dict.fromkeys(part for part in map(str.strip, text.split(",")) if part))


def chosen(text: str, *, whole: bool = False) -> Udvalg:
    """Return the pages of ``?sider=``; their long texts only when the whole is wanted.

    One query for the pages, one for each type among them and some for what their cards show.
    """
    asked = asked_for(text)
    kept = asked[:MOST]
    numbers = [
        int(one) for one in kept if one.isascii() and one.isdigit() and len(one) <= LONGEST_NUMBER
    ]
    types = ContentType.objects.get_for_models(*TYPES).values()
    pages = visible(Page.objects).filter(pk__in=numbers, content_type__in=types)
    rows = (pages if whole else pages.defer_streamfields()).specific() if numbers else []
    found = {page.pk: page for page in with_cards(list(rows))}
    in_order = [found[number] for number in dict.fromkeys(numbers) if number in found]
    return Udvalg(in_order, len(kept) - len(in_order), len(asked) > MOST)


def with_cards(pages: list[Any]) -> list[Any]:
    """Fetch what the cards show; a chapter has its threads from its publication."""
    chapters = [page for page in pages if isinstance(page, KapitelPage)]
    parents = {page.path: page for page in pages if isinstance(page, PublikationPage)}
    missing = {chapter.path[: -chapter.steplen] for chapter in chapters} - set(parents)
    rows = PublikationPage.objects.filter(path__in=missing) if missing else []
    more = {page.path: page for page in rows}
    for_cards([*pages, *more.values()])
    for chapter in chapters:
        chapter.publication = (parents | more)[chapter.path[: -chapter.steplen]]
    return pages
