"""The resources: which rows each holds, what a record says, and what it can be filtered by.

Nothing but what the pages themselves show: an editor's notes, participants and links that are
mailed to participants alone are no fields here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Model, Q, QuerySet, prefetch_related_objects

from arrangementer.katalog import KOMMENDE, SERVICE, TIDLIGERE, Key
from arrangementer.katalogvisning import LIST, MONTH, PAST
from arrangementer.models import Afholdelse, ArrangementPage
from artikler.facetter import ARTIKLER, PUBLIKATIONER
from artikler.models import ArtikelPage, PublikationPage
from cases.facetter import LISTING as CASES
from cases.facetter import NEAR, NEAREST
from cases.models import CasePage
from kommuner.models import Kommune, Omraade
from samskabelse.base.facetter import Listing
from samskabelse.base.slugs import danish_slugify
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible
from veje.facetter import veje
from veje.spine import for_cards

from .felter import (
    ADDRESS,
    MAYBE_ADDRESS,
    MAYBE_DATE,
    MAYBE_NUMBER,
    MAYBE_TEXT,
    MAYBE_TIME,
    NUMBER,
    TEXT,
    TEXTS,
    UUID,
    Field,
    attribute,
    many,
    one_of,
    plain,
    read,
    record,
)
from .sider import CONTENT, EXAMPLE, MARKDOWN, PAGE, THREADS, TITLE, URL, name, names


@dataclass(frozen=True)
class Resource:
    """One kind of record. ``more`` are the fields that only a single record has."""

    name: str
    rows: Callable[[], QuerySet]
    #: Fetches all that the fields read, in a number of queries that doesn't grow.
    fetch: Callable[[QuerySet], list[Any]]
    fields: Sequence[Field]
    more: Sequence[Field] = ()
    #: The column that the id stands in.
    key: str = "translation_key"
    #: The site's own list of the same rows, whose filters and orders hold here too.
    listing: Listing | None = None
    #: The lists that the page shows by what ``vis`` says, where it has more than one.
    views: Mapping[str, Listing] = field(default_factory=dict)
    #: What else the page's address may say of the order: its name, and the order it brings.
    near: Mapping[str, str] = field(default_factory=dict)
    #: The row that an entry of the list stands for; None where it is of another kind.
    row_of: Callable[[Any], Any] = lambda key: key

    @property
    def summary(self) -> str:
        return tekst(f"api.ressourcer.{self.name}")


def with_threads(*relations: str) -> Callable[[QuerySet], list[Any]]:
    """Return what fetches pages with their veje and these relations."""

    def fetch(rows: QuerySet) -> list[Any]:
        pages = for_cards(rows)
        prefetch_related_objects(pages, *relations)
        return pages

    return fetch


# --- Cases --------------------------------------------------------------------------------------

MUNICIPALITY = record(kode=TEXT, navn=TEXT, region=TEXT)
SOURCE = record(titel=MAYBE_TEXT, udgiver=MAYBE_TEXT, adresse=MAYBE_TEXT)


def municipality(kommune: Kommune) -> dict[str, str]:
    return {
        "kode": kommune.code,
        "navn": kommune.full_name,
        "region": kommune.region_today.name,
    }


def source(case: CasePage) -> dict[str, str | None]:
    return {
        "titel": plain(case.source_title),
        "udgiver": plain(case.source_publisher),
        "adresse": plain(case.source_address),
    }


LICENCE = Field(
    "licens",
    record(navn=MAYBE_TEXT, url=MAYBE_ADDRESS),
    lambda page: {"navn": plain(page.licence), "url": plain(page.licence_url)},
)
CASE = (
    *PAGE,
    LICENCE,
    Field(
        "kommuner", many(MUNICIPALITY), lambda case: [municipality(k) for k in case.kommuner.all()]
    ),
    attribute("opdigtet_kommune", MAYBE_TEXT, "invented_kommune"),
    Field("omraade", MAYBE_TEXT, lambda case: name(case.omraade)),
    attribute("aar", MAYBE_NUMBER, "year"),
    Field("deltagertyper", TEXTS, lambda case: names(case.participant_types)),
    attribute("evidens", one_of(CasePage.Evidence.values), "evidence"),
    attribute("udfordring", MAYBE_TEXT, "challenge"),
    attribute("hvad_blev_gjort", MAYBE_TEXT, "what_was_done"),
    attribute("hvem_deltog", MAYBE_TEXT, "participants"),
    Field("metoder", TEXTS, lambda case: names(case.methods)),
    attribute("omfang", MAYBE_TEXT, "scale"),
    attribute("resultat", MAYBE_TEXT, "result"),
    attribute("hvad_virkede_ikke", MAYBE_TEXT, "not_worked"),
    attribute("hvad_ville_vi_goere_anderledes", MAYBE_TEXT, "would_change"),
    attribute("pris_og_tid", MAYBE_TEXT, "cost_and_time"),
    attribute("opfoelgning", MAYBE_TEXT, "follow_up"),
    attribute("fulgt_op", MAYBE_DATE, "followed_up_on"),
    Field("kilde", SOURCE, source),
    THREADS,
    EXAMPLE,
)

# --- Texts --------------------------------------------------------------------------------------

WORDS = (
    LICENCE,
    attribute("skrevet_af", MAYBE_TEXT, "author"),
    attribute("dato", MAYBE_DATE, "date"),
    Field("emner", TEXTS, lambda page: names(page.emner)),
    Field("maalgrupper", TEXTS, lambda page: names(page.maalgrupper)),
    THREADS,
    EXAMPLE,
)
IN_SHORT = attribute("kort_fortalt", TEXTS, "points")
REFERENCE = record(
    forfatter=MAYBE_TEXT, aar=MAYBE_NUMBER, titel=TEXT, udgiver=MAYBE_TEXT, url=MAYBE_ADDRESS
)


def references(page: Any) -> list[dict[str, Any]]:
    return [
        {
            "forfatter": plain(row.author),
            "aar": row.year,
            "titel": row.title,
            "udgiver": plain(row.publisher),
            "url": plain(row.address),
        }
        for row in page.kilder.all()
    ]


REFERENCES = Field("kilder", many(REFERENCE), references)
NOTES = attribute("noter", TEXTS, "notes")
CHANGES = Field(
    "aendringer",
    many(record(dato=MAYBE_DATE, note=TEXT)),
    lambda page: [{"dato": plain(row.date), "note": row.note} for row in page.changes],
)
CHAPTERS = Field(
    "kapitler",
    many(record(titel=TEXT, url=ADDRESS, markdown=ADDRESS)),
    lambda page: [read([TITLE, URL, MARKDOWN], one) for one in page.chapters],
)

# --- Veje ---------------------------------------------------------------------------------------

VEJ = (
    *PAGE,
    attribute("nummer", NUMBER, "number"),
    attribute("kort_tekst", TEXT, "short_text"),
    attribute("spoergsmaal", MAYBE_TEXT, "question"),
    attribute("foerste_skridt", MAYBE_TEXT, "first_step"),
    attribute("pas_paa", MAYBE_TEXT, "pitfall"),
    attribute("kort_spoergsmaal", MAYBE_TEXT, "card_question"),
    attribute("kort_opfoelgning", MAYBE_TEXT, "card_follow_up"),
)

# --- Courses and events -------------------------------------------------------------------------

DAY = record(dato=MAYBE_DATE, fra=TEXT, til=TEXT)
RUN = record(
    id=UUID,
    start=MAYBE_TIME,
    slut=MAYBE_TIME,
    dage=many(DAY),
    form=one_of(Afholdelse.Form.values),
    sted=MAYBE_TEXT,
    varighed=MAYBE_TEXT,
    pladser=MAYBE_NUMBER,
    pris=NUMBER,
    frist=MAYBE_DATE,
    status=one_of(Afholdelse.Status.values),
)


def run(row: Afholdelse) -> dict[str, Any]:
    """One date, without the link that only participants get."""
    return {
        "id": str(row.uid),
        "start": plain(row.starts_at),
        "slut": plain(row.ends_at),
        "dage": [
            {
                "dato": plain(day.date),
                "fra": day.start.strftime("%H:%M"),
                "til": day.end.strftime("%H:%M"),
            }
            for day in row.days_in_order
        ],
        "form": row.form,
        "sted": plain(row.place),
        "varighed": plain(row.duration),
        "pladser": row.seats,
        "pris": row.price,
        "frist": plain(row.deadline),
        "status": row.status,
    }


def page_of_entry(key: Key) -> int | None:
    """The catalogue lists dates and services; the data lists courses with their dates."""
    return None if key.kind == SERVICE else key.page


COURSE = (
    *PAGE,
    attribute("type", one_of(ArrangementPage.Type.values), "type"),
    attribute("for_hvem", MAYBE_TEXT, "for_whom"),
    Field("emner", TEXTS, lambda page: names(page.emner)),
    Field("maalgrupper", TEXTS, lambda page: names(page.maalgrupper)),
    Field("afholdelser", many(RUN), lambda page: [run(row) for row in page.dates]),
    THREADS,
    EXAMPLE,
)

# --- Lists --------------------------------------------------------------------------------------

CASES_OF_ROW = Field("antal_cases", NUMBER, lambda row: row.visible_cases)


def with_case_counts(model: type[Model]) -> Callable[[], QuerySet]:
    def rows() -> QuerySet:
        seen = Q(cases__in=visible(CasePage.objects).values("pk"))
        counted = model.objects.annotate(visible_cases=Count("cases", filter=seen, distinct=True))
        # Counting leaves the model's own order behind.
        return counted.order_by(*model._meta.ordering)

    return rows


RESOURCES: dict[str, Resource] = {
    resource.name: resource
    for resource in [
        Resource(
            "cases",
            rows=lambda: visible(CasePage.objects).order_by("-first_published_at", "-pk"),
            fetch=with_threads("kommuner__region__successor", "participant_types", "methods"),
            fields=CASE,
            more=[CONTENT],
            listing=CASES,
            near={NEAR: NEAREST},
        ),
        Resource(
            "veje",
            rows=veje,
            fetch=with_threads(),
            fields=VEJ,
            more=[CONTENT],
        ),
        Resource(
            "artikler",
            rows=lambda: visible(ArtikelPage.objects).order_by("-first_published_at", "-pk"),
            fetch=with_threads("emner", "maalgrupper"),
            fields=(*PAGE, *WORDS),
            more=[IN_SHORT, CONTENT, NOTES, REFERENCES, CHANGES],
            listing=ARTIKLER,
        ),
        Resource(
            "publikationer",
            rows=lambda: visible(PublikationPage.objects).order_by("-first_published_at", "-pk"),
            fetch=with_threads("emner", "maalgrupper"),
            fields=(
                *PAGE,
                attribute("undertitel", MAYBE_TEXT, "subtitle"),
                *WORDS,
            ),
            more=[IN_SHORT, CONTENT, CHAPTERS, NOTES, REFERENCES, CHANGES],
            listing=PUBLIKATIONER,
        ),
        Resource(
            "arrangementer",
            rows=lambda: visible(ArrangementPage.objects).order_by("-first_published_at", "-pk"),
            fetch=with_threads("emner", "maalgrupper", "afholdelser__days"),
            fields=COURSE,
            more=[CONTENT],
            listing=KOMMENDE,
            views={LIST: KOMMENDE, MONTH: KOMMENDE, PAST: TIDLIGERE},
            row_of=page_of_entry,
        ),
        Resource(
            "kommuner",
            rows=with_case_counts(Kommune),
            fetch=lambda rows: list(rows.select_related("region__successor")),
            fields=(
                attribute("id", TEXT, "code"),
                attribute("navn", TEXT, "full_name"),
                Field("region", TEXT, lambda row: row.region_today.name),
                CASES_OF_ROW,
            ),
            key="code",
        ),
        Resource(
            "omraader",
            rows=with_case_counts(Omraade),
            fetch=list,
            fields=(
                Field("id", TEXT, lambda row: danish_slugify(row.name)),
                attribute("navn", TEXT, "name"),
                CASES_OF_ROW,
            ),
            key="",
        ),
    ]
}
