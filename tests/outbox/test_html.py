"""Every mail as a page: escaped, in the house's identity, and nothing fetched from anywhere."""

import email
from email import policy

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.core import mail as django_mail

from samskabelse.outbox import delivery
from samskabelse.outbox.html import render_html
from samskabelse.outbox.models import Mail
from samskabelse.outbox.services import queue_mail

TEXT = "Hej <b>Ane</b>\n\nFølg den her:\nhttp://testserver/henvendelse/abc/\n\nhttp://evil.dk/x\n"


def test_the_text_is_escaped_and_only_our_own_address_is_a_link():
    soup = BeautifulSoup(render_html('Sag "1" <i>', TEXT), "html.parser")

    assert soup.h1.text == 'Sag "1" <i>'
    assert "Hej <b>Ane</b>" in soup.text
    links = [link["href"] for link in soup.find_all("a")]
    assert links == ["http://testserver/henvendelse/abc/", "http://testserver/"]
    assert soup.html["lang"] == "da"


def test_nothing_is_fetched():
    html = render_html("Emne", TEXT)

    assert not BeautifulSoup(html, "html.parser").find_all(["img", "link", "script", "style"])
    assert "url(" not in html


@pytest.mark.parametrize("tail", ['"onclick="x', "javascript:x y", "<script>", "å"])
def test_an_address_with_more_in_it_is_text(tail):
    html = render_html("Emne", f"http://testserver/{tail}")

    assert len(BeautifulSoup(html, "html.parser").find_all("a")) == 1


@pytest.mark.django_db
def test_each_mail_leaves_as_text_and_as_page(settings, tmp_path):
    settings.EMAIL_BACKEND = "samskabelse.outbox.backends.EmlFileBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    queue_mail(to="ane@example.dk", subject="Blåbær", text="Kære Ane\n\nÆØÅ\n")

    assert delivery.send_due() == 1

    (file,) = tmp_path.glob("*.eml")
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert message.get_content_type() == "multipart/alternative"
    plain, page = message.iter_parts()
    assert plain.get_content() == "Kære Ane\n\nÆØÅ\n"
    assert page.get_content_type() == "text/html"
    assert "ÆØÅ" in page.get_content()
    assert message["Subject"] == "Blåbær"
    assert django_settings.DEFAULT_FROM_EMAIL.partition(" <")[0] in message["From"]
    assert not hasattr(django_mail, "outbox") or not django_mail.outbox


@pytest.mark.django_db(transaction=True)
def test_the_file_is_deleted_with_its_mail(settings, tmp_path):
    settings.EMAIL_BACKEND = "samskabelse.outbox.backends.EmlFileBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    first = queue_mail(to="ane@example.dk", subject="Emne", text="Hej\n")
    queue_mail(to="bo@example.dk", subject="Emne", text="Hej\n")
    delivery.send_due()

    first.delete()

    (file,) = tmp_path.glob("*.eml")
    assert "bo@example.dk" in file.read_text()


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_is_erased_while_it_is_sent_leaves_no_file(settings, tmp_path):
    settings.EMAIL_BACKEND = "samskabelse.outbox.backends.EmlFileBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    queue_mail(to="ane@example.dk", subject="Emne", text="Hej\n")
    mail = delivery.claim()
    Mail.objects.all().delete()

    delivery.deliver(mail)

    assert list(tmp_path.glob("*.eml")) == []
