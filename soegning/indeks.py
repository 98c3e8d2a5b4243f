"""Keeping the index: which pages are in it, and what they are found by."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Model, QuerySet
from django.utils import timezone
from wagtail.models import Page

from samskabelse.base import kept
from samskabelse.base.models import BasePage
from samskabelse.base.visibility import visible

from . import sidetekst, tabeller
from .analyse import VERSION, content_words, counted, words
from .models import IndexEntry, IndexText, IndexWord
from .ordforraad import Vocabulary, changed_compounds, difference, restem
from .sidetekst import LONGEST_LEAD, LONGEST_TEXT, PageText

#: The better kind comes first among equal hits.
WEIGHTS = {"vej": 3, "case": 2, "artikel": 2, "publikation": 2, "arrangement": 2, "ydelse": 2}
#: More than any page's number.
ROOM = 1 << 40

CHUNK = 250
#: From so many pages on, the words are read at once and the database is told.
MANY = 200
#: Up to so many pages are indexed while an editor waits.
FEW = 20
#: No analysis has this number: the worker indexes the page anew.
STALE = 0
#: A word that stands three times in a text is part of what it is about.
SALIENT_TIMES = 3
MOST_SALIENT = 25
MOST_LEAD = 120
#: Distinct words after which no further document is read; a vector has an upper limit.
MOST_WORDS = 20_000
TERMS = ["title_terms", "lead_terms", "terms"]
#: One number for all who write words on PostgreSQL, any will do.
LOCK = 7_401_190_115

_waiting: ContextVar[set[int] | None] = ContextVar("pages_to_index", default=None)


def place_of(page: Page) -> int:
    return WEIGHTS.get(getattr(page, "kind", ""), 1) * ROOM + page.pk


def page_at(place: int) -> int:
    """Return the primary key of the page that stands at a place."""
    return place % ROOM


@contextmanager
def all_at_once() -> Iterator[None]:
    """Index what is saved inside once, together, at the end: for loading many pages."""
    if _waiting.get() is not None:
        yield
        return
    ids: set[int] = set()
    token = _waiting.set(ids)
    try:
        yield
    finally:
        _waiting.reset(token)
    update(ids)


def update(ids: Iterable[int]) -> None:
    """Bring the rows of these pages up to date: written anew, or removed when not to be seen."""
    wanted = set(ids)
    waiting = _waiting.get()
    if waiting is not None:
        waiting |= wanted
    elif wanted:
        seen = list(indexable().filter(pk__in=wanted).values_list("pk", flat=True))
        index(seen)
        remove(wanted.difference(seen))


def update_soon(ids: Iterable[int]) -> None:
    """Do the same, but leave it to the worker where nobody would wait for so many pages."""
    wanted = set(ids)
    if len(wanted) <= FEW:
        update(wanted)
    else:
        update_later(wanted)


def update_later(ids: Iterable[int]) -> None:
    """Leave it to the worker."""
    IndexEntry.objects.filter(page__in=set(ids)).update(version=STALE)


def indexable() -> QuerySet:
    """Return the pages that strangers may see. The root of the tree is no page."""
    return visible(Page.objects).filter(depth__gt=1)


def index_pages(pages: QuerySet) -> int:
    """Index those of the pages that strangers may see, and return how many they were."""
    seen = indexable().filter(pk__in=pages.order_by().values("pk"))
    return index(list(seen.values_list("pk", flat=True)))


def index(ids: list[int]) -> int:
    """Index pages that strangers may see, one or ten thousand, and return how many they are.

    Those already there are written anew.
    """
    is_many = len(ids) >= MANY
    if not ids:
        return 0
    with transaction.atomic():
        lock()
        vocabulary = Vocabulary(whole=is_many)
        for start in range(0, len(ids), CHUNK):
            chunk = Page.objects.filter(pk__in=ids[start : start + CHUNK]).specific()
            write([page for page in chunk if isinstance(page, BasePage)], vocabulary)
        if is_many:
            settle()
    if is_many:
        tabeller.refresh()
    transaction.on_commit(kept.forget)
    return len(ids)


def lock() -> None:
    """Let one process at a time count words; on SQLite only one writes anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def write(pages: list[Page], vocabulary: Vocabulary) -> None:
    texts = sidetekst.read(pages)
    places = {page.pk: place_of(page) for page in pages}
    before: dict[int, list[str]] = {}
    moved: list[int] = []
    rows = IndexText.objects.filter(entry__page__in=places)
    for page_id, place, old in rows.values_list("entry__page", "entry_id", "words"):
        if place == places[page_id]:
            before[page_id] = old.split()
        else:
            moved.append(page_id)
    remove(moved)

    changes: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    analysed = [Analysed.of(text) for text in texts]
    for one in analysed:
        changes.update(difference(before.get(one.text.page.pk, ()), one.spelt))
        spelt |= one.spelt
    vocabulary.count(changes, spelt)

    made = [one.rows(vocabulary) for one in analysed]
    save([entry for entry, _text in made], [text for _entry, text in made])


def save(entries: list[IndexEntry], texts: list[IndexText]) -> None:
    for model, made in ((IndexEntry, entries), (IndexText, texts)):
        put(model, made, [f.name for f in model._meta.concrete_fields if not f.primary_key])


def put(model: type[Model], rows: list[Any], fields: list[str]) -> None:
    """Write rows, or only these fields of those there are: many times faster than bulk_update."""
    key = model._meta.pk.name
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=[key], update_fields=fields
    )


@dataclass
class Analysed:
    """A page's text and its words."""

    text: PageText
    lead: list[str]
    spelt: dict[str, str]

    @classmethod
    def of(cls, text: PageText) -> "Analysed":
        lead = "\n".join(text.lead)[:LONGEST_LEAD]
        body = "\n".join(text.body)[:LONGEST_TEXT]
        found = counted([text.title, lead, body])
        often = [word for word, (times, _spelt) in found.items() if times >= SALIENT_TIMES]
        # The address says in a word what the page is: /test/, /kontakt/.
        leading = content_words([*words(text.page.slug), *words(lead)])[:MOST_LEAD]
        spelt = {word: spelling for word, (_times, spelling) in found.items()}
        for name, content in text.files:
            if len(spelt) < MOST_WORDS:
                spelt = {w: s for w, (_t, s) in counted([name, content]).items()} | spelt
        return cls(text, content_words([*leading, *content_words(often)[:MOST_SALIENT]]), spelt)

    def rows(self, vocabulary: Vocabulary) -> tuple[IndexEntry, IndexText]:
        page, place = self.text.page, place_of(self.text.page)
        # A chapter ends with its publication.
        ends = [one.expire_at for one in (page, getattr(page, "publication", page))]
        entry = IndexEntry(
            place=place,
            page_id=page.pk,
            kind=getattr(page, "kind", "side"),
            veje=self.text.veje,
            expire_at=min(filter(None, ends), default=None),
            kicker=str(page.card_kicker)[:255],
            badge=str(page.badge)[:40],
            title_key=" ".join(words(self.text.title))[:255],
            slug=page.slug,
            version=VERSION,
            written_at=timezone.now(),
        )
        text = IndexText(
            entry_id=place,
            title=self.text.title,
            summary=self.text.summary[:LONGEST_LEAD],
            body="\n".join(self.text.body)[:LONGEST_TEXT],
            files=self.text.files,
            words=" ".join(self.spelt),
            lead_words=" ".join(self.lead),
        )
        set_terms(entry, text, vocabulary)
        return entry, text


def set_terms(entry: IndexEntry, text: IndexText, vocabulary: Vocabulary) -> None:
    """Set all that the row is found by. Depends on the words and their parts alone."""

    def stems(found: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(t for word in found for t in vocabulary.stems_of(word)))

    title, lead = stems(entry.title_key.split()), stems(text.lead_words.split())
    every = stems(content_words(text.words.split()))
    entry.title_terms, entry.lead_terms = " ".join(title), " ".join(lead)
    leading = dict.fromkeys([*title, *lead])
    terms = [
        *(f"w:{word}" for word in dict.fromkeys(entry.title_key.split())),
        *(f"t:{term}" for term in title),
        *(f"l:{term}" for term in leading),
        *(f"v:{number}" for number in range(1, 16) if entry.veje >> number & 1),
        f"k:{entry.kind}",
        *dict.fromkeys([*leading, *every]),
    ]
    entry.terms = " ".join(terms)


def remove(page_ids: Iterable[int]) -> None:
    """Take pages out of the index, and their words with them."""
    ids = set(page_ids)
    if not ids:
        return
    with transaction.atomic():
        lock()
        # `forget_words` counts each row's words out as it goes.
        IndexEntry.objects.filter(page__in=ids).delete()
        transaction.on_commit(kept.forget)


def forget_words(entry: IndexEntry) -> None:
    """Count the words of a row out that is about to go, by whatever way."""
    text = IndexText.objects.filter(entry=entry).first()
    if text is not None:
        Vocabulary().count(difference(text.words.split(), ()), {})


def settle() -> int:
    """Take compounds apart that could not be when they came: their parts came later.

    Returns how many pages were touched.
    """
    changed = changed_compounds()
    if not changed:
        return 0
    for word, now in changed.items():
        IndexWord.objects.filter(word=word).update(parts=now)
    vocabulary = Vocabulary(whole=True)
    touched = []
    for text in IndexText.objects.select_related("entry").iterator(chunk_size=CHUNK):
        found = text.words.split()
        if changed.keys().isdisjoint(found):
            continue
        entry = text.entry
        set_terms(entry, text, vocabulary)
        touched.append(entry)
        if len(touched) % CHUNK == 0:
            put(IndexEntry, touched[-CHUNK:], TERMS)
    rest = len(touched) % CHUNK
    put(IndexEntry, touched[len(touched) - rest :], TERMS)
    return len(touched)


def mend() -> int:
    """Find what differs between index and pages, mend it, and return how many pages that was.

    There should be nothing: the signals keep the index. Except for the first time, after a new
    release whose analysis differs, and when rows are written past Django.
    """
    there = IndexEntry.objects.values("page")
    stale = IndexEntry.objects.exclude(version=VERSION) | IndexEntry.objects.filter(
        page__last_published_at__gt=F("written_at")
    )
    missing = indexable().exclude(pk__in=there).values_list("pk", flat=True)
    hidden = IndexEntry.objects.exclude(page__in=indexable()).values_list("page", flat=True)
    remove(gone := list(hidden))
    wanted = {*missing, *stale.values_list("page", flat=True)} - set(gone)
    if IndexEntry.objects.exclude(version__in=(VERSION, STALE)).exists():
        restem()
    done = index_pages(Page.objects.filter(pk__in=wanted)) if wanted else 0
    return len(gone) + done + settle()


def catch_up() -> int:
    """Index what was left to the worker, and return how many pages that was."""
    stale = IndexEntry.objects.filter(version=STALE).values_list("page", flat=True)[:MANY]
    ids = list(stale)
    return index_pages(Page.objects.filter(pk__in=ids)) if ids else 0


def rebuild() -> int:
    """Index every page anew, and return how many they are."""
    with transaction.atomic():
        lock()
        tabeller.empty()
        return index_pages(Page.objects.all())
