"""Every page's twin in Markdown, rendered by a reader of Markdown and compared with the page."""

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from arrangementer.models import Underviser, Undervisning
from genbrug import tvillinger
from genbrug.markdown import sider
from genbrug.markdown.skrift import escape, from_html, line
from tests import factories
from tests.factories import Tree
from tests.pages import soup_of
from tests.sider.test_every_page import ADDRESSES
from veje.models import VejIndexPage

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

READER = MarkdownIt("commonmark").enable("table")
#: Pages with a twin. Searches and the test's steps are views of others.
VIEWS = ("/soeg", "/10-veje-til-samskabelse/kort/", "/test/", "/min-samling/")
PAGES = [address for address in ADDRESSES if address == "/test/" or not address.startswith(VIEWS)]
#: Addresses in the sitemap that have no twin, and what llms.txt calls them.
WITHOUT = {"/test/team/": "team"}
#: Texts that lie below a page and are no pages of the tree.
BELOW = ["/10-veje-til-samskabelse/kort/", "/test/saadan-regner-vi/", "/test/statistik/"]
TEXTS = [
    "/cases/solroed-kommune-goer-ikke-noget-for-sine-borgere/",
    "/10-veje-til-samskabelse/lad-uenighed-opstaa/",
    "/viden/artikler/to-torsdage-paa-samme-gang/",
    "/viden/publikationer/tolv-greb-til-samskabende-moeder/aabn-moedet/",
    "/arrangementer/facilitering-af-samskabende-moeder/",
    "/tilgaengelighedserklaering/",
    "/privatlivspolitik/",
    "/handelsbetingelser/",
]


def twin(client: Client, address: str) -> BeautifulSoup:
    response = client.get(f"{address}index.md")
    assert response.status_code == 200, address
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    return BeautifulSoup(READER.render(response.content.decode()), "html.parser")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\xad", "").lower())


@pytest.mark.usefixtures("start_content")
class TestStartingContent:
    @pytest.mark.parametrize("address", [*PAGES, *BELOW])
    def test_page_has_a_twin_with_its_title_and_address(self, client: Client, address: str) -> None:
        page = soup_of(client, address)
        markdown = twin(client, address)

        title = page.h1.get_text(" ", strip=True).replace("\xad", "").replace("\xa0", " ")
        assert len(markdown.find_all("h1")) == 1
        assert words(title)[-3:] == words(markdown.h1.get_text())[-3:]
        canonical = page.find("link", rel="canonical")["href"]
        assert markdown.find("a", href=canonical)
        link = page.find("link", rel="alternate", type="text/markdown")
        assert link["href"] == f"{address}index.md"

    @pytest.mark.parametrize("address", BELOW)
    def test_twin_of_a_text_below_a_page_says_the_same(self, client: Client, address: str) -> None:
        page = soup_of(client, address).main
        markdown = twin(client, address)
        said = " ".join(words(markdown.get_text(" ")))

        blocks = page.select(".indled, .prosa > *, .stor-tekst, .fakta p, .dialogkort__bagside p")
        assert len(blocks) > 5
        texts = [" ".join(words(block.get_text(" "))) for block in blocks]
        assert [text for text in texts if text not in said] == []
        headings = page.select("h2:not(.vaerktoej h2), h3")
        assert len(markdown.find_all(["h2", "h3"])) == len(headings)
        assert client.get(f"{address}index.md")["Link"] == (
            f'<http://testserver{address}>; rel="canonical"'
        )

    def test_guide_to_the_cards_stands_in_their_twin(self, client: Client) -> None:
        index = VejIndexPage.objects.get()
        index.cards_guide = [("text", "<p>Klip efter <b>stregen</b>.</p>")]
        index.save()

        assert "Klip efter **stregen**." in client.get(f"{BELOW[0]}index.md").content.decode()
        assert "stregen" not in client.get(f"{index.url}index.md").content.decode()

    @pytest.mark.parametrize("address", TEXTS)
    def test_twin_says_what_the_page_says(self, client: Client, address: str) -> None:
        """Each paragraph and each point of the running text, in the same order, word for word."""
        page = soup_of(client, address)
        said = words(twin(client, address).get_text(" "))
        text = " ".join(said)

        blocks = page.main.select(".prosa > p, .prosa li, .prosa h2, .fakta dd, .program li")
        assert len(blocks) > 3
        missing = [
            block.get_text()
            for block in blocks
            if not block.find(["ul", "ol", "svg"])
            and not block.find_parent(class_=["tabel", "film"])
            and not block.select_one(".traade, .knap, .fil, a[href^='/']")
            and "laes__efter" not in block.get("class", [])
            and " ".join(words(block.get_text(" "))) not in text
        ]
        assert missing == []

    def test_twin_of_the_landing_page_says_who_we_are_and_how_to_reach_us(
        self, client: Client
    ) -> None:
        page = soup_of(client, "/")
        said = " ".join(words(twin(client, "/").get_text(" ")))

        blocks = page.main.select(
            ".helt p, .to h2, .to .stack > p, .prosa, .stor-tekst, .tlf-linje"
        )
        assert len(blocks) > 10
        texts = [" ".join(words(block.get_text(" "))) for block in blocks if not block.a]
        assert [text for text in texts if text not in said] == []
        assert "8779 6300" in said

    def test_twin_of_the_landing_page_names_what_it_shows(self, client: Client) -> None:
        page, markdown = soup_of(client, "/").main, twin(client, "/")
        named = {link["href"] for link in markdown.find_all("a")}

        shown = page.select(".card__link, .vej a, .vejrest a, .liste__titel a")
        assert len(shown) > 15
        assert {f"http://testserver{link['href']}" for link in shown} <= named

    @pytest.mark.parametrize("address", ["/test/", "/test/skal-vi/"])
    def test_twin_of_a_test_holds_its_questions_and_not_what_is_behind_them(
        self, client: Client, address: str
    ) -> None:
        page, markdown = soup_of(client, address).main, twin(client, address)
        said = " ".join(words(markdown.get_text(" ")))

        asked = page.select("fieldset label > span")
        texts = [" ".join(words(one.get_text(" "))) for one in [*asked, *page.select("aside p")]]
        not_told = {"ved ikke", "sådan regner vi"}
        assert len(texts) > 20
        assert [one for one in texts if one not in said and one not in not_told] == []
        questions = [one.get_text() for one in markdown.find_all("h3")]
        assert len(questions) == len(page.select("fieldset"))
        for behind in ("kun_os", "De første tråde mødes", "Vis forslaget, og bed om indvendinger"):
            assert behind not in markdown.get_text()

    def test_twin_of_the_contact_page_says_how_to_reach_us(self, client: Client) -> None:
        page, markdown = soup_of(client, "/kontakt/"), twin(client, "/kontakt/")
        said = " ".join(words(markdown.get_text(" ")))

        for text in page.select("aside.fakta p"):
            assert " ".join(words(text.get_text(" "))) in said

    def test_twin_of_a_course_says_of_its_dates_what_the_page_says(self, client: Client) -> None:
        for slug in ("facilitering-af-samskabende-moeder", "netvaerk-for-samskabelseskonsulenter"):
            address = f"/arrangementer/{slug}/"
            facts = soup_of(client, address).select(".afholdelse__fakta li")
            said = " ".join(words(twin(client, address).get_text(" ")))

            assert len(facts) > 4
            for fact in facts:
                assert " ".join(words(fact.get_text(" "))) in said

    def test_chapter_leads_to_its_publication(self, client: Client) -> None:
        address = "/viden/publikationer/tolv-greb-til-samskabende-moeder/"

        markdown = twin(client, f"{address}aabn-moedet/")

        row = markdown.find("a", href=f"http://testserver{address}index.md").parent
        assert row.get_text().startswith("Kapitel 2 · Værktøjskasse")

    def test_list_says_of_each_page_below_it_what_it_is(self, client: Client) -> None:
        for address in ("/cases/", "/viden/publikationer/fra-ide-til-drift/"):
            said = " ".join(words(twin(client, address).get_text(" ")))

            texts = soup_of(client, address).main.select(".card__titel + p, .liste__tekst")
            assert len(texts) > 2
            for text in texts[:4]:
                assert " ".join(words(text.get_text(" "))) in said
        assert "Eksempel. Sidste bus" in twin(client, "/cases/").get_text()

    def test_address_below_a_page_does_not_pass_the_pages_twin_off_as_its_own(
        self, client: Client
    ) -> None:
        for address in WITHOUT:
            assert soup_of(client, address).find("link", type="text/markdown") is None

    def test_twin_of_a_vej_names_all_that_hangs_on_it_and_why(self, client: Client) -> None:
        address = "/10-veje-til-samskabelse/lad-uenighed-opstaa/"
        groups = soup_of(client, address).select(".traadgruppe")
        markdown = twin(client, address)
        said = " ".join(words(markdown.get_text(" ")))

        assert len(groups) > 2
        for group in groups:
            assert markdown.find("h2", string=group.h2.get_text())
            for card in group.select(".card"):
                reason = card.select_one(".card__titel + p").get_text()
                title = card.select_one(".card__titel").get_text()
                assert " ".join(words(f"{title} {reason}")) in said

    def test_llms_txt_says_which_addresses_have_no_twin(self, client: Client) -> None:
        sitemap = client.get("/sitemap.xml").content.decode()
        listed = re.findall(r"<loc>http://testserver(.*?)</loc>", sitemap)
        told = client.get("/llms.txt").content.decode()

        without = {one for one in listed if client.get(f"{one}index.md").status_code == 404}
        assert without == set(WITHOUT)
        assert [word for word in WITHOUT.values() if word not in told] == []

    def test_links_of_the_twin_lead_somewhere(self, client: Client) -> None:
        for address in TEXTS[:4]:
            for link in twin(client, address).find_all("a"):
                if link["href"].startswith("http://testserver"):
                    path = link["href"].removeprefix("http://testserver")
                    assert client.get(path).status_code in {200, 302}, path

    def test_llms_leads_to_every_kind(self, client: Client) -> None:
        response = client.get("/llms.txt")
        text = response.content.decode()
        markdown = BeautifulSoup(READER.render(text), "html.parser")

        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert text.startswith("# Samskabelse\n\n> ")
        assert len(markdown.find_all("h2")) == 9
        links = [link["href"] for link in markdown.find_all("a")]
        assert len(links) == len(set(links)) > 35
        assert {f"http://testserver{address}index.md" for address in BELOW} <= set(links)
        for link in links:
            assert client.get(link.removeprefix("http://testserver")).status_code == 200, link


def test_llms_says_how_many_of_a_kind_it_names(
    client: Client, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tvillinger, "MOST_OF_A_KIND", 2)
    for number in range(3):
        factories.case(tree, f"Case {number}")

    told = client.get("/llms.txt").content.decode()

    assert told.count("/cases/case-") == 2
    assert "højst 2 sider af hver slags" in told


def test_signs_in_a_description_in_llms_are_only_signs(client: Client, tree: Tree) -> None:
    teaser = "Se [her](https://ond.example) *nu* <b>2</b>"
    factories.case(tree, "En case", teaser=teaser)

    markdown = BeautifulSoup(READER.render(client.get("/llms.txt").content.decode()), "html.parser")

    (row,) = [row for row in markdown.find_all("li") if "En case" in row.get_text()]
    assert row.get_text() == f"En case: {teaser}"
    assert [child.name for child in row.find_all(True)] == ["a"]


def test_twin_of_a_long_list_says_that_there_are_more(
    client: Client, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sider, "MOST_CHILDREN", 2)
    for number in range(2):
        factories.case(tree, f"Case {number}")
    assert len(twin(client, "/cases/").select("ul a[href$='index.md']")) == 2
    assert "Der er flere" not in twin(client, "/cases/").get_text()

    factories.case(tree, "Case 3")

    markdown = twin(client, "/cases/")
    assert len(markdown.select("ul a[href$='index.md']")) == 2
    row = markdown.find("a", string="Der er flere. Se dem alle på siden")
    assert row["href"] == "http://testserver/cases/"


@pytest.mark.parametrize("address", ["/nix/index.md", "/cases/nix/index.md", "/index.md/index.md"])
def test_no_page_no_twin(client: Client, address: str) -> None:
    factories.empty_site()

    assert client.get(address).status_code == 404


def test_image_and_table_and_link_keep_their_meaning(client: Client) -> None:
    tree: Tree = factories.empty_site()
    target = factories.artikel(tree, "Målet")
    table = {
        "columns": [{"type": "text", "heading": "Post | år"}, {"type": "text", "heading": "Kr."}],
        "rows": [{"values": ["Mad", "*12*"]}, {"values": ["Bus", ""]}],
        "caption": "Pris",
    }
    text = f'<p>Se <a linktype="page" id="{target.pk}">målet</a> og <b> fed </b>tekst.</p>'
    body = [
        {"type": "text", "value": text},
        {"type": "table", "value": table},
        {"type": "quote", "value": {"quote": "Nej.\nJo.", "attribution": "Åse"}},
        {
            "type": "call_to_action",
            "value": {"text": "", "label": "Gå", "page": target.pk, "address": ""},
        },
    ]
    page = factories.artikel(tree, "Teksten", body=body)

    markdown = twin(client, page.url)

    assert markdown.find("a", string="målet")["href"] == target.full_url
    assert markdown.find("a", string="Gå")["href"] == target.full_url
    assert markdown.strong.get_text() == "fed"
    assert [cell.get_text() for cell in markdown.find_all("th")] == ["Post | år", "Kr."]
    assert [cell.get_text() for cell in markdown.find_all("td")] == ["Mad", "*12*", "Bus", ""]
    assert markdown.blockquote.get_text(" ", strip=True).startswith("Nej.")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60))
def test_text_stays_the_text_it_was(text: str) -> None:
    """Whatever signs it holds, a line of text is a paragraph of those very signs."""
    rendered = BeautifulSoup(READER.render(line(text)), "html.parser")

    assert rendered.get_text().strip() == " ".join(text.split())
    assert not rendered.find(True) or [tag.name for tag in rendered.find_all(True)] == ["p"]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>En<br/>to</p>", "En  \nto"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<blockquote>Ja</blockquote><p>nej</p>", "> Ja\n\nnej"),
        ("<p>1. maj</p>", "1\\. maj"),
        ("<p># ikke</p>", "\\# ikke"),
        ("<p><b></b>x</p>", "x"),
        ("<h3>Under</h3>", "### Under"),
        ('<p><a href="/a b(c)">x</a></p>', "[x](<http://testserver/a%20b(c)>)"),
        ("<p>snake_case og _under_</p>", "snake_case og \\_under\\_"),
        ("", ""),
    ],
)
def test_rich_text_becomes_markdown(html: str, markdown: str) -> None:
    factories.empty_site()

    assert from_html(html) == markdown


def test_escape_is_only_where_it_is_needed() -> None:
    assert escape("Æ og Ø: 50 % (af 4.950 kr.) – »ja«!") == "Æ og Ø: 50 % (af 4.950 kr.) – »ja«!"


def test_twin_of_a_course_names_who_teaches(client: Client) -> None:
    course = factories.arrangement(factories.empty_site())
    teacher = Underviser.objects.create(name="Åse Ærlig", position="Konsulent", text="Spørger.")
    Undervisning.objects.create(page=course, underviser=teacher)

    said = twin(client, course.url).get_text(" ")

    assert [one for one in ("Åse Ærlig", "Konsulent", "Spørger.") if one not in said] == []


def test_twin_of_a_case_says_when_it_was_followed_up_and_leaves_whom_to_ask_to_the_page(
    client: Client,
) -> None:
    case = factories.case(
        factories.empty_site(),
        follow_up="Den kører stadig.",
        followed_up_on=dt.date(2025, 11, 1),
        contact_name="Åse Ærlig, skoleleder",
        contact_email="aase@example.dk",
    )

    said = twin(client, case.url).get_text(" ", strip=True)

    assert "Et år efter: Den kører stadig. (november 2025)" in said
    assert "Ærlig" not in said
    assert "aase@" not in said
    assert "Hvad bygger casen på? Ikke oplyst" in said


def test_twin_tells_of_a_change_when_the_page_does(client: Client) -> None:
    tree: Tree = factories.empty_site()
    text = factories.artikel(tree, "En tekst", date=dt.date(2026, 5, 10))

    assert "Skrevet: 10. maj 2026" in twin(client, text.url).get_text()
    assert "Opdateret" not in twin(client, text.url).get_text()

    text.aendringer.create(date=dt.date(2026, 6, 1), note="Nye tal.")
    text.save_revision().publish()

    assert "Opdateret: 1. juni 2026" in twin(client, text.url).get_text()
    data = soup_of(client, text.url).find("script", type="application/ld+json").string
    assert '"dateModified":"2026-06-01"' in data
