"""Mails as files that any mail program can read."""

import email
import email.policy
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, get_connection

from samskabelse.outbox.backends import EmlFileBackend


@pytest.fixture
def folder(tmp_path, settings):
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    settings.EMAIL_BACKEND = "samskabelse.outbox.backends.EmlFileBackend"
    return Path(settings.EMAIL_FILE_PATH)


def send(number=1):
    message = EmailMessage(
        f"Nr. {number}: æøå", "Kære Åse\n\nVi ses på øen.", "fra@example.dk", ["anna@example.dk"]
    )
    message.attach("kalender.ics", "BEGIN:VCALENDAR", "text/calendar")
    return message.send()


def read(path):
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def test_each_mail_is_one_file_that_can_be_read(folder):
    assert isinstance(get_connection(), EmlFileBackend)

    assert send(1) == send(2) == 1

    first, second = (read(path) for path in sorted(folder.iterdir()))
    assert first["Subject"] == "Nr. 1: æøå"
    assert second["Subject"] == "Nr. 2: æøå"
    assert first["To"] == "anna@example.dk"
    assert "Vi ses på øen." in first.get_body().get_content()
    assert [part.get_filename() for part in first.iter_attachments()] == ["kalender.ics"]


def test_the_file_tells_nothing_by_its_name_and_is_private(folder):
    send()

    (path,) = folder.iterdir()
    assert path.suffix == ".eml"
    assert "anna" not in path.name
    assert path.stat().st_mode & 0o777 == 0o600


def test_no_half_mail_is_left_when_writing_fails(folder, monkeypatch):
    def fail(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)

    with pytest.raises(OSError, match="No space"):
        send()
    assert list(folder.iterdir()) == []
