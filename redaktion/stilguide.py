"""The style guide: every component in every state, through its own template. Development only.

Nothing here is read from the database, so that it looks the same today and tomorrow.
"""

import datetime as dt
import io
import re
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.forms.utils import flatatt
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from PIL import Image, ImageDraw
from wagtail.images.models import Filter

from samskabelse.base.blocks import BodyBlock
from samskabelse.base.cards import Card, ThreadStroke
from samskabelse.base.facetindeks import Choice
from samskabelse.base.facetvalg import Active, Group, Option
from samskabelse.base.tekster import entry, tekst
from veje.kort import Dialogkort

VEJE = [
    "Lad uenighed opstå",
    "Hav ingen svar parat",
    "Prøv ikke at forenkle",
    "Start ikke et nyt projekt",
    "Gør ikke noget for dine borgere",
    "Skynd dig ikke",
    "Stol ikke på din viden",
    "Slip magten",
    "Fokuser ikke på løsningen",
    "Samskab ikke alt",
]
STEPS = ["trin--1", "trin-0", "trin-1", "trin-2", "trin-3", "trin-side", "trin-4"]
LONG_WORD = "Borgerinddragelsesprocesevalueringsrapport"
#: Blocks that show nothing without a row in the database.
EMPTY_BLOCKS = {"image", "document"}


class SampleRendition:
    """A drawn stand-in for a photo in one size."""

    def __init__(self, spec: str) -> None:
        numbers = [int(number) for number in re.findall(r"\d+", spec.partition("|")[0])]
        self.width = numbers[0]
        self.height = numbers[1] if len(numbers) > 1 else numbers[0] * 2 // 3
        self.url = f"/stilguide/foto-{self.width}x{self.height}.jpg"

    def img_tag(self, attrs: dict[str, Any]) -> SafeString:
        size = {"src": self.url, "width": self.width, "height": self.height}
        return format_html("<img{}>", flatatt(size | attrs))


class SamplePhoto:
    """What `base.Billede` is to a template."""

    credit = "Åse Ærlig"

    def find_existing_renditions(self, *filters: Filter) -> dict[Filter, SampleRendition]:
        jpeg = [one for one in filters if one.spec.endswith("jpeg")]
        return {one: SampleRendition(one.spec) for one in jpeg}


class SampleForm(forms.Form):
    navn = forms.CharField(label="Dit navn", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    telefon = forms.CharField(
        label="Telefon", required=False, help_text="Skriv nummeret, hvis vi må ringe til dig."
    )
    emne = forms.ChoiceField(
        label="Emne", choices=[("", "Vælg et emne"), ("moede", "Et uforpligtende møde")]
    )
    moedeform = forms.ChoiceField(
        label="Hvordan vil du mødes?",
        widget=forms.RadioSelect,
        choices=[("online", "Online"), ("telefon", "På telefon"), ("hos_jer", "Hos jer")],
    )
    omraader = forms.MultipleChoiceField(
        label="Område",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("aeldre", "Ældre"), ("dagtilbud", "Dagtilbud")],
    )
    besked = forms.CharField(label="Din besked", widget=forms.Textarea(attrs={"rows": 4}))
    om = forms.BooleanField(label="Ja, send sidens navn med", required=False)


def strokes(*numbers: int) -> list[ThreadStroke]:
    return [
        ThreadStroke(number, VEJE[number - 1], "/10-veje-til-samskabelse/", "Fordi de blev uenige.")
        for number in numbers
    ]


def card(kicker: str, title: str, *numbers: int, **fields: Any) -> Card:
    fields.setdefault("summary", "Ni naboer, to pædagoger og en have, som ingen ville eje.")
    return Card(
        title=title,
        url="/",
        kicker=kicker,
        seed=title,
        threads=strokes(*numbers),
        **fields,
    )


def cards() -> list[Card]:
    return [
        card("Solrød", "Solrød Kommune gør ikke noget for sine borgere", 5, 8, badge="COK-case"),
        card("Kattegat", "Kommunen lagde køreplanen i skuffen", 1, badge=tekst("eksempel.maerke")),
        card("Artikel", "Stolen, der plejer at stå tom", 7, 2, meta="6 min. læsning"),
        card("Rådgivning", "Facilitering af dialogmøder", 1, 3, 8),
        card("Holbæk", "Et fællesskab med foto", 9, image=SamplePhoto()),
        card("", LONG_WORD, summary=""),
    ]


def found() -> SimpleNamespace:
    """A selection as a list gives it: two veje, one of them chosen, and what to drop."""
    options = [
        Option(Choice("1", "#1 Lad uenighed opstå", vej=1), 12, True),
        Option(Choice("5", "#5 Gør ikke noget for dine borgere", vej=5), 3, False),
    ]
    years = [Option(Choice(f"{year}", f"{year}"), 1, False) for year in range(2025, 1995, -1)]
    chosen = Active("#1 Lad uenighed opstå", "»#1 Lad uenighed opstå«", "", 34)
    return SimpleNamespace(
        text="",
        data={},
        further=[],
        groups=[Group("vej", "Vej", options, True), Group("aar", "År", years, True)],
        orders=[("nyeste", "Nyeste først", True), ("titel", "Titel fra A til Å", False)],
        active=[chosen],
        drops=[chosen],
        is_narrowed=True,
    )


def related() -> list[SimpleNamespace]:
    reasons = ["Deler vej 5 og dagtilbud", "Deler vej 8"]
    return [
        SimpleNamespace(card=one, reason=reason)
        for one, reason in zip(cards()[:2], reasons, strict=True)
    ]


def date(**fields: Any) -> SimpleNamespace:
    day = SimpleNamespace(date=dt.date(2026, 12, 3), time_text="kl. 9.00–16.00")
    defaults = {
        "local_start": dt.datetime(2026, 12, 3, 9, 0),
        "date_text": "3. december 2026",
        "town": "Aarhus",
        "place_text": "Aarhus, adresse følger",
        "form": "fysisk",
        "duration": "1 dag",
        "days_in_order": [day],
        "price_text": "4.950 kr. ekskl. moms",
        "seats": 24,
        "is_open": True,
        "is_cancelled": False,
        "deadline_text": tekst("arrangement.frist", dato="12. november 2026"),
        "seats_state": SimpleNamespace(are_free=True, can_wait=False),
        "status_text": tekst("arrangement.status.ledige"),
    }
    if fields.get("is_open") is False:
        fields |= {"seats_state": SimpleNamespace(), "deadline_text": ""}
    return SimpleNamespace(**defaults | fields)


def events() -> list[SimpleNamespace]:
    def event(title: str, **fields: Any) -> SimpleNamespace:
        defaults = {
            "title": title,
            "url": "/",
            "kind": "arrangement",
            "kind_label": "Kursus",
            "teaser": "Lær at blive i uenigheden, til den bliver til viden.",
            "next_date": date(),
            "badge": "",
            "threads": strokes(1, 6),
        }
        return SimpleNamespace(**defaults | fields)

    return [
        event("Når uenigheden er i rummet", badge=tekst("eksempel.maerke")),
        event("Intern proceskonsulent", next_date=date(is_open=False, status_text="Aflyst")),
        event("Netværk for samskabelseskonsulenter", next_date=None, threads=strokes(4)),
    ]


def form_with_errors() -> SampleForm:
    form = SampleForm({"telefon": "12", "omraader": "aeldre"}, auto_id="fejl_%s")
    errors = {
        "navn": tekst("kontakt.felter.navn.fejl.mangler"),
        "telefon": tekst("kontakt.felter.telefon.fejl.ugyldig"),
        "emne": tekst("kontakt.felter.emne.fejl.mangler"),
        "moedeform": tekst("kontakt.felter.moedeform.fejl.mangler"),
        "besked": tekst("kontakt.felter.besked.fejl.mangler"),
        "om": "Sæt flueben her.",
    }
    form.full_clean()
    form.errors.clear()
    for name, text in errors.items():
        form.add_error(name, text)
    return form


def blocks() -> list[SafeString]:
    """Every block of a body with the content that the admin's chooser shows it with."""
    rendered = []
    for name, block in BodyBlock().child_blocks.items():
        if name not in EMPTY_BLOCKS:
            value = block.get_preview_value()
            rendered.append(mark_safe(block.render(value)))  # noqa: S308  (our own samples)
    return rendered


def page_tools() -> list[dict[str, Any]]:
    """A page with everything, one whose licence is unknown, and one that is only shared."""
    citation = "Ærlig, Å. (2026). Hallen. Hentet 12. november 2026"
    licence = SimpleNamespace(
        licence="CC BY 4.0", licence_url="#sidevaerktoej", licence_text="Brug den frit."
    )
    return [
        {
            "anchor": "brug-alt",
            "id": 1,
            "pdf": "#sidevaerktoej",
            "citation": citation,
            "licensed": licence,
        },
        {"anchor": "brug-kilde", "id": 2, "citation": citation},
        {"anchor": "brug-del"},
    ]


def sheets() -> list[list[Dialogkort]]:
    """A vej's card, and one of the visitor's own without a number."""
    texts = {"question": "Hvem er uenig?", "follow_up": "Hvornår blev I det?", "text": "Spørg."}
    return [
        [
            Dialogkort(number=1, motif=1, motif_alt="", title=VEJE[0], **texts),
            Dialogkort(None, None, "", LONG_WORD, "", "", "Kun en tekst.", label="Case"),
        ]
    ]


def stilguide(request: HttpRequest) -> HttpResponse:
    all_cards = cards()
    pages = Paginator(range(30), 10)
    context = {
        "blocks": blocks(),
        "sti": [("Forside", "/"), ("Viden", "/viden/"), ("Artikler", "/viden/artikler/")],
        "cards": all_cards,
        "columns": ["Post", "Første år"],
        "covers": [([n % 10 + 1, *([(n * 3) % 10 + 1] * (n % 3))], f"{n}") for n in range(40)],
        "dates": [
            date(),
            date(form="blandet", deadline_text=tekst("arrangement.frist_overskredet")),
            date(is_cancelled=True, is_open=False, status_text="Aflyst", seats=None),
        ],
        "day": {
            "title": "Fra uenighed til viden",
            "points": [
                {"start": dt.time(9), "end": dt.time(9, 30), "text": "Kaffe, og hvem er her?"},
                {"start": dt.time(9, 30), "end": None, "text": "Tegn den andens torsdag"},
            ],
        },
        "calendars": [("Outlook", "#lister"), ("Google Kalender", "#lister")],
        "events": events(),
        "teachers": [
            SimpleNamespace(name="Åse Ærlig", position="Konsulent, COK", text="Åse spørger."),
        ],
        "views": [("Liste", "#lister", True), ("Kalender", "#lister", False)],
        "facts": [("Kommune", "Kattegat"), ("År", "2024–2026"), ("Pris og tid", "83.000 kr.")],
        "missing": [("Det virkede ikke", tekst("case.mangler_virkede_ikke"))],
        "fejl": form_with_errors(),
        "found": found(),
        "related": related(),
        "form": SampleForm(auto_id="felt_%s"),
        "headings": [("Uenighed er viden", "uenighed"), ("Hvem mangler ved bordet?", "hvem")],
        "long_word": LONG_WORD,
        "no_query": QueryDict(),
        "page_tools": page_tools(),
        "pages": [pages.page(number) for number in (1, 2, 3)],
        "photo": SamplePhoto(),
        "points": entry("soegning.ingen_hit.raad"),
        "rows": [["Chauffør", "71.000 kr."], ["Møder og mad", "12.000 kr."]],
        "sheets": sheets(),
        "sources": [
            SimpleNamespace(
                author="Ostrom, E.",
                year=1996,
                title="Crossing the Great Divide",
                publisher="World Development",
                address="",
            )
        ],
        "steps": STEPS,
        "today": dt.date(2026, 11, 12),
        "threads": strokes(1, 5, 8),
        "veje": strokes(*range(1, 11)),
    }
    return TemplateResponse(request, "stilguide/stilguide.html", context)


def sample_photo(request: HttpRequest, width: int, height: int) -> HttpResponse:
    """Draw a hall with a table, so that cutting and scaling can be seen."""
    size = (min(width, 2000), min(height, 2000))
    drawn = Image.linear_gradient("L").resize(size).convert("RGB")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((size[0] * 0.1, size[1] * 0.6, size[0] * 0.9, size[1] * 0.66), fill="#a44c06")
    pen.ellipse((size[0] * 0.44, size[1] * 0.3, size[0] * 0.56, size[1] * 0.58), fill="#2e62c9")
    file = io.BytesIO()
    drawn.save(file, "JPEG")
    return HttpResponse(file.getvalue(), "image/jpeg")


urlpatterns = [
    path("", stilguide, name="stilguide"),
    path("foto-<int:width>x<int:height>.jpg", sample_photo),
]
