"""Dead letters and one person's data in the admin: for the right group, no more than needed."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client

from redaktion import groups
from samskabelse.outbox.models import Mail
from samskabelse.outbox.services import queue_mail
from samskabelse.users.models import User

pytestmark = pytest.mark.django_db
ADDRESSES = ["/admin/mails/", "/admin/persondata/"]


@pytest.fixture
def browser():
    """Return a browser in which a colleague of that group is logged in."""
    groups.ensure_groups()

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


@pytest.mark.parametrize(
    "group", [groups.REDAKTOERER, groups.GODKENDERE, groups.KURSUSADMINISTRATORER]
)
def test_others_are_refused_everywhere(browser, letter, group):
    client = browser(group)

    for address in [*ADDRESSES, f"/admin/mails/{letter.pk}/igen/"]:
        assert client.post(address, {"email": "ane@kommune.dk"}).status_code in {302, 403}, address
    letter.refresh_from_db()
    assert letter.status == "opgivet"


def test_strangers_are_led_to_the_login(client, letter):
    for address in ADDRESSES:
        assert "/konto/login/" in client.get(address)["Location"]


def test_the_command_finds_hands_out_and_erases(letter, capsys):
    call_command("persondata", "ane@kommune.dk")
    assert "Mails på vej ud: 1" in capsys.readouterr().out
    call_command("persondata", "ane@kommune.dk", "--json")
    assert "Hemmeligt" in capsys.readouterr().out
    call_command("persondata", "ane@kommune.dk", "--slet")
    assert "Slettet." in capsys.readouterr().out
    assert not Mail.objects.exists()
