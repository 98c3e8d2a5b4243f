"""What every answer carries, and what is turned away before it reaches a page."""

import codecs
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError

from . import errors
from .logs import request_id

GetResponse = Callable[[HttpRequest], HttpResponse]

ADMIN_PREFIX = "/admin/"
ACCOUNT_PREFIX = "/konto/"
FILE_PREFIXES = ("/media/", "/documents/")

NO_STORE = "no-store, private"
# Django has decoded the path by now and left what wasn't UTF-8 in percent signs.
BROKEN_PATH = re.compile("%[89a-f][0-9a-f]", re.IGNORECASE)
UTF8_NAMES = {"utf-8", "ascii"}
LONGEST_DRAIN = 64 * 1024 * 1024


class RequestIdMiddleware:
    """Give each request an id of ours: in the log, in the answer and on the error page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        own = secrets.token_hex(6)
        request.id = own  # type: ignore[attr-defined]  # for the error pages
        token = request_id.set(own)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = own
        if request.method == "HEAD":
            drop_body(response)
        return response


def drop_body(response: HttpResponse) -> None:
    """Keep the headers alone. The server would drop the body too, with a warning for each."""
    if response.streaming:
        response.streaming_content = ()
    else:
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""


def build_policy(directives: Mapping[str, Iterable[str] | bool]) -> str:
    """Return the header for a policy shaped like Django 6's ``SECURE_CSP``.

    Goes when Django 6's ContentSecurityPolicyMiddleware comes.
    """
    # What is False is left out; the type can't say that only True and lists are left.
    return "; ".join(
        name if sources is True else f"{name} {' '.join(sources)}"  # type: ignore[arg-type]
        for name, sources in directives.items()
        if sources
    )


class SecurityHeadersMiddleware:
    """Set the policies by address, on errors as on pages, and keep personal answers uncached."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.public_policy = build_policy(settings.SECURE_CSP)
        self.admin_policy = build_policy(settings.SECURE_CSP_ADMIN)
        self.file_policy = build_policy(settings.SECURE_CSP_FILES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        path = request.path_info
        framing = "DENY"
        if path.startswith(ADMIN_PREFIX):
            # Wins over the policy of the page itself: its preview is shown in the admin's panel.
            policy, framing = self.admin_policy, "SAMEORIGIN"
        elif path.startswith(FILE_PREFIXES):
            policy = self.file_policy
        else:
            policy = self.public_policy
        response["Content-Security-Policy"] = policy
        response["X-Frame-Options"] = framing
        # A share image says itself that other sites may show it.
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # Django's SecurityMiddleware sets these too, except on errors of its own.
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        opener = settings.SECURE_CROSS_ORIGIN_OPENER_POLICY
        response.setdefault("Cross-Origin-Opener-Policy", opener)
        self._guard_personal_answers(request, response)
        return response

    def _guard_personal_answers(self, request: HttpRequest, response: HttpResponse) -> None:
        behind_login = request.path_info.startswith((ADMIN_PREFIX, ACCOUNT_PREFIX))
        holds_token = bool(response.cookies) or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        is_answer_to_one = request.method not in {"GET", "HEAD"} or response.status_code >= 500
        undecided = behind_login and "Cache-Control" not in response
        if holds_token or is_answer_to_one or undecided:
            response["Cache-Control"] = NO_STORE
        if behind_login:
            response["X-Robots-Tag"] = "noindex"


class BadInputMiddleware:
    """Turn away what no browser sends: NUL, broken UTF-8, other charsets, huge bodies."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_unreadable(request):
            drain(request)
            return errors.bad_request(request)
        if content_length(request) > self._limit(request):
            drain(request)
            return errors.too_large(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A field was missing that the form always sends; Wagtail's blocks read theirs unasked."""
        if isinstance(exception, MultiValueDictKeyError):
            return errors.bad_request(request)
        return None

    def _limit(self, request: HttpRequest) -> int:
        """Return how much may be sent; only the administration takes files."""
        if request.path_info.startswith(ADMIN_PREFIX):
            return settings.ADMIN_BODY_LIMIT
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def is_unreadable(request: HttpRequest) -> bool:
    """Say whether address, cookies or charset hold what no page of ours can take."""
    query = unquote_to_bytes(request.META.get("QUERY_STRING", "").encode("latin-1", "replace"))
    if "\0" in request.path_info or BROKEN_PATH.search(request.path_info) or not is_text(query):
        return True
    if any("\0" in value for value in request.COOKIES.values()):
        return True
    charset = (request.content_params or {}).get("charset")
    return charset is not None and codec_name(charset) not in UTF8_NAMES


def is_text(data: bytes) -> bool:
    """Say whether the bytes are UTF-8 without NUL."""
    if b"\0" in data:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def codec_name(charset: str) -> str:
    try:
        return codecs.lookup(charset.strip("'\" ")).name
    except (LookupError, ValueError):
        return "unknown"


def content_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def drain(request: HttpRequest) -> None:
    """Read and drop the body, so that the visitor gets our answer and not a cut connection."""
    left = min(content_length(request), LONGEST_DRAIN)
    stream = request.META.get("wsgi.input")
    try:
        while stream is not None and left > 0:
            chunk = stream.read(min(left, 65_536))
            if not chunk:
                break
            left -= len(chunk)
    except OSError:
        return
