"""Pages sent small, where that can give nothing away.

A compressed answer that holds both a secret and what a stranger chose tells of the secret by its
length (BREACH). So only answers that are the same for everybody are compressed: no session, no
cookie set, no form token. A view may say of a form that it ``reflects_nothing``: a stranger
chooses no part of it, so its length tells nothing, and a long form is sent small too. Static
files are WhiteNoise's own and come compressed already.
"""

import gzip
from collections.abc import Callable

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponse]

TYPES = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/manifest+json",
    "image/svg+xml",
)
#: Below this a packet is sent all the same.
SMALLEST = 400
#: 5 costs under a millisecond for a page, and a tenth more bytes than the slowest level.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6


class CompressionMiddleware:
    """Stands outside all that sets cookies or decides on caching: it reads what they decided."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_text(response) or not gives_nothing_away(request, response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        encoding = best_encoding(request.headers.get("Accept-Encoding", ""))
        if encoding:
            response.content = COMPRESS[encoding](response.content)
            response["Content-Encoding"] = encoding
            response["Content-Length"] = str(len(response.content))
            # Another sequence of bytes: equal in meaning, but no longer byte for byte.
            etag = response.get("ETag", "")
            if etag.startswith('"'):
                response["ETag"] = f"W/{etag}"
        return response


def is_text(response: HttpResponse) -> bool:
    return (
        not response.streaming
        and not response.has_header("Content-Encoding")
        and response.get("Content-Type", "").startswith(TYPES)
        and len(response.content) >= SMALLEST
    )


def gives_nothing_away(request: HttpRequest, response: HttpResponse) -> bool:
    own_form = getattr(response, "reflects_nothing", False)
    return (own_form and not is_logged_in(request)) or is_for_everybody(request, response)


def is_logged_in(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers


def is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether a stranger would get the very same answer."""
    return not (
        is_logged_in(request)
        or response.cookies
        # Set when a template has asked for the form token.
        or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        or any(word in response.get("Cache-Control", "") for word in ("no-store", "private"))
    )


def best_encoding(accepted: str) -> str:
    """Return br or gzip when the visitor takes it, brotli first; nothing when neither."""
    taken = set()
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            taken.add(name.strip())
    return next((encoding for encoding in COMPRESS if encoding in taken), "")


COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: brotli.compress(data, quality=BROTLI_QUALITY),
    # Without the time in its header, the same page is the same bytes.
    "gzip": lambda data: gzip.compress(data, GZIP_LEVEL, mtime=0),
}
