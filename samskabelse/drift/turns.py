"""One page at a time in each process, in the order in which they were asked for.

Python runs one thread at a time anyway. Several that make pages at once only take the time from
each other: all are late, and each switch costs. In a line the first is done before the next begins.
Threads are there for those who send or read slowly, and they wait outside the line.
"""

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings

from .pagecache import Application, Environ, StartResponse

#: Seconds until somebody who waits for a page that takes long goes ahead beside it.
PATIENCE = 0.25


class Line:
    """A lock that is handed to whoever has waited longest, and that nobody waits for too long."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._lock = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Lock] = deque()

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Wait for one's turn, and tell whether it came before patience ended."""
        has_it = self._wait()
        try:
            yield has_it
        finally:
            if has_it:
                self._pass_on()

    def _wait(self) -> bool:
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=self.patience):
            return True
        with self._lock:
            if mine not in self._waiting:
                # Handed over at the very last moment.
                return True
            self._waiting.remove(mine)
            return False

    def _pass_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False


class InTurn:
    """A WSGI application around another one, which makes one page at a time."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.line = Line()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not waits(environ):
            return self.application(environ, start_response)
        with self.line.turn():
            return self.application(environ, start_response)


def waits(environ: Environ) -> bool:
    """Say whether a page is asked for: files are sent at once, and what is sent in is written.

    Writers have a line of their own where they need one, and may wait in it for long.
    """
    path = environ.get("PATH_INFO", "")
    is_file = path.startswith((settings.STATIC_URL, settings.MEDIA_URL))
    return environ["REQUEST_METHOD"] in {"GET", "HEAD"} and not is_file
