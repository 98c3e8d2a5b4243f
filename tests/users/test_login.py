"""Logging in: by username or address, locked after five, alike for known and unknown."""

import pytest
from allauth.core.internal import ratelimit
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache

from samskabelse.outbox.models import Mail
from samskabelse.users import backends

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drift.urls")]

LOGIN = "/konto/login/"
PASSWORD = "en lang adgangskode 7"
LOCKED = "Der har været for mange forsøg på at logge ind. Vent 15 minutter, og prøv igen."


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def anna():
    return get_user_model().objects.create_user(
        "anna", "anna@example.dk", PASSWORD, is_staff=True, is_superuser=True
    )


def log_in(client, login="anna", password=PASSWORD, address="192.0.2.1", query="", **headers):
    return client.post(
        LOGIN + query, {"login": login, "password": password}, REMOTE_ADDR=address, headers=headers
    )


def is_in(client):
    return "_auth_user_id" in client.session


def without_token(response, *names):
    """Return the page with what may differ taken out."""
    text = response.text
    for mark in ('name="csrfmiddlewaretoken" value="', *names):
        while mark in text:
            before, _, rest = text.partition(mark)
            text = before + (rest.partition('"')[2] if mark.endswith('"') else rest)
    return text


@pytest.mark.parametrize("login", ["anna", "anna@example.dk", "ANNA@example.dk", " anna "])
def test_login_by_username_or_address(client, anna, login):
    response = log_in(client, login)

    assert response.status_code == 302
    assert response["Location"] == "/admin/"
    assert is_in(client)


def test_the_page_is_danish_accessible_and_without_inline_code(client):
    response = client.get(LOGIN)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response.text.count("<h1") == 1
    assert '<label class="felt__label" for="id_login">Brugernavn eller e-mail</label>' in (
        response.text
    )
    assert 'autocomplete="current-password"' in response.text
    assert "style=" not in response.text
    assert "onclick" not in response.text
    for script in response.text.split("<script")[1:]:
        tag = script.partition(">")[0]
        assert "src=" in tag or 'type="application/json"' in tag


def test_a_wrong_login_is_a_422_that_keeps_the_name(client, anna):
    response = log_in(client, password="forkert")

    assert response.status_code == 422
    assert 'value="anna"' in response.text
    assert "forkert" not in response.text
    assert 'role="alert"' in response.text
    assert not is_in(client)


def test_errors_are_tied_to_their_fields(client):
    response = client.post(LOGIN, {"login": "", "password": ""})

    assert response.status_code == 422
    assert "id_login_error" in response.text.partition('name="login"')[2].partition(">")[0]
    assert 'id="id_login_error"' in response.text


def test_locked_after_five_even_with_the_right_password(client, anna):
    for _ in range(5):
        assert log_in(client, password="forkert").status_code == 422

    response = log_in(client)

    assert response.status_code == 429
    assert LOCKED in response.text
    assert response["Retry-After"] == "900"
    assert not is_in(client)


def test_the_lock_follows_the_user_to_other_addresses(client, anna):
    for number in range(5):
        log_in(client, password="forkert", address=f"192.0.2.{number}")

    assert log_in(client, address="198.51.100.1").status_code == 429


def test_the_lock_counts_username_and_address_as_one(client, anna):
    for number, login in enumerate(["anna", "anna@example.dk", "anna", "Anna@Example.dk", "anna"]):
        log_in(client, login, "forkert", address=f"192.0.2.{number}")

    assert log_in(client, "anna@example.dk", address="198.51.100.1").status_code == 429


def test_the_lock_follows_the_address_to_other_users(client, anna):
    for number in range(5):
        log_in(client, f"ukendt{number}", "forkert")

    assert log_in(client).status_code == 429
    assert log_in(client, address="198.51.100.1").status_code == 302


@pytest.mark.parametrize("header", ["x-forwarded-for", "x-real-ip", "forwarded"])
def test_no_header_lifts_the_lock(client, anna, header):
    for number in range(5):
        log_in(client, f"ukendt{number}", "forkert", **{header: f"203.0.113.{number}"})

    assert log_in(client, **{header: "203.0.113.99"}).status_code == 429


def test_the_lock_is_lifted_after_fifteen_minutes(client, anna, monkeypatch):
    for _ in range(5):
        log_in(client, password="forkert")
    now = ratelimit.time.time()
    monkeypatch.setattr(ratelimit.time, "time", lambda: now + 15 * 60 + 1)

    assert log_in(client).status_code == 302


def test_logging_in_well_costs_nothing(client, anna):
    for _ in range(7):
        assert log_in(client).status_code == 302
        client.logout()


@pytest.mark.parametrize(("known", "unknown"), [("anna", "qqq"), ("anna@example.dk", "q@qq.dk")])
def test_known_and_unknown_users_get_the_same_page(client, anna, known, unknown):
    first = log_in(client, known, "forkert")
    second = log_in(client, unknown, "forkert")

    assert first.status_code == second.status_code
    assert without_token(first, known) == without_token(second, unknown)


@pytest.mark.parametrize("login", ["anna", "anna@example.dk", "ikke", "ikke@example.dk", "lukket"])
def test_every_attempt_hashes_one_password(client, anna, monkeypatch, login):
    get_user_model().objects.create_user("lukket", "l@example.dk", PASSWORD, is_active=False)
    hashed = []
    encode = MD5PasswordHasher.encode

    def count(self, password, salt):
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", count)

    assert log_in(client, login, "forkert").status_code == 422
    assert len(hashed) == 1


def test_a_closed_account_looks_like_a_wrong_password(client, anna):
    anna.is_active = False
    anna.save()

    assert log_in(client).status_code == 422
    assert not is_in(client)


def test_a_huge_password_is_not_hashed(client, anna, monkeypatch):
    monkeypatch.setattr(backends, "find_user", lambda login: pytest.fail("looked up"))

    assert log_in(client, password="x" * 100_000).status_code == 422


@pytest.mark.parametrize(
    "target",
    [
        "https://ond.example/",
        "//ond.example/",
        "/\\ond.example",
        "javascript:alert(1)",
        "http:ond.example",
        "https:///ond.example",
        "\thttps://ond.example",
        "/%09/ond.example//",
    ],
)
def test_next_never_leaves_the_site(client, anna, target):
    client.get(LOGIN, {"next": target})
    response = client.post(LOGIN, {"login": "anna", "password": PASSWORD, "next": target})

    assert response.status_code == 302
    assert response["Location"].startswith("/")
    assert not response["Location"].startswith(("//", "/\\"))


def test_next_on_the_site_is_followed(client, anna):
    response = client.post(LOGIN, {"login": "anna", "password": PASSWORD, "next": "/admin/pages/"})

    assert response["Location"] == "/admin/pages/"


def test_nobody_can_sign_up(client):
    assert client.get("/konto/signup/").status_code == 404
    assert client.post("/konto/signup/", {"username": "x"}).status_code == 404


def test_logging_out_takes_a_post(client, anna):
    client.force_login(anna)

    assert client.get("/konto/logout/").status_code == 200
    assert is_in(client)
    assert client.post("/konto/logout/").status_code == 302
    assert not is_in(client)


# --- Forgotten passwords --------------------------------------------------------------------


def ask_for_reset(client, address, **headers):
    return client.post("/konto/adgangskode/glemt/", {"email": address}, headers=headers)


def test_a_reset_goes_through_the_outbox(client, anna):
    response = ask_for_reset(client, "anna@example.dk")

    mail = Mail.objects.get()
    assert response.status_code == 302
    assert mail.to == "anna@example.dk"
    assert mail.subject == "Vælg en ny adgangskode"
    assert "http://testserver/konto/adgangskode/ny/" in mail.body_text


def test_the_link_never_comes_from_the_host_header(client, anna):
    ask_for_reset(client, "anna@example.dk", host="localhost")

    assert "http://testserver/" in Mail.objects.get().body_text


def test_known_and_unknown_addresses_get_the_same_answer(client, anna):
    known = ask_for_reset(client, "anna@example.dk")
    unknown = ask_for_reset(client, "ikke@example.dk")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [mail.to for mail in Mail.objects.all()] == ["anna@example.dk"]


def test_the_link_sets_a_new_password_and_lifts_the_lock(client, anna):
    for number in range(5):
        log_in(client, password="forkert", address=f"192.0.2.{number}")
    ask_for_reset(client, "anna@example.dk")
    link = next(
        line for line in Mail.objects.get().body_text.splitlines() if line.startswith("http")
    )

    form = client.get(link.removeprefix("http://testserver"), follow=True)
    new = "en helt anden kode 9"
    path = form.redirect_chain[-1][0]
    assert client.post(path, {"password1": new, "password2": new}).status_code == 302

    assert log_in(client, password=new, address="198.51.100.1").status_code == 302


@pytest.mark.parametrize("key", ["1-abc", "zzzzzzzzzzzzz-abc", "0-set-password", "1-æ"])
def test_a_spoilt_link_is_a_page_not_a_fault(client, key):
    response = client.get(f"/konto/adgangskode/ny/{key}/")

    assert response.status_code in {200, 404}


def test_changing_the_password_needs_the_old_one(client, anna):
    assert client.get("/konto/adgangskode/skift/").status_code == 302
    client.force_login(anna)
    new = "en helt anden kode 9"

    refused = client.post(
        "/konto/adgangskode/skift/",
        {"oldpassword": "forkert", "password1": new, "password2": new},
    )

    assert refused.status_code == 422
    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)
