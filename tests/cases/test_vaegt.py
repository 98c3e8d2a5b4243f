"""What the list of cases weighs when every municipality has one."""

import gzip

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cases.models import CasePage
from kommuner.models import Kommune
from samskabelse.startindhold.fyld import load_bulk

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("start_content"),
    pytest.mark.one_database,
]

ALL_VEJE = "&".join(f"vej={number}" for number in range(1, 11))


def test_list_is_light_with_cases_in_every_municipality(client: Client) -> None:
    kommuner = list(Kommune.objects.all())
    load_bulk(cases=len(kommuner))
    made = CasePage.objects.filter(slug__startswith="eksempel-").order_by("pk")
    for case, kommune in zip(made, kommuner, strict=True):
        case.kommuner.set([kommune])
        case.save()

    weights = {}
    for query in ("", "?naer=aarhus", f"?naer=aarhus&kommune=odder&{ALL_VEJE}"):
        page = client.get(f"/cases/{query}").content
        weights[query] = len(gzip.compress(page))
        assert len(BeautifulSoup(page, "html.parser").select("svg.dk a")) == 98

    # What tests/browser/test_budgets.py allows a page of the starting content.
    assert {query: size for query, size in weights.items() if size > 14_000} == {}
