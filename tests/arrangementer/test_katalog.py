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
from arrangementer.models import Afholdelse, ArrangementPage, Moededag, YdelsePage
from samskabelse.base import facetter
from samskabelse.base.tekster import tekst
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
    Maalgruppe.objects.create(name="Ledere")
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
    count = found.select_one("h2[data-antal]").get_text()
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
    # What has a name finds nothing where nothing has it, among the past dates too.
    ("vis=tidligere&type=kursus", []),
    ("vis=tidligere&sted=vejle", []),
    ("type=konference", []),
    ("pris=fra-10000", []),
    ("maalgruppe=ledere", []),
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


def test_empty_result_among_past_dates_leads_to_the_past_ones_or_says_there_are_none(
    client: Client, small: factories.Tree
) -> None:
    found = results(client, "vis=tidligere&type=kursus")
    assert found.select_one(".tomt a.knap")["href"] == f"{CATALOGUE}?vis=tidligere"

    Afholdelse.objects.past().delete()
    found = results(client, "vis=tidligere&type=kursus")
    assert found.select_one(".tomt h2").get_text() == tekst("arrangementer_liste.ingen_tidligere")


def test_empty_result_that_no_single_filter_explains_says_what_each_would_give(
    client: Client, small: factories.Tree
) -> None:
    found = results(client, "sted=vejle&maaned=2027-01&pris=gratis&type=netvaerk")

    advice = {
        link.get_text().replace("\xa0", " "): link["href"] for link in found.select(".tomt__raad a")
    }
    assert set(advice) == {
        "Kun med »Januar 2027« er der 2.",
        "Kun med »Netværk« er der 1.",
        "Kun med »Vejle« er der 1.",
        "Kun med »Gratis« er der 1.",
    }
    for address in advice.values():
        assert titles(client, urlsplit(address).query)


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
    """Make the dates in bulk, on a page for every hundred; a few pages and services have none."""
    chance = random.Random(6)
    groups = [Maalgruppe.objects.get_or_create(name=name)[0] for name in ("Ledere", "Frivillige")]
    veje = [factories.vej(tree, n, title=f"Tråd {n}") for n in range(1, 11)]
    kinds = list(ArrangementPage.Type)
    pages = []
    for n in range(max(1, number // 100) + 3):
        page = factories.arrangement(tree, f"Kursus {n}", type=kinds[n % len(kinds)])
        page.maalgrupper.set(groups[: n % 3])
        page.save()
        factories.tie(page, *chance.sample(veje, n % 3))
        pages.append(page)
    for n in range(3):
        factories.tie(factories.ydelse(tree, f"Ydelse {n}"), *chance.sample(veje, n))
    today = timezone.localdate()
    rows, days = [], []
    for _n in range(number):
        day = Moededag(date=today + dt.timedelta(days=chance.randint(-300, 500)))
        town = chance.choice(TOWNS)
        row = Afholdelse(
            page=chance.choice(pages[3:]),
            form="fysisk" if town else "online",
            place=town,
            price=chance.choice([0, 450, 999, 1000, 4999, 5000, 9999, 10000]),
            seats=chance.choice([None, 0, 20]),
            status=chance.choice(["aaben", "aaben", "lukket", "aflyst"]),
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


Row = dict[str, set[str]]


def plain_rows() -> tuple[list[Row], list[Row]]:
    """Say of each entry ahead and of each past one what it has, written out by hand."""
    bounds = [(0, "gratis"), (999, "under-1000"), (4999, "under-5000"), (9999, "under-10000")]
    pages = {
        page.pk: {
            "type": {page.type},
            "vej": {str(tie.vej.number) for tie in page.traade.all()},
            "maalgruppe": {group.name.lower() for group in page.maalgrupper.all()},
        }
        for page in ArrangementPage.objects.prefetch_related("maalgrupper", "traade__vej")
    }
    ahead, past, dated = [], [], set()
    for row in Afholdelse.objects.exclude(status="aflyst"):
        start = timezone.localtime(row.starts_at)
        has = {
            **pages[row.page_id],
            "maaned": {f"{start:%Y-%m}"},
            "aar": {f"{start:%Y}"},
            "sted": {row.place.split(",")[0].replace("Øsby", "oesby").lower() or "online"},
            "pris": {next((name for most, name in bounds if row.price <= most), "fra-10000")},
            "plads": set(),
        }
        if row.ends_at < timezone.now():
            past.append(has)
            continue
        if row.status == "aaben" and row.seats != 0 and row.starts_at > timezone.now():
            has["plads"] = {"ledige"}
        ahead.append(has)
        dated.add(row.page_id)
    nothing: Row = {name: set() for name in ("maaned", "sted", "pris", "plads")}
    ahead += [{**nothing, **has} for pk, has in pages.items() if pk not in dated]
    for page in YdelsePage.objects.prefetch_related("traade__vej"):
        veje = {str(tie.vej.number) for tie in page.traade.all()}
        ahead.append({**nothing, "type": {"raadgivning"}, "vej": veje, "maalgruppe": set()})
    return ahead, past


def that_have(rows: list[Row], asked: Row, but: str = "") -> list[Row]:
    """Go through every row; choices in one facet widen, facets together narrow."""
    return [
        has
        for has in rows
        if all(has[name] & keys for name, keys in asked.items() if name != but and keys)
    ]


def random_filters(rows: list[Row], names: list[str], number: int) -> list[Row]:
    chance = random.Random(5000)
    keys = {name: sorted(set().union(*(has[name] for has in rows))) for name in names}
    found: list[Row] = [{}]
    for _n in range(number):
        several = chance.sample(names, chance.randint(1, 3))
        found.append(
            {name: set(chance.choices(keys[name], k=chance.randint(1, 3))) for name in several}
        )
    return found


def test_counts_are_those_of_a_plain_recount(client: Client, tree: factories.Tree) -> None:
    many_dates(tree, NUMBER)
    ahead, past = plain_rows()
    assert len(ahead) + len(past) > NUMBER / 2

    for listing, rows in ((katalog.KOMMENDE, ahead), (katalog.TIDLIGERE, past)):
        names = [facet.name for facet in listing.facets]
        for asked in random_filters(rows, names, 40):
            data = QueryDict(mutable=True)
            for name, keys in asked.items():
                data.setlist(name, sorted(keys))
            found = listing.read(data)
            assert found.count == len(found.pks) == len(that_have(rows, asked)), asked
            told = {
                group.name: {one.choice.key: one.count for one in group.options if one.count}
                for group in found.groups
            }
            for name in names:
                counted: Counter = Counter()
                for has in that_have(rows, asked, but=name):
                    counted.update(has[name])
                assert told.get(name, {}) == dict(counted), (asked, name)

    soup = soup_of(client, f"{CATALOGUE}?sted=vejle&sted=online&pris=gratis")
    shown = int(soup.select_one("#type-kursus").parent.select_one(".facet__antal").get_text())
    asked = {"sted": {"vejle", "online"}, "pris": {"gratis"}, "type": {"kursus"}}
    assert shown == len(that_have(ahead, asked))


VIEWS = [
    "",
    "?vis=kalender",
    "?vis=kalender&maaned=2027-03&sted=vejle&sted=online",
    "?vis=tidligere",
    "?type=kursus&type=webinar&sted=online&sted=vejle&plads=ledige&sorter=pris",
    "?q=kursus",
    "?type=kursus&type=webinar&pris=gratis&maaned=2030-01&sted=vejle&q=findesikke",
    "kalender.ics",
    "kalender.ics?type=kursus&sted=online",
]


@pytest.mark.one_database
def test_queries_do_not_grow_with_the_dates(client: Client, tree: factories.Tree) -> None:
    def costs() -> list[tuple[str, int]]:
        return [(view, query_count(client, f"{CATALOGUE}{view}")) for view in VIEWS]

    many_dates(tree, 800)
    few = costs()
    Afholdelse.objects.all().delete()
    ArrangementPage.objects.all().delete()
    YdelsePage.objects.all().delete()
    tree.veje.get_children().delete()
    many_dates(factories.Tree(**vars(tree)), NUMBER)
    many = costs()

    assert [(view, number) for (view, number), (_view, before) in zip(many, few, strict=True)
            if number > before] == []  # fmt: skip
    # Also in the process that reads all of it first.
    facetter.forget()
    with CaptureQueriesContext(connection) as first:
        client.get(CATALOGUE)
    assert len(first) <= 34


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
    past = soup_of(client, f"{CATALOGUE}?vis=tidligere")
    names = [
        page.title.get_text().removeprefix("Arrangementer") for page in (january, online, past)
    ]
    end = " – Samskabelse"
    assert names == [f" (januar 2027){end}", f" (januar 2027): Online{end}", f" (Tidligere){end}"]
    counted = january.select_one("#sted-aarhus").parent.select_one(".facet__antal")
    assert counted.get_text() == "1"


def test_month_begins_with_dates_and_leads_to_others_that_have_some(
    client: Client, tree: factories.Tree
) -> None:
    page = factories.arrangement(tree)
    on(page, "2027-01-10")
    on(page, "2027-03-10", "2027-06-02", form="online", place="")
    on(page, "2027-04-10", status="aflyst")

    address, seen = f"{CATALOGUE}?vis=kalender", []
    while address:
        soup = soup_of(client, address)
        seen.append(soup.select_one(".maaned__navn").get_text())
        following = soup.select_one(".maaned a[rel=next]")
        address = following and following["href"]

    assert seen == ["Januar 2027", "Marts 2027", "Juni 2027"]
    assert soup_of(client, f"{CATALOGUE}?vis=kalender").select_one(".maaned a[rel=prev]") is None
    before = soup.select_one(".maaned a[rel=prev]")
    assert "marts 2027" in before.get_text()
    online = soup_of(client, f"{CATALOGUE}?vis=kalender&sted=online")
    assert online.select_one(".maaned__navn").get_text() == "Marts 2027"
    assert "sted=online" in online.select_one(".maaned a[rel=next]")["href"]


def test_month_without_what_is_asked_for_stays_and_leads_on(
    client: Client, tree: factories.Tree
) -> None:
    page = factories.arrangement(tree)
    on(page, "2027-01-10")
    on(page, "2027-03-10", form="online", place="")

    soup = soup_of(client, f"{CATALOGUE}?vis=kalender&maaned=2027-01&sted=online")

    assert soup.select_one(".maaned__navn").get_text() == "Januar 2027"
    assert "ingen datoer i januar 2027, som passer på dine filtre." in visible_text(soup)
    assert "marts 2027" in soup.select_one(".maaned a[rel=next]").get_text()
    february = soup_of(client, f"{CATALOGUE}?vis=kalender&maaned=2027-02")
    assert "Der er ingen datoer i februar 2027." in visible_text(february)


def test_catalogue_without_dates_shows_this_month(client: Client, tree: factories.Tree) -> None:
    soup = soup_of(client, f"{CATALOGUE}?vis=kalender")

    assert soup.select_one(".maaned__navn").get_text() == "December 2026"
    assert not soup.select(".maaned a")
    assert "interesselisten" in visible_text(soup)


def test_any_month_in_the_address_shows_one_that_is_there(
    client: Client, small: factories.Tree
) -> None:
    for month in ["1999-01", "2099-12", "2027-13", "x", "%01", "٢٠٢٧-٠١", ""]:
        soup = soup_of(client, f"{CATALOGUE}?vis=kalender&maaned={month}")

        assert soup.select_one(".maaned__navn").get_text() in {
            "December 2026",
            "Januar 2027",
            "Marts 2027",
        }
