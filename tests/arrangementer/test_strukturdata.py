"""What every course page says to machines, read by schema.org's words and held against the page.

Nothing here knows how the data is made: the required words are those of schema.org and of the
search engines' pages about events and courses.
"""

import datetime as dt
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.formats import date_format, number_format

from arrangementer.models import Afholdelse, ArrangementPage, Moededag
from tests import factories
from tests.pages import soup_of, visible_text

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

Node = dict[str, Any]

EVENT = {
    "required": {"name", "startDate", "location", "eventStatus", "eventAttendanceMode", "offers"},
    "known": {"endDate", "description", "url", "image", "inLanguage", "organizer", "performer",
              "maximumAttendeeCapacity", "isAccessibleForFree"},
}  # fmt: skip
WORDS: dict[str, dict[str, set[str]]] = {
    "EducationEvent": EVENT,
    "CourseInstance": {
        "required": EVENT["required"] | {"courseMode", "courseWorkload"},
        "known": EVENT["known"],
    },
    "Course": {
        "required": {"name", "description", "provider", "hasCourseInstance", "offers"},
        "known": {"url", "inLanguage", "teaches", "image"},
    },
    "Offer": {
        "required": {"price", "priceCurrency", "url", "category"},
        "known": {"availability", "validFrom", "priceSpecification"},
    },
    "PriceSpecification": {
        "required": {"price", "priceCurrency", "valueAddedTaxIncluded"},
        "known": set(),
    },
    "Place": {"required": {"name", "address"}, "known": set()},
    "VirtualLocation": {"required": {"url"}, "known": set()},
    "Person": {"required": {"name"}, "known": set()},
}
VALUES = {
    "eventStatus": {"EventScheduled", "EventCancelled"},
    "eventAttendanceMode": {
        f"{form}EventAttendanceMode" for form in ("Offline", "Online", "Mixed")
    },
    "availability": {"InStock", "LimitedAvailability", "SoldOut"},
}


def several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def faults(node: Any, graph: dict[str, Node]) -> list[str]:
    """Say what is wrong with the node and all within it."""
    if not isinstance(node, dict):
        return []
    if "@type" not in node:
        return [] if node.get("@id") in graph else [f"{node} points at nothing"]
    kind, own = node["@type"], set(node) - {"@type", "@id"}
    words = WORDS[kind]
    found = [f"{kind} lacks {name}" for name in words["required"] - own]
    found += [f"{kind} has {name}" for name in own - words["required"] - words["known"]]
    for name, value in node.items():
        if value in (None, "", [], {}):
            found.append(f"{kind}.{name} is empty")
        if name in VALUES and value.removeprefix("https://schema.org/") not in VALUES[name]:
            found.append(f"{kind}.{name}: {value}")
        if name.endswith("Date") and dt.datetime.fromisoformat(value).tzinfo is None:
            found.append(f"{kind}.{name} has no offset: {value}")
        if name == "courseWorkload" and not re.fullmatch(r"PT\d+H(\d+M)?", value):
            found.append(f"{kind}.{name}: {value}")
        found += [fault for one in several(value) for fault in faults(one, graph)]
    if "endDate" in node and node["endDate"] <= node["startDate"]:
        found.append(f"{kind} ends before it begins")
    return found


def read(soup: BeautifulSoup) -> tuple[list[Node], dict[str, Node]]:
    """Return the nodes about the course, and those that can be pointed at."""
    (script,) = soup.find_all("script", type="application/ld+json")
    nodes = json.loads(script.string)["@graph"]
    subjects = [node for node in nodes if node["@type"] in {"Course", "EducationEvent"}]
    return subjects, {node["@id"]: node for node in nodes if "@id" in node}


def occasions(subjects: list[Node]) -> list[Node]:
    if subjects and subjects[0]["@type"] == "Course":
        return subjects[0]["hasCourseInstance"]
    return subjects


def untold(soup: BeautifulSoup, occasion: Node) -> list[str]:
    """Return what the data says of an occasion and the page does not show in its box."""
    offer = occasion["offers"]
    key = re.search(r"/tilmelding/(\d+)/$", offer["url"])[1]
    box = soup.find(id=f"dato-{key}")
    text = visible_text(BeautifulSoup(f"<main>{box}</main>", "html.parser"))
    start = dt.datetime.fromisoformat(occasion["startDate"])
    price = Decimal(str(offer["price"]))
    expected = [
        f"{start.day}.",
        date_format(start.date(), "F"),
        f"{start:%H.%M}".lstrip("0"),
        f"{number_format(price)} kr. ekskl. moms" if price else "Gratis",
        *(place.get("address", "") for place in several(occasion["location"])),
    ]
    if "maximumAttendeeCapacity" in occasion:
        expected.append(f"{occasion['maximumAttendeeCapacity']} plads")
    words = {
        "InStock": "Ledige pladser",
        "LimitedAvailability": "tilbage",
        "SoldOut": "",
        "": "",
    }
    expected.append(words[offer.get("availability", "").removeprefix("https://schema.org/")])
    if occasion["eventStatus"].endswith("EventCancelled"):
        expected.append("Aflyst")
    has_link = bool(box.find("a", href=re.compile(rf"/tilmelding/{key}/$")))
    missing = [one for one in expected if one not in text]
    can_sign_up = offer.get("availability", "").endswith(("InStock", "LimitedAvailability"))
    return missing + (["a way to sign up"] if can_sign_up and not has_link else [])


@pytest.mark.usefixtures("start_content")
def test_every_course_says_what_its_page_shows(client: Client) -> None:
    pages = list(ArrangementPage.objects.live())
    wrong = []
    for page in pages:
        soup = soup_of(client, page.url)
        subjects, graph = read(soup)
        for subject in subjects:
            wrong += [(page.slug, fault) for fault in faults(subject, graph)]
            shown = soup.h1.get_text().replace("\xad", "").replace("\xa0", " ")
            canonical = soup.find("link", rel="canonical")["href"]
            if (subject["name"], subject["url"]) != (shown, canonical):
                wrong.append((page.slug, f"{subject['name']} {subject['url']}"))
        told = occasions(subjects)
        boxes = soup.select("li.afholdelse")
        if len(told) != len(boxes):
            wrong.append((page.slug, f"{len(told)} told, {len(boxes)} shown"))
        wrong += [(page.slug, one) for occasion in told for one in untold(soup, occasion)]

    assert len(pages) >= 9
    assert wrong == []


@pytest.mark.parametrize("kind", ["kursus", "webinar"])
def test_every_state_of_a_date_is_told(client: Client, kind: str) -> None:
    page = factories.arrangement(
        factories.empty_site(), "Øvelse & ro", type=kind, teaser="To dage."
    )
    states: list[dict[str, Any]] = [
        {"seats": 20, "price": 4950},
        {"seats": 3, "price": 12345, "form": "blandet"},
        {"seats": 0, "form": "online", "place": ""},
        {"status": "lukket"},
        {"status": "aflyst", "price": 100},
    ]
    for number, state in enumerate(states, start=1):
        row = Afholdelse(page=page, **{"place": "Aarhus, Dokk1", **state})
        row.days = [
            Moededag(date=dt.date(2027, 2, number), start=dt.time(9), end=dt.time(15, 30)),
            Moededag(date=dt.date(2027, 4, number)),
        ]
        row.save()

    soup = soup_of(client, page.url)
    subjects, graph = read(soup)
    told = occasions(subjects)

    assert [fault for subject in subjects for fault in faults(subject, graph)] == []
    assert [(one["startDate"], untold(soup, one)) for one in told if untold(soup, one)] == []
    assert [one["offers"].get("availability", "").split("/")[-1] for one in told] == [
        "InStock",
        "LimitedAvailability",
        "SoldOut",
        "SoldOut",
        "",
    ]
    assert [one["eventStatus"].split("/")[-1] for one in told] == [
        *["EventScheduled"] * 4,
        "EventCancelled",
    ]
    if kind == "kursus":
        assert {one["courseWorkload"] for one in told} == {"PT13H30M"}
