"""A month begins on its own first day, whatever day it is looked at."""

import datetime as dt

import pytest

from arrangementer import maaned

FIRST, START, LAST = dt.date(2026, 11, 24), dt.date(2026, 12, 8), dt.date(2027, 3, 9)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", dt.date(2026, 12, 1)),
        ("2026-11", dt.date(2026, 11, 1)),
        ("2027-01", dt.date(2027, 1, 1)),
        ("2026-02", dt.date(2026, 11, 1)),
        ("2099-12", dt.date(2027, 3, 1)),
        ("2027-13", dt.date(2026, 12, 1)),
        ("٢٠٢٧-٠١", dt.date(2026, 12, 1)),
    ],
)
def test_asked_month_is_its_first_day_within_what_there_is(asked: str, shown: dt.date) -> None:
    assert maaned.read(asked, START, FIRST, LAST) == shown
