"""What people type finds its page among the first three; so does every page's own title."""

from pathlib import Path

import pytest
import yaml
from django.db import connection
from wagtail.models import Page

from kommuner.models import Kommune
from samskabelse.base import fritekst
from samskabelse.base.visibility import visible
from soegning.forespoergsel import Query
from soegning.models import IndexEntry
from soegning.resultater import Filters, find

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("start_content")]

GROUPS: dict[str, dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "forespoergsler.yaml").read_text()
)
#: The share that must be found. Slips are seen through alike on both databases, so both find all.
SHARE = {"postgresql": 1.0, "sqlite": 0.97}


def first_three(query: str) -> list[Page]:
    places = find(Query.read(query), Filters()).places[:3]
    rows = IndexEntry.objects.filter(place__in=places).select_related("page")
    pages = {row.place: row.page for row in rows}
    return [pages[place] for place in places]


def test_queries_find_their_page(capsys: pytest.CaptureFixture[str]) -> None:
    queries = [(query, slug) for group in GROUPS.values() for query, slug in group.items()]
    assert len(queries) >= 60

    found = {query: [page.slug for page in first_three(query)] for query, _slug in queries}
    missed = {query: found[query] for query, slug in queries if slug not in found[query]}

    share = 1 - len(missed) / len(queries)
    with capsys.disabled():
        print(f"\n{connection.vendor}: {share:.0%} of {len(queries)} queries ")  # noqa: T201  (asked for)
    assert share >= SHARE[connection.vendor], missed


def test_expected_pages_are_there() -> None:
    """So that a page that moves isn't taken for one that isn't found."""
    slugs = set(visible(Page.objects).values_list("slug", flat=True))

    assert {slug for group in GROUPS.values() for slug in group.values()} <= slugs


@pytest.mark.parametrize(
    "forms",
    [
        "værktøj værktøjer værktøjet værktøjerne",
        "borgermøde borgermøder borgermødet borgermøderne borgermødets",
        "målekort målekortet målekortene",
        "dialogmøde dialogmødet",
        "køreplan køreplanen køreplanerne",
        "drejebog drejebogen drejebøger drejebøgerne",
        "bog bogen bøger",
        "budget budgettet budgetter",
        "by byen byer byerne",
        "sårbar sårbart sårbare",
        "center centret centre",
        "medarbejdermøde medarbejdermødet medarbejdermøderne",
    ],
)
def test_every_form_of_a_word_finds_the_same(forms: str) -> None:
    found = {frozenset(find(Query.read(form), Filters()).places) for form in forms.split()}

    assert len(found) == 1
    assert found != {frozenset()}


@pytest.mark.parametrize(
    "query",
    [
        "byråd",
        "magtdeling",
        "afmelding",
        "afbestille kursus",
        "slip kontrollen",
        "grøn omstilling",
        "integration",
        "psykisk sårbare",
        "skoven",
        "vinter",
        "parti",
        "kirke",
        "masker",
        "mode",
    ],
)
def test_a_word_that_is_no_slip_is_left_as_it_is(query: str) -> None:
    assert not Query.read(query).is_corrected


def test_a_municipality_is_taken_for_no_other_word() -> None:
    names = [*Kommune.objects.values_list("name", flat=True), "Region Sjælland", "Vejles", "Laesoe"]
    queries = [Query.read(name) for name in names]

    assert len(names) > 98
    assert [query.typed for query in queries if query.is_corrected or query.meant_text] == []


@pytest.mark.parametrize("name", ["Skive", "Greve", "Læsø", "Dragør"])
def test_a_municipality_that_no_page_speaks_of_finds_nothing(name: str) -> None:
    found = fritekst.matching_pages(name)

    assert find(Query.read(name), Filters()).places == []
    assert found is not None
    assert list(found.anywhere) == []


def test_names_of_municipalities_are_kept(django_assert_num_queries) -> None:
    find(Query.read("Skive"), Filters())

    with django_assert_num_queries(1):
        Query.read("Skive")


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("samskablese", "samskabelse"),
        ("borgemøde", "borgermøde"),
        ("konferance", "konference"),
        ("samskkabbelse", "samskabelse"),
        ("komune", "kommune"),
        ("projkt", "projekt"),
        ("borgre", "borgere"),
        ("tilid", "tillid"),
        ("ledlse", "ledelse"),
        ("hæjlp", "hjælp"),
        ("borgermde", "borgermøde"),
        ("parorende", "pårørende"),
        ("malinger", "målinger"),
    ],
)
def test_a_slip_is_seen_through(slip: str, meant: str) -> None:
    found = find(Query.read(slip), Filters())

    assert found.query.corrected_text == meant
    assert found.places == find(Query.read(meant), Filters()).places


def test_every_page_is_found_by_its_own_title() -> None:
    pages = list(visible(Page.objects).filter(depth__gt=1))

    assert len(pages) > 50
    assert [page.title for page in pages if page not in first_three(page.title)] == []
