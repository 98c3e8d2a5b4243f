"""The site of a request: looked up once, each request's own, and anew when it changes."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from samskabelse.base.sites import site_of
from tests import factories
from tests.factories import Tree

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tree() -> Tree:
    return factories.empty_site()


def asked_for_sites(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum('FROM "wagtailcore_site"' in query["sql"] for query in asked)


def test_it_is_looked_up_once(client):
    assert asked_for_sites(client, "/") > 0
    assert asked_for_sites(client, "/") == 0


def test_whoever_needs_none_asks_for_none(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/livez").status_code == 200


def test_each_request_has_its_own_root_page(rf, tree):
    first, second = (site_of(rf.get("/")) for _time in range(2))

    assert first == second
    assert first.root_page == second.root_page == tree.home.page_ptr
    first.root_page.title = "Kun her"
    assert second.root_page.title != "Kun her"


def test_another_root_page_is_seen_at_once(rf, tree):
    other = factories.indhold(tree, "En anden forside")
    assert site_of(rf.get("/")).root_page == tree.home.page_ptr

    site = Site.objects.get()
    site.root_page = other
    site.save()

    assert site_of(rf.get("/")).root_page == other.page_ptr
