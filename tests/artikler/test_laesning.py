"""Reading at length: contents, the short version, notes, sources, and what has been changed."""

import datetime as dt
import json

import pytest
from bs4 import BeautifulSoup
from django.template import Context
from django.test import Client
from markdown_it import MarkdownIt

from artikler.models import Aendring, ArtikelPage, KapitelPage, Kilde, Note
from artikler.templatetags.noter import med_noter
from tests import factories
from tests.pages import soup_of, visible_text
from veje.models import Emne

pytestmark = pytest.mark.django_db

TEXT = "<p>Det er set før[1], også i Odder[2] og igen[1]. Ikke[3] og ikke [x].</p>"


def annotate(page: ArtikelPage | KapitelPage) -> None:
    for place, text in enumerate(["Første <note>.", "Anden note."]):
        Note.objects.create(page_id=page.pk, text=text, sort_order=place)
    Aendring.objects.create(page_id=page.pk, date=dt.date(2026, 2, 1), note="Rettet et tal.")
    Aendring.objects.create(page_id=page.pk, date=dt.date(2026, 5, 3), note="Nyt afsnit om pris.")


def has_notes_and_changes(soup: BeautifulSoup) -> bool:
    marks = soup.select(".prosa sup a")
    assert [(mark.get_text(), mark["href"]) for mark in marks] == [
        ("1", "#note-1"),
        ("2", "#note-2"),
        ("1", "#note-1"),
    ]
    for mark in marks:
        note = soup.find(id=mark["href"][1:])
        back = note.find("a")["href"]
        assert soup.find(id=back[1:]).get_text() == mark.get_text()
    assert "Første <note>." in soup.find(id="note-1").get_text().replace("\xa0", " ")
    assert "Ikke[3] og ikke [x]." in visible_text(soup)
    times = [time["datetime"] for time in soup.select(".oplysninger time")]
    assert times[-1] == "2026-05-03"
    assert "Opdateret 3. maj 2026" in visible_text(soup)
    text = visible_text(soup)
    assert text.index("Nyt afsnit om pris.") < text.index("Rettet et tal.")
    return True


def test_article_has_all_that_long_reading_needs(client: Client) -> None:
    tree = factories.empty_site()
    headings = [("heading", {"text": f"Afsnit {number}"}) for number in range(4)]
    page = factories.artikel(
        tree,
        "Lang",
        date=dt.date(2026, 1, 1),
        body=[("text", TEXT), *headings, ("text", f"<p>{'ord ' * 990}</p>")],
        key_points=[("points", ["Det korte af det lange."])],
    )
    Kilde.objects.create(
        page_id=page.pk, author="Bovaird, T.", year=2007, title="Beyond Engagement"
    )
    annotate(page)

    soup = soup_of(client, page.url)

    assert has_notes_and_changes(soup)
    text = visible_text(soup)
    assert "5 min. læsning" in text
    assert text.index("Det korte af det lange.") < text.index("Det er set før")
    assert "Bovaird, T. (2007). Beyond Engagement." in text
    links = [link["href"] for link in soup.select("nav.indhold a")]
    assert links == [f"#afsnit-{number}" for number in range(4)]
    assert all(soup.find(id=link[1:]) for link in links)


@pytest.mark.one_database
def test_headings_alike_are_told_apart(client: Client) -> None:
    tree = factories.empty_site()
    titles = ["Pris", "Pris", "Pris 2", "Pris", "Indhold", "?!"]
    anchors = ["pris", "pris-3", "pris-2", "pris-4", "indhold-2", "afsnit"]
    page = factories.artikel(tree, body=[("heading", {"text": title}) for title in titles])
    factories.indhold(tree, body=page.body)

    for address in (page.url, "/om-siden/"):
        soup = soup_of(client, address)

        assert [heading["id"] for heading in soup.select(".prosa h2")] == anchors
        links = [link["href"] for link in soup.select("nav.indhold a")]
        assert links == [f"#{anchor}" for anchor in anchors]
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids))


@pytest.mark.one_database
def test_source_without_an_author_keeps_its_year(client: Client) -> None:
    page = factories.artikel(factories.empty_site())
    Kilde.objects.create(page_id=page.pk, year=2019, title="Notat om borgermøder", publisher="KL")

    twin = client.get(f"{page.url}index.md").content.decode()

    assert "Notat om borgermøder (2019). KL." in visible_text(soup_of(client, page.url))
    assert "- Notat om borgermøder (2019). KL\n" in twin


@pytest.mark.one_database
def test_addresses_of_sources_and_notes_are_links(client: Client) -> None:
    page = factories.artikel(factories.empty_site(), body=[("text", "<p>Set før.[1]</p>")])
    address = "https://example.dk/et_notat?a=1&b=2"
    Kilde.objects.create(page_id=page.pk, title="Notat", address=address)
    Note.objects.create(page_id=page.pk, text=f"Se {address}, afsnit 2 <b>.")

    soup = soup_of(client, page.url)
    twin = client.get(f"{page.url}index.md").content.decode()

    assert [link.get_text() for link in soup.select(f".kilder a[href='{address}']")] == [
        address
    ] * 2
    assert "afsnit 2 <b>." in visible_text(soup)
    assert f"]({address})" in twin


@pytest.mark.one_database
def test_note_that_nothing_marks_leads_nowhere(client: Client) -> None:
    page = factories.artikel(factories.empty_site(), body=[("text", "<p>Set før.[2]</p>")])
    annotate(page)

    soup = soup_of(client, page.url)

    assert [link["href"] for link in soup.select(".kilder a")] == ["#notetegn-2"]
    assert soup.find(id="notetegn-2")


def test_short_article_has_no_contents_and_no_empty_sections(client: Client) -> None:
    tree = factories.empty_site()

    soup = soup_of(client, factories.artikel(tree, "Kort", body=[("text", "<p>Ord</p>")]).url)

    assert not soup.select("nav.indhold")
    for word in ("Noter", "Kilder", "Hvad er ændret?", "Opdateret", "Kort fortalt"):
        assert word not in visible_text(soup)


@pytest.mark.one_database
def test_example_says_what_it_is_an_example_of(client: Client) -> None:
    tree = factories.empty_site()
    article = factories.artikel(tree, is_example=True)
    publication = factories.publikation(tree, is_example=True)

    assert "hvordan en artikel ser ud" in visible_text(soup_of(client, article.url))
    assert "hvordan en publikation ser ud" in visible_text(soup_of(client, publication.url))


def test_chapter_has_its_own_address_notes_and_changes(client: Client) -> None:
    tree = factories.empty_site()
    publication = factories.publikation(tree)
    chapter = factories.kapitel(publication, "Et", body=[("text", TEXT)])
    annotate(chapter)

    soup = soup_of(client, chapter.url)

    assert chapter.url == f"{publication.url}et/"
    assert has_notes_and_changes(soup)


@pytest.mark.one_database
def test_publication_tells_what_is_changed_in_its_chapters(client: Client) -> None:
    publication = factories.publikation(factories.empty_site())
    chapter = factories.kapitel(publication, "Åbn mødet")
    draft = factories.kapitel(publication, "Luk mødet", live=False)
    for page, day, note in (
        (publication, 2, "Ny licens."),
        (chapter, 3, "Rettet et tal."),
        (draft, 4, "Hemmeligt."),
    ):
        Aendring.objects.create(page_id=page.pk, date=dt.date(2026, 5, day), note=note)

    text = visible_text(soup_of(client, publication.url))

    assert "Opdateret 3. maj 2026" in text
    told = "3. maj 2026 : Kapitlet »Åbn mødet«. Rettet et tal. 2. maj 2026 : Ny licens."
    assert told in text
    assert "Hemmeligt" not in text
    twin = client.get(f"{publication.url}index.md").content.decode()
    assert "Kapitlet »Åbn mødet«. Rettet et tal." in twin


@pytest.mark.one_database
def test_chapter_hangs_where_its_publication_does(client: Client) -> None:
    tree = factories.empty_site()
    vej = factories.vej(tree, 5, title="Gør ikke noget for dine borgere")
    emne = Emne.objects.create(name="Dagtilbud")
    publication = factories.publikation(tree, "Greb", is_example=True)
    article = factories.artikel(tree, "En artikel")
    for page in (publication, article):
        page.emner.add(emne)
        page.save()
        factories.tie(page, vej, reason=f"{page.title} viser hvorfor.")
    chapter, _sibling = (factories.kapitel(publication, title) for title in ("Et", "To"))

    soup = soup_of(client, chapter.url)

    text = visible_text(soup)
    assert "Greb viser hvorfor." in text
    assert "hvordan en publikation ser ud" in text
    (card,) = soup.select(".card")
    assert card.find("a", href=article.url)
    assert "Deler vej 5 og dagtilbud" in visible_text(card)
    assert "hvordan en publikation ser ud" in client.get(f"{chapter.url}index.md").content.decode()
    (found,) = soup_of(client, "/soeg/?q=et").select(f"li:has(a[href='{chapter.url}'])")
    assert "Eksempel" in visible_text(found)


def test_data_and_twin_hold_them_too(client: Client) -> None:
    tree = factories.empty_site()
    page = factories.artikel(tree, "Lang", body=[("text", TEXT)])
    annotate(page)

    record = json.loads(client.get(f"/api/v1/artikler/{page.translation_key}/").content)
    twin = client.get(f"{page.url}index.md").content.decode()

    assert record["noter"] == ["Første <note>.", "Anden note."]
    assert record["aendringer"][0] == {"dato": "2026-05-03", "note": "Nyt afsnit om pris."}
    rendered = BeautifulSoup(MarkdownIt().render(twin), "html.parser")
    notes = [item.get_text() for item in rendered.select("ol li")]
    assert notes == ["Første <note>.", "Anden note."]
    assert "1. februar 2026: Rettet et tal." in rendered.get_text()


def test_marks_within_a_tag_are_left_alone() -> None:
    html = '<a href="/x?[1]">[1]</a>'

    assert 'href="/x?[1]"' in med_noter(Context(), html, ["En note."])
