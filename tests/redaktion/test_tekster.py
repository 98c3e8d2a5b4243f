"""Editors write cases, articles, publications and chapters."""

import datetime as dt
from calendar import monthrange
from contextlib import nullcontext

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    streamfield,
)

from artikler.models import KapitelPage, Kilde
from cases.models import CasePage
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


def complaints(
    client: Client, case: CasePage, action: str = "action-publish", **fields: str
) -> str:
    """Return what the form says at the fields when the case is published with them."""
    edit = reverse("wagtailadmin_pages:edit", args=[case.pk])
    data = querydict_from_html(client.get(edit).content.decode(), form_id="page-edit-form").copy()
    for name, value in {**nested_form_data({"body": streamfield([])}), **fields}.items():
        data[name] = value
    soup = BeautifulSoup(client.post(edit, {**data.dict(), action: "1"}).content, "html.parser")
    return " ".join(error.get_text(" ", strip=True) for error in soup.select(".error-message"))


@pytest.fixture
def case(tree: Tree) -> CasePage:
    return factories.case(tree)


TODAY = timezone.localdate()
MONTH_END = TODAY.replace(day=monthrange(TODAY.year, TODAY.month)[1])


@pytest.mark.parametrize(
    ("year", "is_taken"),
    [(99, False), (1969, False), (1970, True), (TODAY.year + 1, True), (TODAY.year + 2, False)],
)
def test_year_of_a_case_is_one_that_can_be(
    administrator: Client, case: CasePage, year: int, is_taken: bool
) -> None:
    said = complaints(administrator, case, year=str(year))

    assert said == ("" if is_taken else f"Skriv et årstal fra 1970 til {TODAY.year + 1}.")
    assert CasePage.objects.filter(year=year).exists() is is_taken


@pytest.mark.parametrize(("days_after_the_month", "is_taken"), [(0, True), (1, False)])
def test_case_is_not_followed_up_in_a_month_to_come(
    administrator: Client, case: CasePage, days_after_the_month: int, is_taken: bool
) -> None:
    day = MONTH_END + dt.timedelta(days=days_after_the_month)

    said = complaints(administrator, case, followed_up_on=str(day), follow_up="Den kører stadig.")

    complaint = "Måneden ligger ude i fremtiden. Hvornår blev der fulgt op på casen?"
    assert said == ("" if is_taken else complaint)


def test_follow_up_without_text_is_no_more_than_a_draft(
    administrator: Client, case: CasePage
) -> None:
    published = complaints(administrator, case, followed_up_on="2025-11-01")
    saved = complaints(administrator, case, "action-save", followed_up_on="2025-11-01")

    assert published == "Skriv, hvordan det gik, eller fjern måneden, hvor der blev fulgt op."
    assert saved == ""


@pytest.mark.parametrize(("years_ahead", "is_taken"), [(-178, True), (1, True), (2, False)])
def test_source_is_not_from_the_future(years_ahead: int, is_taken: bool) -> None:
    source = Kilde(title="Bogen", year=TODAY.year + years_ahead)

    with nullcontext() if is_taken else pytest.raises(ValidationError, match="der højst er"):
        source.clean()
