"""Editors write articles, publications and chapters."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests.factories import Tree

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_notes_are_called_notes(administrator: Client, tree: Tree) -> None:
    address = reverse("wagtailadmin_pages:add", args=("artikler", "artikelpage", tree.artikler.pk))

    soup = BeautifulSoup(administrator.get(address).content, "html.parser")

    text = " ".join(soup.get_text(" ").split())
    assert "Tilføj note" in text
    assert "notat" not in text.lower()
