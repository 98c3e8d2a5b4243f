"""Files for a spreadsheet: what people typed is text in them, never a formula."""

import csv
import datetime as dt
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from samskabelse.base import eksport

FORMULAS = [
    '=HYPERLINK("http://x.example","Klik")',
    "+45 2122 2324",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\0=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
]
MOMENT = dt.datetime(2026, 7, 1, 9, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))


def content(response) -> bytes:
    return b"".join(response.streaming_content)


def read_csv(response) -> list[list[str]]:
    text = content(response).decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


def read_xlsx(response):
    return load_workbook(BytesIO(content(response))).active


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula_in_a_workbook(text):
    sheet = read_xlsx(eksport.xlsx_response("Liste", [text], [[text]]))

    assert [cell.data_type for row in sheet.rows for cell in row] == ["s", "s"]
    assert "=" not in text or "=" in sheet["A2"].value or "＝" in text


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula_in_csv(text):
    rows = read_csv(eksport.csv_response("Liste", [text], [[text]]))

    assert [cell[0] for row in rows for cell in row] == ["'", "'"]
    assert rows[1][0] == "'" + text.replace("\0", "")


def test_ordinary_text_is_left_as_it_is():
    words = ["Ærø", 'Hun sagde "nej"', "a;b", "to\nlinjer", "2-3 timer", ""]

    assert read_csv(eksport.csv_response("Liste", ["Ord"], [words]))[1] == words
    sheet = read_xlsx(eksport.xlsx_response("Liste", ["Ord"], [words]))
    assert [cell.value or "" for cell in sheet[2]] == words


def test_numbers_and_dates_stay_what_they_are():
    row = [-3, 2.5, None, MOMENT.date(), MOMENT]

    sheet = read_xlsx(eksport.xlsx_response("Liste", ["a"] * 5, [row]))

    day = dt.datetime(2026, 7, 1)
    values = [cell.value for cell in sheet[2]]
    assert values == [-3, 2.5, None, day, dt.datetime(2026, 7, 1, 9, 30)]
    written = read_csv(eksport.csv_response("Liste", ["a"] * 5, [row]))[1]
    assert written == ["-3", "2.5", "", "2026-07-01", "2026-07-01 09:30"]


def test_times_are_danish():
    utc = MOMENT.astimezone(dt.UTC)

    assert eksport.csv_cell(utc) == "2026-07-01 09:30"


@pytest.mark.parametrize("text", ["\x00\x01\x0b", "å" * 50_000, "\ud83d\ude00", "a\ufffeb"])
def test_no_text_breaks_a_workbook(text):
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    assert read_xlsx(eksport.xlsx_response("L[]:*?/\\" * 9, ["a"], [[text]])).max_row == 2


def test_files_are_saved_and_kept_by_nobody():
    for response in (
        eksport.csv_response("Åbne sager", ["a"], []),
        eksport.xlsx_response("Åbne sager", ["a"], []),
    ):
        assert response["Content-Disposition"].startswith('attachment; filename="aabne-sager.')
        assert "no-store" in response["Cache-Control"]
