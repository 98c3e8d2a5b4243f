"""The rules of »Skal det her samskabes?«: every answer gets somewhere, and slips are found."""

import itertools
from collections import Counter

import pytest

from parathed.skalvi import Regel, Regelsaet
from samskabelse.startindhold.filer import folder, read


@pytest.fixture(scope="module")
def rules() -> Regelsaet:
    fields = read(folder() / "test" / "skal-vi.yaml").fields
    return Regelsaet(
        answers={row["id"]: [one["id"] for one in row["svar"]] for row in fields["spoergsmaal"]},
        outcomes=frozenset(row["id"] for row in fields["udfald"]),
        rules=[
            Regel({key: frozenset(taken) for key, taken in row["hvis"].items()}, row["udfald"])
            for row in fields["regler"]
        ],
    )


def test_all_972_combinations_lead_somewhere_and_most_are_not_co_created(rules: Regelsaet) -> None:
    # A combination that leads nowhere fails here: it has no outcome.
    outcomes = Counter(
        rules.decide(dict(zip(rules.answers, chosen, strict=True))).outcome  # type: ignore[union-attr]
        for chosen in itertools.product(*rules.answers.values())
    )

    assert outcomes == {
        "ingen": 414,
        "hoering": 220,
        "information": 162,
        "inddragelse": 88,
        "samskabelse": 52,
        "partnerskab": 36,
    }


def test_starting_rules_have_no_mistakes(rules: Regelsaet) -> None:
    assert rules.mistakes() == []


@pytest.mark.parametrize(
    ("changed", "mistakes"),
    [
        ([Regel({}, "findes_ikke")], [(0, "findes_ikke")]),
        ([Regel({"ukendt": frozenset({"ja"})}, "ja"), Regel({}, "ja")], [(0, "ukendt")]),
        ([Regel({"tid": frozenset({"ja", "nu"})}, "ja"), Regel({}, "ja")], [(0, "ja")]),
        ([Regel({"tid": frozenset({"nu"})}, "ja")], [(0, "")]),
        ([], [(0, "")]),
    ],
)
def test_slips_are_found(changed: list[Regel], mistakes: list[tuple[int, str]]) -> None:
    assert Regelsaet({"tid": ["nu", "siden"]}, frozenset({"ja"}), changed).mistakes() == mistakes
