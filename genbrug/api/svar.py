"""Answers that other sites may read: open to all origins, with an ETag, refusing in Danish.

The origin is open on these answers alone. They are the same for everybody and hold nothing private,
so any page may read them.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.csrf import csrf_exempt

from samskabelse.base.tekster import tekst
from samskabelse.drift.errors import ANY_ORIGIN, JSON_TYPE

READING = ("GET", "HEAD")
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}

View = Callable[..., HttpResponse]


class Refused(Exception):
    """What was asked makes no sense; the text says why and what to do."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.text = text
        self.status = status


def for_all(view: View) -> View:
    """Let any site read the answer, also when it is a refusal; nothing can be sent."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        for name, value in ANY_ORIGIN.items():
            response[name] = value
        return response

    return answer


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=PREFLIGHT)
    if request.method not in READING:
        response = error(405, tekst("api.fejl.kun_laese"))
        response["Allow"] = "GET, HEAD, OPTIONS"
        return response
    try:
        return view(request, *args, **kwargs)
    except Refused as refusal:
        return error(refusal.status, refusal.text)
    except Http404:
        return error(404, tekst("api.fejl.findes_ikke"))


def error(status: int, text: str) -> HttpResponse:
    return HttpResponse(to_json({"fejl": text, "status": status}), JSON_TYPE, status)


def to_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def answer_json(request: HttpRequest, data: Any, changed: Any = None) -> HttpResponse:
    return conditional(request, HttpResponse(to_json(data), JSON_TYPE), changed)


def conditional(request: HttpRequest, response: HttpResponse, changed: Any = None) -> HttpResponse:
    """Send nothing where the asker has the very same answer already.

    By the ETag alone. A page that is taken down changes a list without any later date in it, so
    the time of the latest change says less than it seems to; it is given as what it is.
    """
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    if changed:
        response["Last-Modified"] = http_date(changed.timestamp())
    return get_conditional_response(request, etag=etag, response=response)
