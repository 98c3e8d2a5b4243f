"""The chosen pages one after the other, whole: the booklet, and the file to keep.

However many pages there are, the number of queries depends on their types alone.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from arrangementer.models import Afholdelse, ArrangementPage
from artikler.models import KapitelPage, PublikationPage
from cases.models import CasePage
from samskabelse.base.indlejring import embedded
from samskabelse.base.links import know_links_of
from samskabelse.base.visibility import visible

from .udvalg import Udvalg

#: What a text shows besides its own fields.
RELATIONS: dict[type, list[Any]] = {
    CasePage: ["methods", "participant_types", "kommuner__region__successor"],
    ArrangementPage: [
        Prefetch("afholdelser", Afholdelse.objects.with_counts().prefetch_related("days")),
        "undervisninger__underviser",
    ],
}


@dataclass
class Kapitel:
    """A chapter of a publication, inside the publication."""

    title: str
    anchor: str
    body: SafeString


@dataclass
class Afsnit:
    """One chosen page in the booklet."""

    page: Any
    anchor: str
    text: SafeString
    chapters: list[Kapitel] = field(default_factory=list)


def sections(chosen: Udvalg, link: Callable[[str], str] = str) -> list[Afsnit]:
    """Return the pages' texts. Links among them stay inside; ``link`` decides of the others."""
    pages = chosen.pages
    chapters = chapters_of([page for page in pages if isinstance(page, PublikationPage)])
    every = [*pages, *(chapter for below in chapters.values() for chapter in below)]
    fetch_what_they_show(every)
    fetch_blocks(every)
    # A chapter may have been chosen beside its publication; then links lead to it by itself.
    places = {one.url: inside(pk, one) for pk, below in chapters.items() for one in below}
    places |= {page.url: str(page.pk) for page in pages}

    def to(address: str) -> str:
        place = places.get(address)
        return f"#side-{place}" if place else link(address)

    return [
        Afsnit(
            page=page,
            anchor=f"side-{page.pk}",
            text=text_of(page, str(page.pk), to),
            chapters=[
                Kapitel(
                    title=one.title,
                    anchor=f"side-{inside(page.pk, one)}",
                    body=text_of(one, inside(page.pk, one), to, steps=2),
                )
                for one in chapters.get(page.pk, [])
            ],
        )
        for page in pages
    ]


def inside(publication: int, chapter: KapitelPage) -> str:
    return f"{publication}-{chapter.pk}"


def text_of(page: Any, place: str, link: Callable[[str], str], steps: int = 1) -> SafeString:
    html = render_to_string("genbrug/samling/_tekst.html", {"page": page})
    return embedded(html, prefix=f"s{place}-", steps=steps, link=link)


def fetch_what_they_show(pages: Sequence[Any]) -> None:
    for model, relations in RELATIONS.items():
        prefetch_related_objects([page for page in pages if isinstance(page, model)], *relations)
    prefetch_related_objects(pages, "kilder", "noter")
    for page in pages:
        if isinstance(page, CasePage):
            page.places_with_region = page.with_region(page.kommuner.all())
        if isinstance(page, ArrangementPage):
            page.teachers = [tie.underviser for tie in page.undervisninger.all()]


def chapters_of(publications: Sequence[PublikationPage]) -> dict[int, list[KapitelPage]]:
    """Return each publication's visible chapters, by its id."""
    below: dict[int, list[KapitelPage]] = defaultdict(list)
    if not publications:
        return below
    parents = {page.path: page for page in publications}
    inside = Q()
    for path in parents:
        inside |= Q(path__startswith=path)
    for chapter in visible(KapitelPage.objects).filter(inside).order_by("path"):
        publication = parents[chapter.path[: -chapter.steplen]]
        chapter.publication = publication
        below[publication.pk].append(chapter)
    return below


def fetch_blocks(pages: Sequence[Any]) -> None:
    """Fetch the images, documents and pages that all the texts hold, as if they were one text.

    A stream asks for what its own blocks hold, all at once; so the streams are laid together and
    handed back in pieces.
    """
    texts = [page for page in pages if isinstance(getattr(page, "body", None), StreamValue)]
    if not texts:
        return
    rows = [row for page in texts for row in page.body.raw_data]
    together = StreamValue(texts[0].body.stream_block, rows, is_lazy=True)
    others = [
        getattr(page, one.name)
        for page in pages
        for one in page.stream_fields()
        if one.name != "body"
    ]
    know_links_of(together, *others)
    fetch_renditions(together)
    blocks = list(together)
    start = 0
    for page in texts:
        end = start + len(page.body.raw_data)
        page.samlet_body = blocks[start:end]
        start = end


def fetch_renditions(stream: StreamValue) -> None:
    images = [
        block.value["image"]
        for block in stream
        if block.block_type in {"image", "video"} and block.value["image"]
    ]
    prefetch_related_objects(images, "renditions")
