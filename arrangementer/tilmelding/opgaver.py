"""The worker's errands for sign-up.

Changes are told by the worker and not while a page is published: an editor who mends a slip within
the minute causes one mail, and a mail that fails keeps nobody from publishing.
"""

from . import afbud, evaluering, interesse, pladser, varsler


def pass_on_seats() -> None:
    """Pass on offers whose time is up, and offer seats that editors have added."""
    afbud.expire_due()
    pladser.fill_all()


def tell_changes() -> None:
    """Tell participants of new times and places, and interest lists of new dates."""
    varsler.tell_changes()
    interesse.announce_new_dates()


def remind() -> None:
    varsler.send_reminders()
    evaluering.ask()
