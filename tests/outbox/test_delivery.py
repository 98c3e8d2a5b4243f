"""At least once, at most one double per crash, and never forgotten."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from samskabelse.outbox import delivery
from samskabelse.outbox.delivery import mark_failed, mark_sent
from samskabelse.outbox.models import Mail
from samskabelse.outbox.services import Attachment, queue_mail

pytestmark = pytest.mark.django_db

START = "2026-05-04 09:00:00+02:00"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        delivery._Rest.until = None
        yield traveller


@pytest.fixture
def server(monkeypatch):
    """A mail server that answers with the errors in its list, then well."""

    class Server:
        def __init__(self):
            self.errors = []
            self.always = None

    state = Server()
    send = EmailBackend.send_messages

    def answer(self, messages):
        if state.always:
            raise state.always
        if state.errors and (error := state.errors.pop(0)):
            raise error
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", answer)
    return state


def queue(number=1, **changes):
    values = {"to": f"nr{number}@example.dk", "subject": "Sådan æøå", "text": "Kære dig\n"}
    return queue_mail(**values | changes)


def sent_to():
    return [message.to[0] for message in django_mail.outbox]


def test_what_is_due_is_sent_and_marked():
    mail = queue(reply_to="svar@example.dk")

    assert delivery.send_due() == 1

    mail.refresh_from_db()
    message = django_mail.outbox[0]
    assert mail.status == "sendt"
    assert mail.sent_at == timezone.now()
    assert message.subject == "Sådan æøå"
    assert message.reply_to == ["svar@example.dk"]
    assert message.message()["Message-ID"] == mail.message_id
    assert message.message()["Auto-Submitted"] == "auto-generated"


def test_a_sent_mail_is_not_sent_again():
    queue()

    delivery.send_due()
    delivery.send_due()

    assert len(django_mail.outbox) == 1


def test_attachments_go_along():
    queue(attachments=[Attachment("kalender.ics", "text/calendar", "BEGIN:VCALENDAR æ")])

    delivery.send_due()

    name, content, kind = django_mail.outbox[0].attachments[0]
    assert (name, content, kind) == ("kalender.ics", "BEGIN:VCALENDAR æ", "text/calendar")


def test_no_more_than_asked_for():
    for number in range(5):
        queue(number)

    assert delivery.send_due(limit=2) == 2
    assert Mail.objects.waiting().count() == 3


def test_a_failed_mail_is_tried_ten_times_over_four_and_a_half_hours(server, clock):
    mail = queue()
    server.always = smtplib.SMTPDataError(550, b"nr1@example.dk is unknown")
    begun, tries = timezone.now(), 0

    while Mail.objects.waiting().exists():
        mail.refresh_from_db()
        clock.move_to(mail.next_attempt_at)
        delivery.send_due()
        tries += 1

    mail.refresh_from_db()
    assert tries == mail.attempts == 10
    assert mail.status == "opgivet"
    assert timedelta(hours=4.5) <= timezone.now() - begun <= timedelta(hours=5)
    assert django_mail.outbox == []


def test_the_pauses_grow(server, clock):
    mail = queue()
    server.always = smtplib.SMTPDataError(450, b"later")
    pauses = []
    for _ in range(4):
        delivery.send_due()
        mail.refresh_from_db()
        pauses.append((mail.next_attempt_at - timezone.now()).total_seconds() / 60)
        clock.move_to(mail.next_attempt_at)

    assert pauses == [1, 5, 15, 30]


def test_a_failed_mail_is_not_tried_before_its_time(server, clock):
    queue()
    server.errors = [smtplib.SMTPDataError(450, b"later")]
    delivery.send_due()

    clock.shift(timedelta(seconds=59))
    assert delivery.send_due() == 0
    clock.shift(timedelta(seconds=2))
    assert delivery.send_due() == 1


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (smtplib.SMTPDataError(550, b"anna@example.dk is unknown"), "SMTPDataError 550"),
        (
            smtplib.SMTPRecipientsRefused({"anna@example.dk": (553, b"anna?")}),
            "SMTPRecipientsRefused 553",
        ),
        (ConnectionRefusedError(111, "refused"), "server away: ConnectionRefusedError"),
        (TimeoutError("anna@example.dk"), "server away: TimeoutError"),
        (ValueError("anna@example.dk"), "ValueError"),
    ],
)
def test_the_error_is_kept_without_names(server, caplog, error, kept):
    mail = queue()
    server.errors = [error]

    delivery.send_due()

    mail.refresh_from_db()
    assert mail.last_error == kept
    assert "anna" not in mail.last_error + caplog.text


def test_one_refused_receiver_holds_nobody_back(server):
    queue(1), queue(2), queue(3)
    server.errors = [smtplib.SMTPRecipientsRefused({"nr1@example.dk": (550, b"no")})]

    assert delivery.send_due() == 2
    assert sent_to() == ["nr2@example.dk", "nr3@example.dk"]


def test_an_outage_costs_few_attempts_and_all_go_when_it_ends(server, clock):
    for number in range(100):
        queue(number)
    server.always = ConnectionRefusedError()
    for _ in range(30):  # a minute of the worker's rounds
        delivery.poll()
        clock.shift(timedelta(seconds=2))
    tried = Mail.objects.filter(attempts__gt=0).count()

    server.always = None
    for _ in range(10):
        delivery.poll()
        clock.shift(timedelta(seconds=2))

    assert tried <= 7
    assert not Mail.objects.waiting().exists()
    assert len(sent_to()) == len(set(sent_to())) == 100


def test_a_claimed_mail_is_left_alone(clock):
    queue()
    assert delivery.claim() is not None

    assert delivery.send_due() == 0


def test_a_crash_before_sending_loses_nothing(clock):
    queue()
    delivery.claim()  # and then the worker is killed

    clock.shift(timedelta(minutes=5))

    assert delivery.send_due() == 1
    assert len(django_mail.outbox) == 1


def test_a_crash_after_sending_gives_one_double_with_the_same_id(clock, monkeypatch):
    queue()

    def die(mail):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(delivery, "mark_sent", die)
        with pytest.raises(KeyboardInterrupt):
            delivery.send_due()
    assert delivery.send_due() == 0  # the lease stands

    clock.shift(timedelta(minutes=5))
    delivery.send_due()
    clock.shift(timedelta(minutes=5))
    delivery.send_due()

    assert len(django_mail.outbox) == 2
    assert len({message.message()["Message-ID"] for message in django_mail.outbox}) == 1


def test_an_idle_worker_takes_no_write_lock(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert delivery.send_due() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", [mark_sent, lambda mail: mark_failed(mail, OSError())])
def test_mail_erased_on_its_way_stays_erased(outcome) -> None:
    mail = queue_mail(to="a@kommune.example", subject="Emne", text="Tekst")
    Mail.objects.all().delete()

    outcome(mail)

    assert not Mail.objects.exists()
