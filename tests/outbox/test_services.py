"""A mail is written with what it is about, and leaves the database on its day."""

from datetime import date, timedelta

import pytest
from django.core import mail as django_mail
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError
from django.db import transaction
from django.utils import timezone

from samskabelse.outbox.models import Mail
from samskabelse.outbox.services import Attachment, erase_address, purge, queue_mail, retry

pytestmark = pytest.mark.django_db


def queue(**changes):
    return queue_mail(**{"to": "anna@example.dk", "subject": "Emne", "text": "Tekst"} | changes)


def test_queueing_sends_nothing():
    mail = queue()

    assert mail.status == "venter"
    assert django_mail.outbox == []


def test_the_mail_goes_with_the_transaction():
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)

    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Emne\nBcc: ond@example.dk"},
        {"subject": "Emne\r"},
        {"to": "anna@example.dk\nBcc: ond@example.dk"},
        {"reply_to": "anna@example.dk\r\nX: y"},
        {"attachments": [Attachment("k\n.ics", "text/calendar", "")]},
    ],
)
def test_line_breaks_in_headers_are_refused(change):
    with pytest.raises(BadHeaderError):
        queue(**change)

    assert not Mail.objects.exists()


@pytest.mark.parametrize("to", ["", "anna", "a@example.dk,b@example.dk", "A <a@example.dk>"])
def test_the_address_is_exactly_one(to):
    with pytest.raises(ValidationError):
        queue(to=to)


def test_each_mail_has_a_message_id_of_ours():
    first, second = queue(), queue()

    assert first.message_id != second.message_id
    assert first.message_id.endswith("@testserver>")


def test_mails_are_kept_for_thirty_days():
    mail = queue()
    last = timezone.localdate() + timedelta(days=30)

    assert mail.delete_after == last
    assert purge(last) == 0
    assert purge(last + timedelta(days=1)) == 1
    assert not Mail.objects.exists()


def test_purging_takes_only_what_is_due():
    old, new = queue(), queue()
    Mail.objects.filter(pk=old.pk).update(delete_after=date(2025, 1, 1))

    purge(date(2025, 1, 2))

    assert list(Mail.objects.all()) == [new]


def test_one_person_is_erased_whatever_the_capitals():
    queue(to="Anna@Example.dk")
    queue(to="team@example.dk", reply_to="anna@example.dk")
    other = queue(to="bo@example.dk")

    assert erase_address("anna@example.dk") == 2
    assert list(Mail.objects.all()) == [other]


def test_a_given_up_mail_can_have_another_round():
    mail = queue()
    Mail.objects.filter(pk=mail.pk).update(status=Mail.Status.ABANDONED, attempts=10)

    retry(mail)

    assert Mail.objects.due().get().attempts == 0
