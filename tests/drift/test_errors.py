"""The error pages: Danish, whole, and of use."""

import pytest
from django.db import connection
from django.test import Client

from samskabelse.drift import errors

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drift.urls")]


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


@pytest.fixture
def strict():
    """A browser whose CSRF token is checked."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def test_404_offers_search_and_ways_on(visitor):
    response = visitor.get("/findes-ikke/")

    assert "<title>Siden findes ikke – Samskabelse</title>" in response.text
    assert 'action="/soeg/"' in response.text
    assert 'name="q"' in response.text
    assert 'href="/cases/"' in response.text
    assert response.text.count("<h1") == 1
    assert not response.cookies


def test_404_of_a_file_is_plain(visitor):
    assert visitor.get("/static/findes-ikke.css")["Content-Type"].startswith("text/plain")


def test_404_for_a_machine_is_json(visitor):
    response = visitor.get("/findes-ikke/", headers={"accept": "application/json"})

    assert response.status_code == 404
    assert response.json() == {"fejl": "Siden findes ikke", "status": 404}
    assert "Access-Control-Allow-Origin" not in response


def test_403_leads_to_the_login(visitor):
    response = visitor.get("/forbudt/")

    assert response.status_code == 403
    assert "Her kan du ikke komme ind" in response.text
    assert 'href="/konto/login/"' in response.text


def test_500_shows_the_number_that_the_header_holds(visitor):
    response = visitor.get("/fejler/")

    assert response.status_code == 500
    assert f"Nævn nummeret {response['X-Request-ID']}" in response.text
    assert "Cannot store" not in response.text
    assert "no-store" in response["Cache-Control"]


def test_500_needs_no_database(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert visitor.get("/fejler/").status_code == 500


def refuse(*args):
    raise errors.OperationalError("database is down")


@pytest.mark.parametrize(("path", "status"), [("/forbudt/", 403), ("/fejler/", 500)])
def test_error_pages_come_when_the_database_is_down(visitor, path, status):
    with connection.execute_wrapper(refuse):
        response = visitor.get(path)

    assert response.status_code == status
    assert '<html lang="da">' in response.text


def test_404_needs_no_database(rf):
    with connection.execute_wrapper(refuse):
        response = errors.page_not_found(rf.get("/findes-ikke/"))

    assert "Siden findes ikke" in response.text


def test_500_comes_even_without_templates(visitor, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(errors.loader, "render_to_string", fail)

    response = visitor.get("/fejler/")

    assert response.status_code == 500
    assert "8779 6300" in response.text


def test_a_form_that_the_database_refused_keeps_its_text(visitor):
    response = visitor.post("/database/", {"besked": "Vi vil gerne mødes\n<b>snart</b>"})

    assert response.status_code == 503
    assert "Vi kan ikke gemme noget lige nu" in response.text
    assert "Vi vil gerne mødes\n&lt;b&gt;snart&lt;/b&gt;" in response.text
    assert "8779\xa06300" in response.text


def test_a_stale_form_keeps_its_text_and_can_be_sent_again(strict):
    values = {"navn": "Anna", "besked": 'Hej "I" <script>alert(1)</script>', "kode": "1"}

    refused = strict.post("/formular/", values)

    assert refused.status_code == 403
    assert "Formularen var forældet" in refused.text
    assert 'name="navn" value="Anna"' in refused.text
    assert "Hej &quot;I&quot; &lt;script&gt;alert(1)&lt;/script&gt;" in refused.text
    assert "<script>alert" not in refused.text
    assert 'action="/formular/"' in refused.text
    assert "no-store" in refused["Cache-Control"]
    token = refused.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    assert strict.post("/formular/", values | {"csrfmiddlewaretoken": token}).status_code == 200


def test_a_form_from_another_site_is_not_offered_again(strict):
    response = strict.post(
        "/formular/", {"besked": "Køb mine varer"}, headers={"origin": "https://ond.example"}
    )

    assert response.status_code == 403
    assert "csrfmiddlewaretoken" not in response.text
    assert "ond.example" not in response.text


def test_passwords_are_never_shown_again(strict):
    response = strict.post("/konto/login/", {"login": "anna", "password": "hemmelig sag"})

    assert response.status_code == 403
    assert "hemmelig" not in response.text


def test_too_much_text_is_not_sent_again_in_part(strict, settings):
    response = strict.post("/formular/", {"besked": "ord " * 60_000})

    assert response.status_code == 403
    assert "<textarea" not in response.text


def test_a_stale_form_never_points_off_the_site(strict):
    response = strict.post("//ond.example/", {"besked": "to ord"})

    assert 'action="//' not in response.text


def test_429_says_how_long_and_keeps_the_text(rf):
    request = rf.post("/kontakt/", {"besked": "to ord"})

    response = errors.too_many_requests(request, minutes=10)

    assert response.status_code == 429
    assert response["Retry-After"] == "600"
    assert "Prøv igen om 10 minutter." in response.text
    assert "to ord" in response.text
