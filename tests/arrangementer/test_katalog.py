"""The catalogue: what it finds, how it counts, and what it costs with five thousand dates."""

import datetime as dt
import random
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from arrangementer import katalog
from arrangementer.models import Afholdelse, ArrangementPage, Moededag
from samskabelse.base import facetter
from tests import factories
from tests.pages import query_count, soup_of, visible_text
from veje.models import Maalgruppe

pytestmark = pytest.mark.django_db

CATALOGUE = "/arrangementer/"


@pytest.fixture
def tree() -> factories.Tree:
    return factories.empty_site()


@pytest.fixture(autouse=True)
def _first_of_december() -> object:
    with time_machine.travel("2026-12-01 12:00 +0100", tick=False):
        yield


def on(page: ArrangementPage, *days: str, **fields: object) -> Afholdelse:
    row = Afholdelse(page=page, **{"place": "Aarhus", **fields})
    row.days = [Moededag(date=dt.date.fromisoformat(day)) for day in days]
    row.save()
    return row


def results(client: Client, query: str = "") -> BeautifulSoup:
    return soup_of(client, f"{CATALOGUE}?{query}").select_one(".resultater")


def titles(client: Client, query: str = "") -> list[str]:
    return [link.get_text(strip=True) for link in results(client, query).select(".liste__titel a")]


@pytest.fixture
def small(tree: factories.Tree) -> factories.Tree:
    """A course in Aarhus and Vejle, a free webinar, one without a date, one held, one service."""
    course = factories.arrangement(tree, "Kursus i ro", type="kursus")
    webinar = factories.arrangement(tree, "Webinar om uro", type="webinar")
    factories.arrangement(tree, "Netværk uden dato", type="netvaerk")
    held = factories.arrangement(tree, "Temadag, der er holdt", type="temadag")
    service = factories.ydelse(tree, "Rådgivning hos jer")
    on(course, "2027-01-12", price=4950)
    on(course, "2027-03-02", price=5200, place="Vejle, adresse følger", seats=0)
    on(webinar, "2027-01-20", form="online", place="")
    on(webinar, "2027-02-20", form="online", place="", status="aflyst")
    on(held, "2026-10-01")
    veje = [factories.vej(tree, number, title=f"Vej nummer {number}") for number in (1, 2)]
    factories.tie(course, veje[0])
    factories.tie(webinar, *veje)
    factories.tie(service, veje[1])
    return tree


def test_nearest_dates_come_first_then_the_rest(client: Client, small: factories.Tree) -> None:
    found = results(client)

    assert titles(client) == [
        "Kursus i ro",
        "Webinar om uro",
        "Kursus i ro",
        "Netværk uden dato",
        "Temadag, der er holdt",
        "Rådgivning hos jer",
    ]
    assert [heading.get_text() for heading in found.select(".maanedsliste__navn")] == [
        "Januar 2027",
        "Marts 2027",
        "Uden dato lige nu",
        "Rådgivning",
    ]
    count = found.select_one("[data-antal]").get_text()
    assert count.replace("\xa0", " ") == "3 datoer, 2 uden dato og 1 slags rådgivning"


FOUND = [
    ("type=webinar", ["Webinar om uro"]),
    ("type=raadgivning", ["Rådgivning hos jer"]),
    ("maaned=2027-01", ["Kursus i ro", "Webinar om uro"]),
    ("sted=vejle", ["Kursus i ro"]),
    ("sted=online&sted=vejle", ["Webinar om uro", "Kursus i ro"]),
    # The course is in Vejle, and it has a date in January, but not the same one.
    ("sted=vejle&maaned=2027-01", []),
    ("pris=gratis", ["Webinar om uro"]),
    ("pris=under-5000&type=kursus", ["Kursus i ro"]),
    ("plads=ledige&type=kursus", ["Kursus i ro"]),
    ("vej=2", ["Webinar om uro", "Rådgivning hos jer"]),
    ("vej=1&vej=2&type=kursus&type=raadgivning&sorter=titel",
     ["Kursus i ro", "Kursus i ro", "Rådgivning hos jer"]),
    ("q=uro", ["Webinar om uro"]),
    ("vis=tidligere", ["Temadag, der er holdt"]),
    ("vis=tidligere&aar=2026&type=temadag", ["Temadag, der er holdt"]),
    ("sorter=pris&type=kursus&type=webinar",
     ["Webinar om uro", "Kursus i ro", "Kursus i ro"]),
    # What is not known is ignored.
    ("type=findes-ikke&page__title=x&sorter=pk&vis=%01&maaned=2027-99&page=999",
     ["Kursus i ro", "Webinar om uro", "Kursus i ro", "Netværk uden dato",
      "Temadag, der er holdt", "Rådgivning hos jer"]),
]  # fmt: skip


def test_filters_find(client: Client, small: factories.Tree) -> None:
    for query, expected in FOUND:
        assert titles(client, query) == expected, query


def test_filters_stand_in_the_address_and_in_the_form(
    client: Client, small: factories.Tree
) -> None:
    soup = soup_of(client, f"{CATALOGUE}?type=kursus&sted=vejle&q=ro")
    form = soup.select_one("form.filter")

    assert form["method"] == "get"
    assert {box["value"] for box in form.select("input[checked]")} == {"kursus", "vejle"}
    assert form.select_one("[name=q]")["value"] == "ro"
    for link in soup.select("a.aktive__filter"):
        assert len(parse_qs(urlsplit(link["href"]).query)) == 2
    for link in soup.select(".visninger a"):
        assert parse_qs(urlsplit(link["href"]).query)["type"] == ["kursus"]


def test_empty_result_says_what_to_drop_and_offers_word_of_new_dates(
    client: Client, small: factories.Tree
) -> None:
    found = results(client, "sted=vejle&maaned=2027-01&type=kursus")

    advice = {
        link.get_text().replace("\xa0", " "): link["href"] for link in found.select(".tomt__raad a")
    }
    assert set(advice) == {
        "Uden filteret »Vejle« er der 1.",
        "Uden filteret »Januar 2027« er der 1.",
    }
    assert titles(client, urlsplit(advice["Uden filteret »Vejle« er der 1."]).query) == [
        "Kursus i ro"
    ]
    assert "interesselisten" in found.get_text()


def test_draft_expired_and_private_pages_show_nowhere(
    client: Client, small: factories.Tree
) -> None:
    page = ArrangementPage.objects.get(title="Kursus i ro")
    page.unpublish()
    webinar = ArrangementPage.objects.get(title="Webinar om uro")
    webinar.expire_at = timezone.now() - dt.timedelta(minutes=1)
    webinar.save()

    everywhere = [
        soup_of(client, f"{CATALOGUE}?vis={view}").get_text()
        for view in ("", "kalender", "tidligere")
    ] + [client.get(f"{CATALOGUE}kalender.ics").content.decode()]

    assert not [text for text in everywhere if "Kursus i ro" in text or "om uro" in text]


def test_date_leaves_the_list_when_it_is_over(client: Client, small: factories.Tree) -> None:
    assert "Webinar om uro" in titles(client, "maaned=2027-01")

    with time_machine.travel("2027-01-20 16:01 +0100", tick=False):
        assert titles(client, "type=webinar") == ["Webinar om uro"]
        assert "uden dato" in results(client, "type=webinar").get_text().replace("\xa0", " ")
        assert "Webinar om uro" in titles(client, "vis=tidligere")


# --- Five thousand dates ------------------------------------------------------------------------

TOWNS = ["Aarhus", "Odense, Brandts", "Vejle", "Øsby", ""]
NUMBER = 5000


def many_dates(tree: factories.Tree, number: int) -> None:
    """Make the dates in bulk, on a page for every hundred."""
    chance = random.Random(6)
    groups = [Maalgruppe.objects.get_or_create(name=name)[0] for name in ("Ledere", "Frivillige")]
    veje = [factories.vej(tree, n, title=f"Tråd {n}") for n in range(1, 11)]
    kinds = list(ArrangementPage.Type)
    pages = []
    for n in range(max(1, number // 100)):
        page = factories.arrangement(tree, f"Kursus {n}", type=kinds[n % len(kinds)])
        page.maalgrupper.set(groups[: n % 3])
        page.save()
        factories.tie(page, *chance.sample(veje, n % 3))
        pages.append(page)
    today = timezone.localdate()
    rows, days = [], []
    for _n in range(number):
        day = Moededag(date=today + dt.timedelta(days=chance.randint(1, 500)))
        town = chance.choice(TOWNS)
        row = Afholdelse(
            page=chance.choice(pages),
            form="fysisk" if town else "online",
            place=town,
            price=chance.choice([0, 450, 999, 1000, 4999, 5000, 9999, 10000]),
            seats=chance.choice([None, 0, 20]),
            status=chance.choice(["aaben", "aaben", "lukket"]),
            starts_at=day.starts_at,
            ends_at=day.ends_at,
        )
        day.afholdelse = row
        rows.append(row)
        days.append(day)
    Afholdelse.objects.bulk_create(rows, batch_size=500)
    for day in days:
        day.afholdelse_id = day.afholdelse.pk
    Moededag.objects.bulk_create(days, batch_size=500)
    facetter.forget()


def plain_rows() -> list[dict[str, set[str]]]:
    """Say of each date what it has under each facet, written out by hand."""
    bounds = [(0, "gratis"), (999, "under-1000"), (4999, "under-5000"), (9999, "under-10000")]
    pages = {
        page.pk: {
            "type": {page.type},
            "vej": {str(tie.vej.number) for tie in page.traade.all()},
            "maalgruppe": {group.name.lower() for group in page.maalgrupper.all()},
        }
        for page in ArrangementPage.objects.prefetch_related("maalgrupper", "traade__vej")
    }
    return [
        {
            **pages[row.page_id],
            "maaned": {f"{timezone.localtime(row.starts_at):%Y-%m}"},
            "sted": {row.place.split(",")[0].replace("Øsby", "oesby").lower() or "online"},
            "pris": {next((name for most, name in bounds if row.price <= most), "fra-10000")},
            "plads": {"ledige"} if row.status == "aaben" and row.seats != 0 else set(),
        }
        for row in Afholdelse.objects.all()
    ]


def plain_count(rows: list[dict[str, set[str]]], asked: dict[str, set[str]], facet: str) -> Counter:
    """Count each choice of a facet by going through every row, the other facets applied."""
    counted: Counter = Counter()
    for has in rows:
        if all(has[name] & keys for name, keys in asked.items() if name != facet and keys):
            counted.update(has[facet])
    return counted


QUERIES = [
    "",
    "type=kursus&type=webinar",
    "sted=online&pris=gratis&plads=ledige",
    "vej=1&vej=7&maalgruppe=ledere&maaned=2027-02&maaned=2027-03",
    "type=konference&sted=oesby&pris=fra-10000",
]


def test_counts_are_those_of_a_plain_recount(tree: factories.Tree) -> None:
    many_dates(tree, NUMBER)
    rows = plain_rows()

    for query in QUERIES:
        data = QueryDict(query)
        asked = {facet.name: set(data.getlist(facet.name)) for facet in katalog.KOMMENDE.facets}
        found = katalog.KOMMENDE.read(data)
        for group in found.groups:
            told = {one.choice.key: one.count for one in group.options if one.count}
            assert told == dict(plain_count(rows, asked, group.name)), (query, group.name)


@pytest.mark.parametrize("view", ["", "?vis=kalender", "?vis=tidligere", "kalender.ics"])
def test_queries_do_not_grow_with_the_dates(
    client: Client, tree: factories.Tree, view: str
) -> None:
    many_dates(tree, 120)
    few = query_count(client, f"{CATALOGUE}{view}")
    Afholdelse.objects.all().delete()
    ArrangementPage.objects.all().delete()
    tree.veje.get_children().delete()
    many_dates(factories.Tree(**vars(tree)), 1000)
    many = query_count(client, f"{CATALOGUE}{view}")

    assert many <= few
    with CaptureQueriesContext(connection) as again:
        client.get(f"{CATALOGUE}{view}")
    assert len(again) <= 30


# --- The month ----------------------------------------------------------------------------------


def days_shown(soup: BeautifulSoup) -> dict[str, list[str]]:
    return {
        day.time["datetime"]: [link.get_text(strip=True) for link in day.select("a")]
        for day in soup.select(".maaned li.dag")
        if day.time
    }


def test_month_shows_each_day_of_what_is_found(client: Client, tree: factories.Tree) -> None:
    long, other = factories.arrangement(tree, "Langt"), factories.arrangement(tree, "Andet")
    on(long, "2027-01-12", "2027-01-13", "2027-02-03")
    on(other, "2027-01-13", form="online", place="")

    january = soup_of(client, f"{CATALOGUE}?vis=kalender&maaned=2027-01")
    online = soup_of(client, f"{CATALOGUE}?vis=kalender&maaned=2027-01&sted=online")
    february = soup_of(client, f"{CATALOGUE}?vis=kalender&maaned=2027-02")

    assert days_shown(january) == {"2027-01-12": ["Langt"], "2027-01-13": ["Langt", "Andet"]}
    assert days_shown(online) == {"2027-01-13": ["Andet"]}
    assert days_shown(february) == {"2027-02-03": ["Langt"]}
    counted = january.select_one("#sted-aarhus").parent.select_one(".facet__antal")
    assert counted.get_text() == "1"


def test_months_are_turned_between_now_and_the_last_date(
    client: Client, tree: factories.Tree
) -> None:
    page = factories.arrangement(tree)
    on(page, "2026-12-10")
    on(page, "2027-02-10", form="online", place="")

    address, seen = f"{CATALOGUE}?vis=kalender&sted=online", []
    while address:
        soup = soup_of(client, address)
        seen.append(soup.select_one(".maaned__navn").get_text())
        following = soup.select_one(".maaned a[rel=next]")
        address = following and following["href"]

    assert seen == ["December 2026", "Januar 2027", "Februar 2027"]
    assert soup_of(client, f"{CATALOGUE}?vis=kalender").select_one(".maaned a[rel=prev]") is None
    assert "online" in soup.select_one("a[rel=prev]")["href"]
    january = visible_text(soup_of(client, f"{CATALOGUE}?vis=kalender&maaned=2027-01"))
    assert "Der er ingen datoer i januar 2027." in january


def test_any_month_in_the_address_shows_one_that_is_there(
    client: Client, small: factories.Tree
) -> None:
    for month in ["1999-01", "2099-12", "2027-13", "x", "%01", "٢٠٢٧-٠١", ""]:
        soup = soup_of(client, f"{CATALOGUE}?vis=kalender&maaned={month}")

        assert soup.select_one(".maaned__navn").get_text() in {"December 2026", "Marts 2027"}
