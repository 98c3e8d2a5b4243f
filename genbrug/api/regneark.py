"""Cases as a table: one row a case, for a spreadsheet."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from cases.models import CasePage
from samskabelse.base.eksport import csv_lines, file_name
from samskabelse.base.tekster import tekst

from .felter import Field
from .ressourcer import RESOURCES
from .svar import conditional, for_all
from .udvalg import pks_of, refuse_unknown, rows_of

#: One spreadsheet; whoever wants more reads the list page by page.
MOST_ROWS = 5000

#: Cells that say less, or say it in other words, than the field does in JSON.
CELLS: dict[str, Callable[[Any], Any]] = {
    "kommuner": lambda several: [one["navn"] for one in several],
    "evidens": lambda value: CasePage.Evidence(value).label if value else None,
    "veje": lambda several: [f"#{one['nummer']} {one['titel']}" for one in several],
    "kilde": lambda one: [one[name] for name in ("udgiver", "titel", "adresse")],
    "licens": lambda one: one["navn"],
}


@for_all
def cases_csv(request: HttpRequest) -> HttpResponse:
    """Answer with all cases that the same address finds on the site."""
    resource = RESOURCES["cases"]
    refuse_unknown(resource, request.GET)
    rows = rows_of(resource, pks_of(resource, request.GET)[:MOST_ROWS])
    header = [tekst(f"api.kolonner.{field.name}") for field in resource.fields]
    lines = [[cell(field, row) for field in resource.fields] for row in rows]
    response = HttpResponse("".join(csv_lines(header, lines)), "text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{file_name(tekst('api.csv_navn'))}.csv"
    )
    return conditional(request, response)


def cell(field: Field, row: Any) -> Any:
    value = field.read(row)
    write = CELLS.get(field.name)
    return in_one(write(value) if write else value)


def in_one(value: Any) -> Any:
    """Return what a cell can hold: several values are one text, whatever column they are in."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return ", ".join(str(in_one(one)) for one in value if one not in (None, ""))
    if isinstance(value, bool):
        return tekst("faelles.ja") if value else tekst("faelles.nej")
    return value
