"""Editors write cases, articles, publications and chapters."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from artikler.models import KapitelPage
from tests import factories
from tests.factories import Tree
from tests.pages import soup_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_notes_are_called_notes(administrator: Client, tree: Tree) -> None:
    address = reverse("wagtailadmin_pages:add", args=("artikler", "artikelpage", tree.artikler.pk))

    soup = BeautifulSoup(administrator.get(address).content, "html.parser")

    text = " ".join(soup.get_text(" ").split())
    assert "Tilføj note" in text
    assert "notat" not in text.lower()


def test_help_names_the_facts_whose_lack_the_page_speaks_of(
    administrator: Client, tree: Tree
) -> None:
    case = factories.case(tree)
    edit = reverse("wagtailadmin_pages:edit", args=[case.pk])

    form = " ".join(soup_of(administrator, edit).stripped_strings)
    missing = soup_of(administrator, case.url).select("dd.hul")

    assert len(missing) == 3
    assert (
        "Kun tre ting nævner siden selv, når de mangler: hvad der ikke virkede, "
        "hvad casen bygger på, og hvordan det gik et år efter."
    ) in form


@pytest.mark.parametrize(("days_ahead", "is_taken"), [(0, True), (1, False)])
def test_text_is_not_changed_in_the_future(
    administrator: Client, tree: Tree, days_ahead: int, is_taken: bool
) -> None:
    day = timezone.localdate() + dt.timedelta(days=days_ahead)
    publication = factories.publikation(tree)
    data = {
        "title": "Et kapitel",
        "slug": "et-kapitel",
        "body": streamfield([]),
        "noter": inline_formset([]),
        "aendringer": inline_formset([{"date": day.isoformat(), "note": "Rettet et tal."}]),
        "comments": inline_formset([]),
    }
    address = reverse("wagtailadmin_pages:add", args=("artikler", "kapitelpage", publication.pk))

    response = administrator.post(address, {**nested_form_data(data), "action-publish": "1"})

    assert KapitelPage.objects.exists() is is_taken
    complaint = "Dagen ligger ude i fremtiden. Hvornår blev teksten ændret?"
    assert (complaint in response.content.decode()) is not is_taken
