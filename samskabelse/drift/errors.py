"""Error pages in Danish. None of them needs the database; none can fail on what was sent.

No handler uses ``requires_csrf_token``: it reads the body again, which is how an unreadable body
becomes a 500.
"""

import errno
import logging
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import REASON_BAD_ORIGIN, REASON_BAD_REFERER, get_token
from django.template import loader
from django.utils.http import escape_leading_slashes

from samskabelse.base.tekster import tekst

logger = logging.getLogger(__name__)

FULL_SHELL = "base.html"
PLAIN_SHELL = "fejl/base_fejl.html"

PLAIN_PATHS = ("/static/", "/media/", "/documents/", "/favicon.ico", "/robots.txt")
STAFF_PATHS = ("/admin/", "/konto/")
DATA_PATH = "/api/"
#: Data are for all to read, and so are its errors.
ANY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link, X-Request-ID",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
JSON_TYPE = "application/json; charset=utf-8"

MOST_FIELDS = 200
MOST_TEXT = 200_000
SECRET_WORDS = ("csrfmiddlewaretoken", "password", "adgangskode")

LAST_RESORT = (
    '<!doctype html><html lang="da"><meta charset="utf-8"><title>Fejl</title>'
    "<h1>Der er sket en fejl hos os</h1>"
    "<p>Prøv igen om lidt, eller ring på 8779 6300.</p></html>"
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _answer(request, 400, "400", shell=PLAIN_SHELL)


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 413, "413", shell=PLAIN_SHELL)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 403, "403", template="fejl/403.html")


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 404, "404", template="fejl/404.html")


def too_many_requests(
    request: HttpRequest, exception: Exception | None = None, *, minutes: int | None = None
) -> HttpResponse:
    """Answer 429; ``minutes`` is how long to wait, where that is known."""
    wait = tekst("fejlsider.429.proev_igen", antal=minutes) if minutes else ""
    response = _answer(
        request, 429, "429", template="fejl/429.html", **_text_kept(request), vent=wait
    )
    if minutes:
        response["Retry-After"] = str(minutes * 60)
    return response


def login_locked(request: HttpRequest) -> HttpResponse:
    """Answer an attempt to log in after too many failed ones."""
    minutes = settings.LOGIN_LOCK_MINUTES
    key = "fejlsider.login_laast"
    response = _answer(
        request,
        429,
        "login_laast",
        shell=PLAIN_SHELL,
        titel=tekst(f"{key}.titel"),
        besked=tekst(f"{key}.tekst", minutter=minutes),
    )
    response["Retry-After"] = str(minutes * 60)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 with the text kept when it was the database that failed a form."""
    if request.method == "POST" and _is_storage_failure(sys.exc_info()[1]):
        return service_unavailable(request)
    return _answer(request, 500, "500", template="fejl/500.html", shell=PLAIN_SHELL)


def _is_storage_failure(error: BaseException | None) -> bool:
    return isinstance(error, OperationalError | InterfaceError) or (
        isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
    )


def service_unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a form that could not be stored: nothing is promised, nothing typed is lost."""
    response = _answer(
        request, 503, "503", template="fejl/503.html", shell=PLAIN_SHELL, **_text_kept(request)
    )
    response["Retry-After"] = "60"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a missing or old token; what was written can be sent again with a fresh one.

    Not where the form came from another site: nobody is offered to send a stranger's words.
    """
    kept = _text_kept(request)
    if reason.startswith((_fixed_part(REASON_BAD_ORIGIN), _fixed_part(REASON_BAD_REFERER))):
        kept["can_resend"] = False
    return _answer(request, 403, "403_csrf", template="fejl/403_csrf.html", **kept)


def _fixed_part(reason: str) -> str:
    return reason.partition("%s")[0]


def _answer(
    request: HttpRequest,
    status: int,
    key: str,
    *,
    template: str = "fejl/side.html",
    shell: str = FULL_SHELL,
    **context: Any,
) -> HttpResponse:
    """Render the page of a status, falling back to ever plainer shells."""
    if "titel" not in context:
        context["titel"] = tekst(f"fejlsider.{key}.titel")
        context["besked"] = tekst(f"fejlsider.{key}.tekst")
    context |= {"status": status, "request_id": getattr(request, "id", "")}
    if request.path_info.startswith(PLAIN_PATHS):
        return HttpResponse(f"{context['titel']}\n", "text/plain; charset=utf-8", status)
    if _wants_json(request):
        data = {"fejl": str(context["titel"]), "status": status}
        headers = ANY_ORIGIN if request.path_info.startswith(DATA_PATH) else None
        return JsonResponse(data, status=status, content_type=JSON_TYPE, headers=headers)
    shells = [FULL_SHELL, PLAIN_SHELL] if shell == FULL_SHELL else [PLAIN_SHELL]
    for name in shells:
        source = request if name == FULL_SHELL else None
        try:
            html = loader.render_to_string(template, context | {"shell_template": name}, source)
            return HttpResponse(html, status=status)
        except Exception:
            logger.warning("Error page %s with %s failed", status, name, exc_info=True)
    return HttpResponse(LAST_RESORT, status=status)


def _wants_json(request: HttpRequest) -> bool:
    accepted = request.META.get("HTTP_ACCEPT", "")
    return request.path_info.startswith(DATA_PATH) or (
        "application/json" in accepted and "text/html" not in accepted
    )


def _text_kept(request: HttpRequest) -> dict[str, Any]:
    """Return what was posted, for a form that sends it again to the same address.

    ``texts`` are shown, ``hidden`` go along. Passwords and tokens are left out. Nothing can be
    sent again when something had to be left out for its size.
    """
    texts: list[tuple[str, str]] = []
    hidden: list[tuple[str, str]] = []
    size, whole = 0, True
    for name, value in _posted(request):
        size += len(name) + len(value)
        if size > MOST_TEXT or len(texts) + len(hidden) >= MOST_FIELDS:
            whole = False
            break
        (texts if " " in value.strip() or "\n" in value else hidden).append((name, value))
    return {
        "texts": [(name, name.replace("_", " ").capitalize(), value) for name, value in texts],
        "hidden": hidden,
        "can_resend": bool(whole and (texts or hidden)),
        "action": escape_leading_slashes(request.get_full_path()),
        "csrf_token": get_token(request) if texts or hidden else "",
    }


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of a public form; behind the login nothing is repeated."""
    if request.method != "POST" or request.path_info.startswith(STAFF_PATHS):
        return []
    try:
        return [
            (name, value)
            for name, values in request.POST.lists()
            if not any(word in name.lower() for word in SECRET_WORDS)
            for value in values
        ]
    except Exception:
        return []
