"""Who may come in: each role at each address of the inbox, found where Django finds them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from henvendelser.models import Henvendelse, Svarskabelon
from redaktion import groups
from samskabelse.outbox.models import Mail

pytestmark = pytest.mark.one_database

#: Everything of ours about inquiries, mails and persons that the administration leads to.
SPACES = ("henvendelser", "svarskabeloner")
MODULES = ("henvendelser.", "samskabelse.outbox.")

COLLEAGUES = [groups.REDAKTOERER, groups.GODKENDERE, groups.KURSUSADMINISTRATORER]


def patterns(resolver: Any, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Return each address below with its full name."""
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield ":".join([*spaces, one.name or ""]), one
        else:
            yield from patterns(one, (*spaces, one.namespace) if one.namespace else spaces)


def addresses(pk: int) -> dict[str, str]:
    """Return each guarded address by its name, the numbers in it filled in."""
    admin = next(one for one in get_resolver().url_patterns if str(one.pattern) == "admin/")
    found = {}
    for name, pattern in patterns(admin):
        module = getattr(pattern.callback, "__module__", "")
        if name.partition(":")[0] in SPACES or module.startswith(MODULES):
            kwargs = dict.fromkeys(pattern.pattern.converters, pk)
            found[name] = reverse(name, kwargs=kwargs)
    return found


@pytest.fixture
def numbers(inquiry: Henvendelse) -> list[int]:
    """The number of something that is there at every address, and one that is nowhere."""
    Svarskabelon.objects.create(pk=inquiry.pk, name="Tak", text="Hej")
    Mail.objects.filter(pk=inquiry.pk).update(status="opgivet")
    return [inquiry.pk, 999_999]


def test_the_matrix_below_has_every_address(db):
    names = set(addresses(7))

    actions = ["status", "tildel", "notat", "svar", "tider", "moede", "aflys", "saml", "skil"]
    actions += ["ulaest", "inspect", "delete"]
    lists = ["index", "index_results", "eksport_xlsx", "eksport_csv", "flere"]
    assert names >= {f"henvendelser:{name}" for name in [*actions, *lists]}
    assert names >= {f"svarskabeloner:{name}" for name in ["index", "add", "edit", "delete"]}
    assert names >= {"outbox_undelivered", "outbox_send_again", "persondata"}


@pytest.mark.parametrize("group", COLLEAGUES)
def test_other_colleagues_are_refused_everywhere(inquiry, person, numbers, group):
    browser = Client()
    browser.force_login(person(group))
    before = everything()

    for name, answer in answers(browser, inquiry, numbers):
        assert answer.status_code == 403, name
        assert inquiry.reference not in answer.text, name
    assert everything() == before


def test_strangers_are_led_to_the_login(client, inquiry, numbers):
    before = everything()

    for name, answer in answers(client, inquiry, numbers):
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/konto/login/"), name
    assert everything() == before


def test_the_group_is_refused_nowhere(staff, numbers):
    for name, address in addresses(numbers[0]).items():
        assert staff.get(address).status_code in {200, 405}, name


def answers(browser: Client, inquiry: Henvendelse, numbers: list[int]) -> Iterator[Any]:
    """Return what each address answers when it is read and when something is sent there."""
    sent = {"status": "spam", "email": inquiry.email, "handling": "slet", "valgt": inquiry.pk}
    for number in numbers:
        for name, address in addresses(number).items():
            yield name, browser.get(address)
            yield name, browser.post(address, sent)


def everything() -> list[Any]:
    models = (Henvendelse, Svarskabelon, Mail)
    return [list(model.objects.order_by("pk").values()) for model in models]
