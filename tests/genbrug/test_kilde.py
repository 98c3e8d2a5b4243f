"""How pages are cited, and what others may do with them."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from cases.models import CasePage
from genbrug import kilde
from tests import factories
from tests.factories import Tree
from tests.pages import soup_of, visible_text

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def site() -> Tree:
    return factories.empty_site()


@pytest.mark.usefixtures("start_content")
class TestStartingContent:
    @pytest.mark.parametrize(
        "address",
        [
            "/cases/solroed-kommune-goer-ikke-noget-for-sine-borgere/",
            "/viden/artikler/to-torsdage-paa-samme-gang/",
            "/viden/publikationer/tolv-greb-til-samskabende-moeder/",
            "/viden/publikationer/tolv-greb-til-samskabende-moeder/aabn-moedet/",
            "/10-veje-til-samskabelse/lad-uenighed-opstaa/",
        ],
    )
    def test_page_says_how_to_cite_it_and_what_one_may_do(
        self, client: Client, address: str
    ) -> None:
        soup = soup_of(client, address)
        tools = soup.select_one(".vaerktoej")
        title = soup.h1.get_text().replace("\xad", "").replace("\xa0", " ").strip()

        text = visible_text(tools)
        whole = r"( I: Værktøjskasse: tolv greb til samskabende møder\.)?"
        cited = rf"\(20\d\d\)\. {re.escape(title)}\.{whole} COKs akademi for samskabelse"
        assert re.search(cited, text)
        assert "Licens:" in text
        link = tools.find("a", href=f"{address}kilde.bib")
        entry = client.get(link["href"])
        assert entry.status_code == 200
        assert f"title = {{{{{title}}}}}" in entry.content.decode()
        assert tools.find("a", href=f"{address}index.md")

    def test_chapter_has_its_publications_licence(self, client: Client) -> None:
        address = "/viden/publikationer/tolv-greb-til-samskabende-moeder/aabn-moedet/"

        assert "CC BY 4.0" in visible_text(soup_of(client, address).select_one(".vaerktoej"))
        assert "CC BY 4.0" in client.get(f"{address}index.md").content.decode()

    def test_course_is_nothing_to_cite(self, client: Client) -> None:
        address = "/arrangementer/facilitering-af-samskabende-moeder/"

        assert not soup_of(client, address).find(string="Citér siden")
        assert client.get(f"{address}kilde.bib").status_code == 404


@time_machine.travel(dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC))
def test_text_follows_apa(site: Tree) -> None:
    page = factories.artikel(site, "Én ting", author="Åse Ærlig", date=dt.date(2025, 3, 1))

    assert kilde.as_text(page) == (
        "Åse Ærlig (2025). Én ting. COKs akademi for samskabelse. "
        f"Hentet 1. december 2026 fra {page.full_url}"
    )


@time_machine.travel(dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC))
def test_publisher_that_is_the_author_is_named_once(site: Tree) -> None:
    own = "COKs akademi for samskabelse"
    page = factories.artikel(site, "Én ting", author=own, date=dt.date(2025, 3, 1))

    assert kilde.as_text(page) == (
        f"{own} (2025). Én ting. Hentet 1. december 2026 fra {page.full_url}"
    )


@time_machine.travel(dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC))
def test_chapter_is_cited_in_its_publication(site: Tree) -> None:
    publication = factories.publikation(
        site, "Tolv greb", author="Åse Ærlig", date=dt.date(2025, 3, 1)
    )
    chapter = factories.kapitel(publication, "Åbn mødet")

    assert kilde.as_text(chapter) == (
        "Åse Ærlig (2025). Åbn mødet. I: Tolv greb. COKs akademi for samskabelse. "
        f"Hentet 1. december 2026 fra {chapter.full_url}"
    )
    assert "booktitle = {{Tolv greb}}" in kilde.as_bibtex(chapter)


def test_chapters_of_the_same_name_are_two_entries(site: Tree) -> None:
    names = ["Tolv greb", "Ti trin"]
    publications = [factories.publikation(site, name, date=dt.date(2025, 3, 1)) for name in names]
    entries = [kilde.as_bibtex(factories.kapitel(one, "Indledning")) for one in publications]

    assert entries[0].startswith("@incollection{tolv-greb-indledning-2025,\n")
    assert entries[1].startswith("@incollection{ti-trin-indledning-2025,\n")


@pytest.mark.parametrize(
    ("title", "cited"),
    [
        ("Hvem låser op?", "Hvem låser op? COKs"),
        ("Så gør det!", "Så gør det! COKs"),
        ("Og så …", "Og så … COKs"),
        ("Hvad er »hvorfor?«", "Hvad er »hvorfor?« COKs"),
        ("En »sag«", "En »sag«. COKs"),
    ],
)
def test_title_with_its_own_stop_gets_no_other(site: Tree, title: str, cited: str) -> None:
    page = factories.artikel(site, title, date=dt.date(2025, 3, 1))

    assert f" (2025). {cited} akademi" in kilde.as_text(page)


def test_chapter_with_a_question_for_its_title_gets_no_full_stop(site: Tree) -> None:
    chapter = factories.kapitel(factories.publikation(site, "Nu!"), "Hvem låser op?")

    assert "Hvem låser op? I: Nu! COKs akademi" in kilde.as_text(chapter)


@time_machine.travel(dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC))
def test_bibtex_keeps_every_letter(site: Tree) -> None:
    page = factories.artikel(
        site, r"50 % & {mere :} } \ _ # $ ~ ^", author="Åse Ærlig", date=dt.date(2025, 3, 1)
    )

    entry = kilde.as_bibtex(page)

    assert entry.startswith(f"@misc{{{page.slug}-2025,\n")
    assert "author = {{Åse Ærlig}}" in entry
    assert (
        r"title = {{50 \% \& \textbraceleft{}mere :\textbraceright{} \textbraceright{} "
        r"\textbackslash{} \_ \# \$ \textasciitilde{} \textasciicircum{}}}"
    ) in entry
    assert "urldate = {2026-12-01}" in entry
    assert entry.count("{") == entry.count("}")


@pytest.mark.parametrize(
    ("author", "entry"),
    [
        ("Åse Ærlig og Bo Bom", "{Åse Ærlig} and {Bo Bom}"),
        ("Åse Ærlig, Bo B. Bom og Ib-Ivar Is", "{Åse Ærlig} and {Bo B. Bom} and {Ib-Ivar Is}"),
        ("Center for Leg og Læring", "{Center for Leg og Læring}"),
        ("Odense Kommune, Børn og Unge", "{Odense Kommune, Børn og Unge}"),
        ("Social- og Boligstyrelsen", "{Social- og Boligstyrelsen}"),
        ("Åse Ærlig, lektor", "{Åse Ærlig, lektor}"),
    ],
)
def test_each_of_several_authors_is_one_in_bibtex(site: Tree, author: str, entry: str) -> None:
    page = factories.artikel(site, author=author)

    assert f"author = {{{entry}}}," in kilde.as_bibtex(page)


def test_case_with_a_licence_says_so_everywhere(client: Client, site: Tree) -> None:
    page: CasePage = factories.case(
        site,
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/deed.da",
        licence_text="Brug den frit.",
    )

    tools = soup_of(client, page.url).select_one(".vaerktoej")
    assert tools.find("a", href=page.licence_url, rel="license")
    assert "CC BY 4.0. Brug den frit." in visible_text(tools)
    assert page.licence_url in client.get(page.url).content.decode().split("ld+json")[1]
    assert "CC BY 4.0" in client.get(f"{page.url}index.md").content.decode()


def test_page_without_a_licence_asks_people_to_write(client: Client, site: Tree) -> None:
    tools = soup_of(client, factories.case(site).url).select_one(".vaerktoej")

    assert "Spørg os, hvis du vil bruge teksten et andet sted." in visible_text(tools)


@pytest.mark.parametrize("hide", ["draft", "private"])
def test_hidden_page_is_not_cited(client: Client, site: Tree, hide: str) -> None:
    page = factories.artikel(site)
    if hide == "draft":
        page.unpublish()
    else:
        page.view_restrictions.create(restriction_type="login")

    assert client.get(f"{page.url}kilde.bib").status_code == 404
