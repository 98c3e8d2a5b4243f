"""How often one address may post: the eleventh waits, other addresses do not."""

from unittest import mock

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from samskabelse.drift.ratelimit import allowed, network_of


def post(address="203.0.113.7", **headers):
    return RequestFactory().post("/", REMOTE_ADDR=address, **headers)


def test_the_eleventh_within_the_span_is_too_many():
    answers = [allowed(post(), "kontakt") for _i in range(12)]

    assert answers == [True] * 10 + [False] * 2


def test_others_are_unharmed():
    for _i in range(12):
        allowed(post(), "kontakt")

    assert allowed(post("203.0.113.8"), "kontakt")
    assert allowed(post(), "tilmelding")


def test_a_typed_header_gives_no_new_count(settings):
    settings.TRUSTED_PROXY_COUNT = 0
    answers = [allowed(post(HTTP_X_FORWARDED_FOR=f"198.51.100.{i}"), "kontakt") for i in range(11)]

    assert not answers[-1]


def test_behind_a_proxy_of_ours_visitors_are_told_apart(settings):
    settings.TRUSTED_PROXY_COUNT = 1
    for _i in range(12):
        allowed(post("127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.7"), "kontakt")

    assert allowed(post("127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.8"), "kontakt")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_one_visitor_is_one_network(address, network):
    assert network_of(address) == network


def test_the_address_itself_is_not_kept():
    allowed(post(), "kontakt")

    assert not [key for key in cache._cache if "203.0.113.7" in key]


def test_a_cache_that_is_away_holds_nobody_back():
    with mock.patch.object(cache, "incr", side_effect=OSError("full")):
        assert allowed(post(), "kontakt", limit=0)
