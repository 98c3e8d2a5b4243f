"""A whole page as Markdown: heading, facts, text, veje with their reasons, source and licence."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from samskabelse.base.cards import Card
from samskabelse.base.links import know_links_of
from samskabelse.base.models import BasePage
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible
from veje.models import VejPage
from veje.spine import ThreadGroup, pages_on_vej

from .blokke import cell, grid, stream, together
from .skrift import bullets, escape, from_html, line, lines, link, quote, rich

#: Pages below an index that its twin names; the API has all of them.
MOST_CHILDREN = 200
#: Streams that have a place and a heading of their own on the page.
HEADED = {
    "key_points": "laesning.kort_fortalt",
    "outcomes": "arrangement.udbytte",
    "programme": "arrangement.program",
    "terms": "arrangement.vilkaar",
}
#: Texts of a vej, and the words that the page sets above them.
VEJ = {
    "first_step": "vej.foerste_skridt",
    "pitfall": "vej.pas_paa",
    "card_question": "vej.tal_om_det",
    "card_follow_up": "",
}


def document(page: BasePage) -> str:
    """Return the page's twin."""
    parts = [
        f"# {escape(page.title)}",
        lines(getattr(page, "subtitle", "")),
        quote(lines(page.teaser or getattr(page, "short_text", ""))),
        notes(page),
        facts(page),
        short_texts(page),
        chapter_of(page),
        together(section(title, prose(text)) for title, text in page.sections),
        together(section(title, cards(below)) for title, below in page.leads_to),
        body(page),
        chapters(page),
        teachers(page),
        dates(page),
        threads(page),
        numbered_notes(page),
        sources(page),
        changes(page),
        children(page),
        colophon(page),
    ]
    return together(parts) + "\n"


def document_below(page: BasePage, part: str) -> str:
    """Return the twin of an address below the page that is a text of its own."""
    said = page.sections_below(part)
    know_links_of(*(text for _title, text in said if isinstance(text, StreamValue)))
    parts = [
        f"# {escape(tekst(page.below[part]))}",
        *(section(title, prose(text)) for title, text in said),
        colophon(page, part),
    ]
    return together(parts) + "\n"


def body(page: BasePage) -> str:
    """Return what the page's texts say, those with a heading of their own first and last."""
    streams = {
        field.name: getattr(page, field.name)
        for field in page.stream_fields()
        if field.name not in page.streams_behind
    }
    know_links_of(*streams.values())
    parts = []
    for name, value in streams.items():
        key = HEADED.get(name)
        text = together(stream(value))
        parts.append(section(tekst(key), text) if key else text)
        if name == "outcomes":
            parts.append(rich(getattr(page, "description", "")))
    return together(parts)


def section(title: str, text: str) -> str:
    """Return the text below its heading, if it has one."""
    return together([f"## {escape(title)}" if title else "", text]) if text else ""


def prose(text: Any) -> str:
    if isinstance(text, RichText):
        return rich(text.source)
    if isinstance(text, StreamValue):
        return together(stream(text))
    if isinstance(text, SafeString):
        return from_html(text.replace("\xa0", " ").replace("\xad", ""))
    if isinstance(text, list):
        return grid([[cell(one) for one in row] for row in text])
    return lines(text)


def pairs(rows: Sequence[tuple[str, str]]) -> str:
    """A list of labels with their texts; a question needs no colon."""
    return bullets(
        f"**{escape(label)}{'' if label.endswith('?') else ':'}** {escape(' '.join(text.split()))}"
        for label, text in rows
    )


def notes(page: Any) -> str:
    """What the page warns of on top: made up, or something to know first."""
    note = getattr(page, "top_note", "") or getattr(page, "example_note", "")
    return line(note) if note else ""


def facts(page: Any) -> str:
    """A case's facts, with what is missing said as plainly as on the page."""
    if page.kind != "case":
        return ""
    rows = [(tekst("case.kommune", antal=len(page.places)), "; ".join(page.places_with_region))]
    rows += page.facts
    if not page.not_worked:
        rows.append((tekst("case.hvad_virkede_ikke"), tekst("case.mangler_virkede_ikke")))
    evidence = f"{page.get_evidence_display()}. {page.evidence_explained}" if page.evidence else ""
    rows.append((tekst("case.evidens.label"), evidence or tekst("case.evidens.ikke_oplyst")))
    follow_up = page.followed_up or page.follow_up_missing
    # Whom to ask stands on the page alone: what is made to be copied names nobody but authors.
    rows += [(tekst("case.opfoelgning"), follow_up), (tekst("case.kilde"), page.source)]
    return section(tekst("case.fakta_overskrift"), pairs([row for row in rows if row[1]]))


def short_texts(page: Any) -> str:
    """The short texts of a vej, and whom a course or a service is for."""
    parts = [f"**{escape(page.question)}**" if getattr(page, "question", "") else ""]
    if page.kind == "vej":
        for name, key in VEJ.items():
            text = lines(getattr(page, name))
            parts.append(section(tekst(key), text) if key else text)
    for name, key in {"for_whom": "arrangement.for_hvem", "extent": "ydelse.omfang"}.items():
        parts.append(section(tekst(key), lines(getattr(page, name, ""))))
    return together(parts)


def chapters(page: Any) -> str:
    rows = [
        together([link(escape(one.title), f"{one.url}index.md"), line(one.teaser)], ": ")
        for one in getattr(page, "chapters", [])
    ]
    return section(tekst("laesning.kapitler"), bullets(rows))


def chapter_of(page: Any) -> str:
    """Which chapter of what it is, with the way to the others."""
    if page.whole is page:
        return ""
    places = [one.pk for one in page.whole.chapters]
    number = f" {places.index(page.pk) + 1}" if page.pk in places else ""
    words = escape(f"{tekst('laesning.kapitel')}{number}")
    return f"{words} · {link(escape(page.whole.title), f'{page.whole.url}index.md')}"


def cards(below: Sequence[Card]) -> str:
    """The cards as a list, each with what it says."""
    rows = []
    for card in below:
        said = together([card.badge, card.meta, card.summary], ". ")
        rows.append(together([link(escape(card.title), card.url), line(said)], ": "))
    return bullets(rows)


def teachers(page: Any) -> str:
    rows = [
        together(escape(part) for part in (one.name, one.position, one.text)) if one else ""
        for one in getattr(page, "teachers", [])
    ]
    return section(tekst("arrangement.undervisere"), bullets(rows))


def dates(page: Any) -> str:
    """When a course is held, with what its box says; what has been is left out."""
    rows = [
        together([escape(text) for text in date_facts(date) if text], " · ")
        for date in getattr(page, "upcoming_dates", [])
    ]
    return section(tekst("arrangement.datoer"), bullets(rows))


def date_facts(date: Any) -> list[str]:
    mixed = f" ({tekst('arrangement.blandet')})" if date.form == date.Form.MIXED else ""
    days = ", ".join(
        f"{date_format(day.date, 'j. F')} {day.time_text}" for day in date.days_in_order
    )
    covers, language = date.price_covers, date.foreign_language
    return [
        date.date_text,
        date.status_text,
        f"{date.place_text}{mixed}",
        together([date.duration, days], ": "),
        date.price_text,
        tekst("arrangement.pris_daekker", hvad=covers) if covers else "",
        tekst("arrangement.antal_pladser", antal=date.seats) if date.seats else "",
        tekst("arrangement.sprog", sprog=language) if language else "",
        date.deadline_text,
    ]


def threads(page: BasePage) -> str:
    """The page's veje, each with why it hangs there; below a vej all that hangs on it."""
    if isinstance(page, VejPage):
        return together(section(group.heading, tied(group)) for group in pages_on_vej(page))
    rows = [
        together(
            [link(escape(f"#{thread.number} {thread.title}"), thread.url), escape(thread.reason)],
            ": ",
        )
        for thread in page.threads
    ]
    return section(tekst("vej.flertal"), bullets(rows))


def tied(group: ThreadGroup) -> str:
    """The pages under one heading of a vej, each with its reason, and where the rest are."""
    rows = [
        together([link(escape(card.title), card.url), escape(reason or card.summary)], ": ")
        for card, reason in group.items
    ]
    rows += (link(escape(label), url) for label, url in group.more)
    return together([escape(group.none_yet), bullets(rows)])


def sources(page: Any) -> str:
    if not hasattr(page, "kilder"):
        return ""
    rows = [
        together(
            [escape(part) for part in (row.origin, row.dated_title, row.publisher) if part]
            + [link(escape(row.address), row.address)],
            ". ",
        )
        for row in page.kilder.all()
    ]
    return section(tekst("laesning.kilder"), bullets(rows))


def numbered_notes(page: Any) -> str:
    """The notes that ``[1]`` in the text speaks of."""
    rows = [f"{number}. {line(text)}" for number, text in enumerate(getattr(page, "notes", []), 1)]
    return section(tekst("laesning.noter"), "\n".join(rows))


def changes(page: Any) -> str:
    rows = [(date_format(row.date, "j. F Y"), row.note) for row in getattr(page, "changes", [])]
    return section(tekst("laesning.aendringer"), pairs(rows))


def children(page: BasePage) -> str:
    """What an index leads to: the page's children, in the order of the tree."""
    if page.schema_type or getattr(page, "chapters", None):
        return ""
    rows = visible(page.get_children()).order_by("path").defer_streamfields()
    found = list(rows.specific()[: MOST_CHILDREN + 1])
    below = [
        together(
            [
                link(escape(one.title), f"{one.url}index.md"),
                line(together([one.badge, one.short_description], ". ")),
            ],
            ": ",
        )
        for one in found[:MOST_CHILDREN]
    ]
    if len(found) > MOST_CHILDREN:
        below.append(link(escape(tekst("genbrug.flere_herunder")), page.url or ""))
    return section(tekst("genbrug.sider_herunder"), bullets(below))


def colophon(page: Any, part: str = "") -> str:
    """Where the text is from, and what one may do with it."""
    address = f"- **{escape(tekst('citer.fast_link'))}:** <{page.full_url}{part}>"
    rows = [
        (tekst("genbrug.afsender"), tekst("sidefod.afsender")),
        (tekst("genbrug.forfatter"), getattr(page.whole, "author", "")),
        (tekst("soegning.facetter.emne"), names(page, "emner")),
        (tekst("soegning.facetter.maalgruppe"), names(page, "maalgrupper")),
        (tekst("genbrug.dato"), day(getattr(page.whole, "date", None))),
        (tekst("genbrug.opdateret"), day(updated_on(page))),
        (tekst("genbrug.licens"), licence(page)),
    ]
    return f"---\n\n{address}\n{pairs([row for row in rows if row[1]])}"


def names(page: Any, relation: str) -> str:
    rows = getattr(page, relation).all() if hasattr(page, relation) else []
    return ", ".join(row.name for row in rows)


def updated_on(page: Any) -> Any:
    """When editors told of a change; of pages where they tell of none, when it was published."""
    return page.updated_on if hasattr(page, "updated_on") else page.last_published_at


def day(moment: Any) -> str:
    if not moment:
        return ""
    date = localtime(moment) if isinstance(moment, dt.datetime) else moment
    return date_format(date, "j. F Y")


def licence(page: Any) -> str:
    parts = (getattr(page.whole, name, "") for name in ("licence", "licence_text"))
    known = ". ".join(part for part in parts if part)
    return known or tekst("citer.licens_ukendt")
