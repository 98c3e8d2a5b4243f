"""What is a draft, closed or expired stands in no data, no feed, no twin and no head of a page."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from artikler.models import ArtikelPage, KapitelPage
from cases.models import CasePage, Metode
from samskabelse.base.models import BasePage
from veje.models import Emne, Traad, VejPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("start_content")]

PLANTED = "Hemmelighedskrukke"
CASE = "solroed-kommune-goer-ikke-noget-for-sine-borgere"
ARTIKEL = "haanden-under-sadlen"
#: What is typed is repeated on the page, in small letters, and is no leak.
TYPED = PLANTED.lower()
ADDRESSES = [
    "/api/",
    "/api/v1/cases/",
    f"/api/v1/cases/?q={TYPED}",
    "/api/v1/artikler/?pr_side=100",
    "/api/v1/cases.csv",
    "/api/v1/kommuner/?pr_side=100",
    "/feed/",
    "/feed/cases/",
    "/feed/artikler/",
    "/feed/veje/goer-ikke-noget-for-dine-borgere/",
    "/llms.txt",
    "/index.md",
    "/cases/index.md",
    "/viden/artikler/index.md",
    "/10-veje-til-samskabelse/goer-ikke-noget-for-dine-borgere/",
    "/10-veje-til-samskabelse/goer-ikke-noget-for-dine-borgere/index.md",
    "/10-veje-til-samskabelse/kort/index.md",
    "/sitemap.xml",
    # The lists, with their facets, their order and the map.
    "/cases/",
    "/cases/?sorter=titel",
    "/cases/?naer=solroed",
    f"/cases/?q={TYPED}",
    "/viden/",
    "/viden/artikler/",
    f"/viden/artikler/?q={TYPED}",
    # What shares veje with the two, and shows what is related to it.
    "/cases/kattegat-kommune-lagde-koereplanen-i-skuffen/",
    "/viden/artikler/to-torsdage-paa-samme-gang/",
    "/viden/artikler/stolen-der-plejer-at-staa-tom/",
    "/",
    # What points at the hidden vej, or is a part of the hidden publication.
    "/arrangementer/",
    "/feed/cases/?vej=1",
]


def hide(page: BasePage, how: str) -> None:
    """Plant the word in all that the page shows and choose, and keep the page from strangers."""
    page.title = page.teaser = page.search_description = f"{PLANTED} og mere"
    page.body = [("text", f"<p>{PLANTED}</p>")]
    if how == "new draft":
        page.save_revision()
        return
    page.save_revision().publish()
    if how == "draft":
        page.unpublish()
    elif how == "private":
        page.view_restrictions.create(restriction_type="login")
    elif how == "below private":
        page.get_parent().view_restrictions.create(restriction_type="login")
    else:
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - dt.timedelta(minutes=1))


@pytest.fixture(params=["draft", "new draft", "private", "expired", "below private"])
def hidden(request: pytest.FixtureRequest) -> CasePage:
    case = CasePage.objects.get(slug=CASE)
    case.result = f"{PLANTED} og mere"
    case.methods.set([Metode.objects.create(name=PLANTED)])
    artikel = ArtikelPage.objects.get(slug=ARTIKEL)
    artikel.emner.set([Emne.objects.create(name=PLANTED)])
    for page in (case, artikel):
        hide(page, request.param)
    return case


@pytest.fixture
def pointed_at(request: pytest.FixtureRequest, hidden: CasePage) -> list[str]:
    """Hide what others show too, a vej and a publication, and return where they did."""
    how = request.node.callspec.params["hidden"]
    vej, chapter = VejPage.objects.get(number=1), KapitelPage.objects.all()[0]
    tied = list(Page.objects.filter(traade__vej=vej).order_by("pk")[:6])
    chapter.publication.author = PLANTED
    if how != "new draft":
        Traad.objects.filter(vej=vej).update(reason=PLANTED)
    for page in (vej, chapter.publication):
        hide(page, how)
    files = [page.url + file for page in (*tied, chapter) for file in ("", "index.md")]
    return [*files, f"{chapter.url}kilde.bib"]


def content(client: Client, address: str) -> str:
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content
    return body.decode()


def test_planted_word_is_nowhere(client: Client, pointed_at: list[str]) -> None:
    addresses = [*ADDRESSES, *pointed_at]

    found = [address for address in addresses if PLANTED in content(client, address)]

    assert found == []


def test_hidden_page_has_no_record_and_no_twin(client: Client, hidden: CasePage) -> None:
    for address in (f"/api/v1/cases/{hidden.translation_key}/", f"/cases/{CASE}/index.md"):
        response = client.get(address)
        assert PLANTED not in response.content.decode()
        if not CasePage.objects.get(pk=hidden.pk).has_unpublished_changes or not hidden.live:
            assert response.status_code in {200, 404}


def test_hidden_page_is_not_in_the_sitemap(client: Client, hidden: CasePage) -> None:
    is_shown = client.get(f"/cases/{CASE}/index.md").status_code == 200

    assert (f"/cases/{CASE}/</loc>" in content(client, "/sitemap.xml")) is is_shown


def test_only_a_page_for_all_has_a_record(client: Client, hidden: CasePage) -> None:
    shown = client.get(f"/cases/{CASE}/").status_code == 200
    expired = CasePage.objects.filter(pk=hidden.pk, expire_at__lt=timezone.now()).exists()
    expected = 200 if shown and not expired else 404

    assert client.get(f"/api/v1/cases/{hidden.translation_key}/").status_code == expected
    assert client.get(f"/cases/{CASE}/index.md").status_code == expected


@pytest.mark.one_database
def test_open_graph_and_structured_data_show_the_live_page(
    client: Client, hidden: CasePage
) -> None:
    response = client.get(f"/cases/{CASE}/")

    if CasePage.objects.filter(pk=hidden.pk, title__contains=PLANTED).exists():
        # Closed pages lead to the login. An expired one is shown until the worker has been by.
        assert response.status_code in {302, 404} or hidden.expire_at is None
    else:
        assert PLANTED not in response.content.decode()
