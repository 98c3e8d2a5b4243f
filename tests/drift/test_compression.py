"""Answers are sent compressed only where their length can't give a secret away."""

import gzip

import brotli
import pytest
from django.conf import settings
from django.http import FileResponse, HttpResponse, JsonResponse
from django.test import RequestFactory

from samskabelse.drift.compression import CompressionMiddleware, best_encoding

TEXT = "<p>Åben dialog om æbler og øller.</p>" * 100


def answer(response, method="get", cookies=None, **headers):
    request = getattr(RequestFactory(), method)("/", headers={"accept-encoding": "gzip"} | headers)
    request.COOKIES.update(cookies or {})
    return CompressionMiddleware(lambda request: response)(request)


def page(**headers):
    return HttpResponse(TEXT, headers=headers)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip ; q=0.000", ""),
        ("GZIP", "gzip"),
        ("deflate", ""),
        ("identity", ""),
        ("bread, gzipped", ""),
        (",;=,;;q", ""),
        ("", ""),
    ],
)
def test_the_visitor_decides_the_encoding(accepted, encoding):
    assert best_encoding(accepted) == encoding


@pytest.mark.parametrize(
    ("encoding", "decompress"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_a_page_comes_compressed_and_whole(encoding, decompress):
    response = answer(page(), **{"accept-encoding": encoding})

    assert response["Content-Encoding"] == encoding
    assert decompress(response.content).decode() == TEXT
    assert int(response["Content-Length"]) == len(response.content) < len(TEXT) / 5


def test_caches_keep_the_encodings_apart():
    assert answer(page(), **{"accept-encoding": ""})["Vary"] == "Accept-Encoding"
    assert answer(page(Vary="Cookie"))["Vary"] == "Cookie, Accept-Encoding"


def test_the_same_page_is_the_same_bytes():
    assert answer(page()).content == answer(page()).content


@pytest.mark.parametrize(
    "kind",
    [
        "text/html; charset=utf-8",
        "text/plain",
        "text/calendar",
        "application/json",
        "application/xml",
        "application/atom+xml; charset=utf-8",
    ],
)
def test_text_of_every_kind_is_compressed(kind):
    assert answer(HttpResponse(TEXT, kind)).has_header("Content-Encoding")


def test_json_is_compressed():
    assert answer(JsonResponse({"tekst": TEXT})).has_header("Content-Encoding")


def test_an_error_page_is_compressed():
    assert answer(HttpResponse(TEXT, status=404)).has_header("Content-Encoding")


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(TEXT, "image/png"),
        HttpResponse(TEXT, "application/pdf"),
        HttpResponse("<p>Kort</p>"),
        page(**{"Content-Encoding": "br"}),
        FileResponse(iter([TEXT.encode()]), content_type="text/html"),
    ],
    ids=["image", "pdf", "short", "already", "streamed"],
)
def test_what_would_gain_nothing_is_left_as_it_is(response):
    before = response.get("Content-Encoding")

    assert answer(response).get("Content-Encoding") == before


@pytest.mark.parametrize("cache", ["no-store", "no-store, private", "private, max-age=60"])
def test_a_personal_answer_is_not_compressed(cache):
    assert not answer(page(**{"Cache-Control": cache})).has_header("Content-Encoding")


def test_an_answer_in_a_session_is_not_compressed():
    response = answer(page(), cookies={settings.SESSION_COOKIE_NAME: "x"})

    assert not response.has_header("Content-Encoding")


def test_an_answer_that_sets_a_cookie_is_not_compressed():
    response = page()
    response.set_cookie("noget", "x")

    assert not answer(response).has_header("Content-Encoding")


def test_an_answer_to_a_login_in_the_header_is_not_compressed():
    assert not answer(page(), authorization="Basic eA==").has_header("Content-Encoding")


def test_an_etag_becomes_weak():
    assert answer(page(ETag='"abc"'))["ETag"] == 'W/"abc"'
    assert answer(page(ETag='W/"abc"'))["ETag"] == 'W/"abc"'


@pytest.mark.django_db
@pytest.mark.urls("tests.drift.urls")
class TestSite:
    """The middleware stands where it sees what the others decided."""

    @pytest.fixture(autouse=True)
    def _compress_everything(self, monkeypatch):
        monkeypatch.setattr("samskabelse.drift.compression.SMALLEST", 1)

    @pytest.mark.parametrize(("path", "status"), [("/indhold/", 200), ("/findes-ikke/", 404)])
    def test_a_page_of_content_is_compressed(self, client, path, status):
        response = client.get(path, headers={"accept-encoding": "br"})

        assert response.status_code == status
        assert response["Content-Encoding"] == "br"
        assert "Accept-Encoding" in response["Vary"]

    @pytest.mark.parametrize("path", ["/formular/", "/konto/login/", "/admin/preview/"])
    def test_a_page_with_a_form_or_behind_the_login_is_not(self, client, path):
        for _ in range(2):  # the second time the visitor has the token's cookie already
            response = client.get(path, headers={"accept-encoding": "br"})

            assert response.status_code == 200
            assert not response.has_header("Content-Encoding")

    def test_an_answer_to_a_post_is_not(self, client):
        response = client.post("/formular/", headers={"accept-encoding": "br"})

        assert not response.has_header("Content-Encoding")
