"""Pure functions on words: slugs, cutting, the microcopy, one-line fields."""

import pytest
from django.core.exceptions import ValidationError

from samskabelse.base.cards import cut_at_word
from samskabelse.base.slugs import danish_slugify
from samskabelse.base.tekster import MissingText, fill, tekst
from samskabelse.base.validators import OneLineValidator, PlainTextValidator


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ældre på øen", "aeldre-paa-oeen"),
        ("Ærlig øvelse i Århus", "aerlig-oevelse-i-aarhus"),
        ("ÆØÅ", "aeoeaa"),
        ("Gør ikke noget for dine borgere", "goer-ikke-noget-for-dine-borgere"),
        ("  Hvad nu? – »Kun« 10 veje!  ", "hvad-nu-kun-10-veje"),
        ("Crème brûlée", "creme-brulee"),
        ("Über Köln", "yber-koeln"),
        ("", ""),
    ],
)
def test_slugs_are_written_as_danes_do(title: str, slug: str) -> None:
    assert danish_slugify(title) == slug


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("Kort nok", 8, "Kort nok"),
        ("Et ord for meget", 12, "Et ord for…"),
        ("Et ord for meget", 10, "Et ord for…"),
        ("Slutter, med komma", 8, "Slutter…"),
        ("Sammensatnavneord", 6, "Sammen…"),
        ("", 5, ""),
    ],
)
def test_text_is_cut_at_a_word(text: str, limit: int, cut: str) -> None:
    assert cut_at_word(text, limit) == cut


def test_microcopy_bends_by_number() -> None:
    assert tekst("laesning.tid", antal=1) == "1 min. læsning"
    assert tekst("laesning.tid", antal=7) == "7 min. læsning"
    assert tekst("cases_liste.antal", antal=0) == "Ingen cases"
    assert tekst("cases_liste.antal", antal=1234) == "1.234 cases"


def test_unknown_key_and_unfilled_gap_are_faults() -> None:
    with pytest.raises(MissingText):
        tekst("findes.ikke")
    with pytest.raises(MissingText):
        tekst("takkeside.nummer")


def test_braces_in_a_value_are_left_alone() -> None:
    assert fill("Hej {navn}", {"navn": "{navn} {0.__class__}"}) == "Hej {navn} {0.__class__}"


@pytest.mark.parametrize("value", [*"\n\r\0\u200b\u202e\u2028\uffff"])
def test_one_line_refuses_breaks_and_invisible_characters(value: str) -> None:
    with pytest.raises(ValidationError):
        OneLineValidator()(f"a{value}b")


@pytest.mark.parametrize("value", ["Åse Ærlig-Ø", "O’Brien", "名前", "👩\u200d🚒", "🫨", "a b"])
def test_one_line_takes_names_of_all_kinds(value: str) -> None:
    OneLineValidator()(value)


def test_plain_text_takes_line_breaks_and_refuses_the_rest() -> None:
    PlainTextValidator()("Første linje\r\n\tanden linje\n")
    with pytest.raises(ValidationError):
        PlainTextValidator()("skjult\u202etekst")
