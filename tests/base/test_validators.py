"""CPR numbers are found however they are written, and other numbers are let through."""

import pytest
from django.core.exceptions import ValidationError

from samskabelse.base.validators import holds_cpr, no_cpr


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "Mit nummer er 0101901234.",
        "010190 1234",
        "010190 - 1234",
        "01 01 90 1234",
        "01.01.90-1234",
        "01/01/90–1234",
        "010190\n1234",
        "010190\u00a01234",
        "0101\u00ad90-12\u200b34",
        "٠١٠١٩٠-١٢٣٤",
        "cpr:010190-1234,tlf:87796300",
        "290200-4321",  # a leap day
        "010190-1234@example.dk",
    ],
)
def test_a_cpr_number_is_found(text):
    assert holds_cpr(text)
    with pytest.raises(ValidationError, match="ligner et CPR-nummer"):
        no_cpr(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8779 6300",
        "+45 87 79 63 00",
        "Ring på 21 22 23 24 eller 25 26 27 28",
        "320190-1234",  # no such day
        "290201-4321",  # no leap year
        "5798009811578",  # an EAN number
        "01019012345",
        "10 12 2026 kl. 9",
        "den 3.12.2026 kl. 13-15",
        "x" * 100_000,
        "1" * 100_000,
    ],
)
def test_other_numbers_are_let_through(text):
    assert not holds_cpr(text)
