"""Courses and events, whose dates are counted from the day of loading, and consulting."""

import datetime as dt
from typing import Any

from wagtail.models import Page

from arrangementer.models import Afholdelse, ArrangementPage, Moededag, YdelsePage
from veje.models import Emne, Maalgruppe

from .filer import Document, read_all
from .indlaes import Loader, working_days
from .markdown import to_html
from .texts import body_of, named, tie


def load(loader: Loader, indexes: dict[str, Page]) -> None:
    load_arrangementer(loader, indexes["arrangementer"])
    load_ydelser(loader, indexes["ydelser"])


def clock(text: str) -> dt.time:
    """Read »9.30«."""
    hour, minute = text.split(".")
    return dt.time(int(hour), int(minute))


def programme_day(day: dict[str, Any]) -> dict[str, Any]:
    points = [
        {
            "start": clock(point["fra"]).isoformat(),
            "end": clock(point["til"]).isoformat(),
            "text": point["indhold"],
        }
        for point in day["punkter"]
    ]
    return {"type": "day", "value": {"title": day["titel"], "points": points}}


def load_arrangementer(loader: Loader, parent: Page | None) -> None:
    if parent is None:
        return
    for document in read_all("arrangementer/*.yaml"):
        fields = document.fields
        page = ArrangementPage(
            title=fields["titel"],
            slug=fields["slug"],
            type=fields["type"],
            is_example=fields["eksempel"],
            teaser=fields["teaser"],
            for_whom=fields["for_hvem"],
            outcomes=[{"type": "points", "value": fields["udbytte"]}],
            terms=[{"type": "points", "value": fields["vilkaar"]}],
            programme=[programme_day(day) for day in fields["program"]],
        )

        def fill(page: ArrangementPage, document: Document = document) -> None:
            fields = document.fields
            page.description = to_html(fields["beskrivelse"], loader.find_page)
            page.emner = named(Emne, fields["emner"])
            page.maalgrupper = named(Maalgruppe, fields["maalgruppe"])
            page.afholdelser = [
                afholdelse(row, fields["program"], loader.today, place)
                for place, row in enumerate(fields["afholdelser"])
            ]
            tie(page, fields["veje"])

        loader.page(f"arrangementer/{page.slug}", parent, page, fill)


def afholdelse(
    row: dict[str, Any], programme: list[dict[str, Any]], today: dt.date, place: int
) -> Afholdelse:
    """Return the run with its days set on working days ahead of today.

    Each day begins and ends with its own programme: an online day is shorter than the others.
    """
    days = working_days(today + dt.timedelta(days=row["om_dage"]), row["dage_fra_start"])
    result = Afholdelse(
        form=row["form"],
        place="" if row["form"] == "online" else row["sted"],
        duration=row["varighed"],
        seats=row["pladser"],
        price=row["pris_kr"],
        deadline=days[0] - dt.timedelta(days=row["frist_dage_foer"]),
        sort_order=place,
    )
    result.days = [
        Moededag(
            date=day,
            start=clock(points["punkter"][0]["fra"]),
            end=clock(points["punkter"][-1]["til"]),
            sort_order=number,
        )
        for number, (day, points) in enumerate(zip(days, programme, strict=True))
    ]
    return result


def load_ydelser(loader: Loader, parent: Page | None) -> None:
    if parent is None:
        return
    for document in read_all("ydelser/*.md"):
        fields = document.fields
        page = YdelsePage(
            title=fields["titel"],
            slug=fields["slug"],
            is_example=fields["eksempel"],
            teaser=fields["teaser"],
            for_whom=fields["for_hvem"],
            extent=fields["omfang"],
            button=fields["kontakt_knap"],
        )

        def fill(page: YdelsePage, document: Document = document) -> None:
            page.body = body_of(document)
            tie(page, document.fields["veje"])

        loader.page(f"ydelser/{page.slug}", parent, page, fill)
