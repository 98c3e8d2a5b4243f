"""A contact page in an empty tree, an inquiry as the form makes it, and the four roles."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Site

from forside.models import ForsidePage
from henvendelser.models import Henvendelse
from redaktion import groups
from samskabelse.base.models import Indstillinger
from samskabelse.outbox.models import Mail
from samskabelse.users.models import User
from tests import factories

TEAM = "team@example.dk"

VALID = {
    "emne": "kursus",
    "besked": "Vi vil gerne høre om jeres kurser.\n\nHvornår er det næste?",
    "navn": "Ane Østergård",
    "email": "ane@kommune.dk",
    "telefon": "21222324",
    "organisation": "Kultur og Fritid",
}
PERSONAL = ["Ane", "Østergård", "ane@kommune.dk", "2122 2324", "21222324", "Kultur og Fritid"]


@pytest.fixture
def home(db: None) -> ForsidePage:
    return factories.empty_site().home


@pytest.fixture
def site_settings(home: ForsidePage) -> Indstillinger:
    settings = Indstillinger.for_site(Site.objects.get())
    settings.team_email = TEAM
    settings.save()
    return settings


@pytest.fixture
def send(client: Client, site_settings: Indstillinger) -> Callable[..., HttpResponse]:
    """Post the contact form with valid values except for those given."""

    def post(**changed: str) -> HttpResponse:
        return client.post("/kontakt/", {**VALID, **changed})

    return post


@pytest.fixture
def inquiry(send: Callable[..., HttpResponse]) -> Henvendelse:
    assert send().status_code == 303
    return Henvendelse.objects.get()


@pytest.fixture
def link(inquiry: Henvendelse) -> str:
    """The private link, taken from the receipt as the visitor does."""
    return link_in(Mail.objects.get(to=inquiry.email).body_text)


def link_in(text: str) -> str:
    found = re.search(r"^http://testserver(/henvendelse/\S+/)$", text, re.MULTILINE)
    assert found, text
    return found[1]


@pytest.fixture
def person(home: ForsidePage) -> Callable[[str], User]:
    """Return a colleague in the group of that name."""
    factories.groups()

    def make(group: str) -> User:
        number = User.objects.count()
        email = f"{group}{number or ''}@example.dk"
        user = User.objects.create_user(f"person-{number}", email, "x")
        user.groups.add(Group.objects.get(name=group))
        return user

    return make


@pytest.fixture
def staff(person: Callable[[str], User]) -> Client:
    """A browser in which a colleague from Henvendelser is logged in."""
    browser = Client()
    browser.force_login(person(groups.HENVENDELSER))
    return browser


def act(browser: Client, inquiry: Henvendelse, action: str, **sent: Any) -> HttpResponse:
    """Do something with the inquiry as its page's form does, made from what is there now."""
    follow = sent.pop("follow", False)
    inquiry.refresh_from_db()
    address = f"/admin/henvendelser/{inquiry.pk}/{action}/"
    return browser.post(address, {"seen": inquiry.version, **sent}, follow=follow)
