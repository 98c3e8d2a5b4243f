"""The statistic for everybody: a page, and the same as data."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from samskabelse.base.eksport import csv_response
from samskabelse.base.tekster import tekst

from .. import views
from ..scoring import DONT_KNOW
from . import regler, services
from .sammenligning import Gruppe

if TYPE_CHECKING:
    from ..models import ParathedstestPage

COLUMNS = ("testversion", "gruppe", "vaerdi", "svar", "fra", "til", "vej", "trin", "tekst", "antal")


def show(page: "ParathedstestPage", request: HttpRequest) -> HttpResponse:
    """Show the groups that are large enough, to the questions that are asked now."""
    return views.answer(
        page,
        request,
        "parathed/statistik.html",
        groups=groups(),
        cell=regler.CELL,
        batch=regler.BATCH,
        least=regler.FROM,
    )


def groups() -> list[Gruppe]:
    rows = services.shown()
    return [Gruppe(row) for row in rows if row.wording == rows[0].wording]


def sections(page: "ParathedstestPage") -> list[tuple[str, Any]]:
    """The same as text, each group as its table."""
    found = groups()
    rules = [
        tekst("statistik.regler.fra", antal=regler.FROM),
        tekst("statistik.regler.celler", celle=regler.CELL, hold=regler.BATCH),
        tekst("statistik.regler.gemt"),
        tekst("statistik.regler.nye"),
    ]
    explained = tekst("statistik.forklaring_tabel")
    none_yet = tekst("statistik.ingen_endnu", antal=regler.FROM)
    said: list[tuple[str, Any]] = [
        ("", tekst("statistik.indledning")),
        ("", explained if found else none_yet),
    ]
    for group in found:
        said += [(group.heading, group.row.period), ("", [group.columns, *group.rows])]
    return [*said, (tekst("statistik.regler.overskrift"), "\n".join(rules))]


def as_json(request: HttpRequest) -> HttpResponse:
    data = {
        "navn": tekst("statistik.sidetitel"),
        "regler": tekst("statistik.regler.celler", celle=regler.CELL, hold=regler.BATCH),
        "mindste_antal": regler.CELL,
        "vises_fra": regler.FROM,
        "grupper": [group_as_data(Gruppe(row)) for row in services.shown()],
    }
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return for_all(response)


def group_as_data(group: Gruppe) -> dict[str, Any]:
    row = group.row
    return {
        "testversion": row.version.number,
        "gruppe": row.dimension,
        "vaerdi": row.value or None,
        "navn": row.name,
        "svar": row.amount,
        "fra": row.since.isoformat(),
        "til": row.shown_on.isoformat() if row.shown_on else None,
        "spoergsmaal": [
            {
                "vej": line.question.number,
                "spoergsmaal": line.question.question,
                "svar": [
                    {"trin": step or None, "tekst": words, "antal": amount or None}
                    for step, words, amount in cells_of(line)
                ],
            }
            for line in group.lines
        ],
    }


def cells_of(line: Any) -> list[tuple[int, str, int]]:
    """Return step, words and number; »ved ikke« comes last, as everywhere."""
    words = [*line.question.steps, tekst("parathed.ved_ikke")]
    steps = [*range(1, len(line.question.steps) + 1), DONT_KNOW]
    return list(zip(steps, words, [*line.spread.steps, line.spread.dont_know], strict=True))


def as_csv(_request: HttpRequest) -> HttpResponseBase:
    lines = [
        [
            row.version.number,
            row.dimension,
            row.value,
            row.amount,
            row.since,
            row.shown_on,
            line.question.number,
            step or "",
            words,
            amount or "",
        ]
        for row in services.shown()
        for line in Gruppe(row).lines
        for step, words, amount in cells_of(line)
    ]
    header = [tekst(f"statistik.kolonner.{name}") for name in COLUMNS]
    return for_all(csv_response(tekst("statistik.filnavn"), header, lines))


def for_all(response: Any) -> Any:
    """Open data: any site may read it."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = "public, no-cache"
    return response
