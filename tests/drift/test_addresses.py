"""Only our own proxies are believed about where a visitor comes from."""

import pytest

from samskabelse.drift.addresses import client_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "", "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "vrøvl", "0.0.0.0"),  # noqa: S104  (counted by, not listened on)
    ],
)
def test_the_address_to_count_by(rf, settings, proxies, forwarded, found):
    settings.TRUSTED_PROXY_COUNT = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}

    assert client_address(rf.get("/", headers=headers, REMOTE_ADDR="192.0.2.1")) == found
