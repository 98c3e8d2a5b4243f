"""Gone is gone: no table and no file tells of the person, whichever way the inquiry was deleted."""

import datetime as dt
import io
import tempfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from henvendelser import services
from henvendelser.models import Henvendelse, Sagstal
from henvendelser.services import By, Plan
from samskabelse.base.workdays import working_days_after
from samskabelse.drift import persondata
from samskabelse.outbox import delivery
from samskabelse.outbox.models import Mail
from samskabelse.users.models import User

from .conftest import PERSONAL, VALID, act
from .test_private_link import everything_stored

# The phone number is kept as it is said, not as it was typed.
WORDS = [
    *(word for word in PERSONAL if word != "21222324"),
    VALID["besked"][:20],
    "Hemmeligt",
    "Lokale 7",
]


@pytest.fixture
def files(settings, tmp_path, monkeypatch) -> Path:
    """Everything that is written anywhere lands here, mails as files too."""
    settings.EMAIL_BACKEND = "samskabelse.outbox.backends.EmlFileBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def long_case(inquiry, staff, client, files, site_settings) -> Henvendelse:
    """An inquiry in which everything has happened, with all its mails sent and lists fetched."""
    host = User.objects.get(groups__isnull=False)
    client.post(services.status_url(inquiry), {"besked": "Hemmeligt tillæg"})
    act(staff, inquiry, "notat", text="Hemmeligt notat om Ane")
    act(staff, inquiry, "svar", text="Hemmeligt svar", status="i_gang")
    day = working_days_after(timezone.localdate(), 3)
    at_nine = timezone.make_aware(dt.datetime.combine(day, dt.time(9)))
    services.agree(inquiry, Plan(at_nine, 30, "hos_jer", "Lokale 7", host), site_settings, By(host))
    for form in ("csv", "xlsx"):
        list(staff.get(f"/admin/henvendelser/eksport/{form}/").streaming_content)
    delivery.send_due()
    inquiry.refresh_from_db()
    return inquiry


def told_in(folder: Path) -> str:
    """Return what stands in the files, mails as people read them."""
    return "\n".join(path.read_text() for path in folder.rglob("*") if path.is_file())


def when_it_is_time(inquiry: Henvendelse) -> None:
    persondata.purge_all(inquiry.delete_on)


def by_command(inquiry: Henvendelse) -> None:
    call_command("persondata", inquiry.email, "--slet", stdout=io.StringIO())


def by_the_visitor(inquiry: Henvendelse) -> None:
    Client().post(f"{services.status_url(inquiry)}slet/")
    delivery.send_due()  # the last mail says that it is done
    persondata.purge_all(timezone.localdate() + dt.timedelta(days=2))


@pytest.mark.parametrize("way", [when_it_is_time, by_command, by_the_visitor])
def test_no_table_and_no_file_tells_of_the_person(
    long_case, files, way, django_capture_on_commit_callbacks
):
    assert [word for word in WORDS if word not in everything_stored()] == []
    assert "ane@kommune.dk" in told_in(files)

    with django_capture_on_commit_callbacks(execute=True):
        way(long_case)

    assert [word for word in WORDS if word in everything_stored() + told_in(files)] == []
    assert not Mail.objects.exists()
    assert list(files.rglob("*.eml")) == []
    figure = Sagstal.objects.get()
    assert (figure.emne, figure.had_meeting, figure.answer_hours) == ("kursus", True, 0)
