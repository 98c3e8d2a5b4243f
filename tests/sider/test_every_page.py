"""What every public page promises, whatever its type."""

from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from soegning import indeks
from tests import factories
from tests.factories import Tree
from tests.pages import query_count, soup_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#: The contract's addresses that the starting content fills.
ADDRESSES = [
    "/",
    "/cases/",
    "/cases/solroed-kommune-goer-ikke-noget-for-sine-borgere/",
    "/10-veje-til-samskabelse/",
    "/10-veje-til-samskabelse/kort/",
    "/10-veje-til-samskabelse/lad-uenighed-opstaa/",
    "/10-veje-til-samskabelse/hav-ingen-svar-parat/",
    "/10-veje-til-samskabelse/proev-ikke-at-forenkle/",
    "/viden/",
    "/viden/artikler/to-torsdage-paa-samme-gang/",
    "/viden/publikationer/tolv-greb-til-samskabende-moeder/",
    "/viden/publikationer/tolv-greb-til-samskabende-moeder/aabn-moedet/",
    "/arrangementer/",
    "/arrangementer/facilitering-af-samskabende-moeder/",
    "/arrangementer/ydelser/facilitering-af-dialogmoeder/",
    "/test/",
    "/test/resultat/",
    "/test/saadan-regner-vi/",
    "/test/skal-vi/",
    "/test/statistik/",
    "/test/team/",
    "/kontakt/",
    "/soeg/?q=uenighed",
    "/soeg/",
    "/tilgaengelighedserklaering/",
    "/privatlivspolitik/",
    "/handelsbetingelser/",
    "/om/",
    "/min-samling/",
]


#: Pages with a form may set its cookie.
FORMS = {"/kontakt/", "/test/", "/test/resultat/", "/test/skal-vi/", "/test/team/"}


@pytest.mark.usefixtures("start_content")
class TestStartingContent:
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_page_is_whole(self, client: Client, address: str) -> None:
        response = client.get(address)
        soup = BeautifulSoup(response.content, "html.parser")

        assert response.status_code == 200
        assert soup.html["lang"] == "da"
        assert len(soup.find_all("h1")) == 1
        assert soup.h1.get_text(strip=True)
        assert len(soup.find_all("main")) == 1
        assert all(soup.find(landmark) for landmark in ("header", "nav", "footer"))
        first_link = soup.body.find("a")
        assert first_link["href"] == f"#{soup.main['id']}"
        assert soup.title.get_text(strip=True)
        if not address.startswith("/soeg/"):
            assert soup.find("meta", property="og:title")["content"]

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_nothing_inline_and_nothing_foreign(self, client: Client, address: str) -> None:
        soup = soup_of(client, address)

        assert not soup.find_all(style=True)
        assert not soup.find_all("style")
        # Data for machines is not run.
        scripts = soup.find_all("script", type=lambda kind: kind != "application/ld+json")
        assert all(script.get("src") for script in scripts)
        fetched = [
            tag.get("src") or tag.get("href")
            for tag in soup.find_all(["script", "img", "link", "iframe", "source"])
            if tag.get("rel") != ["canonical"]
        ]
        assert not [url for url in fetched if url and urlsplit(url).netloc]

    @pytest.mark.parametrize("address", [a for a in ADDRESSES if a not in FORMS])
    def test_content_page_sets_no_cookie(self, client: Client, address: str) -> None:
        response = client.get(address)

        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.content.decode()

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_ids_are_unique_and_anchors_are_there(self, client: Client, address: str) -> None:
        soup = soup_of(client, address)
        ids = [tag["id"] for tag in soup.find_all(id=True)]

        assert len(ids) == len(set(ids)), sorted({one for one in ids if ids.count(one) > 1})
        anchors = {link["href"][1:] for link in soup.select('a[href^="#"]')}
        assert anchors <= set(ids)

    def test_crawl_finds_no_broken_link(self, client: Client) -> None:
        waiting, seen = ["/"], set()
        while waiting:
            address = waiting.pop()
            response = client.get(address)
            assert response.status_code in {200, 302}, address
            if "text/html" not in response["Content-Type"]:
                continue
            soup = BeautifulSoup(response.content, "html.parser")
            for link in soup.find_all("a"):
                assert link.get("href") not in {None, "", "#"}, f"{address}: {link}"
                target = urldefrag(urljoin(address, link["href"]))[0]
                if target.startswith("/") and target not in seen:
                    seen.add(target)
                    waiting.append(target)

        assert len(seen) > 60

    def test_every_live_page_is_in_the_sitemap(self, client: Client) -> None:
        sitemap = client.get("/sitemap.xml").content.decode()

        for page in Page.objects.live().filter(depth__gt=1):
            assert f"<loc>{page.full_url}</loc>" in sitemap, page

    def test_robots_point_at_the_sitemap(self, client: Client) -> None:
        text = client.get("/robots.txt").content.decode()

        assert "/sitemap.xml" in text
        assert "Disallow: /admin/" in text

    def test_was_leads_to_the_statement(self, client: Client) -> None:
        assert client.get("/was").headers["Location"] == "/tilgaengelighedserklaering/"

    def test_article_costs_at_most_12_queries(self, client: Client) -> None:
        assert query_count(client, "/viden/artikler/to-torsdage-paa-samme-gang/") <= 12

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_canonical_is_the_sites_address(self, client: Client, address: str) -> None:
        soup = soup_of(client, address)
        canonical = soup.find("link", rel="canonical")

        if canonical is not None:
            assert urlsplit(canonical["href"]).netloc
            assert urlsplit(canonical["href"]).path == address.partition("?")[0]


class TestEmpty:
    """A page with nothing but its title is still a page."""

    def test_indexes_with_nothing_in_them(self, client: Client) -> None:
        tree = factories.empty_site()

        for page in vars(tree).values():
            soup_of(client, page.url)

    def test_pages_with_nothing_but_a_title(self, client: Client) -> None:
        tree = factories.empty_site()
        publication = factories.publikation(tree)
        pages = [
            factories.vej(tree, 1),
            factories.case(tree),
            factories.artikel(tree),
            publication,
            factories.kapitel(publication),
            factories.arrangement(tree),
            factories.ydelse(tree),
            factories.indhold(tree),
        ]

        for page in pages:
            soup = soup_of(client, page.url)
            assert soup.h1.get_text(" ", strip=True).replace("\xad", "").endswith(page.title)


@indeks.all_at_once()
def fill(tree: Tree, amount: int, start: int = 0) -> None:
    """Add this many of each type, all on the first vej."""
    veje = list(tree.veje.get_children().specific()) or [
        factories.vej(tree, number) for number in range(1, 11)
    ]
    for number in range(start, amount):
        publication = factories.publikation(tree, f"Publikation {number}")
        course = factories.arrangement(tree, f"Kursus {number}")
        factories.afholdelse(course, days_ahead=10 + number)
        pages = [
            factories.case(tree, f"Case {number} om uenighed"),
            factories.artikel(tree, f"Artikel {number} om uenighed"),
            publication,
            course,
            factories.ydelse(tree, f"Ydelse {number}"),
        ]
        factories.kapitel(publication, f"Kapitel {number}")
        for page in pages:
            factories.tie(page, veje[0], veje[number % 9 + 1])


def test_no_page_asks_more_when_there_is_more(client: Client) -> None:
    tree = factories.empty_site()
    fill(tree, 3)
    addresses = [page.url for page in vars(tree).values()]
    addresses += [tree.veje.get_children().first().url, "/soeg/?q=uenighed"]
    addresses += [
        index.get_children().live().first().url
        for index in (tree.cases, tree.artikler, tree.publikationer, tree.ydelser)
    ]
    addresses.append(tree.publikationer.get_descendants().live().last().url)
    before = {address: query_count(client, address) for address in addresses}

    fill(tree, 60, start=3)

    after = {address: query_count(client, address) for address in addresses}
    assert {address: after[address] for address in after if after[address] > before[address]} == {}


@pytest.mark.usefixtures("start_content")
class TestPrivacyOfPages:
    """Drafts, private and expired pages show nowhere."""

    PLANTED = "Hemmelighedskrukke"

    @pytest.fixture(params=["draft", "private"])
    def hidden(self, request: pytest.FixtureRequest) -> Page:
        tree_page = Page.objects.get(slug="to-torsdage-paa-samme-gang").specific
        tree_page.title = f"{self.PLANTED} og andre ord"
        tree_page.save_revision().publish()
        if request.param == "draft":
            tree_page.unpublish()
        else:
            tree_page.view_restrictions.create(restriction_type="login")
        return tree_page

    @pytest.mark.parametrize(
        "address",
        [
            "/",
            "/viden/",
            "/viden/artikler/",
            "/sitemap.xml",
            "/soeg/?q=Hemmelighedskrukke",
            "/10-veje-til-samskabelse/stol-ikke-paa-din-viden/",
        ],
    )
    def test_hidden_page_shows_nowhere(self, client: Client, hidden: Page, address: str) -> None:
        content = client.get(address).content.decode()

        found = content.count(self.PLANTED) - content.count(f"»{self.PLANTED}«")
        echoed = 3 if "soeg" in address else 0
        assert hidden.url not in content
        assert found <= echoed
        assert f"{self.PLANTED} og andre ord" not in content

    def test_hidden_page_has_no_address(self, client: Client, hidden: Page) -> None:
        assert client.get(hidden.url).status_code in {302, 404}
