"""The probes answer shortly; the reason is for the log."""

import logging
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from samskabelse.drift import views
from samskabelse.outbox.models import Mail
from samskabelse.outbox.services import queue_mail

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drift.urls")]


def refuse(*args):
    raise OperationalError("down")


def test_livez_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/livez")

    assert response.status_code == 200
    assert response.text == "ok\n"


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_probes_are_uncached_and_without_cookies(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def check_refusal(client, caplog, reason):
    caplog.set_level(logging.ERROR)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.text == "ikke klar\n"
    assert f"Not ready: {reason}" in caplog.text


def test_not_ready_without_the_database(client, caplog):
    with connection.execute_wrapper(refuse):
        check_refusal(client, caplog, "database")


def test_not_ready_with_migrations_to_run(client, caplog, monkeypatch):
    monkeypatch.setattr(views._Migrations, "done", False)
    monkeypatch.setattr(views.MigrationExecutor, "migration_plan", lambda *args: ["one"])

    check_refusal(client, caplog, "migrations")


def test_not_ready_on_a_full_disk(client, caplog, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(views.shutil, "disk_usage", lambda path: usage(100, 100, 0))

    check_refusal(client, caplog, "disk")


def test_not_ready_when_nothing_can_be_written(client, caplog, monkeypatch):
    def fail(**kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(views.tempfile, "TemporaryFile", fail)

    check_refusal(client, caplog, "disk")


def test_not_ready_when_a_mail_has_waited_too_long(client, caplog):
    mail = queue_mail(to="a@example.dk", subject="Emne", text="Tekst")
    Mail.objects.filter(pk=mail.pk).update(created_at=timezone.now() - timedelta(minutes=16))

    check_refusal(client, caplog, "outbox")


def test_a_mail_that_was_given_up_holds_nobody_back(client):
    mail = queue_mail(to="a@example.dk", subject="Emne", text="Tekst")
    Mail.objects.filter(pk=mail.pk).update(
        created_at=timezone.now() - timedelta(days=1), status=Mail.Status.ABANDONED
    )

    assert client.get("/readyz").status_code == 200
