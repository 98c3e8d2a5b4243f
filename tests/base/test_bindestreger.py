"""Long words may be broken where two words meet, and nowhere else."""

import pytest
from django.utils.safestring import mark_safe

from samskabelse.base.templatetags.bindestreger import bindestreger


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Tilgængelighedserklæring", "Tilgængeligheds-erklæring"),
        ("Uddannelsesforløb", "Uddannelses-forløb"),
        ("samskabelseskonsulenter", "samskabelses-konsulenter"),
        ("Privatlivspolitik", "Privatlivs-politik"),
        (
            "Borgerinddragelsesprocesevalueringsrapport",
            "Borgerinddragelses-procesevaluerings-rapport",
        ),
        ("Netværk for samskabelseskonsulenter", "Netværk for samskabelses-konsulenter"),
        ("kontaktoplysninger", "kontaktoplysninger"),
        ("indledningsvis", "indledningsvis"),
        ("Ringsted", "Ringsted"),
        ("", ""),
    ],
)
def test_words_are_marked_at_their_joints(word: str, parts: str) -> None:
    assert bindestreger(word).replace("\xad", "-") == parts


def test_html_is_left_alone() -> None:
    html = mark_safe('<a href="/tilgaengelighedserklaering/">Tilgængelighedserklæring</a>')

    assert bindestreger(html) == html


def test_nothing_is_nothing() -> None:
    assert bindestreger(None) == ""
