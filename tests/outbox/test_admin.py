"""Dead letters and one person's data in the admin: for the right group, no more than needed."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from wagtail.models import ModelLogEntry

from redaktion import groups
from samskabelse.outbox.models import Mail
from samskabelse.outbox.services import queue_mail
from samskabelse.users.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    """Return a browser in which a colleague of that group is logged in."""
    factories.groups()

    def logged_in(group):
        user = User.objects.create_user(group, f"{group}@example.dk", "x")
        found = Group.objects.filter(name=group).first()
        if found:
            user.groups.add(found)
        else:
            user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client = Client()
        client.force_login(user)
        return client

    return logged_in


@pytest.fixture
def letter():
    mail = queue_mail(to="ane@kommune.dk", subject="Svar (S-1)", text="Hemmeligt\n")
    Mail.objects.update(status="opgivet", attempts=10, last_error="SMTPRecipientsRefused 550")
    return mail


def test_dead_letters_are_seen_and_sent_again(browser, letter):
    client = browser(groups.HENVENDELSER)

    page = client.get("/admin/mails/").content.decode()
    answer = client.post(f"/admin/mails/{letter.pk}/igen/")

    assert "Svar (S-1)" in page
    assert "a…@kommune.dk" in page
    assert "Modtagerens mailserver afviste adressen." in page
    assert "ane@kommune.dk" not in page
    assert "Hemmeligt" not in page
    assert answer.status_code == 302
    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("venter", 0)


def test_a_person_is_found_handed_out_and_erased(browser, letter):
    client = browser(groups.HENVENDELSER)

    page = client.post("/admin/persondata/", {"email": "Ane@kommune.dk"}).content.decode()
    file = client.post("/admin/persondata/", {"email": "ane@kommune.dk", "handling": "hent"})
    client.post("/admin/persondata/", {"email": "ane@kommune.dk", "handling": "slet"})

    assert "Mails på vej ud: 1" in page
    assert "Hemmeligt" in file.content.decode()
    assert not Mail.objects.exists()


def test_what_is_done_with_a_persons_data_is_logged_without_whose_they_are(browser, letter):
    client = browser(groups.HENVENDELSER)
    for action in ({}, {"handling": "hent"}, {"handling": "slet"}):
        client.post("/admin/persondata/", {"email": "ane@kommune.dk", **action})

    entries = ModelLogEntry.objects.filter(action__startswith="persondata.").order_by("timestamp")
    assert [entry.action.partition(".")[2] for entry in entries] == ["find", "hand_out", "erase"]
    assert {entry.user.username for entry in entries} == {groups.HENVENDELSER}
    assert [entry.data["antal"] for entry in entries] == [1, 1, 1]
    assert "ane" not in " ".join(f"{entry.label} {entry.data}" for entry in entries)


def test_the_command_finds_hands_out_and_erases(letter, capsys):
    call_command("persondata", "ane@kommune.dk")
    assert "Mails på vej ud: 1" in capsys.readouterr().out
    call_command("persondata", "ane@kommune.dk", "--json")
    assert "Hemmeligt" in capsys.readouterr().out
    call_command("persondata", "ane@kommune.dk", "--slet")
    assert "Slettet." in capsys.readouterr().out
    assert not Mail.objects.exists()
