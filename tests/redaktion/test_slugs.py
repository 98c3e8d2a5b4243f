"""Addresses as a Dane would write them, whoever makes them: Python, the form, the browser."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cases.models import CasePage
from redaktion.widgets import DanishSlugInput
from samskabelse.base.slugs import danish_slugify
from tests import factories
from tests.factories import Tree

TITLES = [
    ("Ærlig øvelse i Århus", "aerlig-oevelse-i-aarhus"),
    ("Ældre på øen", "aeldre-paa-oeen"),
    ("ÆØÅ", "aeoeaa"),
    ("Én dag – to møder", "en-dag-to-moeder"),
    ("»Vi gør det selv!«", "vi-goer-det-selv"),
    ("Møde nr. 3: Hvad nu, hvis …?", "moede-nr-3-hvad-nu-hvis"),
    ("Ja/nej & måske", "janej-maaske"),
    ("  Luft   omkring  ", "luft-omkring"),
    ("- begynder med en streg", "begynder-med-en-streg"),
    ("Malmö, Zürich og Ängelholm", "malmoe-zyrich-og-aengelholm"),
    ("Café à la crème", "cafe-a-la-creme"),
    ("2026", "2026"),
]


@pytest.mark.parametrize(("title", "slug"), TITLES)
def test_python_spells_a_title(title: str, slug: str) -> None:
    assert danish_slugify(title) == slug


@pytest.mark.parametrize(("title", "slug"), TITLES)
def test_browser_spells_a_title_the_same(title: str, slug: str) -> None:
    assert cleaned_by_the_browser(title) == slug


def cleaned_by_the_browser(text: str) -> str:
    """Do what Wagtail's `CleanController` does with our replacements, then with its own."""
    attributes = DanishSlugInput().build_attrs(DanishSlugInput().attrs)
    text = text.strip()
    for (pattern, flags), replacement in json.loads(attributes["data-w-slug-formatters-value"]):
        assert set(flags) <= set("giu")
        text = re.sub(pattern, replacement, text)
    text = re.sub(r"\s+", "-", text)
    return re.sub(r"[^A-Za-z0-9\-_]", "", text).lower()


@pytest.mark.django_db
class TestPages:
    @pytest.mark.parametrize("live", [True, False])
    def test_page_without_a_slug_gets_a_danish_one(self, tree: Tree, live: bool) -> None:
        page = tree.cases.add_child(instance=CasePage(title="Ærlig øvelse i Århus", live=live))

        assert page.slug == "aerlig-oevelse-i-aarhus"
        assert page.url == "/cases/aerlig-oevelse-i-aarhus/"

    def test_pages_with_one_title_have_two_addresses(self, tree: Tree) -> None:
        pages = [tree.cases.add_child(instance=CasePage(title="På øen")) for _i in range(3)]

        assert pages[0].slug == "paa-oeen"
        assert len({page.slug for page in pages}) == 3

    def test_very_long_title_still_fits(self, tree: Tree) -> None:
        page = tree.cases.add_child(instance=CasePage(title="Å" * 255))

        assert len(page.slug) <= 255

    def test_chosen_slug_is_kept(self, tree: Tree) -> None:
        page = tree.cases.add_child(instance=CasePage(title="På øen", slug="noget-andet"))

        assert page.slug == "noget-andet"

    @pytest.mark.parametrize("view", ["add", "edit", "copy"])
    def test_address_field_carries_the_danish_letters(
        self, tree: Tree, administrator: Client, view: str
    ) -> None:
        case = factories.case(tree)
        address = (
            reverse("wagtailadmin_pages:add", args=("cases", "casepage", tree.cases.pk))
            if view == "add"
            else reverse(f"wagtailadmin_pages:{view}", args=[case.pk])
        )

        soup = BeautifulSoup(administrator.get(address).content, "html.parser")

        field = soup.select_one("[name=new_slug]" if view == "copy" else "[name=slug]")
        assert "ø" in "".join(str(json.loads(field["data-w-slug-formatters-value"])))
