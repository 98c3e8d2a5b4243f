"""What was found is kept for a while, and never longer than it is true."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samskabelse.base import kept
from soegning import indeks
from soegning.models import Fremhaevelse, SoegningUdenHit
from tests import factories
from tests.factories import Tree
from tests.pages import soup_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    tree = factories.empty_site()
    factories.case(tree, "En kvæstorat")
    return tree


def titles(client: Client, query: str = "kvæstorat") -> list[str]:
    soup = soup_of(client, f"/soeg/?q={query}")
    return [link.get_text() for link in soup.select("ol.liste h3 a")]


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_second_who_asks_the_same_costs_next_to_nothing(client: Client, tree: Tree) -> None:
    first = queries(client, "/soeg/?q=kvæstorat")

    assert queries(client, "/soeg/?q=kvæstorat") == 0
    # Others ask for something else, and narrow it.
    assert queries(client, "/soeg/?q=Kvæstorat") > 0
    assert queries(client, "/soeg/?q=kvæstorat&type=case") > 0
    assert first > 0


@pytest.mark.parametrize("address", ["/soeg/?q=kvæstorat", "/soeg/?q=kvæstorat&type=case&vej=3"])
def test_looking_costs_as_much_among_many_pages_as_among_few(
    client: Client, tree: Tree, address: str
) -> None:
    vej = factories.vej(tree, 3)

    def cost_with(number: int) -> int:
        for more in range(number):
            factories.tie(factories.case(tree, f"Kvæstorat {number} {more}"), vej)
        client.get(address)
        kept.forget()
        client.get("/soeg/")
        return queries(client, address)

    few = cost_with(3)
    assert cost_with(60) == few


def test_what_is_published_and_what_goes_is_seen_at_once(client: Client, tree: Tree) -> None:
    assert titles(client) == ["En kvæstorat"]

    other = factories.artikel(tree, "En anden kvæstorat")
    assert set(titles(client)) == {"En kvæstorat", "En anden kvæstorat"}

    other.unpublish()
    assert titles(client) == ["En kvæstorat"]


def test_what_editors_put_first_is_seen_at_once(client: Client, tree: Tree) -> None:
    other = factories.artikel(tree, "Noget andet")
    assert titles(client) == ["En kvæstorat"]

    Fremhaevelse.objects.create(page=other, words="kvæstorat")

    assert titles(client) == ["Noget andet", "En kvæstorat"]


@pytest.mark.django_db(transaction=True)
def test_a_row_that_comes_late_into_the_index_is_seen_at_once(client: Client, tree: Tree) -> None:
    other = factories.artikel(tree, "En anden kvæstorat")
    indeks.remove([other.pk])
    assert titles(client) == ["En kvæstorat"]

    assert indeks.mend() == 1

    assert set(titles(client)) == {"En kvæstorat", "En anden kvæstorat"}


def test_what_expires_is_gone_as_soon_as_a_kept_page_is(client: Client, tree: Tree) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        factories.artikel(tree, "En sen kvæstorat", expire_at=now + dt.timedelta(seconds=2))
        assert len(titles(client)) == 2

        clock.shift(5)

        assert titles(client) == ["En kvæstorat"]


def test_each_search_without_results_is_counted(client: Client, tree: Tree) -> None:
    for _time in range(3):
        assert titles(client, "borgerbudget") == []

    assert SoegningUdenHit.objects.get(term="borgerbudget").times == 3
