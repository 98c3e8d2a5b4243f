"""A case shows what is known, says what is missing, and marks what is made up."""

import datetime as dt

import pytest
from django.test import Client

from cases.models import CasePage, Deltagertype
from kommuner.models import Kommune, Omraade, Region
from tests import factories
from tests.pages import soup_of, visible_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> factories.Tree:
    return factories.empty_site()


def shown(client: Client, case: CasePage) -> str:
    return visible_text(soup_of(client, case.url))


def test_full_case_shows_all_its_facts(client: Client, tree: factories.Tree) -> None:
    region = Region.objects.create(name="Region Prøve")
    facts = {
        "challenge": "Bussen kørte for tidligt.",
        "what_was_done": "De unge blev spurgt.",
        "participants": "24 unge.",
        "result": "Minibussen kører.",
        "not_worked": "Appen fik ni brugere.",
        "would_change": "Spørge de unge først.",
        "cost_and_time": "186.000 kr.",
        "follow_up": "Den kører stadig.",
        "source_title": "En rapport",
        "source_publisher": "COK",
    }
    case = factories.case(
        tree,
        omraade=Omraade.objects.create(name="Trafik"),
        year=2024,
        evidence=CasePage.Evidence.OWN,
        followed_up_on=dt.date(2025, 11, 1),
        **facts,
    )
    case.kommuner.add(Kommune.objects.create(code="9999", name="Prøvested", region=region))
    case.save()

    text = shown(client, case)

    for expected in (*facts.values(), "Prøvested Kommune", "Trafik", "2024", "Egen beretning"):
        assert expected in text
    assert "november 2025" in text


def test_what_is_missing_is_said_not_filled(client: Client, tree: factories.Tree) -> None:
    text = shown(client, factories.case(tree))

    assert "Vi ved endnu ikke, hvad der ikke virkede." in text
    assert "Vi følger op i " in text
    assert "None" not in text
    assert "Pris og tid" not in text


@pytest.mark.one_database
def test_kinds_of_participants_stand_in_for_who_took_part(
    client: Client, tree: factories.Tree
) -> None:
    case = factories.case(tree)
    case.participant_types = [
        Deltagertype.objects.create(name=name) for name in ("Forældre", "Unge")
    ]
    case.save()

    assert "De var med Forældre, Unge" in shown(client, case)

    case.participants = "24 unge fra Vestby."
    case.save()

    assert "De var med 24 unge fra Vestby." in shown(client, case)
    assert "Forældre" not in shown(client, case)


@pytest.mark.one_database
def test_lines_of_the_follow_up_stay_apart(client: Client, tree: factories.Tree) -> None:
    case = factories.case(tree, follow_up="Den kører.\nMen tommere.")

    facts = soup_of(client, case.url).select(".fakta dd")
    assert [str(fact) for fact in facts if "Den kører." in fact.text] == [
        "<dd>Den kører.<br/>Men tommere.</dd>"
    ]


@pytest.mark.one_database
def test_made_up_case_says_so_whatever_else_it_is_marked_as(tree: factories.Tree) -> None:
    made_up = factories.case(tree, "Opdigtet", is_example=True, mark="COK-case")
    true = factories.case(tree, "Sand", mark="COK-case")

    assert made_up.as_card().badge == "Eksempel"
    assert true.as_card().badge == "COK-case"


def test_made_up_case_is_marked_on_card_and_page(client: Client, tree: factories.Tree) -> None:
    case = factories.case(tree, is_example=True, note="Eksempel: Kattegat Kommune findes ikke.")

    assert "Kattegat Kommune findes ikke." in shown(client, case)
    assert "Eksempel" in visible_text(soup_of(client, tree.cases.url))


def test_example_without_a_note_gets_the_standard_one(client: Client, tree: factories.Tree) -> None:
    case = factories.case(tree, is_example=True)

    assert "Kommunen findes ikke." in shown(client, case)


@pytest.mark.one_database
def test_reasons_have_a_heading_that_counts_the_veje(client: Client, tree: factories.Tree) -> None:
    veje = [factories.vej(tree, number) for number in (1, 2)]
    one, two = (factories.case(tree, title) for title in ("Én vej", "To veje"))
    factories.tie(one, veje[0])
    factories.tie(two, *veje)

    assert "Derfor hænger casen sammen med vejen " in shown(client, one)
    assert "Derfor hænger casen sammen med vejene " in shown(client, two)


def test_editors_note_on_the_source_is_not_shown(client: Client, tree: factories.Tree) -> None:
    case = factories.case(tree, source_title="Rapport", source_note="Slutningen er ikke læst.")

    assert "Slutningen er ikke læst." not in shown(client, case)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("Solrød", "Solrød Kommune"),
        ("København", "Københavns Kommune"),
        ("Bornholm", "Bornholms Regionskommune"),
    ],
)
def test_municipalities_have_the_names_they_use(name: str, full: str) -> None:
    assert Kommune(name=name).full_name == full
