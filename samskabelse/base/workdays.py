"""Days on which a municipality is at work."""

import datetime as dt
from functools import cache

import holidays


@cache
def _days_off() -> holidays.HolidayBase:
    # »Optional« days are no public holidays, but town halls are closed: 5 June, 24 and 31
    # December.
    return holidays.country_holidays("DK", categories=("public", "optional"))


def is_working_day(day: dt.date) -> bool:
    return day.weekday() < 5 and day not in _days_off()


def day_off_name(day: dt.date) -> str:
    """Return the Danish name of a day off, or nothing; »Påskedag« is no working day."""
    return _days_off().get(day, "")


def working_days_after(day: dt.date, count: int) -> dt.date:
    """Return the working day that lies ``count`` working days after ``day``."""
    while count > 0:
        day += dt.timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day
