"""Related pages: what shares most comes first, says why, and costs the same however many."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kommuner.models import Kommune, Omraade, Region
from samskabelse.base import facetter
from samskabelse.base.facetindeks import Index
from tests import factories
from tests.pages import soup_of
from veje import relaterede
from veje.indeks import TIES, listed
from veje.models import Emne, VejPage
from veje.relaterede import Related, related_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> factories.Tree:
    return factories.empty_site()


@pytest.fixture
def veje(tree: factories.Tree) -> dict[int, VejPage]:
    return {number: factories.vej(tree, number) for number in (1, 5, 8)}


def told(related: list[Related]) -> list[tuple[str, str]]:
    return [(one.card.title, one.reason) for one in related]


def test_most_shared_comes_first_and_says_why(tree, veje) -> None:
    dagtilbud = Omraade.objects.create(name="Dagtilbud")
    region = Region.objects.create(name="Region Prøve")
    kommune = Kommune.objects.create(code="9999", name="Prøvested", region=region)
    page = factories.case(tree, "Udgangspunkt", omraade=dagtilbud)
    close = factories.case(tree, "Nær", omraade=dagtilbud)
    article = factories.artikel(tree, "Artikel om emnet")
    far = factories.arrangement(tree, "Fjern")
    factories.case(tree, "Uden forbindelse")
    for case in (page, close):
        case.kommuner.add(kommune)
        case.save()
    article.emner.add(Emne.objects.create(name="Dagtilbud"))
    article.save()
    factories.tie(page, veje[5], veje[8])
    factories.tie(close, veje[8])
    factories.tie(article, veje[5], veje[8])
    factories.tie(far, veje[5], veje[1])

    assert told(related_to(page)) == [
        ("Nær", "Deler vej 8, dagtilbud og Prøvested"),
        ("Artikel om emnet", "Deler vej 5 og 8 samt dagtilbud"),
        ("Fjern", "Deler vej 5"),
    ]


@pytest.mark.one_database
@pytest.mark.parametrize("make", ["case", "artikel", "publikation", "arrangement", "ydelse"])
def test_every_kind_of_page_leads_on_and_says_why(client, tree, veje, make: str) -> None:
    page = getattr(factories, make)(tree)
    other = factories.artikel(tree, "En artikel mere")
    factories.tie(page, veje[5], reason="Fordi den handler om det.")
    factories.tie(other, veje[5])

    main = soup_of(client, page.url).main

    why, onward = main.find_all("section", recursive=True)[-2:]
    assert onward.h2.text == "Læs videre"
    assert onward.find("a", href=other.url)
    assert "Deler vej 5" in onward.text
    assert "Fordi den handler om det." in why.text
    assert onward.find_parent(class_="ingen-print")
    cards = [link["href"] for link in main.select(".card a, .vej a")]
    assert len(cards) == len(set(cards))


def test_newest_first_among_equals_and_no_more_than_two_of_a_kind(tree, veje) -> None:
    page = factories.case(tree, "Udgangspunkt")
    factories.tie(page, veje[1])
    factories.tie(factories.artikel(tree, "Ældst"), veje[1])
    for number in range(4):
        factories.tie(factories.case(tree, f"Case {number}"), veje[1])

    titles = [title for title, _reason in told(related_to(page))]

    assert titles == ["Case 3", "Case 2", "Ældst"]
    assert len(related_to(page, shown=5)) == 5


def test_what_is_on_the_page_already_does_not_come_again(tree, veje) -> None:
    page, other, third = (factories.case(tree, title) for title in ("En", "To", "Tre"))
    for one in (page, other, third):
        factories.tie(one, veje[1])

    assert [title for title, _reason in told(related_to(page, without=[other.pk]))] == ["Tre"]
    assert told(related_to(page, kinds=["artikelpage"])) == []


@pytest.mark.parametrize("how", ["draft", "private"])
def test_hidden_pages_are_not_related(tree, veje, how: str) -> None:
    page, other = factories.case(tree, "En"), factories.case(tree, "Skjult")
    for one in (page, other):
        factories.tie(one, veje[1])
    assert related_to(page)
    if how == "draft":
        other.unpublish()
    else:
        other.view_restrictions.create(restriction_type="login")

    assert related_to(page) == []


def test_chapter_and_preview_follow_their_veje(tree, veje) -> None:
    case = factories.case(tree, "En case")
    publication = factories.publikation(tree)
    factories.tie(case, veje[5])
    factories.tie(publication, veje[5])
    chapter = factories.kapitel(publication)

    assert told(related_to(chapter, without=[publication.pk])) == [("En case", "Deler vej 5")]


def test_queries_are_the_same_for_few_and_many(tree, veje) -> None:
    page = factories.case(tree, "En")
    factories.tie(page, veje[1])
    factories.tie(factories.case(tree, "To"), veje[1])
    related_to(page)

    def cost() -> int:
        facetter.forget()
        with CaptureQueriesContext(connection) as queries:
            assert related_to(page)
        return len(queries)

    few = cost()
    for number in range(15):
        factories.tie(factories.case(tree, f"Case {number}"), veje[1], veje[5])

    assert cost() == few


def test_scores_added_by_bits_are_those_added_by_hand() -> None:
    """Random ties against a plain sum over every page."""
    chance = random.Random(7)
    names = ["vej", "omraade", "kommune"]
    for _round in range(30):
        size = chance.randint(1, 80)
        bits = {name: {str(key): chance.getrandbits(size) for key in range(4)} for name in names}
        shared = {name: chance.sample(list("0123"), chance.randint(0, 3)) for name in names}
        pages = Index(list(range(size)), {}, bits, {}, None, None)
        by_hand = []
        for place in range(size):
            score = sum(
                TIES[name].weight * (bits[name][key] >> place & 1)
                for name in names
                for key in shared[name]
            )
            by_hand += [(score, place)] * (score > 0)

        best = relaterede._best(pages, shared, pages.everything)

        right = sorted(by_hand, key=lambda row: (-row[0], row[1]))
        assert best == right[: relaterede.CANDIDATES]


@pytest.mark.one_database
def test_short_form_keeps_its_capitals_in_the_reason(tree) -> None:
    it = Omraade.objects.create(name="IT og data")
    page = factories.case(tree, "En", omraade=it)
    factories.case(tree, "To", omraade=it)

    assert told(related_to(page)) == [("To", "Deler IT og data")]


def test_words_are_joined_as_one_says_them() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b og c"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["vej 5", "dagtilbud"], "vej 5 og dagtilbud"),
        (["møder og metoder"], "møder og metoder"),
        (["vej 6", "møder og metoder"], "vej 6 samt møder og metoder"),
        (["vej 6 og 9", "møder og metoder"], "vej 6 og 9 samt møder og metoder"),
        (["vej 6", "by og land", "Odder"], "vej 6, by og land samt Odder"),
    ],
)
def test_words_that_hold_an_og_are_told_apart(words: list[str], said: str) -> None:
    assert listed(words) == said
