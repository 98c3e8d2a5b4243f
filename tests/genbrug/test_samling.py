"""»Min samling«: everything from the address alone, and nothing that nobody may see."""

import datetime as dt
import re
from itertools import pairwise

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.rich_text import RichText

from artikler.models import ArtikelPage, Note
from genbrug.samling.udvalg import MOST
from samskabelse.base.models import Billede
from tests import factories
from tests.factories import Tree
from tests.pages import query_count, soup_of, visible_text

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

VIEWS = ["/min-samling/", "/min-samling/hefte/", "/min-samling/kort/", "/min-samling/fil/"]
SLUGS = [
    "solroed-kommune-goer-ikke-noget-for-sine-borgere",
    "lad-uenighed-opstaa",
    "to-torsdage-paa-samme-gang",
    "tolv-greb-til-samskabende-moeder",
    "aabn-moedet",
    "facilitering-af-samskabende-moeder",
    "facilitering-af-dialogmoeder",
]


def query_of(*pages: Page) -> str:
    return f"?sider={','.join(str(page.pk) for page in pages)}"


def by_slug(*slugs: str) -> list[Page]:
    found = {page.slug: page for page in Page.objects.filter(slug__in=slugs)}
    return [found[slug] for slug in slugs]


@pytest.fixture
def site() -> Tree:
    return factories.empty_site()


@pytest.mark.usefixtures("start_content")
class TestStartingContent:
    def test_list_keeps_the_order_of_the_address(self, client: Client) -> None:
        for pages in (by_slug(*SLUGS), by_slug(*reversed(SLUGS))):
            soup = soup_of(client, f"/min-samling/{query_of(*pages)}")

            links = [link["href"] for link in soup.select("[data-id] h3 a")]
            assert links == [page.url for page in pages]
            assert [row["data-id"] for row in soup.select("[data-id]")] == [
                str(page.pk) for page in pages
            ]
            assert "7 sider" in visible_text(soup)

    def test_list_leads_to_booklet_cards_and_file_of_the_same_pages(self, client: Client) -> None:
        query = query_of(*by_slug(*SLUGS))
        soup = soup_of(client, f"/min-samling/{query}")

        links = [link["href"] for link in soup.select("[data-med]")]
        assert links == [f"{view}{query}" for view in VIEWS[1:]]
        assert soup.find(id="samlingslink")["value"].endswith(f"/min-samling/{query}")

    def test_made_up_case_says_so_wherever_it_is_taken(self, client: Client) -> None:
        """On its card, in a reader of feeds, to a language model; others have no mark."""
        (page,) = by_slug("kattegat-kommune-lagde-koereplanen-i-skuffen")
        (other,) = by_slug("solroed-kommune-goer-ikke-noget-for-sine-borgere")
        soup = soup_of(client, f"/min-samling/kort/{query_of(page, other)}")
        invented, real = [visible_text(card) for card in soup.select(".dialogkort")]
        entries = {
            entry.link: entry.summary
            for entry in feedparser.parse(client.get("/feed/cases/").content).entries
        }
        rows = client.get("/llms.txt").content.decode().splitlines()
        (row,) = [row for row in rows if page.slug in row]

        assert "Eksempel" in invented
        assert "Eksempel" not in real
        assert entries[page.full_url].startswith("Eksempel. ")
        assert "Eksempel" not in entries[other.full_url]
        assert "): Eksempel. " in row

    @pytest.mark.parametrize("view", ["/min-samling/hefte/", "/min-samling/fil/"])
    def test_booklet_and_file_hold_every_page_whole_and_in_order(
        self, client: Client, view: str
    ) -> None:
        pages = by_slug(*SLUGS)
        soup = soup_of(client, f"{view}{query_of(*pages)}")

        articles = soup.select("article.hefte__side")
        assert [one.h2.get_text().replace("\xa0", " ") for one in articles] == [
            page.title for page in pages
        ]
        assert len(soup.find_all("h1")) == 1
        contents = soup.select("nav.hefte__indhold > ol > li > a")
        assert [link["href"] for link in contents] == [f"#side-{page.pk}" for page in pages]
        for page, article in zip(pages, articles, strict=True):
            said = visible_text(article)
            original = soup_of(client, page.url)
            for part in original.select(
                ".prosa > p:not(.daempet), .prosa > h2, .fakta dd:not(:has(ul)), .kortfortalt li, "
                ".kilder li, .spoerg, .program li"
            ):
                text = visible_text(part)
                if not part.find_parent(class_=["tabel", "vaerktoej"]) and "tilmelding" not in text:
                    assert text in said, page.title

    def test_publication_brings_its_chapters(self, client: Client) -> None:
        (publication,) = by_slug("tolv-greb-til-samskabende-moeder")
        chapters = publication.get_children().live().order_by("path")
        soup = soup_of(client, f"/min-samling/hefte/{query_of(publication)}")

        assert len(chapters) > 3
        headings = [one.get_text() for one in soup.select("article section > h3.listehoved")]
        assert headings == [f"{nr}. {one.title}" for nr, one in enumerate(chapters, start=1)]
        first = soup_of(client, chapters[0].url)
        assert visible_text(first.select_one(".prosa > p")) in visible_text(soup)

    def test_notes_come_along_and_lead_back(self, client: Client) -> None:
        pages = by_slug("aabn-moedet", "to-torsdage-paa-samme-gang")
        for page in pages:
            text = page.specific
            text.body.append(("text", RichText("<p>Det er set før.[1]</p>")))
            text.save()
            Note.objects.create(page=page, text=f"Noten til {page.title}.")
        soup = soup_of(client, f"/min-samling/hefte/{query_of(*pages)}")

        assert "[1]" not in soup.main.get_text()
        for page in pages:
            article = soup.select_one(f"#side-{page.pk}")
            mark = article.select_one("sup > a[role=doc-noteref]")
            note = article.find(id=mark["href"][1:])
            assert f"Noten til {page.title}." in note.get_text()
            assert note.select_one("[role=doc-backlink]")["href"] == f"#{mark['id']}"

    @pytest.mark.parametrize("view", ["/min-samling/hefte/", "/min-samling/fil/"])
    def test_headings_leave_no_step_out_and_ids_are_unique(self, client: Client, view: str) -> None:
        soup = soup_of(client, f"{view}{query_of(*by_slug(*SLUGS))}")

        levels = [int(tag.name[1]) for tag in soup.main.find_all(re.compile("^h[1-6]$"))]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        ids = [tag["id"] for tag in soup.find_all(id=True)]
        assert len(ids) == len(set(ids))
        anchors = {link["href"][1:] for link in soup.select('a[href^="#"]')}
        assert anchors <= set(ids)

    def test_file_asks_for_nothing(self, client: Client) -> None:
        response = client.get(f"/min-samling/fil/{query_of(*by_slug(*SLUGS))}")
        html = response.content.decode()
        soup = BeautifulSoup(html, "html.parser")

        assert response["Content-Disposition"] == 'attachment; filename="min-samling.html"'
        assert not soup.find_all(["script", "link", "picture", "iframe", "source", "use"])
        policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
        assert policy.startswith("default-src 'none'")
        css = soup.style.string
        assert re.findall(r"url\(.", css)
        assert all(one.startswith('url("data:') for one in re.findall(r"url\([^)]{8}", css))
        assert "@import" not in css
        assert all(
            link["href"].startswith(("#", "http://", "https://", "mailto:"))
            for link in soup.find_all("a", href=True)
        )
        assert len(html) < 600_000

    def test_file_brings_its_photos(self, client: Client) -> None:
        index = Page.objects.get(slug="artikler").specific
        photo = Billede.objects.create(title="Et bord", file=get_test_image_file(size=(900, 600)))
        body = [("image", {"image": photo, "alt": "Et rundt bord", "caption": "Bordet"})]
        page = factories.add(index, ArtikelPage, "Med foto", body=body)

        soup = soup_of(client, f"/min-samling/fil/{query_of(page)}")

        (image,) = soup.find_all("img")
        assert image["alt"] == "Et rundt bord"
        assert image["src"].startswith("data:image/jpeg;base64,")
        assert not image.has_attr("srcset")
        assert "Bordet" in visible_text(soup)

    def test_links_among_the_pages_stay_inside(self, client: Client) -> None:
        case, vej = by_slug(SLUGS[0], "goer-ikke-noget-for-dine-borgere")
        soup = soup_of(client, f"/min-samling/fil/{query_of(case, vej)}")

        first = soup.find(id=f"side-{case.pk}")
        assert first.find("a", href=f"#side-{vej.pk}")
        assert not first.find("a", href=vej.full_url)

    def test_every_page_has_a_card_with_a_question(self, client: Client) -> None:
        pages = by_slug(*SLUGS)
        soup = soup_of(client, f"/min-samling/kort/{query_of(*pages)}")

        cards = soup.select(".dialogkort")
        assert len(cards) == len(pages)
        for page, card in zip(pages, cards, strict=True):
            assert page.title in visible_text(card.h2)
            assert visible_text(card.select_one(".dialogkort__spoerg")).endswith("?")
            assert visible_text(card.select_one(".dialogkort__tekst"))
        vej = pages[1].specific
        assert visible_text(cards[1].select_one(".dialogkort__spoerg")) == vej.card_question

    @pytest.mark.parametrize("slug", SLUGS)
    def test_every_content_page_can_be_collected(self, client: Client, slug: str) -> None:
        (page,) = by_slug(slug)
        soup = soup_of(client, page.url)

        button = soup.select_one('button[data-module="samling"]')
        assert button["data-id"] == str(page.pk)
        # Without a script there is nothing to press.
        assert button.has_attr("hidden")
        assert soup.footer.find("a", href="/min-samling/")

    def test_empty_page_tells_what_it_needs(self, client: Client) -> None:
        soup = soup_of(client, "/min-samling/")

        text = visible_text(soup)
        assert "kræver JavaScript" in text
        assert "ligger kun på denne enhed" in text
        assert not soup.select("[data-id]")


class TestWhatIsLeftOut:
    @pytest.mark.parametrize("hide", ["draft", "private", "expired", "below private"])
    @pytest.mark.parametrize("view", VIEWS)
    def test_hidden_page_shows_nowhere(
        self, client: Client, site: Tree, hide: str, view: str
    ) -> None:
        shown = factories.artikel(site, "Synlig")
        page = factories.case(site, "Hemmelighedskrukke", teaser="Hemmelighedskrukke")
        if hide == "draft":
            page.unpublish()
        elif hide == "private":
            page.view_restrictions.create(restriction_type="login")
        elif hide == "below private":
            site.cases.view_restrictions.create(restriction_type="login")
        else:
            past = timezone.now() - dt.timedelta(minutes=1)
            Page.objects.filter(pk=page.pk).update(expire_at=past)

        html = client.get(f"{view}{query_of(page, shown)}").content.decode()

        assert "Hemmelighedskrukke" not in html
        assert "Synlig" in html

    def test_draft_of_a_chapter_is_not_in_its_publication(self, client: Client, site: Tree) -> None:
        publication = factories.publikation(site)
        factories.kapitel(publication, "Hemmelighedskrukke", live=False)

        html = client.get(f"/min-samling/fil/{query_of(publication)}").content.decode()

        assert "Hemmelighedskrukke" not in html

    @pytest.mark.parametrize("view", VIEWS[:3])
    def test_unknown_numbers_are_left_out_and_said(
        self, client: Client, site: Tree, view: str
    ) -> None:
        page = factories.case(site)

        text = visible_text(soup_of(client, f"{view}?sider={page.pk},999999,x"))

        assert "2 sider findes ikke længere og er taget ud." in text
        assert page.title in text

    def test_only_content_can_be_collected(self, client: Client, site: Tree) -> None:
        soup = soup_of(client, f"/min-samling/{query_of(site.home, site.kontakt, site.cases)}")

        assert not soup.select("[data-id]")
        assert "Linket viser ingen sider" in visible_text(soup)

    def test_more_than_there_is_room_for_is_cut_and_said(self, client: Client, site: Tree) -> None:
        pages = [factories.artikel(site, f"Artikel {nr}") for nr in range(MOST + 2)]

        soup = soup_of(client, f"/min-samling/{query_of(*pages)}")

        assert len(soup.select("[data-id]")) == MOST
        assert f"Der er plads til {MOST} sider" in visible_text(soup)
        assert "findes ikke" not in visible_text(soup)

    @pytest.mark.parametrize(
        "sider",
        ["", ",", "-1", "1e3", "٣", "99999999999999999999", "1,1,1", "a" * 3000, "%00", "' OR 1"],
    )
    @pytest.mark.parametrize("view", VIEWS)
    def test_whatever_is_asked_for_is_answered(
        self, client: Client, site: Tree, view: str, sider: str
    ) -> None:
        assert client.get(f"{view}?sider={sider}").status_code in {200, 302, 400}

    @pytest.mark.parametrize("view", VIEWS[1:])
    def test_nothing_to_show_leads_back_to_the_list(
        self, client: Client, site: Tree, view: str
    ) -> None:
        response = client.get(f"{view}?sider=999999", follow=True)

        assert response.redirect_chain == [("/min-samling/?sider=999999", 302)]
        assert "1 side findes ikke længere" in response.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize("view", VIEWS)
class TestAnswers:
    def test_answer_is_for_all_and_kept_by_its_tag(
        self, client: Client, site: Tree, view: str
    ) -> None:
        address = f"{view}{query_of(factories.case(site))}"
        first = client.get(address)

        again = client.get(address, headers={"If-None-Match": first["ETag"]})

        assert again.status_code == 304
        assert first["Cache-Control"] == "public, no-cache"
        assert not first.cookies
        assert first["X-Robots-Tag"] == "noindex"

    def test_only_reading(self, client: Client, site: Tree, view: str) -> None:
        assert client.post(view).status_code == 405

    def test_more_pages_cost_no_more_queries(self, client: Client, site: Tree, view: str) -> None:
        veje = [factories.vej(site, number) for number in range(1, 11)]

        def add(number: int) -> list[Page]:
            publication = factories.publikation(site, f"Publikation {number}")
            course = factories.arrangement(site, f"Kursus {number}")
            factories.afholdelse(course, days_ahead=10 + number)
            text = [
                ("heading", {"text": "Mellemrubrik"}),
                ("text", f'<p><a linktype="page" id="{veje[number].pk}">Vej</a></p>'),
            ]
            pages = [
                factories.case(site, f"Case {number}", body=text),
                factories.artikel(site, f"Artikel {number}", body=text),
                publication,
                factories.kapitel(publication, f"Kapitel {number}", body=text),
                course,
                factories.ydelse(site, f"Ydelse {number}", body=text),
            ]
            for page in pages:
                if not page.title.startswith("Kapitel"):
                    factories.tie(page, veje[number], veje[0])
            return pages

        few = [veje[0], *add(1)]
        many = [*few, *add(2), *add(3), *add(4)]

        before = query_count(client, f"{view}{query_of(*few)}")
        after = query_count(client, f"{view}{query_of(*many)}")

        assert after <= before
