"""A vej shows what hangs on it; every page shows its veje."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from parathed.udvalg import picks
from samskabelse.base import facetter
from tests import factories
from tests.pages import soup_of, visible_text
from veje.models import Traad, VejPage
from veje.spine import SHOWN_PER_KIND, pages_on_vej

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> factories.Tree:
    return factories.empty_site()


@pytest.fixture
def vej(tree: factories.Tree) -> VejPage:
    return factories.vej(tree, 1, title="Lad uenighed opstå")


def test_vej_shows_pages_of_every_type_with_the_reason(
    client: Client, tree: factories.Tree, vej: VejPage
) -> None:
    pages = [
        factories.case(tree),
        factories.artikel(tree),
        factories.publikation(tree),
        factories.arrangement(tree),
        factories.ydelse(tree),
    ]
    for page in pages:
        factories.tie(page, vej, reason=f"Begrundelse for {page.title}.")

    soup = soup_of(client, vej.url)

    text = visible_text(soup)
    addresses = {link["href"] for link in soup.main.find_all("a")}
    for page in pages:
        assert page.url in addresses
        assert f"Begrundelse for {page.title}." in text


@pytest.mark.parametrize("make", ["case", "artikel", "publikation", "arrangement", "ydelse"])
def test_page_shows_its_veje_by_number_and_name(
    client: Client, tree: factories.Tree, vej: VejPage, make: str
) -> None:
    page = getattr(factories, make)(tree)
    factories.tie(page, vej)

    soup = soup_of(client, page.url)

    link = soup.main.find("a", href=vej.url)
    assert link is not None
    name = link.find_parent(attrs={"data-vej": "1"}).get_text(" ")
    assert "1" in name
    assert "Lad uenighed opstå" in name


def test_drafts_and_private_pages_do_not_hang_on_a_vej(tree: factories.Tree, vej: VejPage) -> None:
    draft = factories.case(tree, "Kladde", live=False)
    private = factories.case(tree, "Lukket")
    Page.objects.get(pk=private.pk).view_restrictions.create(restriction_type="login")
    for page in (draft, private):
        factories.tie(page, vej)

    assert not any(group.items for group in pages_on_vej(vej))


def test_each_kind_shows_its_newest(tree: factories.Tree, vej: VejPage) -> None:
    for number in range(SHOWN_PER_KIND + 3):
        factories.tie(factories.case(tree, f"Case {number}"), vej)

    group = pages_on_vej(vej)[0]

    assert [card.title for card, _reason in group.items] == [
        f"Case {number}" for number in range(SHOWN_PER_KIND + 2, 2, -1)
    ]


@pytest.mark.one_database
@pytest.mark.parametrize("make", ["case", "artikel", "publikation", "arrangement"])
def test_more_than_are_shown_are_in_the_kinds_own_list(
    client: Client, tree: factories.Tree, vej: VejPage, make: str
) -> None:
    pages = [getattr(factories, make)(tree, f"Nr. {number}") for number in range(SHOWN_PER_KIND)]
    for page in pages:
        factories.tie(page, vej)
    assert not any(group.more for group in pages_on_vej(vej) if group.items)
    elsewhere = getattr(factories, make)(tree, "Uden vej")
    pages.append(getattr(factories, make)(tree, "En mere"))
    factories.tie(pages[-1], vej)

    label, address = next(m for group in pages_on_vej(vej) if group.items for m in group.more)

    assert str(len(pages)) in label
    listed = {link["href"] for link in soup_of(client, address).main.find_all("a", href=True)}
    assert {page.url for page in pages} <= listed
    assert elsewhere.url not in listed


@pytest.mark.one_database
def test_vej_says_what_it_lacks_and_leads_on(
    client: Client, tree: factories.Tree, vej: VejPage
) -> None:
    factories.tie(factories.artikel(tree), vej)

    main = soup_of(client, vej.url).main

    found = {group.h2.text: group for group in main.select(".traadgruppe")}
    assert list(found) == ["Se det gjort", "Læs om det", "Lær det"]
    assert "Vi har ingen cases på vej 1 endnu." in found["Se det gjort"].text
    assert "ikke skrevet" not in found["Læs om det"].text
    wish = found["Se det gjort"].a["href"]
    assert soup_of(client, wish).find("select", id="id_vej").find(selected=True)["value"] == "1"
    assert client.get(found["Lær det"].a["href"]).status_code == 200
    assert "Vi har ingen cases på vej 1 endnu." in client.get(f"{vej.url}index.md").text


def test_no_two_veje_share_a_number(tree: factories.Tree, vej: VejPage) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        VejPage.objects.filter(pk=factories.vej(tree, 2).pk).update(number=1)


def test_page_hangs_once_on_a_vej(tree: factories.Tree, vej: VejPage) -> None:
    page = factories.case(tree)
    factories.tie(page, vej)

    with pytest.raises(IntegrityError), transaction.atomic():
        Traad.objects.create(page_id=page.pk, vej=vej)


@pytest.mark.parametrize("how", ["draft", "private", "expired"])
def test_vej_that_strangers_may_not_see_is_named_nowhere(
    client: Client, tree: factories.Tree, vej: VejPage, time_machine, how: str
) -> None:
    pages = [factories.case(tree), factories.artikel(tree), factories.arrangement(tree)]
    for page in pages:
        factories.tie(page, vej, reason="Begrundelse for uenighed.")
    addresses = [page.url for page in pages] + [f"{page.url}index.md" for page in pages]
    addresses += ["/cases/", "/viden/artikler/", "/arrangementer/", "/cases/oensk/"]
    addresses += ["/feed/cases/?vej=1", "/soeg/?q=kursus", "/api/v1/cases/"]

    def naming() -> list[str]:
        return [one for one in addresses if b"enighed" in client.get(one).content]

    VejPage.objects.filter(pk=vej.pk).update(expire_at=timezone.now() + dt.timedelta(minutes=1))
    facetter.forget()
    assert {"/cases/", "/cases/oensk/", pages[0].url} <= set(naming())

    if how == "draft":
        vej.unpublish()
    elif how == "private":
        vej.view_restrictions.create(restriction_type="login")
    else:
        time_machine.move_to(timezone.now() + dt.timedelta(minutes=1, seconds=1))

    assert naming() == []
    assert not picks([1])[1]


def test_veje_lead_to_their_neighbours(client: Client, tree: factories.Tree) -> None:
    one, two, three = (factories.vej(tree, number) for number in (1, 2, 3))

    addresses = {link["href"] for link in soup_of(client, two.url).main.find_all("a")}

    assert {one.url, three.url} <= addresses
