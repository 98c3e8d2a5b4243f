"""Excerpts mark the words that were asked for, in whatever form they stand."""

import pytest

from soegning.analyse import fold, stem
from soegning.uddrag import highlight


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("regler", "en regel"),
        ("regel", "tre regler"),
        ("midler", "et middel"),
        ("drejebog", "to drejebøger"),
        ("drejebøger", "en drejebog"),
        ("budgettet", "et budget"),
        ("sårbar", "det sårbare"),
        ("børn", "et barn"),
        ("barn", "flere børn"),
    ],
)
def test_every_form_is_marked(asked: str, text: str) -> None:
    shown = highlight(text, frozenset([stem(fold(asked))]))

    assert shown.endswith(f"<mark>{text.rpartition(' ')[2]}</mark>")


def test_only_the_word_is_marked() -> None:
    assert highlight("mål og spørgsmål", frozenset(["maal"])).count("<mark>") == 1


def test_names_and_headings_are_parted_where_lines_are_joined() -> None:
    text = "Hvem?\nDeltagelse\nEvaluering\nEn sætning.\nSidst"

    shown = highlight(text, frozenset([stem("evaluering")]))

    assert shown == "Hvem? Deltagelse · <mark>Evaluering</mark> · En sætning. Sidst"
