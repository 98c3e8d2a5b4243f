"""The data at ``/api/``: as described, as on the pages, for everybody, and nothing more."""

import csv
import datetime as dt
import io
import json
import re
import uuid
from typing import Any

import feedparser
import pytest
from bs4.element import Tag
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from arrangementer.models import ArrangementPage
from cases.models import CasePage, Metode
from kommuner.models import Kommune, Omraade
from samskabelse.outbox.models import Mail
from tests import factories
from tests.factories import Tree
from tests.pages import query_count, soup_of, visible_text

from .skema import problems

pytestmark = pytest.mark.django_db

#: Columns that the page says in other words, or in a link: ids, times, yes and no.
WRITTEN_OTHERWISE = {"Id", "Adresse", "Markdown", "Udgivet", "Opdateret", "Fulgt op", "Eksempel"}
NAMES = ["cases", "veje", "artikler", "publikationer", "arrangementer", "kommuner", "omraader"]


def get(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(address)
    assert response.status_code == status, (address, response.content)
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    return json.loads(response.content)


def csv_rows(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def plain(text: str) -> str:
    return text.replace("\xad", "").replace("\xa0", " ").replace("\u2060", "")


def words(text: str) -> str:
    return " ".join(plain(text).split())


def fill(tree: Tree, start: int, stop: int) -> None:
    veje = [factories.vej(tree, number) for number in range(1, 4)] if not start else []
    kommuner = list(Kommune.objects.all()[:3])
    omraade, _ = Omraade.objects.get_or_create(name="Dagtilbud")
    for number in range(start, stop):
        case = factories.case(tree, f"Case {number}", omraade=omraade, body=[("text", "Ord")])
        case.kommuner.set(kommuner)
        case.save()
        course = factories.arrangement(tree, f"Kursus {number}")
        factories.afholdelse(course)
        artikel = factories.artikel(tree, f"Artikel {number}")
        publikation = factories.publikation(tree, f"Publikation {number}")
        for page in (case, course, artikel, publikation):
            factories.tie(page, *veje)


@pytest.mark.usefixtures("start_content")
class TestStartingContent:
    def test_every_answer_is_as_described(self, client: Client) -> None:
        described = get(client, "/api/v1/openapi.json")
        schemas = described["components"]["schemas"]

        found = []
        for name in NAMES:
            answer = get(client, f"/api/v1/{name}/?pr_side=100")
            assert answer["antal"] == len(answer["data"]) > 0
            found += problems(answer, schemas[f"{name}_liste"], described, name)
            for record in answer["data"][:4]:
                whole = get(client, f"/api/v1/{name}/{record['id']}/")
                schema = schemas.get(f"{name}_helt", schemas[name])
                found += problems(whole, schema, described, f"{name}/{record['id']}")
                assert {key: whole[key] for key in record} == record

        assert found == []
        assert described["openapi"] == "3.1.0"

    @pytest.mark.one_database
    def test_description_names_every_address(self, client: Client) -> None:
        described = get(client, "/api/v1/openapi.json")
        index = get(client, "/api/v1/")

        assert list(index["ressourcer"]) == NAMES
        for path, operations in described["paths"].items():
            assert list(operations) == ["get"], path
            if "{" not in path:
                assert client.get(path).status_code == 200, path

    def test_case_is_the_one_on_the_page(self, client: Client) -> None:
        for case in get(client, "/api/v1/cases/")["data"]:
            path = case["url"].removeprefix("http://testserver")
            soup = soup_of(client, path)
            shown = plain(visible_text(soup))

            assert plain(soup.h1.get_text()) == case["titel"]
            for name in ("udfordring", "resultat", "hvad_virkede_ikke", "pris_og_tid", "omraade"):
                assert case[name] is None or plain(" ".join(case[name].split())) in shown
            assert all(kommune["navn"] in shown for kommune in case["kommuner"])
            reasons = [thread["begrundelse"] for thread in case["veje"]]
            assert all(plain(reason) in shown for reason in reasons)
            assert len(case["veje"]) == len({thread["nummer"] for thread in case["veje"]})

    def test_text_of_each_chapter_is_led_to(self, client: Client) -> None:
        for whole in get(client, "/api/v1/publikationer/")["data"]:
            chapters = get(client, f"/api/v1/publikationer/{whole['id']}/")["kapitler"]

            assert len(chapters) > 4
            for chapter in chapters:
                text = client.get(chapter["markdown"].removeprefix("http://testserver"))
                assert text.content.decode().startswith(f"# {chapter['titel']}\n")

    def test_dates_of_a_course_are_those_on_the_page(self, client: Client) -> None:
        for course in get(client, "/api/v1/arrangementer/")["data"]:
            path = course["url"].removeprefix("http://testserver")
            ahead = [
                run
                for run in course["afholdelser"]
                if run["slut"] > timezone.now().astimezone().isoformat()
            ]
            shown = plain(visible_text(soup_of(client, path)))

            for run in ahead:
                assert f"{int(run['start'][8:10])}." in shown
                assert run["sted"] is None or plain(run["sted"]).split(",")[0] in shown
                assert run["dage"][0]["fra"] == run["start"][11:16]

    def test_what_is_not_on_the_page_is_not_in_the_data(self, client: Client) -> None:
        notes = CasePage.objects.exclude(source_note="").values_list("source_note", flat=True)
        text = client.get("/api/v1/cases/").content.decode()

        assert notes
        assert not [note for note in notes if note[:40] in text]

    def test_csv_holds_the_same_cases_as_the_list(self, client: Client) -> None:
        rows = csv_rows(client, "/api/v1/cases.csv")
        records = get(client, "/api/v1/cases/")["data"]

        assert [row["Id"] for row in rows] == [record["id"] for record in records]
        for row, record in zip(rows, records, strict=True):
            assert row["Titel"] == record["titel"]
            assert row["Det virkede ikke"] == (record["hvad_virkede_ikke"] or "")
            assert row["Kommuner"] == ", ".join(one["navn"] for one in record["kommuner"])
            assert row["Veje"].count("#") == len(record["veje"])
            assert row["Eksempel"] == ("Ja" if record["er_eksempel"] else "Nej")

    def test_municipalities_stand_as_in_every_list(self, client: Client) -> None:
        records = get(client, "/api/v1/kommuner/?pr_side=100")["data"]

        assert [record["id"] for record in records] == [row.code for row in Kommune.objects.all()]
        assert records[-1]["navn"] == "Aarhus Kommune"

    @pytest.mark.one_database
    def test_csv_says_what_the_page_says(self, client: Client) -> None:
        """Every part of every cell, so that no column can hold a code or the signs of a list."""
        case = CasePage.objects.get(slug="solroed-kommune-goer-ikke-noget-for-sine-borgere")
        methods = [Metode.objects.create(name=name) for name in ("Dialogspil", "Fremtidsværksted")]
        case.methods.set(methods)
        case.save()
        rows = csv_rows(client, "/api/v1/cases.csv")
        # Who took part is a filter of the list.
        listed = visible_text(soup_of(client, "/cases/"))

        assert [row["Metode"] for row in rows if row["Metode"]] == ["Dialogspil, Fremtidsværksted"]
        for row in rows:
            soup = soup_of(client, row["Adresse"].removeprefix("http://testserver"))
            shown = words(f"{visible_text(soup)} {listed}")
            cells = {name: text for name, text in row.items() if name not in WRITTEN_OTHERWISE}
            parts = [part for text in cells.values() for part in text.split(", ")]
            assert [part for part in parts if words(part) not in shown] == []
            assert {row["Eksempel"]} <= {"Ja", "Nej"}

    @pytest.mark.one_database
    def test_people_get_a_page_and_programs_the_index(self, client: Client) -> None:
        soup = soup_of(client, "/api/")
        data = client.get("/api/", headers={"accept": "application/json"})
        browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        page = client.get("/api/", headers={"accept": browser})

        assert soup.h1.get_text() == "Data til genbrug"
        assert soup.find("link", rel="canonical")["href"] == "http://testserver/api/"
        names = {field.get_text() for field in soup.select(".felter dt")}
        for name in NAMES:
            record = get(client, f"/api/v1/{name}/?pr_side=1")["data"][0]
            assert set(record) <= names
            about = soup.select_one(f"details:has(a[href='/api/v1/{name}/'])")
            told = [one.get_text() for one in about.select("h3 + dl dt")]
            path = get(client, "/api/v1/openapi.json")["paths"][f"/api/v1/{name}/"]["get"]
            known = [one["name"] for one in path["parameters"]]
            assert told == [one for one in known if one not in {"page", "pr_side"}]
        assert list(json.loads(data.content)["ressourcer"]) == NAMES
        assert "Accept" in data["Vary"]
        assert page["Content-Type"].startswith("text/html")
        for link in soup.main.find_all("a"):
            assert client.get(link["href"].partition("&om")[0]).status_code == 200, link

    def test_list_asks_no_more_when_it_is_longer(self, client: Client) -> None:
        counts = {
            number: [query_count(client, f"/api/v1/{name}/?pr_side={number}") for name in NAMES]
            for number in (1, 100)
        }

        assert counts[1] == counts[100]


def test_every_record_stands_on_one_page_of_the_list(client: Client, tree: Tree) -> None:
    fill(tree, 0, 7)

    address, titles = "/api/v1/cases/?pr_side=3", []
    while address:
        answer = get(client, address)
        assert answer["antal"] == 7
        assert answer["sider"] == 3
        titles += [record["titel"] for record in answer["data"]]
        address = answer["naeste"]

    assert sorted(titles) == [f"Case {number}" for number in range(7)]
    assert get(client, answer["forrige"])["side"] == 2


@pytest.mark.one_database
def test_queries_are_as_many_with_more_content(client: Client, tree: Tree) -> None:
    addresses = [f"/api/v1/{name}/?pr_side=100" for name in NAMES]
    addresses += ["/api/v1/cases.csv", "/feed/", "/feed/cases/", "/feed/veje/vej-1/", "/llms.txt"]
    addresses += ["/index.md", "/10-veje-til-samskabelse/vej-1/index.md"]
    fill(tree, 0, 2)
    before = {address: query_count(client, address) for address in addresses}

    fill(tree, 2, 25)

    assert {address: query_count(client, address) for address in addresses} == before


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/cases/?page=0", 400),
        ("/api/v1/cases/?page=-1", 400),
        ("/api/v1/cases/?page=abc", 400),
        ("/api/v1/cases/?page=²", 400),
        ("/api/v1/cases/?page=99999999999999999999", 400),
        ("/api/v1/cases/?page=1000000", 404),
        ("/api/v1/cases/?pr_side=0", 400),
        ("/api/v1/cases/?source_note=x", 400),
        ("/api/v1/cases/?kommuner__code=0101", 400),
        ("/api/v1/cases.csv?findes=ikke", 400),
        ("/api/v1/cases/?sorter=vroevl", 400),
        ("/api/v1/cases/?vis=tidligere", 400),
        ("/api/v1/artikler/?naer=", 400),
        ("/api/v1/arrangementer/?vis=vroevl", 400),
        ("/api/v1/cases/1/", 404),
        (f"/api/v1/cases/{uuid.UUID(int=1)}/", 404),
        ("/api/v1/kommuner/9999/", 404),
        ("/api/v1/omraader/nix/", 404),
        ("/api/v1/henvendelser/", 404),
        ("/api/v2/", 404),
        ("/api/v1/cases/%F0%9F%A6%84/", 404),
    ],
)
def test_refusal_is_json_in_danish(client: Client, tree: Tree, address: str, status: int) -> None:
    answer = get(client, address, status)

    assert answer["status"] == status
    assert any(word in answer["fejl"] for word in (" skal ", " kender", " findes", " ingen "))


@pytest.mark.one_database
def test_what_others_count_by_is_no_filter(client: Client, tree: Tree) -> None:
    for address in ("/api/v1/cases/", "/api/v1/cases.csv", "/api/v1/veje/"):
        assert client.get(f"{address}?utm_source=x&fbclid=y").status_code == 200


def test_page_size_is_bounded(client: Client, tree: Tree) -> None:
    assert get(client, "/api/v1/cases/?pr_side=100000")["pr_side"] == 100


def test_nothing_can_be_written(client: Client, tree: Tree) -> None:
    strict = Client(enforce_csrf_checks=True)

    for method in ("post", "put", "patch", "delete"):
        response = getattr(strict, method)("/api/v1/cases/", {})
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert json.loads(response.content)["fejl"]


def test_other_sites_may_ask_with_an_etag(client: Client, tree: Tree) -> None:
    response = client.options(
        "/api/v1/cases/",
        headers={"origin": "https://example.org", "access-control-request-method": "GET"},
    )

    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.parametrize(
    ("address", "status"),
    [("/api/v1/cases/?q=%00", 400), ("/api/v1/%00/", 400), ("/api/v1/nix/nix/nix/", 404)],
)
def test_errors_of_the_shell_are_told_as_described(
    client: Client, tree: Tree, address: str, status: int
) -> None:
    described = get(client, "/api/v1/openapi.json")

    answer = get(client, address, status)

    assert problems(answer, described["components"]["schemas"]["fejl"], described) == []
    assert answer["status"] == status
    for name in ("/api/v1/cases/", "/api/v1/cases/{id}/"):
        assert str(status) in described["paths"][name]["get"]["responses"]


@pytest.mark.parametrize("address", ["/", "/cases/", "/feed/", "/index.md", "/soeg/"])
def test_other_sites_may_not_read_the_pages(client: Client, tree: Tree, address: str) -> None:
    response = client.get(address, headers={"origin": "https://example.org"})

    assert response.status_code == 200
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.one_database
@pytest.mark.parametrize(
    "address",
    ["/api/v1/cases/", "/api/v1/cases.csv", "/feed/", "/cases/index.md", "/llms.txt"],
)
def test_same_answer_is_not_sent_twice(client: Client, tree: Tree, address: str) -> None:
    case = factories.case(tree, "Før")
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    assert not again.content
    case.title = "Efter"
    case.save_revision().publish()
    changed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    case.unpublish()
    later = {"if-none-match": changed["ETag"], "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert client.get(address, headers=later).status_code == 200


def test_addresses_are_the_sites_whatever_host_was_asked(client: Client, tree: Tree) -> None:
    factories.case(tree)

    for address in ("/api/v1/cases/", "/feed/", "/cases/index.md", "/llms.txt", "/api/v1/"):
        text = client.get(address, headers={"host": "localhost"}).content.decode()
        assert "http://testserver/" in text, address
        assert "localhost" not in text, address


def test_id_stays_when_the_page_moves(client: Client, tree: Tree) -> None:
    case = factories.case(tree)
    before = get(client, "/api/v1/cases/")["data"][0]

    case.slug = "et-andet-navn"
    case.save_revision().publish()

    after = get(client, f"/api/v1/cases/{before['id']}/")
    assert after["url"] == "http://testserver/cases/et-andet-navn/"


def test_no_cell_of_the_csv_is_a_formula(client: Client, tree: Tree) -> None:
    factories.case(tree, "=1+1", slug="en", teaser="@SUM(A1)", result="-2+3")

    (row,) = csv_rows(client, "/api/v1/cases.csv")

    assert row["Titel"] == "'=1+1"
    assert row["Teaser"] == "'@SUM(A1)"
    assert row["Det kom der ud af det"] == "'-2+3"


def test_reading_data_leaves_nothing_behind(client: Client, tree: Tree) -> None:
    for address in ("/api/", "/api/v1/", "/api/v1/cases/", "/feed/", "/index.md"):
        assert not client.get(address).cookies

    assert not Mail.objects.exists()


def submitted(form: Tag) -> str:
    """Return the query that a browser without script makes of the form as it stands."""
    query = QueryDict(mutable=True)
    for field in form.find_all(["input", "select"]):
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            query.appendlist(field["name"], chosen["value"])
        elif field.get("name") and (field["type"] != "checkbox" or field.has_attr("checked")):
            query.appendlist(field["name"], field["value"])
    return query.urlencode()


@pytest.mark.usefixtures("start_content")
class TestFilters:
    """The same words in the address find the same cases on the page, in the data and in a feed."""

    QUERIES = [
        "vej=5",
        "vej=5&vej=1",
        "omraade=dagtilbud",
        "vej=5&omraade=dagtilbud",
        "sorter=titel",
    ]

    @pytest.mark.parametrize("query", QUERIES)
    def test_data_holds_what_the_list_holds(self, client: Client, query: str) -> None:
        soup = soup_of(client, f"/cases/?{query}")
        shown = [plain(title.get_text()) for title in soup.select(".resultater .card__titel")]

        records = get(client, f"/api/v1/cases/?{query}")["data"]
        rows = csv_rows(client, f"/api/v1/cases.csv?{query}")

        assert shown == [record["titel"] for record in records] == [row["Titel"] for row in rows]
        feed = client.get(f"/feed/cases/?{query}").content.decode()
        assert feed.count("<entry>") == len(shown)
        assert all(record["url"] in feed for record in records)

    @pytest.mark.one_database
    @pytest.mark.parametrize("region", ["region-hovedstaden", "region-sjaelland"])
    def test_merged_region_is_its_successor_in_all_of_them(
        self, client: Client, region: str, time_machine
    ) -> None:
        time_machine.move_to(dt.datetime(2027, 1, 1, 12, tzinfo=dt.UTC))
        old, new = f"?region={region}", "?region=region-oestdanmark"

        records = get(client, f"/api/v1/cases/{new}")["data"]
        entries = feedparser.parse(client.get(f"/feed/cases/{new}").content).entries

        assert 0 < len(records) < CasePage.objects.live().count()
        assert {one["region"] for one in records[0]["kommuner"]} == {"Region Østdanmark"}
        assert get(client, f"/api/v1/cases/{old}")["data"] == records
        rows = csv_rows(client, f"/api/v1/cases.csv{old}")
        assert [row["Titel"] for row in rows] == [record["titel"] for record in records]
        feed = feedparser.parse(client.get(f"/feed/cases/{old}").content)
        assert [entry.id for entry in feed.entries] == [entry.id for entry in entries]

    @pytest.mark.parametrize(
        ("address", "query", "name"),
        [
            ("/cases/", "q=borgere", "cases"),
            ("/cases/", "naer=solroed&vej=5", "cases"),
            ("/cases/", "naer=solroed&sorter=naermest", "cases"),
            ("/viden/artikler/", "q=magt&sorter=korteste", "artikler"),
            ("/viden/publikationer/", "", "publikationer"),
            ("/arrangementer/", "type=kursus", "arrangementer"),
            ("/arrangementer/", "vis=kalender", "arrangementer"),
            ("/arrangementer/", "vis=tidligere&sorter=titel", "arrangementer"),
        ],
    )
    def test_query_of_the_form_can_be_taken_over(
        self, client: Client, address: str, query: str, name: str
    ) -> None:
        """As it is sent without script: with all that was left empty, and what only steers."""
        course = ArrangementPage.objects.filter(type=ArrangementPage.Type.KURSUS).first()
        factories.afholdelse(course, days_ahead=-40)
        sent = submitted(soup_of(client, f"{address}?{query}").select_one("form.filter"))
        soup = soup_of(client, f"{address}?{sent}")
        shown = [
            link["href"]
            for link in soup.select(".resultater :is(.card__titel, .liste__titel, .maaned) a[href]")
            if "/ydelser/" not in link["href"]
        ]
        records = get(client, f"/api/v1/{name}/?{sent}&pr_side=100")["data"]

        addresses = [record["url"].removeprefix("http://testserver") for record in records]
        assert addresses
        if "kalender" not in query:
            assert list(dict.fromkeys(shown)) == addresses
        assert client.get(f"/feed/{name}/?{sent}").content.count(b"<entry>") == len(records)
        if name == "cases":
            rows = csv_rows(client, f"/api/v1/cases.csv?{sent}")
            assert [row["Titel"] for row in rows] == [record["titel"] for record in records]
        known = {
            one["name"]
            for one in get(client, "/api/v1/openapi.json")["paths"][f"/api/v1/{name}/"]["get"][
                "parameters"
            ]
        }
        assert set(QueryDict(sent)) <= known

    def test_filter_of_another_view_is_refused(self, client: Client) -> None:
        for query in ("aar=2024", "vis=tidligere&plads=ledige"):
            assert "vis" in get(client, f"/api/v1/arrangementer/?{query}", 400)["fejl"]

    def test_list_of_what_has_been_leads_to_its_own_data(self, client: Client) -> None:
        soup = soup_of(client, "/arrangementer/?vis=tidligere&sorter=titel&plads=ledige")

        links = {link["href"] for link in soup.main.find_all("a")}
        assert "/api/v1/arrangementer/?sorter=titel&vis=tidligere" in links

    @pytest.mark.parametrize(
        "address", ["/cases/?sorter=vroevl&omraade=nix", "/arrangementer/?vis=vroevl&vis=x"]
    )
    def test_list_that_ignores_something_leads_to_data_without_it(
        self, client: Client, address: str
    ) -> None:
        data = soup_of(client, address).main.find("a", href=re.compile("^/api/v1/[a-z]+/"))

        assert "?" not in data["href"]
        assert client.get(data["href"]).status_code == 200

    def test_list_leads_to_its_own_table_and_feed(self, client: Client) -> None:
        soup = soup_of(client, "/cases/?vej=5&page=1&ukendt=x")

        links = {link["href"] for link in soup.main.find_all("a")}
        assert {"/api/v1/cases.csv?vej=5", "/feed/cases/?vej=5", "/api/v1/cases/?vej=5"} <= links
        head = soup.find("link", type="application/atom+xml")
        assert head["href"] == "/feed/cases/?vej=5"
        assert len(csv_rows(client, "/api/v1/cases.csv?vej=5")) == 1

    def test_value_that_no_case_has_finds_none(self, client: Client) -> None:
        assert get(client, "/api/v1/cases/?omraade=nix")["data"] == []
        assert csv_rows(client, "/api/v1/cases.csv?omraade=nix") == []
        assert "<entry>" not in client.get("/feed/cases/?omraade=nix").content.decode()

    def test_courses_are_filtered_as_in_the_catalogue(self, client: Client) -> None:
        soup = soup_of(client, "/arrangementer/?type=kursus")
        shown = {link["href"] for link in soup.select(".resultater .liste__titel a")}

        records = get(client, "/api/v1/arrangementer/?type=kursus&pr_side=100")["data"]

        assert records
        assert {record["type"] for record in records} == {"kursus"}
        assert shown == {record["url"].removeprefix("http://testserver") for record in records}
        assert len(records) == len({record["id"] for record in records})
