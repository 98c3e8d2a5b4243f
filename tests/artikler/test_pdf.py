"""A publication's PDF, read back: what stands in it, in which order, and for whom."""

import datetime as dt
import io
import re

import pytest
from django.test import Client
from pypdf import PdfReader
from wagtail.models import Page

from artikler.models import Aendring, Note, PublikationPage
from tests import factories
from tests.pages import soup_of, visible_text
from tests.veje.test_kort import words_of, words_of_page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("start_content"),
    pytest.mark.one_database,
]

PUBLICATION = "/viden/publikationer/tolv-greb-til-samskabende-moeder/"
PDF = f"{PUBLICATION}publikation.pdf"


@pytest.fixture
def page() -> PublikationPage:
    return PublikationPage.objects.get(slug="tolv-greb-til-samskabende-moeder")


def read(client: Client, address: str = PDF) -> PdfReader:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def letters(text: str) -> str:
    """Return the letters alone: lines break and words are hyphenated as there is room."""
    return re.sub(r"[\W_]", "", text.replace("\xad", ""))


def test_whole_publication_is_in_it(client: Client, page: PublikationPage) -> None:
    reader = read(client)
    sheets = [letters(words_of_page(sheet)) for sheet in reader.pages]
    everything = "".join(sheets)

    # The title page, then the contents with every chapter and the sheet that it begins on.
    assert letters(page.title) in sheets[0]
    assert letters(page.subtitle) in sheets[0]
    begins = [
        next(nr for nr, sheet in enumerate(sheets[2:], start=3) if letters(one.title) in sheet)
        for one in page.chapters
    ]
    assert begins == sorted(set(begins))
    contents = words_of_page(reader.pages[1])
    for chapter, number in zip(page.chapters, begins, strict=True):
        assert chapter.title in contents
        assert re.search(rf"\b{number}\b", contents)
    for chapter in page.chapters:
        for part in soup_of(client, chapter.url).select(".prosa h2, .prosa h3, .prosa > p"):
            assert letters(visible_text(part)) in everything, chapter.title
    for source in page.kilder.all():
        assert letters(source.title) in everything
    assert "CCBY40" in everything
    assert "æ" in words_of(reader)
    assert "ø" in words_of(reader)
    assert "å" in words_of(reader)


def test_each_text_has_its_own_notes_below_it(client: Client, page: PublikationPage) -> None:
    chapters = page.chapters[:2]
    for name, one in zip(("forordet", "første", "andet"), (page, *chapters), strict=True):
        one.body = [("text", f"<p>Et mærke i {name}.[1]</p>")]
        one.noter = [Note(text=f"En note til {name}.")]
        one.save()

    reader = read(client)

    everything = letters(words_of(reader))
    for name in ("forordet", "første", "andet"):
        assert f"Etmærkei{name}1" in everything
        assert f"Ennotetil{name}" in everything
    assert "[1]" not in words_of(reader)
    # A mark leads to the note of its own text, though every text has a first one.
    anchors = [f"{one}-note-1" for one in ("forord", *(f"kapitel-{one.pk}" for one in chapters))]
    assert set(anchors) <= set(reader.named_destinations)
    goals = [reader.named_destinations[anchor] for anchor in anchors]
    assert len({reader.get_destination_page_number(goal) for goal in goals}) == 3


def test_it_says_when_and_what_was_changed(client: Client, page: PublikationPage) -> None:
    chapter = page.chapters[0]
    Aendring.objects.create(page_id=chapter.pk, date=dt.date(2026, 5, 3), note="Rettet et tal.")

    reader = read(client)

    assert letters("Opdateret 3. maj 2026") in letters(words_of_page(reader.pages[0]))
    told = f"3. maj 2026: Kapitlet »{chapter.title}«. Rettet et tal."
    assert letters(told) in letters(words_of(reader))


def test_link_to_a_heading_leads_to_the_one_of_its_own_text(
    client: Client, page: PublikationPage
) -> None:
    chapter = page.chapters[0]
    headings = [("heading", {"text": "Pris"}), ("heading", {"text": "Pris"})]
    chapter.body = [*headings, ("text", '<p><a href="#pris-2">Se den anden pris</a></p>')]
    chapter.save()

    anchors = {name for name in read(client).named_destinations if name.endswith(("pris", "-2"))}

    assert anchors == {f"kapitel-{chapter.pk}-pris", f"kapitel-{chapter.pk}-pris-2"}


def test_address_and_licence_are_links(client: Client, page: PublikationPage) -> None:
    notes = [note.get_object() for note in read(client).pages[-1].get("/Annots", [])]
    leads_to = {note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", {})}

    assert {page.full_url, page.licence_url} <= leads_to


def test_it_is_tagged_and_danish(client: Client, page: PublikationPage) -> None:
    reader = read(client)
    root = reader.root_object

    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    assert reader.metadata.title == page.title
    outline = [one.title for one in reader.outline if not isinstance(one, list)]
    assert outline


def test_sheets_are_numbered(client: Client) -> None:
    reader = read(client)

    for number, sheet in enumerate(reader.pages[1:], start=2):
        assert words_of_page(sheet).endswith(f" {number}")


def test_publication_leads_to_it_and_a_second_look_costs_nothing(client: Client) -> None:
    assert soup_of(client, PUBLICATION).find("a", href=PDF)
    first = client.get(PDF)

    again = client.get(PDF, headers={"If-None-Match": first["ETag"]})

    assert first["Content-Disposition"].startswith("inline; filename=")
    assert again.status_code == 304
    assert not first.cookies


def test_drafts_are_not_in_it(client: Client, page: PublikationPage) -> None:
    factories.kapitel(page, "Hemmelighedskrukke", live=False)

    assert "Hemmelighedskrukke" not in letters(words_of(read(client)))


def test_hidden_publication_has_none(client: Client, page: PublikationPage) -> None:
    page.unpublish()

    assert client.get(PDF).status_code == 404


def test_publication_with_nothing_but_a_title_has_one(client: Client) -> None:
    index = Page.objects.get(slug="publikationer")
    page = factories.add(index, PublikationPage, "Æbler på øen")

    assert "Æbler på øen" in words_of(read(client, f"{page.url}publikation.pdf"))


def test_cover_breaks_no_short_word_of_the_title(client: Client, page: PublikationPage) -> None:
    page.title = "En bog med mange kapitler"
    page.save()

    cover = words_of_page(read(client).pages[0])

    assert "kapitler" in cover


def test_publication_that_begins_with_its_chapters_has_no_empty_sheet(client: Client) -> None:
    index = Page.objects.get(slug="publikationer")
    page = factories.add(index, PublikationPage, "Æbler på øen")
    factories.kapitel(page, "Om at plukke")

    sheets = [words_of_page(sheet) for sheet in read(client, f"{page.url}publikation.pdf").pages]

    # The cover, the contents, the chapter, and what is said of the publication itself.
    assert len(sheets) == 4
    assert "Om at plukke" in sheets[2]


def test_where_it_can_not_be_made_nothing_leads_to_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("artikler.models.publikationer.pdf_is_available", lambda: False)

    assert not soup_of(client, PUBLICATION).find("a", href=PDF)
    assert client.get(PDF).status_code == 404
