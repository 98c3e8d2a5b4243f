"""What no browser sends is turned away in Danish, never with a 5xx."""

from http.cookies import SimpleCookie

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drift.urls")]

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    "path",
    ["/indhold/?q=%00", "/indhold/%00/", "/%ff/", "/indhold/?q=%ff%fe", "/indhold/?q=%ed%a0%80"],
)
def test_nul_and_broken_utf8_are_a_400(visitor, path):
    response = visitor.get(path)

    assert response.status_code == 400
    assert "Det kunne vi ikke læse" in response.text


def test_a_field_that_a_form_always_sends_is_missed_with_a_400(visitor):
    response = visitor.post("/mangler/", {"body-0-type": "text"})

    assert response.status_code == 400
    assert "Det kunne vi ikke læse" in response.text


def test_danish_letters_in_the_path_pass(visitor):
    assert visitor.get("/bl%C3%A5b%C3%A6r/").status_code == 404


@pytest.mark.parametrize("path", ["/indhold/?q=%C3%A6%F0%9F%8C%B1", "/indhold/?a;b=%2B&&&="])
def test_odd_but_valid_text_passes(visitor, path):
    assert visitor.get(path).status_code == 200


@pytest.mark.parametrize("charset", ["utf-16", "UTF-7", "utf_32", '"utf-16"', "latin-1", "nej"])
@pytest.mark.parametrize("kind", [FORM, "text/plain", "multipart/form-data; boundary=x"])
def test_other_charsets_are_a_400(visitor, charset, kind):
    body = "navn=Anna".encode("utf-16")

    response = visitor.generic("POST", "/formular/", body, f"{kind}; charset={charset}")

    assert response.status_code == 400
    assert "Det kunne vi ikke læse" in response.text


def test_utf8_said_aloud_passes(visitor):
    response = visitor.generic("POST", "/formular/", b"navn=Anna", f"{FORM}; charset=UTF-8")

    assert response.status_code == 200


def test_a_cookie_that_hides_a_nul_is_a_400(visitor):
    visitor.cookies = SimpleCookie({"sessionid": "a\0bcdefgh"})

    assert visitor.get("/indhold/").status_code == 400


def test_a_huge_post_is_a_413_and_is_read_to_its_end(visitor):
    response = visitor.generic("POST", "/formular/", b"x" * 3_000_000, FORM)

    assert response.status_code == 413
    assert "Det var for meget på én gang" in response.text


def test_a_huge_upload_is_a_413(visitor):
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.bin"\r\n\r\n'
    body = head + b"0" * 3_000_000 + b"\r\n--x--\r\n"

    response = visitor.generic("POST", "/formular/", body, "multipart/form-data; boundary=x")

    assert response.status_code == 413


def test_too_many_fields_are_a_400(visitor):
    body = "&".join(f"a{number}=1" for number in range(1500)).encode()

    assert visitor.generic("POST", "/formular/", body, FORM).status_code == 400


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"nothing"),
        ("multipart/form-data; boundary=", b"nothing"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("application/json", b"{"),
        ("", b"a=b"),
    ],
)
def test_broken_bodies_are_never_a_500(visitor, kind, body):
    assert visitor.generic("POST", "/formular/", body, kind).status_code < 500


@pytest.mark.parametrize(
    "kind", [f"{FORM}; charset=utf-16", "multipart/form-data", "multipart/form-data; boundary="]
)
def test_broken_bodies_with_csrf_checks_are_never_a_500(kind):
    visitor = Client(enforce_csrf_checks=True, raise_request_exception=False)

    assert visitor.generic("POST", "/formular/", b"a=b", kind).status_code in {400, 403}
