"""Days, deadlines and deletion: figures that were promised."""

import datetime as dt
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from henvendelser import services
from henvendelser.models import Besked, Henvendelse, new_reference
from samskabelse.drift import persondata
from samskabelse.outbox.models import Mail

from .conftest import PERSONAL
from .test_private_link import everything_stored

Status = Henvendelse.Status


def at(day: dt.date):
    moment = dt.datetime.combine(day, dt.time(3), ZoneInfo("Europe/Copenhagen"))
    return mock.patch.object(timezone, "now", return_value=moment)


@pytest.mark.parametrize(
    ("received", "days", "promised"),
    [
        ("2026-12-01", 2, "2026-12-03"),
        ("2026-12-04", 1, "2026-12-07"),  # over a weekend
        ("2026-12-05", 1, "2026-12-07"),  # written on a Saturday
        ("2026-12-23", 1, "2026-12-28"),  # over Christmas
    ],
)
def test_the_answer_is_promised_in_working_days(send, site_settings, received, days, promised):
    site_settings.answer_days = days
    site_settings.save()

    with at(dt.date.fromisoformat(received)):
        send()

    assert Henvendelse.objects.get().answer_by == dt.date.fromisoformat(promised)


def test_the_promise_stands_when_the_setting_changes(inquiry, site_settings):
    before = inquiry.answer_by
    site_settings.answer_days = 30
    site_settings.save()

    inquiry.refresh_from_db()
    assert inquiry.answer_by == before


def test_an_open_case_is_kept_a_year_at_most(inquiry, site_settings):
    written = timezone.localdate(inquiry.created_at)
    assert inquiry.delete_on == written.replace(year=written.year + 1)

    with at(inquiry.delete_on - dt.timedelta(days=10)):
        services.set_status(inquiry, Status.AFSLUTTET, site_settings)

    assert inquiry.delete_on == written.replace(year=written.year + 1)


@pytest.mark.parametrize(
    ("status", "days"), [("afsluttet", 90), ("trukket_tilbage", 90), ("spam", 30)]
)
def test_a_closed_case_is_there_the_day_before_and_gone_the_day_after(
    inquiry, site_settings, status, days
):
    services.set_status(inquiry, status, site_settings)
    last = timezone.localdate() + dt.timedelta(days=days)
    assert inquiry.delete_on == last

    with at(last - dt.timedelta(days=1)):
        assert services.purge() == 0
    with at(last):
        assert services.purge() == 1

    assert not Henvendelse.objects.exists()


def test_reopening_takes_the_day_of_deletion_back(inquiry, site_settings):
    before = inquiry.delete_on
    services.set_status(inquiry, Status.AFSLUTTET, site_settings)

    services.set_status(inquiry, Status.I_GANG, site_settings)

    assert (inquiry.closed_at, inquiry.delete_on) == (None, before)


def test_purging_leaves_no_person_behind(inquiry, site_settings):
    services.add_message(inquiry, "Hemmeligt tillæg", site_settings)
    Henvendelse.objects.update(delete_on=timezone.localdate())

    services.purge()

    left = everything_stored()
    assert [part for part in [*PERSONAL, "Hemmeligt", "Hvornår er det"] if part in left] == []
    assert not Mail.objects.exists()
    assert inquiry.reference in left


def test_purging_takes_only_what_is_due(send):
    for number in range(3):
        send(besked=f"Besked nummer {number}")
    due = Henvendelse.objects.first()
    Henvendelse.objects.filter(pk=due.pk).update(delete_on=timezone.localdate())

    assert services.purge() == 1

    assert Henvendelse.objects.count() == 2
    assert Mail.objects.count() == 4


def test_the_worker_purges(settings):
    jobs = [job[2] for job in settings.WORKER_JOBS]

    assert "samskabelse.drift.persondata.purge_all" in jobs
    assert "Henvendelser" in [holder.name for holder in persondata.holders()]


def test_numbers_can_be_read_aloud_and_not_guessed():
    numbers = {new_reference() for _i in range(500)}

    assert len(numbers) == 500
    assert not set("01ILO") & set("".join(numbers).replace("S-", "").replace("-", ""))


@pytest.mark.parametrize(
    ("field", "longest"),
    [("name", 120), ("email", 254), ("phone", 30), ("organisation", 160), ("message", 5000)],
)
def test_the_database_holds_the_limits_too(inquiry, field, longest):
    rows = Henvendelse.objects.filter(pk=inquiry.pk)

    assert rows.update(**{field: "å" * longest}) == 1
    # PostgreSQL's varchar answers DataError before the constraint can.
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        rows.update(**{field: "å" * (longest + 1)})


def test_the_database_limits_what_is_added_too(inquiry):
    with pytest.raises(IntegrityError), transaction.atomic():
        Besked.objects.create(inquiry=inquiry, text="x" * 5001)


@pytest.mark.parametrize("field", ["name", "email", "phone", "organisation"])
def test_the_model_refuses_line_breaks_as_the_form_does(inquiry, field):
    setattr(inquiry, field, "a\nb")

    with pytest.raises(ValidationError) as caught:
        inquiry.full_clean()

    assert field in caught.value.message_dict


def test_the_text_form_names_no_person(inquiry, site_settings):
    services.add_message(inquiry, "Hemmeligt tillæg", site_settings)

    shown = f"{inquiry} {inquiry!r} {inquiry.messages.get()}"
    assert [part for part in [*PERSONAL, "Hemmeligt"] if part in shown] == []
