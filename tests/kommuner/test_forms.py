"""Choosing a municipality: by list, by typing, by name; and nothing typed is lost."""

import pytest
from django import forms

from kommuner.forms import KommuneField
from kommuner.models import Kommune, Region


class StedForm(forms.Form):
    kommune = KommuneField(required=False)


@pytest.fixture
def places(db):
    region = Region.objects.create(name="Region X")
    rows = [("0101", "København"), ("0269", "Solrød"), ("0400", "Bornholm"), ("0492", "Ærø")]
    for code, name in rows:
        Kommune.objects.create(code=code, name=name, region=region)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0269", "0269"),
        ("269", "0269"),
        ("Solrød", "0269"),
        ("  solrød   KOMMUNE ", "0269"),
        ("Københavns Kommune", "0101"),
        ("bornholms regionskommune", "0400"),
        ("ÆRØ", "0492"),
        ("solroed", "0269"),
        ("aeroe", "0492"),
    ],
)
def test_a_municipality_is_known_by_code_and_name(places, typed, code):
    form = StedForm({"kommune": typed})

    assert form.is_valid()
    assert form.cleaned_data["kommune"].code == code
    assert f'<option value="{code}" selected>' in str(form["kommune"])


def test_it_may_be_left_out(places):
    form = StedForm({"kommune": " "})

    assert form.is_valid()
    assert form.cleaned_data["kommune"] is None


@pytest.mark.parametrize(
    "typed", ["Malmö", "9999", "x" * 100_000, "<script>", "٠٢٦٩x", "-1", "0", "²"]
)
def test_what_is_no_municipality_is_told_and_kept(places, typed):
    form = StedForm({"kommune": typed})

    html = str(form["kommune"])
    assert form.errors["kommune"][0].startswith("Den kommune kender vi ikke.")
    assert html.count("selected") == 1
    assert "<script>" not in html


def test_the_list_is_in_danish_order(places):
    region = Region.objects.get()
    for code, name in (("0580", "Aabenraa"), ("0851", "Aalborg"), ("0615", "Åbyen")):
        Kommune.objects.create(code=code, name=name, region=region)

    names = [label for code, label in StedForm().fields["kommune"].choices if code]

    assert names == ["Bornholm", "København", "Solrød", "Ærø", "Aabenraa", "Åbyen", "Aalborg"]


def test_the_list_holds_all_and_asks_once(places, django_assert_num_queries):
    with django_assert_num_queries(1):
        html = str(StedForm()["kommune"])

    assert html.count("<option") == 5
    assert "Vælg kommune" in html
