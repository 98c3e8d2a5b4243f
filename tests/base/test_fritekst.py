"""Lists ask for words by way of the shared floor."""

import pytest

from cases.models import CasePage
from samskabelse.base import fritekst
from tests import factories

pytestmark = pytest.mark.django_db


def titles(typed: str) -> list[str]:
    found = fritekst.matching_pages(typed)
    pages = CasePage.objects.order_by("title")
    return [page.title for page in (pages.filter(pk__in=found.anywhere) if found else pages)]


@pytest.fixture
def _two_cases() -> None:
    tree = factories.empty_site()
    factories.case(tree, "Et borgermøde i Kattegat")
    factories.case(tree, "Skolen på øen")


@pytest.mark.usefixtures("_two_cases")
def test_list_is_narrowed_to_the_words() -> None:
    assert titles("kattegat borgermøde") == ["Et borgermøde i Kattegat"]


@pytest.mark.parametrize("typed", ["", "   ", "\0"])
@pytest.mark.usefixtures("_two_cases")
def test_no_words_are_no_condition(typed: str) -> None:
    assert len(titles(typed)) == 2


@pytest.mark.parametrize("typed", ["x" * 5000, '"(:;', "%", "😀", "\u202e"])
@pytest.mark.usefixtures("_two_cases")
def test_any_text_will_do(typed: str) -> None:
    titles(typed)
