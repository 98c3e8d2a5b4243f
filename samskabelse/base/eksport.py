"""Lists as files for a spreadsheet, with nothing in them that a spreadsheet would run.

What people typed may begin with ``=`` and then be a formula to the one who opens the file. In
XLSX every text is stored as a text; in CSV, which knows no types, it gets an apostrophe in front.
Numbers and dates stay what they are.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from .slugs import danish_slugify

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767

#: What makes a cell a formula, also in the wide forms that East Asian keyboards give.
FORMULA_STARTS = tuple("=+-@\t\r\n\0＝＋－＠")
#: What XML can't hold; openpyxl would stop at some of them and write the others unreadably.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads Danish letters wrong

Row = Sequence[Any]


def xlsx_response(
    name: str, header: Sequence[str], rows: Iterable[Row], *, sheet: str = ""
) -> HttpResponseBase:
    """Answer with a workbook of one sheet: a bold head that stays, and a row each."""
    book = Workbook(write_only=True)
    page = book.create_sheet(title=sheet_title(sheet or name))
    page.freeze_panes = "A2"
    for number, title in enumerate(header, start=1):
        page.column_dimensions[get_column_letter(number)].width = max(12, min(len(title) + 4, 40))
    page.append([text_cell(page, title, bold=True) for title in header])
    for row in rows:
        page.append([xlsx_cell(page, value) for value in row])
    output = BytesIO()
    book.save(output)
    output.seek(0)
    return private(FileResponse(output, content_type=XLSX_TYPE), f"{file_name(name)}.xlsx")


def csv_response(
    name: str, header: Sequence[str], rows: Iterable[Row], *, delimiter: str = ";"
) -> HttpResponseBase:
    """Answer with a CSV file, written while it is sent; semicolons as Danish Excel expects."""
    response = StreamingHttpResponse(
        csv_lines(header, rows, delimiter), content_type="text/csv; charset=utf-8"
    )
    return private(response, f"{file_name(name)}.csv")


def csv_lines(header: Sequence[str], rows: Iterable[Row], delimiter: str = ";") -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=delimiter)
    yield BYTE_ORDER_MARK + writer.writerow([csv_cell(title) for title in header])
    for row in rows:
        yield writer.writerow([csv_cell(value) for value in row])


def csv_cell(value: Any) -> str:
    """Return the value as it stands in the file; a text that would be a formula is marked."""
    if not isinstance(value, str):
        return plain(value)
    text = value.replace("\0", "")
    is_formula = value.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if is_formula else text


def plain(value: Any) -> str:
    """Return a number or a date the way machines read it, and nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, dt.datetime):
        return f"{local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, int | float | dt.date):
        return str(value)
    return csv_cell(str(value))


def xlsx_cell(page: Any, value: Any) -> Any:
    if isinstance(value, dt.datetime):
        cell = WriteOnlyCell(page, local(value))
        cell.number_format = "dd-mm-yyyy hh:mm"
        return cell
    if isinstance(value, dt.date):
        cell = WriteOnlyCell(page, value)
        cell.number_format = "dd-mm-yyyy"
        return cell
    if value is None or isinstance(value, bool | int | float):
        return WriteOnlyCell(page, value)
    return text_cell(page, str(value))


def text_cell(page: Any, text: str, *, bold: bool = False) -> Any:
    """Return a cell that is a text, whatever openpyxl would make of it."""
    cell = WriteOnlyCell(page, NOT_IN_XML.sub("", text)[:LONGEST_CELL])
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def local(moment: dt.datetime) -> dt.datetime:
    """Return Danish time without a zone: spreadsheets know none."""
    if timezone.is_aware(moment):
        moment = timezone.make_naive(moment, timezone.get_default_timezone())
    return moment.replace(microsecond=0)


def sheet_title(name: str) -> str:
    """Excel takes 31 characters and none of ``[]:*?/\\``."""
    return "".join(letter for letter in name if letter not in "[]:*?/\\")[:31] or "Ark1"


def file_name(name: str) -> str:
    return danish_slugify(name) or "udtraek"


def private(response: Any, name: str) -> HttpResponseBase:
    """Let the file be saved, not shown, and kept by nobody on the way."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    add_never_cache_headers(response)
    return response


class _Echo:
    """What ``csv`` writes to: it hands each line straight back."""

    def write(self, line: str) -> str:
        return line
