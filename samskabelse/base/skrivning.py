"""Writing where many write at the same moment.

SQLite lets in one writer at a time and has the others try again now and then, in no order: of many,
one may be unlucky until it gives up. So whoever writes here stands in line first: the threads of
a process at a lock, the processes at a file. PostgreSQL needs none of it.
"""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.conf import settings
from django.db import connection, transaction

LINE = "skriver.lock"
_line = threading.RLock()


@contextmanager
def writing() -> Iterator[None]:
    """Hold a transaction to the end of the block.

    Whoever has begun one has the database already and must not wait for those in line.
    """
    in_line = connection.vendor == "sqlite" and not connection.in_atomic_block
    with _standing_in_line() if in_line else nullcontext(), transaction.atomic():
        yield


@contextmanager
def _standing_in_line() -> Iterator[None]:
    with _line, (settings.DATA_DIR / LINE).open("a") as file:
        # Let go of when the file is closed, also when the process is killed.
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
