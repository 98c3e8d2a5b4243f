"""A course's own page: how it stands with the seats, the ways on, and what machines read."""

import datetime as dt
import json
from typing import Any

import pytest
import time_machine
from django.test import Client

from arrangementer.models import (
    Afholdelse,
    ArrangementPage,
    Moededag,
    Underviser,
    Undervisning,
)
from arrangementer.pladser import Seats, State, seats_of
from samskabelse.base.models import Indstillinger
from tests import factories
from tests.pages import query_count, soup_of, visible_text

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def tree() -> factories.Tree:
    return factories.empty_site()


@pytest.fixture(autouse=True)
def _first_of_december() -> object:
    with time_machine.travel("2026-12-01 12:00 +0100", tick=False):
        yield


def on(page: ArrangementPage, *days: str, **fields: object) -> Afholdelse:
    row = Afholdelse(page=page, **{"place": "Aarhus, Brobjergskolen", **fields})
    row.days = [Moededag(date=dt.date.fromisoformat(day)) for day in days]
    row.save()
    return row


@pytest.mark.parametrize(
    ("fields", "taken", "state", "words"),
    [
        ({"seats": None}, 900, State.FREE, "Ledige pladser"),
        ({"seats": 20}, 0, State.FREE, "Ledige pladser"),
        ({"seats": 20}, 14, State.FREE, "Ledige pladser"),
        ({"seats": 20}, 15, State.FEW, "5 pladser tilbage"),
        ({"seats": 20}, 19, State.FEW, "1 plads tilbage"),
        ({"seats": 20}, 20, State.WAITING, "Fuldt, men der er venteliste"),
        ({"seats": 20}, 25, State.WAITING, "Fuldt, men der er venteliste"),
        ({"seats": 20, "status": "lukket"}, 3, State.CLOSED, "Lukket for tilmelding"),
        ({"seats": 20, "status": "aflyst"}, 3, State.CANCELLED, "Aflyst"),
    ],
)
def test_seats_are_told_in_words(
    fields: dict[str, Any], taken: int, state: State, words: str
) -> None:
    ahead = dt.datetime(2027, 1, 4, 8, tzinfo=dt.UTC)
    row = Afholdelse(starts_at=ahead, ends_at=ahead, **fields)
    row.seats_taken, row.few_seats = taken, 5

    assert (seats_of(row).state, seats_of(row).text) == (state, words)


def test_one_that_has_begun_is_closed_and_one_that_is_over_is_held() -> None:
    begun = dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)
    row = Afholdelse(starts_at=begun, ends_at=begun + dt.timedelta(days=2))
    over = Afholdelse(starts_at=begun, ends_at=begun + dt.timedelta(hours=1))

    assert seats_of(row) == Seats(State.CLOSED)
    assert seats_of(over).text == "Afholdt 1. december 2026"


def test_editors_decide_what_few_seats_are(tree: factories.Tree) -> None:
    on(factories.arrangement(tree), "2027-01-12", seats=9)
    settings = Indstillinger.for_site(tree.home.get_site())
    settings.few_seats = 10
    settings.save()

    assert Afholdelse.objects.with_counts().get().seats_state.text == "9 pladser tilbage"


def test_page_tells_what_one_must_know_and_leads_to_sign_up(
    client: Client, tree: factories.Tree
) -> None:
    page = factories.arrangement(tree, "Øvelse")
    row = on(
        page,
        "2027-01-12",
        "2027-01-13",
        seats=20,
        price=4950,
        price_covers="undervisning og frokost",
        language="engelsk",
        deadline=dt.date(2026, 12, 18),
        online_link="https://hemmelig.example/x",
        form="blandet",
    )
    teacher = Underviser.objects.create(name="Åse Ærlig", position="Konsulent", text="Spørger.")
    Undervisning.objects.create(page=page, underviser=teacher)

    soup = soup_of(client, page.url)
    text = visible_text(soup)

    for words in [
        "12.–13. januar 2027",
        "12. januar kl. 9.00-16.00",
        "Både fysisk og online",
        "4.950 kr. ekskl. moms",
        "Prisen dækker undervisning og frokost.",
        "20 pladser",
        "Foregår på engelsk",
        "Tilmeld senest 18. december 2026",
        "Åse Ærlig",
    ]:
        assert words in text, words
    assert "hemmelig" not in str(soup)
    links = {link["href"]: link.get_text(" ", strip=True) for link in soup.main.select("a")}
    assert f"/arrangementer/oevelse/tilmelding/{row.pk}/" in links
    assert f"/kontakt/?emne=raadgivning&om={page.pk}" in links
    assert "/handelsbetingelser/" in links
    calendars = [link.get_text() for link in soup.select(f"#dato-{row.pk} .kalendere a")]
    assert [name.replace("\xa0", " ") for name in calendars] == [
        "Outlook",
        "Apple Kalender",
        "Google Kalender, dag 1",
        "Google Kalender, dag 2",
    ]
    assert not [href for href in links if ".ics" in links[href]]
    assert client.get(f"{page.url}{row.pk}/kalender.ics").status_code == 200


@pytest.mark.parametrize(
    ("fields", "button"),
    [
        ({"seats": 0}, "Skriv dig på venteliste"),
        ({"status": "lukket"}, None),
        ({"status": "aflyst"}, None),
        ({"seats": 3}, "Tilmeld"),
    ],
)
def test_button_says_what_it_does(
    client: Client, tree: factories.Tree, fields: dict[str, Any], button: str | None
) -> None:
    row = on(factories.arrangement(tree), "2027-01-12", **fields)

    found = soup_of(client, row.page.url).select_one(f"#dato-{row.pk} a.knap")

    assert (found and found.contents[0]) == button


@pytest.mark.parametrize(
    ("deadline", "seats", "words"),
    [
        ("2026-12-02", 20, "Tilmeld senest 2. december 2026"),
        ("2026-12-01", 20, "Sidste frist er i dag"),
        ("2026-11-30", 20, "Fristen er udløbet. Der er stadig plads"),
        ("2026-11-30", 0, ""),
    ],
)
def test_deadline_says_what_it_means_today(deadline: str, seats: int, words: str) -> None:
    ahead = dt.datetime(2027, 1, 4, 8, tzinfo=dt.UTC)
    day = dt.date.fromisoformat(deadline)
    row = Afholdelse(starts_at=ahead, ends_at=ahead, deadline=day, seats=seats)

    assert row.deadline_text.startswith(words)
    assert bool(row.deadline_text) == bool(words)


def test_course_leads_to_a_case_and_texts_on_its_threads(
    client: Client, tree: factories.Tree
) -> None:
    page = factories.arrangement(tree, "Øvelse")
    veje = [factories.vej(tree, number) for number in (1, 2)]
    factories.tie(page, *veje)
    factories.tie(factories.case(tree, "En case"), veje[0])
    for name in ("Første", "Anden", "Tredje"):
        factories.tie(factories.artikel(tree, name), *veje)

    links = [link["href"] for link in soup_of(client, page.url).select(".card a")]

    assert "/cases/en-case/" in links
    assert len([href for href in links if href.startswith("/viden/artikler/")]) == 2
    assert soup_of(client, page.url).main.find("a", href="/10-veje-til-samskabelse/vej-1/")


def test_terms_are_told_also_where_the_editor_wrote_none(
    client: Client, tree: factories.Tree
) -> None:
    page = factories.arrangement(tree, "Øvelse")

    text = visible_text(soup_of(client, page.url))

    assert "bindende efter fristen" in text
    assert "en kollega kan overtage pladsen" in text


def test_course_without_dates_leads_to_the_interest_list(
    client: Client, tree: factories.Tree
) -> None:
    page = factories.arrangement(tree, "Uden")
    on(page, "2026-10-01")

    soup = soup_of(client, page.url)

    assert soup.main.find("a", href="/arrangementer/uden/interesse/")
    asked = soup_of(client, "/arrangementer/uden/interesse/")
    assert asked.title.get_text() == "Få besked om nye datoer: Uden – Samskabelse"
    assert "Afholdt 1. oktober 2026" in visible_text(soup)


def test_queries_do_not_grow_with_dates_and_teachers(client: Client, tree: factories.Tree) -> None:
    page = factories.arrangement(tree)

    def more(number: int) -> None:
        for n in range(number):
            on(page, f"2027-02-{n + 1:02}", f"2027-03-{n + 1:02}", seats=9)
            teacher = Underviser.objects.create(name=f"Underviser {n}")
            Undervisning.objects.create(page=page, underviser=teacher)

    more(1)
    few = query_count(client, page.url)
    more(20)

    assert query_count(client, page.url) <= few


def graph(client: Client, page: ArrangementPage) -> list[dict[str, Any]]:
    soup = soup_of(client, page.url)
    return json.loads(soup.find("script", type="application/ld+json").string)["@graph"]


def test_machines_read_a_course_with_its_instances(client: Client, tree: factories.Tree) -> None:
    page = factories.arrangement(tree, "Øvelse", type="kursus", teaser="To dage.")
    row = on(page, "2027-03-26", "2027-03-29", seats=20, price=4950)
    on(page, "2027-06-01", status="aflyst", form="online", place="")
    on(page, "2026-06-01")

    (course,) = [node for node in graph(client, page) if node["@type"] == "Course"]
    first, second = course["hasCourseInstance"]

    assert (course["name"], course["url"]) == ("Øvelse", page.full_url)
    assert first["startDate"] == "2027-03-26T09:00:00+01:00"
    assert first["endDate"] == "2027-03-29T16:00:00+02:00"
    assert first["eventStatus"] == "https://schema.org/EventScheduled"
    assert first["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert first["location"]["address"] == "Aarhus, Brobjergskolen"
    offer = first["offers"]
    assert (offer["price"], offer["priceCurrency"]) == (4950, "DKK")
    assert offer["priceSpecification"]["valueAddedTaxIncluded"] is False
    assert offer["availability"] == "https://schema.org/InStock"
    assert offer["url"].endswith(f"/arrangementer/oevelse/tilmelding/{row.pk}/")
    assert second["eventStatus"] == "https://schema.org/EventCancelled"
    assert second["location"]["@type"] == "VirtualLocation"
    assert "availability" not in second["offers"]


def test_machines_read_an_event_for_each_date(client: Client, tree: factories.Tree) -> None:
    page = factories.arrangement(tree, "Webinar", type="webinar")
    on(page, "2027-03-26", seats=0)
    on(page, "2027-04-26", form="blandet")

    events = [node for node in graph(client, page) if node["@type"] == "EducationEvent"]

    assert [node["startDate"][:10] for node in events] == ["2027-03-26", "2027-04-26"]
    assert events[0]["offers"]["availability"] == "https://schema.org/SoldOut"
    assert events[0]["offers"]["price"] == 0
    assert [place["@type"] for place in events[1]["location"]] == ["Place", "VirtualLocation"]
