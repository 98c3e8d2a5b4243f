"""Users and the first administrator."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

pytestmark = pytest.mark.django_db

User = get_user_model()


def ensure_admin():
    said = StringIO()
    call_command("ensure_admin", stdout=said)
    return said.getvalue()


def test_a_user_is_shown_by_name_or_username():
    assert str(User(username="anna")) == "anna"
    assert str(User(username="anna", first_name="Anna", last_name="Bo")) == "Anna Bo"


def test_addresses_are_unique_whatever_their_capitals():
    User.objects.create_user("anna", "anna@example.dk")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("bo", "Anna@Example.dk".replace("Example", "example"))
    with pytest.raises(ValidationError):
        User(username="bo", email="ANNA@example.dk", password="x").full_clean()


def test_an_address_is_required():
    with pytest.raises(ValidationError) as refused:
        User(username="anna", password="x").full_clean()

    assert "email" in refused.value.message_dict


def test_the_first_administrator_is_told_once(settings):
    settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD = "admin", ""

    line = ensure_admin()

    name, _, password = line.removeprefix("Administrator: ").strip().partition(" / ")
    user = User.objects.get()
    assert line.count("\n") == 1
    assert name == user.username == "admin"
    assert len(password) >= 16
    assert user.check_password(password)
    assert user.is_superuser
    assert user.email == "admin@example.dk"
    assert ensure_admin() == ""
    assert User.objects.count() == 1


def test_the_password_may_be_given(settings):
    settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD = "chef", "valgt på forhånd"

    assert ensure_admin() == "Administrator: chef / valgt på forhånd\n"
    assert User.objects.get().check_password("valgt på forhånd")


def test_nobody_is_made_an_administrator_by_accident(settings):
    settings.ADMIN_USERNAME = "anna"
    User.objects.create_user("anna", "anna@example.dk")

    with pytest.raises(CommandError):
        ensure_admin()
    assert not User.objects.filter(is_superuser=True).exists()
