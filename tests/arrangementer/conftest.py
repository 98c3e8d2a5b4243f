"""A course with a date, people who sign up for it, and many of them at once."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Locale, Page

from arrangementer.models import Afholdelse
from arrangementer.tilmelding.pladser import Order, Person
from tests import factories
from tests.factories import Tree


@pytest.fixture
def tree(db: None) -> Tree:
    if not Page.objects.exists():  # an earlier test's flush took what the migrations made
        Locale.objects.get_or_create(language_code="da")
        Page.add_root(instance=Page(title="Root", slug="root"))
    return factories.empty_site()


@pytest.fixture
def make_date(tree: Tree) -> Callable[..., Afholdelse]:
    """Return a function that adds a date to one course."""
    pages: list[Any] = []

    def make(days_ahead: int = 60, **fields: Any) -> Afholdelse:
        if not pages:
            pages.append(factories.arrangement(tree, "Uenighed i rummet"))
        fields.setdefault("price", 4950)
        return factories.afholdelse(pages[0], days_ahead, **fields)

    return make


def person(number: int | str = 1) -> Person:
    return Person(name=f"Deltager {number}", email=f"deltager{number}@kommune.dk")


def order(*people: Person, **changed: Any) -> Order:
    values = {
        "contact_name": "Mette Kontakt",
        "contact_email": "mette@kommune.dk",
        "key": uuid.uuid4(),
        "employer": "Kattegat Kommune",
        "ean": "5790000000005",
        **changed,
    }
    return Order(people=people or (person(),), **values)
