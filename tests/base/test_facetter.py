"""Facets combine, count, and say what to drop; the address is never trusted."""

import datetime as dt
import random

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import urlencode

from cases.models import CasePage
from kommuner.models import Kommune, Omraade, Region
from samskabelse.base import facetter
from samskabelse.base.facetter import Choice, Facet, Listing, Order
from samskabelse.base.slugs import danish_slugify
from samskabelse.base.visibility import visible
from tests import factories
from veje.facetter import vej_facet
from veje.models import Traad

pytestmark = pytest.mark.django_db


def named(name: str) -> Choice:
    return Choice(danish_slugify(name), name)


LISTING = Listing(
    name="prøve",
    rows=lambda: visible(CasePage.objects),
    facets=[
        vej_facet(),
        Facet("omraade", "Område", ["omraade__name"], named),
        Facet("kommune", "Kommune", ["kommuner__name"], named),
        Facet("aar", "År", ["year"], lambda year: Choice(str(year), str(year), -year)),
    ],
    orders={
        "nyeste": Order("Nyeste først", ["-first_published_at", "-pk"]),
        "titel": Order("Titel fra A til Å", ["title"], facetter.danish),
    },
    further=["vis"],
)
facetter.watch(Kommune, Omraade)


def read(query: str = "") -> facetter.Selection:
    return LISTING.read(QueryDict(query))


def titles(found: facetter.Selection) -> list[str]:
    return [page.title for page in found.results[:100]]


def counts(found: facetter.Selection, name: str) -> dict[str, int]:
    (group,) = [group for group in found.groups if group.name == name]
    return {option.choice.key: option.count for option in group.options}


@pytest.fixture
def tree() -> factories.Tree:
    """Three cases: Ældre 2024 on 1 and 2, Ældre 2025 on 2, Dagtilbud 2025 on none."""
    tree = factories.empty_site()
    region = Region.objects.create(name="Region Prøve")
    kommuner = [
        Kommune.objects.create(code=f"99{n}", name=name, region=region)
        for n, name in enumerate(["Ærø Prøve", "Odder Prøve"])
    ]
    aeldre, dagtilbud = (Omraade.objects.create(name=name) for name in ("Ældre", "Dagtilbud"))
    veje = [factories.vej(tree, number) for number in (1, 2)]
    made = [
        factories.case(tree, "Åben dør", omraade=aeldre, year=2024),
        factories.case(tree, "Zonen", omraade=aeldre, year=2025),
        factories.case(tree, "Bænken", omraade=dagtilbud, year=2025),
    ]
    factories.tie(made[0], *veje)
    factories.tie(made[1], veje[1])
    made[0].kommuner.set(kommuner)
    made[0].save()
    return tree


def test_without_a_filter_all_are_there_and_counted(tree: factories.Tree) -> None:
    found = read()

    assert titles(found) == ["Bænken", "Zonen", "Åben dør"]
    assert found.count == 3
    assert counts(found, "vej") == {"1": 1, "2": 2}
    assert counts(found, "omraade") == {"dagtilbud": 1, "aeldre": 2}
    assert counts(found, "kommune") == {"odder-proeve": 1, "aeroe-proeve": 1}
    assert list(counts(found, "aar")) == ["2025", "2024"]
    assert not found.is_narrowed
    assert found.query == ""


def test_choices_of_one_facet_widen_and_facets_together_narrow(tree: factories.Tree) -> None:
    assert titles(read("omraade=aeldre&omraade=dagtilbud")) == ["Bænken", "Zonen", "Åben dør"]
    assert titles(read("omraade=aeldre&aar=2025")) == ["Zonen"]
    assert titles(read("vej=1&vej=2&aar=2025&aar=2024")) == ["Zonen", "Åben dør"]


def test_counts_are_what_the_choice_would_give(tree: factories.Tree) -> None:
    found = read("omraade=aeldre&aar=2025")

    assert counts(found, "omraade") == {"dagtilbud": 1, "aeldre": 1}
    assert counts(found, "aar") == {"2025": 1, "2024": 1}
    assert counts(found, "vej") == {"2": 1}


def test_empty_result_says_what_to_drop_and_what_it_gives(tree: factories.Tree) -> None:
    found = read("omraade=dagtilbud&vej=1&q=bænken")

    assert titles(found) == []
    assert {(one.label, one.count, one.query) for one in found.drops} == {
        ("#1 Vej 1", 1, "q=b%C3%A6nken&omraade=dagtilbud")
    }
    assert [one.label for one in found.active] == ["»bænken«", "#1 Vej 1", "Dagtilbud"]


def test_dropping_is_counted_against_the_choices_that_stay(tree: factories.Tree) -> None:
    found = read("omraade=dagtilbud&omraade=aeldre&vej=1")

    assert {(one.label, one.count) for one in found.active} == {
        ("Dagtilbud", 1),
        ("Ældre", 0),
        ("#1 Vej 1", 3),
    }


@pytest.mark.parametrize(
    "query",
    [
        "vej=99&omraade=findes-ikke&aar=%00&sorter=pk",
        "title__startswith=x&vej__title=1&live=0",
        "q=%00&vej=&aar=" + "9" * 5000,
        "vej=" + "&vej=".join(map(str, range(100, 900))),
    ],
)
def test_what_is_not_known_is_ignored(tree: factories.Tree, query: str) -> None:
    found = read(query)

    assert found.count == 3
    assert found.query == ""


@pytest.mark.one_database
def test_what_has_a_name_but_no_row_finds_nothing(tree: factories.Tree) -> None:
    factories.vej(tree, 3)
    found = read("vej=3")

    assert found.count == 0
    assert found.query == "vej=3"
    assert [(one.label, one.count) for one in found.drops] == [("#3 Vej 3", 3)]
    # It is no choice where it isn't asked for, and widens nothing beside another.
    assert counts(read(), "vej") == {"1": 1, "2": 2}
    assert titles(read("vej=3&vej=1")) == ["Åben dør"]


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["Ærø-Prøve", "ærø prøve", "AEROE-PROEVE"])
def test_names_may_be_written_as_people_do(tree: factories.Tree, name: str) -> None:
    found = read(urlencode({"kommune": name}))

    assert titles(found) == ["Åben dør"]
    assert found.query == "kommune=aeroe-proeve"


def test_address_has_one_way_to_be_written(tree: factories.Tree) -> None:
    one = read("sorter=titel&aar=2024&vej=2&vej=1&vis=kort&page=7&x=1")
    other = read("vis=kort&vej=1&vej=2&vej=2&aar=2024&sorter=titel")

    assert one.query == other.query == "vej=1&vej=2&aar=2024&sorter=titel&vis=kort"
    assert one.query_of(vej=["1"], aar=[]) == "vej=1&sorter=titel&vis=kort"


def test_orders_follow_danish_letters(tree: factories.Tree) -> None:
    assert titles(read("sorter=titel")) == ["Bænken", "Zonen", "Åben dør"]
    assert facetter.danish("Aarhus") > facetter.danish("Ærø") > facetter.danish("Zonen")


def test_words_in_titles_go_first_unless_an_order_is_asked_for(tree: factories.Tree) -> None:
    factories.case(tree, "Noget nyere", teaser="De satte sig på en bænk.", year=2025)

    assert titles(read("q=bænk")) == ["Bænken", "Noget nyere"]
    assert titles(read("q=bænk&sorter=nyeste")) == ["Noget nyere", "Bænken"]
    assert titles(read("q=bænk&aar=2025&omraade=dagtilbud")) == ["Bænken"]
    assert titles(read("q=findesikke")) == []


@pytest.mark.parametrize("how", ["draft", "expired", "private", "gone"])
def test_what_may_not_be_seen_is_neither_shown_nor_counted(tree: factories.Tree, how: str) -> None:
    assert read().count == 3
    case = CasePage.objects.get(title="Zonen")
    if how == "draft":
        case.unpublish()
    elif how == "expired":
        case.expire_at = timezone.now() - dt.timedelta(minutes=1)
        case.save()
    elif how == "private":
        case.view_restrictions.create(restriction_type="login")
    else:
        case.delete()

    found = read()

    assert titles(found) == ["Bænken", "Åben dør"]
    assert counts(found, "omraade") == {"dagtilbud": 1, "aeldre": 1}


def test_changed_tie_is_seen_at_once(tree: factories.Tree) -> None:
    assert counts(read(), "vej") == {"1": 1, "2": 2}

    Traad.objects.filter(page__title="Zonen").get().delete()

    assert counts(read(), "vej") == {"1": 1, "2": 1}


def test_row_ends_on_time_without_anyone_saying_so(tree: factories.Tree, time_machine) -> None:
    case = CasePage.objects.get(title="Zonen")
    case.expire_at = timezone.now() + dt.timedelta(seconds=90)
    case.save()
    assert read().count == 3

    time_machine.move_to(timezone.now() + dt.timedelta(seconds=91))

    assert read().count == 2


def test_queries_do_not_grow_with_rows_or_choices(tree: factories.Tree) -> None:
    def cost() -> int:
        facetter.forget()
        with CaptureQueriesContext(connection) as queries:
            found = read("omraade=aeldre")
            assert found.results[:2]
            assert found.groups
        return len(queries)

    few = cost()
    for number in range(12):
        factories.case(
            tree,
            f"Case {number}",
            omraade=Omraade.objects.create(name=f"Område {number}"),
            year=2000 + number,
        )

    assert cost() == few
    with CaptureQueriesContext(connection) as queries:
        assert read("omraade=aeldre").results[:2]
    assert len(queries) == 1


def test_counting_by_bits_is_counting_by_hand(tree: factories.Tree) -> None:
    """Random rows and random questions against plain sets."""
    chance = random.Random(5)
    areas = list(Omraade.objects.all())
    for number in range(40):
        factories.case(
            tree, f"Case {number}", omraade=chance.choice(areas), year=chance.randint(2020, 2026)
        )
    rows = list(CasePage.objects.values_list("pk", "omraade__name", "year"))

    for _round in range(40):
        asked = {str(year) for year in chance.sample(range(2018, 2028), chance.randint(0, 4))}
        area = chance.choice(["", "aeldre", "dagtilbud"])
        found = read("&".join([*(f"aar={year}" for year in asked), f"omraade={area}"]))

        known = asked & {str(year) for _pk, _name, year in rows}
        right = {
            pk
            for pk, name, year in rows
            if (not known or str(year) in known) and (not area or danish_slugify(name) == area)
        }
        assert set(found.pks) == right
        assert found.count == len(right)
