"""The dialogue cards, their guide, and the poster."""

import datetime as dt
import io

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PageObject, PdfReader
from wagtail.models import Page

from samskabelse.startindhold.models import Indlaest
from samskabelse.startindhold.services import load
from tests import factories
from tests.pages import query_count, soup_of, visible_text
from veje import plakat
from veje.kort import sheets
from veje.models import VejIndexPage, VejPage

pytestmark = pytest.mark.one_database

INDEX = "/10-veje-til-samskabelse/"
CARDS = f"{INDEX}kort/"
POSTER = f"{INDEX}plakat.pdf"
A3 = (842, 1191)
LONG_WORDS = (
    "Medarbejderrepræsentantskabets samskabelsesworkshops i hverdagen og alt det andet, I gør. "
)


def long_text(length: int) -> str:
    return (LONG_WORDS * 9)[: length - 1].strip() + "?"


def fill_to_the_brim() -> None:
    """Give every vej the longest texts that its fields take."""
    for vej in VejPage.objects.all():
        vej.title = long_text(255)
        vej.short_text = long_text(320)
        vej.card_question = vej.card_follow_up = long_text(200)
        vej.save()


def words_of(reader: PdfReader) -> str:
    return " ".join(words_of_page(page) for page in reader.pages)


def words_of_page(page: PageObject) -> str:
    return " ".join(page.extract_text().replace("\xa0", " ").split())


def size_of(page: PageObject) -> tuple[int, int]:
    return round(page.mediabox.width), round(page.mediabox.height)


@pytest.fixture
def tree(db: None) -> factories.Tree:
    return factories.empty_site()


@pytest.fixture
def no_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plakat, "available", lambda: False)


@pytest.mark.django_db
@pytest.mark.usefixtures("start_content")
class TestStartingContent:
    def test_ten_cards_with_both_questions(self, client: Client) -> None:
        soup = soup_of(client, CARDS)

        cards = soup.main.find_all("article")
        assert len(cards) == 10
        for vej, card in zip(VejPage.objects.order_by("number"), cards, strict=True):
            assert card["data-vej"] == str(vej.number)
            words = " ".join(card.get_text(" ").replace("\xa0", " ").split())
            for text in (vej.title, vej.card_question, vej.card_follow_up, vej.short_text):
                assert text
                assert text in words

    def test_page_has_its_own_name_address_and_way_back(self, client: Client) -> None:
        soup = soup_of(client, CARDS)

        assert soup.h1.get_text() == "Dialogkort"
        assert soup.title.get_text() == "Dialogkort – Samskabelse"
        assert soup.find("link", rel="canonical")["href"].endswith(CARDS)
        assert soup.find("meta", property="og:title")["content"] == "Dialogkort"
        assert soup.find("meta", property="og:image:width")["content"] == "1200"
        assert soup.main.find("nav").find_all("a")[-1]["href"] == INDEX
        assert not client.get(CARDS).cookies

    def test_guide_stands_above_the_cards(self, client: Client) -> None:
        words = visible_text(soup_of(client, CARDS))

        assert "Sådan bruger I dialogkortene" in words
        assert words.index("Alle vælger ét i stilhed") < words.index("Lad uenighed opstå")

    def test_index_and_vej_lead_to_cards_and_poster(self, client: Client) -> None:
        for address, targets in (
            (INDEX, {CARDS, POSTER}),
            (f"{INDEX}slip-magten/", {"../kort/", "../plakat.pdf"}),
            (CARDS, {POSTER}),
        ):
            addresses = {link["href"] for link in soup_of(client, address).main.find_all("a")}
            assert targets <= addresses

    def test_cards_are_in_the_sitemap(self, client: Client) -> None:
        assert f"{CARDS}</loc>" in client.get("/sitemap.xml").content.decode()

    def test_poster_is_one_tagged_a3_page_in_danish(self, client: Client) -> None:
        response = client.get(POSTER)

        reader = PdfReader(io.BytesIO(response.content))
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'inline; filename="10-veje-til-samskabelse.pdf"'
        assert [size_of(page) for page in reader.pages] == [A3]
        assert reader.root_object["/MarkInfo"]["/Marked"]
        assert reader.root_object["/Lang"] == "da"
        assert reader.metadata.title == "10 veje til samskabelse"
        assert "pdfuaid" in reader.root_object["/Metadata"].get_data().decode()
        words = words_of(reader)
        for vej in VejPage.objects.all():
            assert vej.title in words

    def test_poster_brings_its_fonts(self, client: Client) -> None:
        (page,) = PdfReader(io.BytesIO(client.get(POSTER).content)).pages

        fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        names = {font["/BaseFont"].split("+")[-1].split("-")[0] for font in fonts}
        assert names == {"Bricolage", "Atkinson"}
        for font in fonts:
            assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]

    def test_longest_texts_stay_on_one_poster(self, client: Client) -> None:
        fill_to_the_brim()

        reader = PdfReader(io.BytesIO(client.get(POSTER).content))

        assert [size_of(page) for page in reader.pages] == [A3]
        assert words_of(reader).count("Medarbejder") >= 20

    def test_installation_from_before_gets_the_guide_and_keeps_its_draft(self) -> None:
        index = VejIndexPage.objects.get()
        index.cards_guide = []
        index.save_revision().publish()
        draft = VejIndexPage.objects.get()
        draft.teaser = "Kladde"
        draft.save_revision()
        Indlaest.objects.get(key="veje/dialogkort").delete()

        assert load() == ["veje/dialogkort"]

        index = VejIndexPage.objects.get()
        assert index.cards_guide
        assert index.teaser != "Kladde"
        draft = index.get_latest_revision_as_object()
        assert draft.teaser == "Kladde"
        assert draft.cards_guide

    def test_guide_that_editors_emptied_stays_empty(self) -> None:
        index = VejIndexPage.objects.get()
        index.cards_guide = []
        index.save_revision().publish()

        load()

        assert not VejIndexPage.objects.get().cards_guide


def test_only_what_strangers_may_see_becomes_a_card(client: Client, tree: factories.Tree) -> None:
    factories.vej(tree, 1, title="Synlig")
    factories.vej(tree, 2, title="Kladde", live=False)
    factories.vej(tree, 3, title="Udløbet", expire_at=timezone.now() - dt.timedelta(days=1))
    private = factories.vej(tree, 4, title="Lukket")
    Page.objects.get(pk=private.pk).view_restrictions.create(restriction_type="login")
    unnumbered = factories.vej(tree, 5, title="Uden nummer")
    VejPage.objects.filter(pk=unnumbered.pk).update(number=None)

    cards = soup_of(client, CARDS).main.find_all("article")
    poster = words_of(PdfReader(io.BytesIO(client.get(POSTER).content)))

    assert [card.h2.get_text(" ", strip=True) for card in cards] == ["1. Synlig"]
    assert "Synlig" in poster
    assert not [word for word in ("Kladde", "Udløbet", "Lukket", "Uden nummer") if word in poster]


def test_cards_and_poster_without_any_vej(client: Client, tree: factories.Tree) -> None:
    assert soup_of(client, CARDS).main.find_all("article") == []
    assert len(PdfReader(io.BytesIO(client.get(POSTER).content)).pages) == 1


def test_number_of_queries_is_fixed(client: Client, tree: factories.Tree) -> None:
    factories.vej(tree, 1)
    client.get(CARDS)
    client.get(POSTER)
    few = query_count(client, CARDS), query_count(client, POSTER)
    for number in range(2, 11):
        factories.vej(tree, number)

    assert (query_count(client, CARDS), query_count(client, POSTER)) == few


def test_card_falls_back_on_the_question_of_the_vej(tree: factories.Tree) -> None:
    vej = factories.vej(tree, 1, question="Hvad er vi uenige om?")

    ((card,),) = sheets([vej])

    assert card.question == "Hvad er vi uenige om?"


def test_four_cards_go_on_a_sheet(tree: factories.Tree) -> None:
    veje = [factories.vej(tree, number) for number in range(1, 11)]

    assert [[card.number for card in sheet] for sheet in sheets(veje)] == [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
        [9, 10],
    ]


class TestPosterIsKept:
    @pytest.fixture
    def drawn(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        drawn: list[str] = []
        monkeypatch.setattr(plakat, "_draw", lambda html, css: drawn.append(html) or b"%PDF")
        return drawn

    def test_drawn_once_until_a_vej_changes(
        self, client: Client, tree: factories.Tree, drawn: list[str]
    ) -> None:
        vej = factories.vej(tree, 1, title="Før")
        first = client.get(POSTER)
        again = client.get(POSTER)
        vej.title = "Efter"
        vej.save_revision().publish()
        changed = client.get(POSTER)

        assert first["ETag"] == again["ETag"] != changed["ETag"]
        assert ["Før" in html for html in drawn] == [True, False]

    def test_browser_that_has_it_is_told_so(
        self, client: Client, tree: factories.Tree, drawn: list[str]
    ) -> None:
        etag = client.get(POSTER)["ETag"]

        response = client.get(POSTER, headers={"If-None-Match": etag})

        assert response.status_code == 304
        assert response.content == b""


@pytest.mark.usefixtures("no_weasyprint")
def test_without_weasyprint_there_is_no_poster_and_no_link(
    client: Client, tree: factories.Tree
) -> None:
    vej = factories.vej(tree, 1)

    assert client.get(POSTER).status_code == 404
    for address in (INDEX, CARDS, vej.url):
        links = [link["href"] for link in soup_of(client, address).main.find_all("a")]
        assert not [href for href in links if "plakat" in href]


def test_missing_library_means_no_poster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plakat, "LIBRARIES", ("gobject-2.0", "findes-ikke-1.0"))

    assert plakat.available.__wrapped__() is False
