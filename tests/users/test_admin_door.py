"""One door into the administration, with a second factor where it is asked for."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.core.cache import cache

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drift.urls")]

PASSWORD = "en lang adgangskode 7"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def anna():
    return get_user_model().objects.create_superuser("anna", "anna@example.dk", PASSWORD)


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/login/?next=/admin/pages/"])
def test_wagtails_own_login_leads_to_ours(client, anna, path):
    for response in (
        client.get(path),
        client.post(path, {"username": "anna", "password": PASSWORD}),
    ):
        assert response.status_code == 302
        assert response["Location"].startswith("/konto/login/?next=/admin/")
    assert "_auth_user_id" not in client.session


def test_a_side_door_never_leads_off_the_site(client):
    response = client.get("/admin/login/?next=https://ond.example/")

    assert response["Location"] == "/konto/login/?next=/admin/"


def test_wagtails_own_password_reset_leads_to_ours(client):
    assert client.get("/admin/password_reset/")["Location"] == "/konto/adgangskode/glemt/"


def test_strangers_are_led_to_the_login(client):
    response = client.get("/admin/")

    assert response.status_code == 302
    assert response["Location"].startswith("/konto/login/")


def test_without_a_second_factor_the_administration_is_closed(client, anna, settings):
    settings.LOGIN_REQUIRES_SECOND_FACTOR = True
    client.force_login(anna)

    response = client.get("/admin/preview/")

    assert response.status_code == 302
    assert response["Location"] == "/konto/totrin/"
    assert client.post("/admin/preview/").status_code == 302
    assert "Log ind i to trin" in client.get("/konto/totrin/").text


def test_pages_outside_the_administration_stay_open(client, anna, settings):
    settings.LOGIN_REQUIRES_SECOND_FACTOR = True
    client.force_login(anna)

    assert client.get("/indhold/").status_code == 200


def test_with_a_second_factor_it_opens(client, anna, settings):
    settings.LOGIN_REQUIRES_SECOND_FACTOR = True
    totp.TOTP.activate(anna, totp.generate_totp_secret())
    client.force_login(anna)

    assert client.get("/admin/preview/").status_code == 200


def test_where_it_is_not_asked_for_it_is_open(client, anna):
    client.force_login(anna)

    assert client.get("/admin/preview/").status_code == 200


def log_in_and_confirm(client):
    client.post("/konto/login/", {"login": "anna", "password": PASSWORD})
    client.post("/konto/bekraeft/", {"password": PASSWORD})


def code_for(secret):
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_setting_it_up_and_logging_in_with_it(client, anna):
    log_in_and_confirm(client)
    page = client.get("/konto/totrin/totp/activate/")
    assert page.status_code == 200
    assert 'src="data:image/svg+xml;base64,' in page.text
    secret = page.context["form"].secret

    client.post("/konto/totrin/totp/activate/", {"code": code_for(secret)})
    codes = client.get("/konto/totrin/recovery-codes/")
    client.post("/konto/logout/")

    assert Authenticator.objects.filter(user=anna).count() == 2
    assert codes.status_code == 200
    asked = client.post("/konto/login/", {"login": "anna", "password": PASSWORD})
    assert asked["Location"] == "/konto/totrin/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.get("/konto/totrin/authenticate/").status_code == 200
    spare = codes.context["unused_codes"][0]
    client.post("/konto/totrin/authenticate/", {"code": spare})
    assert "_auth_user_id" in client.session


def test_codes_cannot_be_guessed(client, anna):
    totp.TOTP.activate(anna, totp.generate_totp_secret())
    client.post("/konto/login/", {"login": "anna", "password": PASSWORD})
    for _ in range(6):
        page = client.post("/konto/totrin/authenticate/", {"code": "000000"})

    assert "for mange forsøg" in page.text
    assert "_auth_user_id" not in client.session


def test_changing_the_second_factor_asks_for_the_password_again(client, anna):
    client.post("/konto/login/", {"login": "anna", "password": PASSWORD})

    response = client.get("/konto/totrin/totp/activate/")

    assert response["Location"].startswith("/konto/bekraeft/")
    assert "Bekræft, at det er dig" in client.get(response["Location"]).text
    assert client.post("/konto/bekraeft/", {"password": "forkert"}).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/konto/totrin/",
        "/konto/totrin/totp/activate/",
        "/konto/totrin/totp/deactivate/",
        "/konto/totrin/recovery-codes/",
        "/konto/totrin/recovery-codes/generate/",
        "/konto/totrin/webauthn/",
        "/konto/totrin/webauthn/add/",
        "/konto/adgangskode/skift/",
        "/konto/logout/",
    ],
)
def test_every_account_page_is_whole_and_without_inline_code(client, anna, path):
    log_in_and_confirm(client)
    if "deactivate" in path or "recovery" in path:
        totp.TOTP.activate(anna, totp.generate_totp_secret())
        RecoveryCodes.activate(anna)

    response = client.get(path)

    assert response.status_code == 200
    assert response.text.count("<h1") == 1
    assert "no-store" in response["Cache-Control"]
    assert " style=" not in response.text
    for script in response.text.split("<script")[1:]:
        tag = script.partition(">")[0]
        assert "src=" in tag or 'type="application/json"' in tag
