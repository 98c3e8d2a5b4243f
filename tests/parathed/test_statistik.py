"""The statistic: given by choice alone, shown from thirty, and nothing small to be found in it."""

import csv
import datetime as dt
import io
import itertools
import json
import random
import re
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from parathed import kode
from parathed.models import GivetNoegle, ParathedstestPage, Statistik
from parathed.statistik import regler, services
from samskabelse.base.tekster import tekst
from samskabelse.drift import persondata
from tests.pages import soup_of, visible_text
from tests.parathed.conftest import ANSWERS

RESULT = "/test/resultat/"
PAGE = "/test/statistik/"
KOMMUNE = {"type": "kommune", "stoerrelse": "fra_5000", "region": "Region Midtjylland"}


def give(page: ParathedstestPage, answers: Any = ANSWERS, **groups: str) -> None:
    assert services.give(page.current_version(), answers, groups, services.new_key())


def code_of(page: ParathedstestPage) -> str:
    return kode.encode(page.current_version().number, ANSWERS)


def compare(client: Client, page: ParathedstestPage, **data: str) -> BeautifulSoup:
    posted = {"kode": code_of(page), "sammenlign": "1", **data}
    response = client.post(RESULT, posted)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


# --- The rules --------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 500), max_size=6))
def test_no_shown_number_is_between_nought_and_five(row: list[int]) -> None:
    for shown, true in zip(*regler.to_show([row]), row, strict=True):
        assert shown % regler.CELL == 0
        assert 0 <= true - shown < regler.CELL


@pytest.mark.parametrize(
    ("answers", "shown", "due"),
    [(29, 0, False), (30, 0, True), (39, 30, False), (40, 30, True), (31, 31, False)],
)
def test_groups_are_shown_from_thirty_and_change_by_ten(
    answers: int, shown: int, due: bool
) -> None:
    assert regler.is_due(answers, shown) is due


# --- Given ------------------------------------------------------------------------------------


def test_nothing_is_given_unless_it_is_ticked(test_page: ParathedstestPage, client: Client) -> None:
    soup = compare(client, test_page, **KOMMUNE)

    assert not soup.select_one("[name=giv]").has_attr("checked")
    assert not Statistik.objects.exists()
    assert not GivetNoegle.objects.exists()


def test_given_once_and_not_again_when_the_page_is_asked_for_again(
    test_page: ParathedstestPage, client: Client
) -> None:
    key = compare(client, test_page).select_one("[name=noegle]")["value"]

    first = compare(client, test_page, giv="on", noegle=key, **KOMMUNE)
    second = compare(client, test_page, giv="on", noegle=key, **KOMMUNE)

    assert tekst("statistik.tak") in visible_text(first)
    assert tekst("statistik.allerede") in visible_text(second)
    assert not first.select("[name=giv]")
    rows = {(one.dimension, one.value): one for one in Statistik.objects.all()}
    assert set(rows) == {("alle", ""), *KOMMUNE.items()}
    for row in rows.values():
        assert row.answers == 1
        assert [numbers.index(1) for numbers in row.counts] == list(ANSWERS)


@pytest.mark.parametrize("key", ["", "abc", "abc:def:ghi"])
def test_a_key_that_was_made_up_counts_nothing(
    test_page: ParathedstestPage, client: Client, key: str
) -> None:
    soup = compare(client, test_page, giv="on", noegle=key)

    assert tekst("statistik.for_gammel") in visible_text(soup)
    assert not Statistik.objects.exists()


def test_traces_of_given_tests_are_gone_when_their_keys_are(test_page: ParathedstestPage) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 1, 22, tzinfo=dt.UTC), tick=False) as clock:
        key = services.new_key()
        services.give(test_page.current_version(), ANSWERS, {}, key)
        persondata.purge_all(dt.date(2026, 3, 2))
        assert GivetNoegle.objects.count() == 1
        clock.shift(dt.timedelta(hours=25))
        assert not services.is_key(key)
    persondata.purge_all(dt.date(2026, 3, 3))

    assert not GivetNoegle.objects.exists()
    assert Statistik.objects.get().answers == 1


def test_a_group_that_does_not_exist_is_refused(
    test_page: ParathedstestPage, client: Client
) -> None:
    data = {"kode": code_of(test_page), "sammenlign": "1", "giv": "on", "type": "Sundhedsplejen"}

    response = client.post(RESULT, data | {"noegle": services.new_key()})

    assert response.status_code == 422
    assert tekst("formularer.valg_ugyldigt") in response.content.decode()
    assert not Statistik.objects.exists()


def test_no_row_holds_what_one_answered_or_which_groups_went_together(
    test_page: ParathedstestPage,
) -> None:
    random_order = [*range(1, 6)] * 4
    random.Random(3).shuffle(random_order)
    for step in random_order:
        give(test_page, (step,) * 10, **KOMMUNE)

    forwards = list(Statistik.objects.order_by("pk").values_list("dimension", "counts", "answers"))
    Statistik.objects.all().delete()
    for step in sorted(random_order):
        give(test_page, (step,) * 10, **KOMMUNE)

    assert forwards == list(
        Statistik.objects.order_by("pk").values_list("dimension", "counts", "answers")
    )
    assert {field.name for field in GivetNoegle._meta.get_fields()} == {"id", "key_hash", "day"}
    assert "since" in {field.name for field in Statistik._meta.get_fields()}
    assert Statistik.objects.values_list("since", flat=True).distinct().get().day == 1


def test_a_robot_is_held_back(test_page: ParathedstestPage, client: Client) -> None:
    data = {"kode": code_of(test_page), "sammenlign": "1", "giv": "on"}

    statuses = [
        client.post(RESULT, data | {"noegle": services.new_key()}).status_code for _i in range(21)
    ]

    assert statuses == [200] * 20 + [429]


# --- Shown ------------------------------------------------------------------------------------


def test_nothing_is_compared_at_twenty_nine(test_page: ParathedstestPage, client: Client) -> None:
    for _one in range(29):
        give(test_page, **KOMMUNE)
    services.publish()

    soup = compare(client, test_page, **KOMMUNE)

    assert tekst("statistik.ingen", antal=30) in visible_text(soup)
    assert not soup.select("#andre .traadbillede")
    assert tekst("statistik.ingen_endnu", antal=30) in visible_text(soup_of(client, PAGE))
    assert client.get(f"{PAGE}json/").json()["grupper"] == []


def test_from_thirty_the_own_answer_stands_beside_the_group(
    test_page: ParathedstestPage, client: Client
) -> None:
    with time_machine.travel(dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC), tick=False):
        for number in range(30):
            give(test_page, (1 + number % 2,) * 9 + (0,), type="kommune")
        give(test_page, (5,) * 10, type="region")
    with time_machine.travel(dt.datetime(2026, 11, 5, 12, tzinfo=dt.UTC), tick=False):
        services.publish()

    soup = compare(client, test_page, type="kommune")
    other = compare(client, test_page, type="region")

    headings = [
        one.get_text(" ", strip=True) for one in soup.select("#andre .foldud > details > summary")
    ]
    assert headings == ["Kommuner: mindst 30 svar", "Alle: mindst 30 svar"]
    assert "Fra marts 2026 til 5. november 2026" in visible_text(soup)
    row = [cell.get_text(strip=True) for cell in soup.select("#andre tbody tr")[0].select("td")]
    assert row == ["#1 Lad uenighed opstå", "2 af 5", "15", "15"] + ["under 5"] * 4
    last = [cell.get_text(strip=True) for cell in soup.select("#andre tbody tr")[9].select("td")]
    assert last[-1] == "30"
    # One region is no group.
    assert f"{tekst('statistik.for_faa', antal=30)} Regioner." in visible_text(other)
    assert "Regioner" not in str(other.select("#andre summary"))


def test_table_says_all_that_the_picture_says(test_page: ParathedstestPage, client: Client) -> None:
    for number in range(60):
        give(test_page, tuple(1 + (number + place) % 5 for place in range(10)))
    services.publish()

    soup = compare(client, test_page)

    pictures = soup.select("#andre .traadbillede li")
    rows = [
        [c.get_text(strip=True) for c in r.select("td")] for r in soup.select("#andre tbody tr")
    ]
    assert len(pictures) == len(rows) == 10
    for picture, row in zip(pictures, rows, strict=True):
        assert [one.get_text() for one in picture.select("text")] == [
            cell for cell in row[2:7] if cell != "under 5"
        ]
        assert bool(picture.select(".spredning__snit")) is (row[1] != "ved ikke")
        if row[1] != "ved ikke":
            assert f"I: {row[1]}" in picture.get_text()


def test_other_words_for_a_question_make_another_statistic_and_advice_does_not(
    test_page: ParathedstestPage, client: Client
) -> None:
    for _one in range(30):
        give(test_page)
    services.publish()
    old = code_of(test_page)

    test_page.questions[0].value["advice_low"] = "Et bedre råd"
    test_page.save_revision().publish()
    del test_page.definition
    same = compare(client, test_page)
    test_page.questions[0].value["steps"][1] = "Noget helt andet"
    test_page.save_revision().publish()
    del test_page.definition
    new = compare(client, test_page)
    response = client.post(RESULT, {"kode": old, "sammenlign": "1"})

    assert same.select("#andre .traadbillede")
    assert not new.select("#andre .traadbillede")
    assert BeautifulSoup(response.content, "html.parser").select("#andre .traadbillede")


def test_csv_json_markdown_and_page_say_the_same(
    test_page: ParathedstestPage, client: Client
) -> None:
    for number in range(40):
        give(test_page, tuple((number + place) % 6 for place in range(10)), type="kommune")
    services.publish()

    data = client.get(f"{PAGE}json/").json()
    response = client.get(f"{PAGE}csv/")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    soup = soup_of(client, PAGE)

    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert [group["navn"] for group in data["grupper"]] == ["Alle", "Kommuner"]
    from_json = [
        str(cell["antal"] or "")
        for group in data["grupper"]
        for question in group["spoergsmaal"]
        for cell in question["svar"]
    ]
    assert from_json == [row["Antal, rundet ned til 5"] for row in rows]
    on_page = [
        cell.get_text(strip=True).replace("under 5", "")
        for row in soup.select("tbody tr")
        for cell in row.select("td")[1:]
    ]
    assert on_page == from_json
    assert len(rows) == 2 * 10 * 6
    markdown = (
        MarkdownIt("commonmark")
        .enable("table")
        .render(client.get(f"{PAGE}index.md").content.decode())
    )
    twin = BeautifulSoup(markdown, "html.parser")
    tables = [[cell.get_text() for cell in one.select("th, td")] for one in twin.select("table")]
    assert tables == [
        [cell.get_text().replace("\xa0", " ") for cell in table.select("th, td")]
        for table in soup.select("table")
    ]
    assert "Kommuner: mindst 40 svar" in [one.get_text() for one in twin.select("h2")]
    assert tekst("statistik.regler.nye") in twin.get_text()


def test_the_database_itself_shows_no_group_below_thirty(test_page: ParathedstestPage) -> None:
    give(test_page)
    row = Statistik.objects.get()
    row.shown_on, row.shown_answers = dt.date(2026, 3, 1), 29

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


# --- Attacked ---------------------------------------------------------------------------------


def numbers_in(client: Client) -> dict[tuple[str, str], list[list[int]]]:
    """Return all cells of a download, and the group's own number in a row of its own."""
    data = json.loads(client.get(f"{PAGE}json/").content)
    return {
        (group["gruppe"], group["vaerdi"] or ""): [
            [group["svar"]],
            *([cell["antal"] or 0 for cell in one["svar"]] for one in group["spoergsmaal"]),
        ]
        for group in data["grupper"]
    }


def test_looking_after_each_answer_never_gives_one_away(
    test_page: ParathedstestPage, client: Client
) -> None:
    """Whoever downloads every night, and after every single answer, learns of no small cell."""
    chance = random.Random(26)
    downloads: list[dict[tuple[str, str], list[list[int]]]] = [{}]
    since_change = 0
    for _night in range(75):
        groups = {
            "type": chance.choice(["kommune", "kommune", "kommune", "region"]),
            "stoerrelse": chance.choice(["fra_500", "fra_5000"]),
        }
        give(test_page, [chance.choice([0, 2, 2, 3, 3, 3, 4, 5]) for _i in range(10)], **groups)
        services.publish()
        downloads.append(numbers_in(client))
        since_change += 1
        if downloads[-1].get(("alle", "")) != downloads[-2].get(("alle", "")):
            assert since_change >= regler.BATCH
            since_change = 0

    assert ("type", "kommune") in downloads[-1]
    seen = list({json.dumps(sorted(one.items())): one for one in downloads}.values())
    assert len(seen) > 4
    zero = [[0], *([0] * 6 for _question in range(10))]
    for first, second in itertools.combinations(seen, 2):
        for group in second:
            for before, after in zip(first.get(group, zero), second[group], strict=True):
                differences = [b - a for a, b in zip(before, after, strict=True)]
                assert all(one == 0 or one >= regler.CELL for one in differences)
    # What is left when the parts are taken from the whole, in any download.
    for download in seen:
        for dimension in ("type", "stoerrelse"):
            parts = [rows for (name, _value), rows in download.items() if name == dimension]
            for place, row in enumerate(download.get(("alle", ""), [])):
                for cell, whole in enumerate(row):
                    rest = whole - sum(part[place][cell] for part in parts)
                    assert rest == 0 or abs(rest) >= regler.CELL


def bounds(shown: list[list[int]], amount: int) -> list[list[tuple[int, int]]]:
    """Return what each cell can be at least and at most, to somebody who reasons without limit.

    What is known: each number was rounded down, and everybody answered every question.
    """
    most = regler.CELL - 1
    lowest = max(amount, *(sum(row) for row in shown))
    highest = min(amount + most, *(sum(row) + most * len(row) for row in shown))
    found = []
    for row in shown:
        cells = []
        for cell in row:
            others = sum(row) - cell
            at_least = lowest - others - most * (len(row) - 1)
            at_most = highest - others
            cells.append((max(cell, at_least), min(cell + most, at_most)))
        found.append(cells)
    return found


groups_of_people = st.lists(
    st.lists(st.integers(0, 5), min_size=3, max_size=3), min_size=30, max_size=80
)


@given(groups_of_people)
def test_a_cell_that_is_left_out_can_be_anything_from_none_to_four(people: list[list[int]]) -> None:
    """The rest of the table doesn't give it away, as it would beside an exact total."""
    rows = [[column.count(step) for step in range(6)] for column in zip(*people, strict=True)]
    shown = regler.to_show(rows)

    found = bounds(shown, regler.rounded_down(len(people)))

    for cells, numbers in zip(found, shown, strict=True):
        for (lowest, highest), number in zip(cells, numbers, strict=True):
            if number == 0:
                assert (lowest, highest) == (0, regler.CELL - 1)


def test_the_attack_finds_small_cells_where_numbers_are_exact() -> None:
    """With the exact number of answers the same reasoning would find them: the test can fail."""
    rows = [[4, 4, 4, 4, 4, 14], [34, 0, 0, 0, 0, 0]]
    shown = regler.to_show(rows)

    exact = [(34 - (sum(shown[0]) - cell) - 4 * 5, cell + 4) for cell in shown[0]]

    assert exact[0] == (4, 4)


def test_what_is_said_of_it_is_what_happens(test_page: ParathedstestPage, client: Client) -> None:
    text = re.sub(r"\s+", " ", test_page.privacy_text)
    assert "anonym statistik" in text
    policy = visible_text(soup_of(client, "/privatlivspolitik/"))
    for number in ("mindst 30 har svaret", "nærmeste fem", "mindst ti nye"):
        assert number in policy
    assert (regler.FROM, regler.CELL, regler.BATCH) == (30, 5, 10)
    method = visible_text(soup_of(client, "/test/saadan-regner-vi/"))
    assert tekst("statistik.regler.celler", celle=5, hold=10) in method
