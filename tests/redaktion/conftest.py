"""Colleagues in the groups, each with a browser."""

from collections.abc import Callable

import pytest

# Wagtail translates a few labels while these are imported. Tests migrate with translations off and
# would import them then; a server never does.
import wagtail.admin.forms.collections
import wagtail.images.forms  # noqa: F401
from django.contrib.auth.models import Group
from django.test import Client

from samskabelse.users.models import User
from tests import factories
from tests.factories import Tree


@pytest.fixture
def tree(db: None) -> Tree:
    """The empty site with its groups and its workflow."""
    tree = factories.empty_site()
    factories.groups()
    return tree


@pytest.fixture
def browser_of(db: None) -> Callable[[str], Client]:
    """Return a browser in which a colleague from the group is logged in."""

    def log_in(group: str) -> Client:
        name = group.lower()
        user = User.objects.create_user(name, f"{name}@example.dk", "x", first_name="Ib")
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def administrator(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("anne", "anne@example.dk", "x"))
    return client
