"""Whole answers kept for a moment in the process: pages that are the same for everybody.

A page takes tens of milliseconds to make and none to say again. What a view calls `shared` is kept
as the bytes that were sent, one for each encoding, and answered before Django is asked. It is
dropped as soon as anything that pages show has changed (`samskabelse.base.kept`), when the next
page expires, and after `LONGEST` seconds in any case: some of what pages show hangs on the time.

Nothing with a cookie, a token or a »no-store« is ever kept, nor anything that was made for somebody
who is logged in. A visitor who reloads (»no-cache«) gets the page made anew.
"""

import logging
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from samskabelse.base import kept
from samskabelse.base.visibility import next_expiry

from .compression import best_encoding

logger = logging.getLogger(__name__)

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Key = tuple[str, ...]

#: Where a view notes that its answer is the same for everybody, and until when at most.
SHARED = "samskabelse.shared"
LONGEST = 10.0
MOST_PAGES = 400
MOST_BYTES = 100_000
#: More than this in an address is nobody's link.
MOST_QUERY = 300
#: What an answer may hang on, address and encoding apart.
PARTS = (
    "wsgi.url_scheme",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_HOST",
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
)
REQUEST_ID = "X-Request-ID"


def shared(request: HttpRequest) -> None:
    """Say of the answer in the making that everybody gets the same until a page expires."""
    request.META[SHARED] = next_expiry()


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    mark: str
    until: float


class PageCache:
    """A WSGI application around another one."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.answers: OrderedDict[Key, Answer] = OrderedDict()
        self.lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not may_be_kept(environ):
            return self.application(environ, start_response)
        key = key_of(environ)
        try:
            # Read before the page is made: what changes meanwhile is seen by the next visitor.
            mark = kept.mark()
        except Exception:  # whatever the shared cache fails with
            logger.exception("The shared cache does not answer")
            return self.application(environ, start_response)
        answer = self._find(key, mark) if takes_what_is_kept(environ) else None
        if answer is None:
            return self._ask(environ, start_response, key, mark)
        headers = [*answer.headers, (REQUEST_ID, secrets.token_hex(6))]
        start_response(answer.status, headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body]

    def _find(self, key: Key, mark: str) -> Answer | None:
        with self.lock:
            answer = self.answers.get(key)
            if answer is None:
                return None
            if answer.mark != mark or answer.until < time.monotonic():
                del self.answers[key]
                return None
            self.answers.move_to_end(key)
            return answer

    def _ask(
        self, environ: Environ, start_response: StartResponse, key: Key, mark: str
    ) -> Iterable[bytes]:
        """Have the page made, and keep it when it may be kept."""
        said: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            said[:] = [status, headers]
            return start_response(status, headers, *more)

        response = self.application(environ, start)
        if not (said and is_for_everybody(environ, *said)):
            return response
        try:
            body = b"".join(response)
        finally:
            close = getattr(response, "close", None)
            if close:
                close()
        if len(body) <= MOST_BYTES:
            status, headers = said
            headers = [header for header in headers if header[0] != REQUEST_ID]
            left = (environ[SHARED] - timezone.now()).total_seconds()
            until = time.monotonic() + min(left, LONGEST)
            answer = Answer(status, headers, body, mark, until)
            with self.lock:
                self.answers[key] = answer
                while len(self.answers) > MOST_PAGES:
                    self.answers.popitem(last=False)
        return [body]


def may_be_kept(environ: Environ) -> bool:
    """Say whether a stranger asks for a page."""
    return (
        environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        and "HTTP_AUTHORIZATION" not in environ
        and "HTTP_RANGE" not in environ
        and len(environ.get("QUERY_STRING", "")) <= MOST_QUERY
        and cookie_names(environ.get("HTTP_COOKIE", "")) <= {settings.CSRF_COOKIE_NAME}
    )


def cookie_names(header: str) -> set[str]:
    return {part.partition("=")[0].strip() for part in header.split(";")} - {""}


def takes_what_is_kept(environ: Environ) -> bool:
    """Say whether the visitor has not asked for a page that is made anew."""
    asked = f"{environ.get('HTTP_CACHE_CONTROL', '')} {environ.get('HTTP_PRAGMA', '')}"
    return "no-cache" not in asked and "no-store" not in asked


def key_of(environ: Environ) -> Key:
    encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return (*(str(environ.get(part, "")) for part in PARTS), encoding)


def is_for_everybody(environ: Environ, status: str, headers: Iterable[tuple[str, str]]) -> bool:
    """Say whether an answer was called shared, and nothing in it says otherwise."""
    if not environ.get(SHARED) or environ["REQUEST_METHOD"] != "GET" or status[:3] != "200":
        return False
    for name, value in headers:
        match name.lower():
            case "set-cookie":
                return False
            case "vary" if value.replace(" ", "").lower() != "accept-encoding":
                return False
            case "cache-control" if "no-store" in value or "private" in value:
                return False
    return True
