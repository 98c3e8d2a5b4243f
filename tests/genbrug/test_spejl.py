"""A mirror (Wagtail's alias) answers at its own address; what lists and finds knows one page."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from arrangementer.models import Afholdelse, ArrangementIndexPage
from cases.models import CaseIndexPage, CasePage
from henvendelser.services.links import origin_of
from tests import factories
from tests.factories import Tree
from tests.pages import soup_of
from veje.relaterede import related_to

pytestmark = pytest.mark.django_db

TITLE = "Hemmelighedskrukken"


@pytest.fixture
def case(tree: Tree) -> CasePage:
    case = factories.case(tree, TITLE)
    factories.tie(case, factories.vej(tree, 1))
    return case


@pytest.fixture
def mirror(tree: Tree, case: CasePage) -> CasePage:
    other = factories.add(tree.home, CaseIndexPage, "Arkiv")
    mirror: CasePage = case.create_alias(parent=other, update_slug="spejl")
    return mirror


def test_it_is_listed_once(client: Client, mirror: CasePage) -> None:
    addresses = ["/cases/", "/api/v1/cases/", "/api/v1/cases.csv", "/feed/", "/feed/cases/"]
    addresses += ["/sitemap.xml", "/llms.txt", "/10-veje-til-samskabelse/vej-1/"]
    addresses += [f"/soeg/?q={TITLE.lower()}", f"/viden/?q={TITLE}", "/cases/index.md"]
    texts = {address: client.get(address) for address in addresses}

    found = {
        address: (b"".join(one) if one.streaming else one.content).decode()
        for address, one in texts.items()
    }

    assert [address for address, text in found.items() if "/arkiv/spejl/" in text] == []
    assert "/cases/hemmelighedskrukken/" in found["/sitemap.xml"]
    assert client.get("/api/v1/cases/").json()["antal"] == 1


def test_it_answers_and_passes_the_original_on(client: Client, mirror: CasePage) -> None:
    soup = soup_of(client, mirror.url)

    head = str(soup.head)
    assert soup.h1.get_text(strip=True) == TITLE
    assert soup.find("link", rel="canonical")["href"].endswith("/cases/hemmelighedskrukken/")
    assert client.get(soup.find("link", type="text/markdown")["href"]).status_code == 200
    assert soup.select_one("[data-module=samling][data-id]")["data-id"] == str(mirror.alias_of_id)
    image = soup.find("meta", property="og:image")["content"]
    assert client.get(f"/{image.split('/', 3)[3]}").status_code == 200
    assert '"url":"http://testserver/arkiv/spejl/"' not in head.replace('": "', '":"')


def test_neither_is_related_to_the_other(tree: Tree, case: CasePage, mirror: CasePage) -> None:
    third = factories.case(tree, "En tredje")
    factories.tie(third, *[tie.vej for tie in case.traade.select_related("vej")])

    assert [one.card.title for one in related_to(case)] == [third.title]
    assert [one.card.title for one in related_to(mirror)] == [third.title]


def test_old_address_of_a_mirror_leads_to_it(client: Client, tree: Tree, mirror: CasePage) -> None:
    Redirect.objects.create(old_path="/gammelt-spejl", redirect_page_id=mirror.pk)

    assert client.get("/gammelt-spejl/")["Location"] == mirror.url


def test_address_below_a_mirrors_old_one_leads_to_it(client: Client, mirror: CasePage) -> None:
    Redirect.objects.create(old_path="/gammelt-arkiv", redirect_page_id=mirror.get_parent().pk)

    assert client.get("/gammelt-arkiv/spejl/")["Location"] == mirror.url


def test_one_can_write_from_it(mirror: CasePage, rf: RequestFactory) -> None:
    for value in (mirror.pk, mirror.url):
        assert origin_of(rf.get("/kontakt/", {"om": value})) == mirror.page_ptr


def test_one_can_sign_up_at_a_mirrored_course(client: Client, tree: Tree) -> None:
    course = factories.arrangement(tree)
    factories.afholdelse(course)
    other = factories.add(tree.home, ArrangementIndexPage, "Arkiv")
    mirror = course.create_alias(parent=other, update_slug="spejl")
    (date,) = Afholdelse.objects.filter(page=mirror)

    assert client.get(reverse("tilmelding", args=[mirror.slug, date.pk])).status_code == 200
