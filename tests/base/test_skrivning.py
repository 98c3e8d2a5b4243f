"""Whoever writes where many do stands in line on SQLite, and holds it to the end."""

import fcntl

import pytest
from django.conf import settings
from django.db import connection, transaction

from samskabelse.base.skrivning import LINE, writing

pytestmark = pytest.mark.django_db(transaction=True)


def is_line_free() -> bool:
    with (settings.DATA_DIR / LINE).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def test_the_line_is_held_to_the_end_of_the_block_and_let_go_of_after_an_error():
    with writing():
        assert connection.in_atomic_block
        assert is_line_free() == (connection.vendor != "sqlite")
    assert is_line_free()

    with pytest.raises(ZeroDivisionError), writing():
        raise ZeroDivisionError
    assert is_line_free()


def test_whoever_has_the_database_does_not_wait_for_those_in_line():
    with (settings.DATA_DIR / LINE).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with transaction.atomic(), writing():
            assert connection.in_atomic_block
