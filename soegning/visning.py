"""What the search page shows of each result."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Page

from samskabelse.base.cards import ThreadStroke, cut_at_word
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible
from veje import spine

from .indeks import page_at
from .models import IndexText
from .resultater import Found
from .uddrag import LONGEST, excerpt, highlight

#: What a page's address is made of. Whole pages cost more than all else of a result.
FOR_ADDRESS = ("url_path", "locale")
OF_PAGE = tuple(f"entry__page__{name}" for name in (*FOR_ADDRESS, "content_type"))
OF_ENTRY = tuple(f"entry__{name}" for name in ("page", "kicker", "badge", "veje"))
#: A summary that stands in for an excerpt.
SUMMARY = 230

Strokes = Mapping[int, ThreadStroke]


@dataclass(frozen=True, slots=True)
class Row:
    """One result as the page shows it."""

    title: SafeString
    url: str
    kicker: str
    badge: str
    excerpt: SafeString
    #: The document that the excerpt stands in.
    document: str
    threads: Sequence[ThreadStroke]
    is_promoted: bool
    #: What lies below the page and has the words in its title: title and address.
    below: Sequence[tuple[SafeString, str]]

    @property
    def vej_numbers(self) -> list[int]:
        return [thread.number for thread in self.threads]


def strokes() -> Strokes:
    """Return the ten veje that strangers may see, by number."""
    return {stroke.number: stroke for stroke in spine.veje().values()}


def rows(found: Found, places: Sequence[int], strokes: Strokes, request: HttpRequest) -> list[Row]:
    """Return what is shown of the pages at these places: one query for all of them.

    Asks once more whether a stranger may see each, so that not even a row that lags shows.
    """
    if not places:
        return []
    terms = terms_of(found)
    pages = visible(Page.objects).filter(pk__in=[page_at(place) for place in places])
    texts = (
        IndexText.objects.filter(entry__in=places, entry__page__in=pages)
        .select_related("entry__page")
        .only("title", "summary", "files", *OF_ENTRY, *OF_PAGE)
        .annotate(beginning=Left("body", LONGEST))
        .in_bulk()
    )
    made = []
    for place in places:
        if (text := texts.get(place)) is None:
            continue
        entry = text.entry
        shown, document = excerpt_of(text, terms)
        url = entry.page.get_url(request) or ""
        made.append(
            Row(
                title=highlight(text.title, terms),
                url=url,
                kicker=entry.kicker,
                badge=entry.badge,
                excerpt=shown,
                document=document,
                threads=[strokes[n] for n in strokes if entry.veje >> n & 1],
                is_promoted=place in found.promoted,
                below=list(below(entry.page, url, terms)),
            )
        )
    return made


def below(page: Page, url: str, terms: frozenset[str]) -> Iterator[tuple[SafeString, str]]:
    for part, key in getattr(page.specific_class, "below", {}).items():
        title = highlight(tekst(key), terms)
        if "<mark>" in title:
            yield title, f"{url}{part}"


def terms_of(found: Found) -> frozenset[str]:
    terms = {term.rstrip("*") for word in found.query.needed for way in word.ways() for term in way}
    # Of what no page holds, the half that these pages hold.
    return frozenset(terms | {word.half for word in found.query.needed if word.half})


def excerpt_of(text: IndexText, terms: frozenset[str]) -> tuple[SafeString, str]:
    """Return the piece that shows why, and the document it stands in, if it stands in one."""
    shown, number = excerpt(
        [text.summary, text.beginning, *(content for _name, content in text.files)], terms
    )
    if number < 0:
        summary = text.summary or text.beginning[: SUMMARY * 2]
        return highlight(cut_at_word(summary.replace("\n", " "), SUMMARY), frozenset()), ""
    return shown, text.files[number - 2][0] if number > 1 else ""
