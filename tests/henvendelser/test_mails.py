"""What is mailed about an inquiry, to whom, and what is not."""

from unittest import mock

import pytest
from django.core import mail as django_mail
from django.urls import reverse

from henvendelser.models import Henvendelse
from samskabelse.outbox.delivery import send_due
from samskabelse.outbox.models import Mail

from .conftest import PERSONAL, TEAM, VALID, link_in

pytestmark = pytest.mark.one_database


def test_the_receipt_tells_number_day_and_private_link(inquiry, client):
    receipt = Mail.objects.get(to="ane@kommune.dk")

    assert receipt.subject == f"Vi har fået din besked ({inquiry.reference})"
    assert receipt.body_text.startswith("Hej Ane Østergård\n")
    assert "»Kurser og arrangementer«" in receipt.body_text
    assert f"{inquiry.answer_by.day}. " in receipt.body_text
    assert "90 dage efter, at sagen er afsluttet" in receipt.body_text
    assert client.get(link_in(receipt.body_text)).status_code == 200


def test_the_team_gets_a_word_without_anything_personal(inquiry):
    word = Mail.objects.get(to=TEAM)

    assert word.subject == f"Ny henvendelse: Kurser og arrangementer ({inquiry.reference})"
    assert reverse("henvendelser:inspect", args=[inquiry.pk]) in word.body_text
    assert "Ønsker møde: Nej" in word.body_text
    whole = word.subject + word.body_text
    assert [part for part in [*PERSONAL, "Hvornår", "/henvendelse/"] if part in whole] == []


def test_a_wish_for_a_meeting_is_told(send):
    send(emne="moede")

    assert "Ønsker møde: Ja" in Mail.objects.get(to=TEAM).body_text


def test_the_mails_leave_the_outbox_as_they_were_written(inquiry):
    assert send_due() == 2

    by_receiver = {message.to[0]: message for message in django_mail.outbox}
    assert set(by_receiver) == {"ane@kommune.dk", TEAM}
    for message in by_receiver.values():
        assert message.cc == message.bcc == []
        assert "{" not in message.subject + message.body


@pytest.mark.parametrize(
    "injected",
    ["Ane\r\nBcc: evil@x.dk", "Ane\nBcc: evil@x.dk", "Ane\rBcc: evil@x.dk", "Ane\u2028Bcc: e@x.dk"],
)
def test_no_header_can_be_written_by_a_visitor(send, injected):
    for field in ("navn", "email", "organisation", "telefon"):
        assert send(**{field: injected}).status_code == 422, field

    assert Mail.objects.count() == 0


def test_headers_typed_in_the_message_stay_text(send):
    send(besked="Hej\r\nBcc: evil@x.dk\r\n\r\nog mere", navn="Bcc: evil@x.dk")

    send_due()

    for message in django_mail.outbox:
        assert message.recipients() in (["ane@kommune.dk"], [TEAM])
        assert message.message()["Bcc"] is None


def test_braces_in_a_name_are_not_filled(send):
    send(navn="{telefon} {status_link}")

    receipt = Mail.objects.get(to="ane@kommune.dk")
    assert receipt.body_text.startswith("Hej {telefon} {status_link}\n")


def test_the_link_goes_to_our_address_whatever_the_request_says(client, site_settings, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/kontakt/", VALID, headers={"host": "evil.dk"})

    assert Henvendelse.objects.count() == 1
    assert not Mail.objects.filter(body_text__contains="evil.dk").exists()


def test_row_and_mails_are_one_transaction(send):
    with (
        mock.patch("henvendelser.services.intake.queue_for_team", side_effect=RuntimeError),
        pytest.raises(RuntimeError),
    ):
        send()

    assert Henvendelse.objects.count() == 0
    assert Mail.objects.count() == 0
