"""Bulk content, for measuring: thousands of made-up pages in a minute, marked as examples.

Wagtail adds a page in about 50 ms. Here rows are written in bulk: the page tree's paths are counted
on, a page type's own table is filled by plain SQL (Django writes no rows of several tables at
once), and the search index is made once at the end. The same numbers give the same pages, so that
a second call adds only what is missing.
"""

import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command, get_commands
from django.db import connection, models, transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from arrangementer.models import Afholdelse, ArrangementIndexPage, ArrangementPage, Moededag
from artikler.models import ArtikelIndexPage, ArtikelPage, Kilde
from cases.models import CaseIndexPage, CasePage, Deltagertype, Metode
from kommuner.models import Kommune, Omraade
from samskabelse.base import facetter
from samskabelse.base.slugs import danish_slugify
from veje.models import Emne, Maalgruppe, Traad, VejPage

from . import fyld_ord as ord_

BATCH = 500
#: How a page of this kind is known again; the number follows.
PREFIX = "eksempel-"
NOTE = (
    "Eksempel til måling: Alt er opdigtet. Kommunen er sat på tilfældigt og har intet med "
    "historien at gøre."
)


@dataclass
class Made:
    """What one page needs beyond its own fields: its ties and its rows in other tables."""

    page: Page
    veje: list[VejPage]
    relations: dict[str, list[models.Model]]
    rest: Callable[[Page], list[models.Model]] = lambda _page: []


def load_bulk(cases: int = 0, articles: int = 0, events: int = 0) -> dict[str, int]:
    """Add what is missing up to the numbers, index it, and return how many were added."""
    added = {}
    with transaction.atomic():
        words = Words()
        kinds: list[tuple[str, int, type[Page], Callable[[int], Made]]] = [
            ("cases", cases, CaseIndexPage, words.case),
            ("artikler", articles, ArtikelIndexPage, words.article),
            ("arrangementer", events, ArrangementIndexPage, words.event),
        ]
        for name, wanted, index, make in kinds:
            added[name] = fill_index(index.objects.first(), wanted, make) if wanted else 0
    facetter.forget()
    if any(added.values()):
        tell_the_planner()
        reindex()
        tell_the_planner()
    return added


def tell_the_planner() -> None:
    """Else it still believes in a handful of rows, and reads all pages for each of them."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def reindex() -> None:
    command = "reindex_search" if "reindex_search" in get_commands() else "update_index"
    call_command(command, verbosity=0)


def fill_index(parent: Page | None, wanted: int, make: Callable[[int], Made]) -> int:
    if parent is None:
        raise ValueError("Load the starting content first.")
    there = parent.get_children().filter(slug__startswith=PREFIX).values_list("slug", flat=True)
    numbers = {int(slug.split("-")[1]) for slug in there if slug.split("-")[1].isdigit()}
    missing = [number for number in range(1, wanted + 1) if number not in numbers]
    for start in range(0, len(missing), BATCH):
        write(parent, [make(number) for number in missing[start : start + BATCH]])
    return len(missing)


def write(parent: Page, made: list[Made]) -> None:
    """Write a batch: core pages, their own table, ties, and what else belongs to them."""
    last = parent.get_children().order_by("-path").values_list("path", flat=True).first()
    step = int(last[-Page.steplen :], 36) if last else 0
    now = timezone.now()
    model = type(made[0].page)
    content_type, locale = ContentType.objects.get_for_model(model), Locale.get_default()
    for number, one in enumerate(made, step + 1):
        page = one.page
        page.path = parent.path + base36(number).rjust(Page.steplen, "0")
        page.depth, page.numchild = parent.depth + 1, 0
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title, page.live, page.has_unpublished_changes = page.title, True, False
        page.content_type, page.locale, page.translation_key = content_type, locale, uuid.uuid4()
        page.last_published_at = page.latest_revision_created_at = page.first_published_at or now
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    cores = Page.objects.bulk_create(
        [Page(**{name: getattr(one.page, name) for name in names}) for one in made]
    )
    for one, core in zip(made, cores, strict=True):
        one.page.pk = one.page.page_ptr_id = core.pk
    insert_own(model, [one.page for one in made])
    Traad.objects.bulk_create(
        Traad(
            page_id=one.page.pk, vej=vej, reason=ord_.SAETNINGER[place % 9][:80], sort_order=place
        )
        for one in made
        for place, vej in enumerate(one.veje)
    )
    for name in made[0].relations:
        relate(model, name, made)
    create([row for one in made for row in one.rest(one.page)])
    Page.objects.filter(pk=parent.pk).update(numchild=models.F("numchild") + len(made))


def base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = Page.alphabet[digit] + digits
    return digits or "0"


def insert_own(model: type[Page], pages: list[Page]) -> None:
    """Fill the type's own table. Fields of several tables at once are more than Django writes."""
    fields = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608  (names of ours)
    rows = [
        [field.get_db_prep_save(field.value_from_object(page), connection) for field in fields]
        for page in pages
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def relate(model: type[Page], name: str, made: list[Made]) -> None:
    # The callers name relations to many; the type says any field.
    field = model._meta.get_field(name)
    through = field.remote_field.through  # type: ignore[union-attr]
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()  # type: ignore[union-attr]
    through.objects.bulk_create(
        through(**{f"{own}_id": one.page.pk, f"{other}_id": row.pk})
        for one in made
        for row in one.relations[name]
    )


def create(rows: list[models.Model]) -> None:
    """Write rows of several models, those first that others point at."""
    for model in dict.fromkeys(type(row) for row in rows):
        own = [row for row in rows if type(row) is model]
        for row in own:
            for field in model._meta.concrete_fields:
                if field.is_relation and field.is_cached(row):
                    setattr(row, field.attname, getattr(row, field.name).pk)
        model._default_manager.bulk_create(own)


class Words:
    """Makes pages from the word lists. A number always gives the same page."""

    def __init__(self) -> None:
        self.veje = list(VejPage.objects.exclude(number=None).order_by("number").defer("body"))
        self.kommuner = list(Kommune.objects.order_by("code"))
        self.omraader = rows_of(Omraade, ["Beskæftigelse", "Dagtilbud", "Kultur", "Skole", "Ældre"])
        self.metoder = rows_of(Metode, ord_.METODER)
        self.deltagere = rows_of(Deltagertype, ["Borgere", "Forældre", "Medarbejdere", "Unge"])
        self.emner = rows_of(Emne, ["Facilitering", "Frivillighed", "Ledelse", "Magt"])
        self.maalgrupper = rows_of(Maalgruppe, ["Ledere", "Medarbejdere", "Politikere"])
        self.today = timezone.localdate()

    def base(self, chance: Random, number: int, title: str) -> dict[str, Any]:
        days = chance.randint(1, 1800)
        return {
            "title": title,
            "slug": f"{PREFIX}{number}-{danish_slugify(title)[:60].rstrip('-')}",
            "teaser": ord_.paragraph(chance, 2)[:320],
            "is_example": True,
            "first_published_at": timezone.now() - dt.timedelta(days=days, minutes=number),
        }

    def ties(self, chance: Random) -> list[VejPage]:
        return chance.sample(self.veje, min(chance.randint(1, 4), len(self.veje)))

    def case(self, number: int) -> Made:
        chance = Random(f"case {number}")  # noqa: S311  (the same every time, and no secret)
        page = CasePage(
            **self.base(chance, number, ord_.case_title(chance)),
            note=NOTE,
            omraade=chance.choice(self.omraader),
            year=chance.randint(2012, self.today.year),
            challenge=ord_.paragraph(chance, 2),
            what_was_done=ord_.paragraph(chance, 3),
            participants=ord_.fill("{Hvem}, {hvem} og kommunens medarbejdere.", chance),
            scale=f"{chance.randint(2, 14)} møder, {chance.randint(12, 240)} deltagere",
            result=ord_.paragraph(chance, 2),
            not_worked=chance.choice(ord_.MISLYKKET),
            would_change=chance.choice(ord_.ANDERLEDES),
            cost_and_time=f"{chance.randint(3, 24)} måneder. {chance.randint(20, 400)}.000 kr.",
            evidence=chance.choice(CasePage.Evidence.values),
            follow_up=chance.choice(["", ord_.paragraph(chance, 1)]),
            body=body(chance, ord_.OVERSKRIFTER),
        )
        relations = {
            "kommuner": chance.sample(self.kommuner, chance.choice([1, 1, 1, 2])),
            "methods": chance.sample(self.metoder, chance.randint(1, 2)),
            "participant_types": chance.sample(self.deltagere, 2),
        }
        return Made(page, self.ties(chance), relations)

    def article(self, number: int) -> Made:
        chance = Random(f"artikel {number}")  # noqa: S311  (the same every time)
        title = ord_.fill(chance.choice(ord_.ARTIKEL), chance)
        text = body(chance, [ord_.fill("Om {sag}", chance)[:100] for _ in range(4)])
        page = ArtikelPage(
            **self.base(chance, number, title[:1].upper() + title[1:]),
            author="Redaktionen",
            date=self.today - dt.timedelta(days=chance.randint(1, 2500)),
            key_points=stream("points", [ord_.paragraph(chance, 1) for _ in range(3)]),
            body=text,
            words=len(text.split()),
        )
        relations = {
            "emner": chance.sample(self.emner, 1),
            "maalgrupper": chance.sample(self.maalgrupper, 1),
        }
        return Made(page, self.ties(chance), relations, lambda page: [source(chance, page)])

    def event(self, number: int) -> Made:
        chance = Random(f"arrangement {number}")  # noqa: S311  (the same every time)
        title = ord_.fill(chance.choice(ord_.KURSUS), chance)
        page = ArrangementPage(
            **self.base(chance, number, title),
            type=chance.choice(ArrangementPage.Type.values),
            description=f"<p>{ord_.paragraph(chance)}</p>",
            for_whom=ord_.fill("For dig, der arbejder med {sag}.", chance),
        )
        relations = {"emner": chance.sample(self.emner, 1), "maalgrupper": []}
        return Made(page, self.ties(chance), relations, lambda page: self.dates(chance, page))

    def dates(self, chance: Random, page: Page) -> list[models.Model]:
        """One to three runs, each of one or two days, from last year to next."""
        rows: list[models.Model] = []
        for place in range(chance.randint(1, 3)):
            first = self.today + dt.timedelta(days=chance.randint(-200, 400))
            run = Afholdelse(
                page_id=page.pk,
                place=chance.choice(["Aarhus", "København", "Odense", "Aalborg", "Kolding"]),
                duration=(length := chance.choice(["1 dag", "2 dage"])),
                seats=chance.choice([12, 20, 30]),
                price=chance.choice([0, 1950, 4950]),
                deadline=first - dt.timedelta(days=14),
                sort_order=place,
            )
            days = [
                Moededag(afholdelse=run, date=first + dt.timedelta(days=day), sort_order=day)
                for day in range(int(length[0]))
            ]
            run.starts_at, run.ends_at = days[0].starts_at, days[-1].ends_at
            rows += [run, *days]
        return rows


def rows_of(model: type[models.Model], names: Iterable[str]) -> list[Any]:
    """What editors have, with at least these."""
    for name in names:
        model._default_manager.get_or_create(name=name)
    return list(model._default_manager.order_by("pk"))


def stream(kind: str, value: Any) -> str:
    return json.dumps([{"type": kind, "value": value, "id": str(uuid.uuid4())}])


def body(chance: Random, headings: Iterable[str]) -> str:
    blocks = []
    for heading in headings:
        blocks.append(("heading", {"text": heading}))
        blocks.append(("text", "".join(f"<p>{ord_.paragraph(chance)}</p>" for _ in range(2))))
    return json.dumps(
        [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks]
    )


def source(chance: Random, page: Page) -> Kilde:
    return Kilde(
        page_id=page.pk,
        author="Eksempelsen, E.",
        year=chance.randint(1995, 2026),
        title=ord_.fill("Notat om {sag}", chance),
        publisher="Opdigtet til måling",
    )
