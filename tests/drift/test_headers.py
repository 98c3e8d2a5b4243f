"""What every answer carries."""

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from samskabelse.drift.middleware import build_policy

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drift.urls")]

PUBLIC = build_policy(settings.SECURE_CSP)


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/indhold/", 200),
        ("get", "/formular/", 200),
        ("get", "/konto/login/", 200),
        ("get", "/indhold/?q=%00", 400),
        ("get", "/forbudt/", 403),
        ("get", "/findes-ikke/", 404),
        ("get", "/fejler/", 500),
        ("post", "/database/", 503),
        ("get", "/livez", 200),
    ],
)
def test_the_same_headers_on_every_status(visitor, method, path, status):
    response = getattr(visitor, method)(path)

    assert response.status_code == status
    assert response["Content-Security-Policy"] == PUBLIC
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Request-ID"]


@pytest.mark.parametrize("path", ["/indhold/", "/findes-ikke/"])
def test_head_is_answered_without_a_body(path):
    """By the site itself: Django's test client would take the body away."""
    sent: dict[str, str] = {}

    body = b"".join(
        WSGIHandler()(
            RequestFactory(SERVER_NAME="localhost").head(path).environ,
            lambda status, headers: sent.update(headers),
        )
    )

    assert body == b""
    assert int(sent["Content-Length"]) > 0


def test_headers_on_an_unknown_host(visitor):
    response = visitor.get("/indhold/", headers={"host": "ond.example"})

    assert response.status_code == 400
    assert response["Content-Security-Policy"] == PUBLIC
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "ond.example" not in response.text


def test_the_public_policy_allows_nothing_inline():
    assert "unsafe" not in PUBLIC
    assert "default-src 'none'" in PUBLIC
    assert "frame-ancestors 'none'" in PUBLIC


def test_the_administration_may_frame_its_own_previews(visitor):
    policy = visitor.get("/admin/preview/")["Content-Security-Policy"]

    assert "frame-ancestors 'self'" in policy
    assert "frame-src 'self'" in policy
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("path", ["/media/findes-ikke.png", "/documents/1/"])
def test_uploaded_files_are_sandboxed(visitor, path):
    response = visitor.get(path)

    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_content_page_sets_no_cookie(visitor):
    response = visitor.get("/indhold/")

    assert not response.cookies
    assert "no-store" not in response.get("Cache-Control", "")


@pytest.mark.parametrize("path", ["/formular/", "/konto/login/", "/admin/preview/"])
def test_forms_and_administration_are_not_stored(visitor, path):
    assert "no-store" in visitor.get(path)["Cache-Control"]


def test_the_request_id_is_ours(visitor):
    first = visitor.get("/indhold/", headers={"x-request-id": "min-egen"})["X-Request-ID"]
    second = visitor.get("/indhold/")["X-Request-ID"]

    assert first != second
    assert "min-egen" not in {first, second}


def test_the_policy_is_written_as_django_6_does():
    policy = build_policy({"default-src": ["'none'"], "sandbox": True, "img-src": []})

    assert policy == "default-src 'none'; sandbox"
