"""No dead old address: pages move, are renamed and taken down, and old links still lead there."""

import datetime as dt
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cases.models import CaseIndexPage, CasePage
from genbrug import doede
from genbrug.models import DoedAdresse
from redaktion.groups import (
    GODKENDERE,
    HENVENDELSER,
    KURSUSADMINISTRATORER,
    REDAKTOERER,
    ensure_groups,
)
from tests import factories
from tests.factories import Tree
from tests.pages import query_count, soup_of

pytestmark = pytest.mark.django_db

BrowserOf = Callable[[str], Client]


def publish(page: Page) -> None:
    """Publish as the admin does; Wagtail makes redirects when the change is really stored."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()


def hide(page: Page, how: str) -> None:
    if how == "draft":
        page.unpublish()
    elif how == "private":
        page.view_restrictions.create(restriction_type="login")
    else:
        page.expire_at = timezone.now() - dt.timedelta(minutes=1)
        page.save()


def leads_to(client: Client, address: str) -> str:
    """Return where the old address ends, in one step and for good."""
    response = client.get(address)
    assert response.status_code == 301, address
    target: str = response["Location"]
    assert client.get(target).status_code == 200, target
    return target


class TestPagesThatMove:
    def test_renamed_page_takes_its_old_address_along(self, client: Client, tree: Tree) -> None:
        case = factories.case(tree, "En case")

        case.slug = "nyt-navn"
        publish(case)

        assert leads_to(client, "/cases/en-case/") == "/cases/nyt-navn/"
        for file in ("index.md", "kilde.bib"):
            assert leads_to(client, f"/cases/en-case/{file}") == f"/cases/nyt-navn/{file}"
        case.slug = "nyere-navn"
        publish(case)
        assert leads_to(client, "/cases/en-case/") == "/cases/nyere-navn/"
        assert leads_to(client, "/cases/nyt-navn/") == "/cases/nyere-navn/"

    def test_renamed_index_takes_everything_below_along(self, client: Client, tree: Tree) -> None:
        publication = factories.publikation(tree, "Greb")
        factories.kapitel(publication, "Et kapitel")

        tree.viden.slug = "laesestof"
        publish(tree.viden)

        old, new = "/viden/publikationer", "/laesestof/publikationer"
        files = ("index.md", "kilde.bib", "publikation.pdf")
        for end in ("/", "/greb/", "/greb/et-kapitel/", *(f"/greb/{file}" for file in files)):
            assert leads_to(client, old + end) == new + end
        for file in files[:2]:
            end = f"/greb/et-kapitel/{file}"
            assert leads_to(client, old + end) == new + end
        assert client.get(f"{old}/kilde.bib").status_code == 404

    @pytest.mark.one_database
    def test_moved_page_takes_its_chapters_along(self, client: Client, tree: Tree) -> None:
        publication = factories.publikation(tree, "Greb")
        factories.kapitel(publication, "Et kapitel")
        other = factories.add(tree.viden, type(tree.publikationer), "Ældre publikationer")

        with TestCase.captureOnCommitCallbacks(execute=True):
            publication.move(other, pos="last-child")

        new = "/viden/aeldre-publikationer/greb/"
        assert leads_to(client, "/viden/publikationer/greb/") == new
        assert leads_to(client, "/viden/publikationer/greb/et-kapitel/") == f"{new}et-kapitel/"

    @pytest.mark.parametrize("how", ["draft", "private", "expired"])
    def test_page_that_came_back_and_is_hidden_is_gone(
        self, client: Client, tree: Tree, how: str
    ) -> None:
        case = factories.case(tree, "En case")
        for slug in ("nyt-navn", "en-case"):
            case.slug = slug
            publish(case)
        assert leads_to(client, "/cases/nyt-navn/") == "/cases/en-case/"

        hide(case, how)

        assert client.get("/cases/nyt-navn/").status_code == 404
        if how != "private":
            assert client.get("/cases/en-case/").status_code == 404
        assert client.get("/cases/en-case/index.md").status_code == 404

    @pytest.mark.parametrize("how", ["draft", "expired"])
    def test_chapter_that_moved_away_and_back_is_gone_when_it_is_hidden(
        self, client: Client, tree: Tree, how: str
    ) -> None:
        one, two = factories.publikation(tree, "Greb"), factories.publikation(tree, "Tag")
        chapter = factories.kapitel(one, "Et kapitel")
        for parent in (two, one):
            for page in (chapter, parent):
                page.refresh_from_db()
            with TestCase.captureOnCommitCallbacks(execute=True):
                chapter.move(parent, pos="last-child")
        assert leads_to(client, f"{two.url}et-kapitel/") == f"{one.url}et-kapitel/"

        chapter.refresh_from_db()
        hide(chapter, how)

        for parent in (one, two):
            assert client.get(f"{parent.url}et-kapitel/").status_code == 404

    def test_pages_that_changed_places_do_not_lead_to_each_other(
        self, client: Client, tree: Tree
    ) -> None:
        one, two = factories.publikation(tree, "Greb"), factories.publikation(tree, "Tag")
        for page, slug in ((one, "tag-2"), (two, "greb"), (one, "tag")):
            page.slug = slug
            publish(page)
        for publication in (one, two):
            hide(factories.kapitel(publication, "Et kapitel"), "expired")
        Redirect.objects.create(old_path="/viden/publikationer/tag", redirect_page=two)

        for parent in (one, two):
            assert client.get(f"{parent.url}et-kapitel/").status_code == 404

    def test_redirects_that_lead_to_each_other_lead_nowhere(
        self, client: Client, tree: Tree
    ) -> None:
        for old, new in (("/a", "/b/"), ("/b", "/a/"), ("/c", "/c/"), ("/d", "https://x.dk/d/")):
            Redirect.objects.create(old_path=old, redirect_link=new)
        Redirect.objects.create(old_path="/gammel", redirect_link="/cases/")
        Redirect.objects.create(old_path="/cases", redirect_link="/gammel/")

        for path in ("/a/", "/b/", "/c/"):
            assert client.get(path).status_code == 404
        assert client.get("/d/")["Location"] == "https://x.dk/d/"
        assert leads_to(client, "/gammel/") == "/cases/"

    @pytest.mark.one_database
    def test_addresses_of_a_page_that_are_no_pages_move_too(
        self, client: Client, tree: Tree
    ) -> None:
        factories.vej(tree, 1)

        tree.veje.slug = "ti-veje"
        publish(tree.veje)

        assert leads_to(client, "/10-veje-til-samskabelse/kort/") == "/ti-veje/kort/"
        assert leads_to(client, "/10-veje-til-samskabelse/vej-1/") == "/ti-veje/vej-1/"
        assert client.get("/10-veje-til-samskabelse/findes-ikke/").status_code == 404

    @pytest.mark.one_database
    def test_views_below_a_course_move_too(self, client: Client, tree: Tree) -> None:
        course = factories.arrangement(tree, "Et kursus")
        date = factories.afholdelse(course)

        course.slug = "nyt-kursus"
        publish(course)

        for rest in ("interesse/", f"tilmelding/{date.pk}/", "kalender.ics"):
            new = f"/arrangementer/nyt-kursus/{rest}"
            assert leads_to(client, f"/arrangementer/et-kursus/{rest}") == new
            assert leads_to(client, f"/Arrangementer/Et-kursus/{rest}") == new
        assert client.get("/arrangementer/et-kursus/findes-ikke/").status_code == 404
        assert client.get("/Interesse/Et-TOKEN/").status_code == 404

    @pytest.mark.one_database
    def test_query_comes_along_to_the_page_itself(self, client: Client, tree: Tree) -> None:
        tree.viden.slug = "vidensbank"
        publish(tree.viden)

        assert leads_to(client, "/viden/artikler/?q=magt&vej=1") == (
            "/vidensbank/artikler/?q=magt&vej=1"
        )

    def test_address_that_an_editor_chose_keeps_its_own_query(
        self, client: Client, tree: Tree
    ) -> None:
        for end in ("?emne=case", "#fakta"):
            Redirect.add_redirect("/spoerg/", f"/kontakt/{end}")
            assert client.get("/spoerg/?fra=plakat")["Location"] == f"/kontakt/{end}"
            Redirect.objects.all().delete()

    @pytest.mark.one_database
    def test_form_that_was_open_during_the_rename_is_not_lost(
        self, client: Client, tree: Tree
    ) -> None:
        tree.kontakt.slug = "skriv"
        publish(tree.kontakt)
        tree.veje.slug = "ti-veje"
        publish(tree.veje)

        for old, new in (
            ("/kontakt/", "/skriv/"),
            ("/10-veje-til-samskabelse/kort/", "/ti-veje/kort/"),
        ):
            response = client.post(old, {"besked": "Hej"})
            assert (response.status_code, response["Location"]) == (308, new)
        Redirect.add_redirect("/andre/", "https://x.dk/")
        assert client.post("/andre/", {"besked": "Hej"}).status_code == 301
        page = client.post("/kontakt/", {"besked": "Hej med jer"}, follow=True)
        assert page.status_code == 422
        assert "Hej med jer" in page.content.decode()

    @pytest.mark.one_database
    def test_query_that_is_a_part_of_the_old_address_stays_behind(
        self, client: Client, tree: Tree
    ) -> None:
        Redirect.add_redirect("/side.aspx?id=5", "/kontakt/")
        Redirect.add_redirect("/side.aspx", "/kontakt/")

        assert client.get("/side.aspx?id=5")["Location"] == "/kontakt/"
        assert client.get("/side.aspx?id=6")["Location"] == "/kontakt/?id=6"

    @pytest.mark.one_database
    def test_capitals_are_no_other_address(self, client: Client, tree: Tree) -> None:
        factories.case(tree, "En case")
        tree.artikler.slug = "tekster"
        publish(tree.artikler)
        Redirect.add_redirect("/gammel.aspx", "/cases/")
        Redirect.add_redirect("/a", "/B/")
        Redirect.add_redirect("/b", "/A/")

        assert leads_to(client, "/CASES/En-case/?q=A") == "/cases/en-case/?q=A"
        assert leads_to(client, "/Cases/En-Case/index.md") == "/cases/en-case/index.md"
        assert leads_to(client, "/Gammel.aspx") == "/cases/"
        assert leads_to(client, "/Viden/Artikler/") == "/viden/tekster/"
        for nowhere in ("/Findes-ikke/", "/A/", "/B/", "/Cases/En-case/nix/"):
            assert client.get(nowhere).status_code == 404, nowhere

    @pytest.mark.one_database
    def test_address_below_a_page_that_came_back_has_no_files_but_its_twin(
        self, client: Client, tree: Tree
    ) -> None:
        factories.vej(tree, 1)
        for slug in ("ti-veje", "10-veje-til-samskabelse"):
            tree.veje.slug = slug
            publish(tree.veje)

        for parent in ("10-veje-til-samskabelse", "ti-veje", "10-VEJE-til-samskabelse"):
            for file in ("kort/kilde.bib", "plakat.pdf/index.md", "nix/index.md"):
                assert client.get(f"/{parent}/{file}").status_code == 404
        twin = "/10-veje-til-samskabelse/kort/index.md"
        assert client.get(twin).status_code == 200
        assert leads_to(client, "/ti-veje/kort/index.md") == twin
        assert leads_to(client, "/ti-veje/kort/") == "/10-veje-til-samskabelse/kort/"
        assert leads_to(client, "/ti-veje/index.md") == "/10-veje-til-samskabelse/index.md"

    @pytest.mark.one_database
    @pytest.mark.parametrize("file", ["index.md", "kilde.bib"])
    def test_slash_behind_a_file_leads_to_the_file(
        self, client: Client, tree: Tree, file: str
    ) -> None:
        case = factories.case(tree, "En case")
        for slug in ("andet-navn", "en-case"):
            case.slug = slug
            publish(case)

        assert leads_to(client, f"/cases/andet-navn/{file}/") == f"/cases/en-case/{file}"
        assert leads_to(client, f"/cases/en-case/{file}/") == f"/cases/en-case/{file}"

    def test_query_comes_along_to_an_address_below(self, client: Client, tree: Tree) -> None:
        tree.veje.slug = "ti-veje"
        publish(tree.veje)

        target = leads_to(client, "/10-veje-til-samskabelse/kort/?fra=plakat")

        assert target == "/ti-veje/kort/?fra=plakat"

    def test_page_made_after_the_rename_is_found_below_the_old_name(
        self, client: Client, tree: Tree
    ) -> None:
        tree.cases.slug = "historier"
        publish(tree.cases)
        factories.add(CaseIndexPage.objects.get(), CasePage, "Efter")

        for end in ("", "index.md", "kilde.bib"):
            assert leads_to(client, f"/cases/efter/{end}") == f"/historier/efter/{end}"

    def test_page_renamed_while_its_parent_had_another_name_is_found(
        self, client: Client, tree: Tree
    ) -> None:
        publication = factories.publikation(tree, "Greb")
        chapter = factories.kapitel(publication, "Et kapitel")
        # A page that is down gets no redirect of its own when the one above it is renamed.
        chapter.unpublish()
        publication.slug = "nye-greb"
        publish(publication)
        chapter.refresh_from_db()
        publish(chapter)
        chapter.slug = "foerste-kapitel"
        publish(chapter)

        old = "/viden/publikationer/greb/et-kapitel/"
        new = "/viden/publikationer/nye-greb/foerste-kapitel/"
        for end in ("", "index.md", "kilde.bib"):
            assert leads_to(client, old + end) == new + end

    def test_page_moved_below_its_own_old_address_gives_no_loop(
        self, client: Client, tree: Tree
    ) -> None:
        Redirect.add_redirect("/cases", factories.case(tree, "En case"))

        assert client.get("/cases/nix/").status_code == 404

    def test_page_moved_and_renamed_by_an_editor_keeps_its_addresses(
        self, client: Client, tree: Tree, administrator: Client
    ) -> None:
        publication = factories.publikation(tree, "Greb")
        factories.kapitel(publication, "Et kapitel")
        other = factories.add(tree.viden, type(tree.publikationer), "Arkiv")
        first = publication.url

        def move(to: Page) -> None:
            confirm = reverse("wagtailadmin_pages:move_confirm", args=[publication.pk, to.pk])
            with TestCase.captureOnCommitCallbacks(execute=True):
                assert administrator.post(confirm).status_code == 302

        def rename(slug: str) -> None:
            page = type(publication).objects.get(pk=publication.pk)
            page.slug = slug
            publish(page)

        # A new name that waits in a draft while the page is moved.
        publication.slug = "nye-greb"
        publication.save_revision()
        move(other)
        with TestCase.captureOnCommitCallbacks(execute=True):
            type(publication).objects.get().latest_revision.publish()
        addresses = [first, "/viden/arkiv/greb/"]
        assert leads_to(client, first) == "/viden/arkiv/nye-greb/"
        move(tree.publikationer)
        rename("tredje-greb")
        addresses += ["/viden/arkiv/nye-greb/", "/viden/publikationer/nye-greb/"]
        now = "/viden/publikationer/tredje-greb/"
        for end in ("", "kilde.bib", "publikation.pdf", "et-kapitel/", "et-kapitel/index.md"):
            assert {leads_to(client, old + end) for old in addresses} == {now + end}

        rename("greb")

        assert client.get(f"{first}et-kapitel/kilde.bib").status_code == 200
        for old in [now, *addresses[1:]]:
            assert leads_to(client, f"{old}et-kapitel/?q=x") == f"{first}et-kapitel/?q=x"

    def test_feed_of_a_renamed_vej_is_followed_still(self, client: Client, tree: Tree) -> None:
        vej = factories.vej(tree, 1)
        tree.veje.slug = "ti-veje"
        publish(tree.veje)
        for slug in ("foerste-vej", "stien"):
            vej = type(vej).objects.get()
            vej.slug = slug
            publish(vej)

        for old in ("vej-1", "foerste-vej"):
            assert leads_to(client, f"/feed/veje/{old}/") == "/feed/veje/stien/"
        assert leads_to(client, "/feed/veje/vej-1/?fra=x") == "/feed/veje/stien/?fra=x"
        vej.unpublish()
        assert client.get("/feed/veje/vej-1/").status_code == 404

    def test_page_moved_there_and_back_has_its_address_again(
        self, client: Client, tree: Tree
    ) -> None:
        case = factories.case(tree, "En case")
        for slug in ("nyt-navn", "en-case"):
            case.slug = slug
            publish(case)

        assert client.get("/cases/en-case/").status_code == 200
        assert leads_to(client, "/cases/nyt-navn/") == "/cases/en-case/"

    def test_page_below_one_that_is_taken_down_stays(self, client: Client, tree: Tree) -> None:
        publication = factories.publikation(tree, "Greb")
        chapter = factories.kapitel(publication, "Et kapitel")
        case = factories.case(tree)

        tree.cases.unpublish()

        soup = soup_of(client, case.url)
        assert client.get("/cases/").status_code == 404
        links = [link["href"] for link in soup.select(".broed a")]
        assert [client.get(link).status_code for link in links] == [200] * len(links)
        assert client.get(chapter.url).status_code == 200

    def test_new_page_wins_over_an_old_redirect(self, client: Client, tree: Tree) -> None:
        case = factories.case(tree, "En case")
        case.slug = "nyt-navn"
        publish(case)

        factories.case(tree, "En case")

        assert client.get("/cases/en-case/").status_code == 200

    def test_redirect_to_a_page_that_is_down_is_no_loop(self, client: Client, tree: Tree) -> None:
        case = factories.case(tree, "En case")
        case.slug = "nyt-navn"
        publish(case)
        CasePage.objects.get().unpublish()

        response = client.get("/cases/en-case/", follow=True)

        assert response.status_code == 404
        assert len(response.redirect_chain) <= 1


class TestCounting:
    def test_address_is_counted_without_its_query(self, client: Client, tree: Tree) -> None:
        for address in (
            "/gammel/side/",
            "/gammel/side/?a=b",
            "/gammel/side/?navn=Åse&tlf=12345678",
        ):
            assert client.get(address).status_code == 404

        row = DoedAdresse.objects.get()
        assert (row.path, row.count, row.last_seen) == ("/gammel/side", 3, timezone.localdate())

    @pytest.mark.one_database
    def test_address_without_its_slash_is_counted_once_and_only_when_dead(
        self, client: Client, tree: Tree
    ) -> None:
        for address in ("/cases", "/feed", "/gammel/side", "/gammel.aspx"):
            client.get(address, follow=True)

        assert sorted(DoedAdresse.objects.values_list("path", "count")) == [
            ("/gammel.aspx", 1),
            ("/gammel/side", 1),
        ]

    @pytest.mark.parametrize(
        "path",
        [
            "/gammel/side/",
            "/om-os.html",
            "/Kurser/Liste.aspx",
            "/aarsrapport-2024.pdf",
            "/blåbær/",
            "/budget-2026-2027/",
            "/nyt/2024-03-14-moede/",
        ],
    )
    def test_what_looks_like_a_page_is_worth_counting(self, path: str) -> None:
        assert doede.is_worth_counting(path)

    @pytest.mark.parametrize(
        "path",
        [
            "/wp-login.php",
            "/wp-content/plugins/",
            "/.env",
            "/.git/config",
            "/cgi-bin/luci",
            "/phpmyadmin/",
            "/vendor/phpunit/",
            "/admin/nix/",
            "/konto/nix/",
            "/api/v1/nix/",
            "/static/nix.css",
            "/henvendelse/abcdef/",
            "/sider/aase@example.dk/",
            "/sider/0101701234/",
            "/sider/010170-1234/",
            "/ring/8779-6300-12345678/",
            "/ring/8779-6300/",
            "/ring/87-79-63-00/",
            "/cpr/01-01-70-1234/",
            "/geoserver/web/",
            "/phpinfo",
            "/arrangementer/kursus/tilmelding/Zk3fY0q9WvT1pLxB7/",
            "/arrangementer/b3a4f1c2-9d8e-4f60-8a21-0c1d2e3f4a5b/",
            "/" + "x" * 300,
            "/a b/",
            "/<script>/",
            "/a;b/",
            "//ond.example/",
        ],
    )
    def test_robots_and_people_are_not_counted(self, path: str) -> None:
        assert not doede.is_worth_counting(path)

    def test_only_misses_that_were_asked_for_are_counted(self, client: Client, tree: Tree) -> None:
        client.post("/gammel/side/", {})
        client.get("/cases/")
        client.get("/cases/ikke-mere/wp-admin/")

        assert not DoedAdresse.objects.exists()

    def test_table_stays_small(self, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(doede, "MOST_ROWS", 10)
        monkeypatch.setattr(doede, "ROOM", 3)
        DoedAdresse.objects.create(path="/tit-spurgt", count=99)

        for number in range(30):
            doede.count(f"/side-{number}/")

        assert DoedAdresse.objects.count() <= 10
        assert DoedAdresse.objects.filter(path="/tit-spurgt").exists()

    def test_flood_is_not_written_down(self, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(doede, "MOST_A_MINUTE", 5)

        for number in range(20):
            doede.count(f"/side-{number}/")

        assert DoedAdresse.objects.count() == 5

    @pytest.mark.parametrize(("days", "left"), [(180, 1), (181, 0)])
    def test_address_that_nobody_asks_for_is_forgotten(
        self, db: None, days: int, left: int
    ) -> None:
        today = timezone.localdate()
        DoedAdresse.objects.create(path="/a", last_seen=today - dt.timedelta(days=days))

        doede.purge(today)

        assert DoedAdresse.objects.count() == left


class TestInTheAdmin:
    @pytest.fixture(autouse=True)
    def row(self, tree: Tree) -> DoedAdresse:
        self.case = factories.case(tree, "Solrød gør ikke noget")
        return DoedAdresse.objects.create(path="/historier/solroed-goer-intet", count=7)

    def test_one_press_makes_the_redirect_that_is_suggested(
        self, client: Client, row: DoedAdresse, browser_of: BrowserOf
    ) -> None:
        editor = browser_of(GODKENDERE)
        editor.handler.enforce_csrf_checks = True
        DoedAdresse.objects.create(path="/helt-noget-andet")
        (form,) = soup_of(editor, reverse("doede:index")).main.select("table form[method=post]")
        data = {field["name"]: field["value"] for field in form.find_all("input")}

        assert form.button.get_text() == f"Videresend til »{self.case.title}«"
        stolen = {**data, "csrfmiddlewaretoken": "x" * 64}
        assert editor.post(form["action"], stolen).status_code == 403
        answer = editor.post(form["action"], data, follow=True)

        soup = BeautifulSoup(answer.content, "html.parser")
        message = soup.select_one(".messages")
        assert f"{row.path} fører nu til »{self.case.title}«." in message.get_text()
        made = Redirect.objects.get()
        assert [link["href"] for link in message.find_all("a")] == [
            reverse(f"wagtailredirects:{name}", args=[made.pk]) for name in ("edit", "delete")
        ]
        assert leads_to(client, f"{row.path}/") == self.case.url
        assert not DoedAdresse.objects.filter(pk=row.pk).exists()

    def test_press_after_somebody_elses_makes_no_second_redirect(
        self, row: DoedAdresse, browser_of: BrowserOf
    ) -> None:
        editor = browser_of(GODKENDERE)
        (form,) = soup_of(editor, reverse("doede:index")).main.select("table form[method=post]")
        data = {field["name"]: field["value"] for field in form.find_all("input")}
        editor.post(form["action"], data)

        again = editor.post(form["action"], data)

        assert again.status_code == 302
        assert again["Location"] == reverse("doede:index")
        assert Redirect.objects.count() == 1

    def test_only_who_may_redirect_is_offered_it(
        self, row: DoedAdresse, browser_of: BrowserOf
    ) -> None:
        soup = soup_of(browser_of(REDAKTOERER), reverse("doede:index"))

        assert not soup.main.select("table form")

    def test_suggestions_ask_no_more_for_a_longer_list(
        self, row: DoedAdresse, browser_of: BrowserOf
    ) -> None:
        editor, index = browser_of(GODKENDERE), reverse("doede:index")
        before = query_count(editor, index)

        DoedAdresse.objects.bulk_create(
            DoedAdresse(path=f"/{name}-{number}")
            for number in range(20)
            for name in ("solroed-goer", "x")
        )

        assert len(soup_of(editor, index).select("table form")) == 21
        assert query_count(editor, index) == before

    def test_other_page_can_be_chosen_for_an_address(
        self, client: Client, row: DoedAdresse, browser_of: BrowserOf
    ) -> None:
        editor = browser_of(GODKENDERE)
        soup = soup_of(editor, reverse("doede:index"))
        link = soup.find("a", href=reverse("doede:redirect", args=[row.pk]))

        form = soup_of(editor, link["href"]).select_one("form[method=post]")
        data = {
            field["name"]: field.get("value", "on" if field.get("type") == "checkbox" else "")
            for field in form.find_all("input")
            if field.get("name") and (field.get("type") != "checkbox" or field.has_attr("checked"))
        }
        answer = editor.post(link["href"], {**data, "site": ""})

        assert data["old_path"] == row.path
        assert data["redirect_page"] == str(self.case.pk)
        assert answer.status_code == 302
        assert leads_to(client, f"{row.path}/") == self.case.url
        assert not DoedAdresse.objects.exists()

    @pytest.mark.parametrize(
        ("link", "complaint"),
        [
            ("", "Vælg den side, som adressen skal føre til"),
            ("https://cok.dk/", "Du har både valgt en side og skrevet en webadresse"),
        ],
    )
    def test_address_is_led_to_one_place(
        self, row: DoedAdresse, browser_of: BrowserOf, link: str, complaint: str
    ) -> None:
        address = reverse("doede:redirect", args=[row.pk])
        page = self.case.pk if link else ""
        data = {"old_path": row.path, "redirect_page": page, "redirect_link": link}

        answer = browser_of(GODKENDERE).post(address, {**data, "is_permanent": "on"})

        soup = BeautifulSoup(answer.content, "html.parser")
        (error,) = soup.select(".error-message")
        assert complaint in error.get_text()
        assert error.find_parent(class_="w-field").find("input")["name"] == (
            "redirect_link" if link else "redirect_page"
        )
        assert soup.find("input", {"name": "redirect_link"}).get("value", "") == link
        assert DoedAdresse.objects.filter(pk=row.pk).exists()
        assert not Redirect.objects.exists()

    def test_list_says_how_often_and_when(self, browser_of: BrowserOf) -> None:
        text = soup_of(browser_of(GODKENDERE), reverse("doede:index")).main.get_text(" ")

        assert "/historier/solroed-goer-intet" in text
        assert "7" in text

    @pytest.mark.parametrize(
        ("group", "may"),
        [
            (GODKENDERE, {"index", "index_results", "redirect", "delete"}),
            (REDAKTOERER, {"index", "index_results"}),
            (HENVENDELSER, set()),
            (KURSUSADMINISTRATORER, set()),
        ],
    )
    def test_who_may_do_what(
        self, row: DoedAdresse, browser_of: BrowserOf, group: str, may: set[str]
    ) -> None:
        browser = browser_of(group)
        addresses = {name: reverse(f"doede:{name}") for name in ("index", "index_results")}
        addresses |= {
            name: reverse(f"doede:{name}", args=[row.pk]) for name in ("redirect", "delete")
        }

        opened = {name for name, url in addresses.items() if browser.get(url).status_code == 200}

        assert opened == may
        home = browser.get(reverse("wagtailadmin_home")).content.decode()
        assert (addresses["index"] in home) is ("index" in may)

    def test_strangers_meet_the_login(self, client: Client, row: DoedAdresse) -> None:
        for name, args in [("index", []), ("redirect", [row.pk]), ("delete", [row.pk])]:
            response = client.get(reverse(f"doede:{name}", args=args))
            assert response.status_code == 302
            assert "/konto/login/" in response["Location"]

    def test_existing_approvers_need_no_new_permission(
        self, row: DoedAdresse, browser_of: BrowserOf
    ) -> None:
        """A group that was made before the list was."""
        browser = browser_of(GODKENDERE)
        ensure_groups()
        Permission.objects.filter(content_type__app_label="genbrug").delete()

        assert browser.get(reverse("doede:index")).status_code == 200


def test_redirects_are_made_by_the_site_itself(settings) -> None:
    assert settings.WAGTAILREDIRECTS_AUTO_CREATE is True
    assert not Redirect.objects.exists()
