"""How answers become a result, as functions: tables, bounds, and what must never matter."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parathed import kode, scoring
from parathed.fordeling import FEWEST, Fordeling, most_apart_first, overall_mean
from parathed.scoring import DONT_KNOW
from veje.tegninger import spread_svg, strength_svg

answer = st.integers(0, 5)
ten = st.lists(answer, min_size=10, max_size=10)
team = st.lists(ten, min_size=FEWEST, max_size=30)


def counted(answers: list[int]) -> Fordeling:
    total = Fordeling.empty()
    for one in answers:
        total = total.plus(one)
    return total


@pytest.mark.parametrize(
    ("answers", "total"),
    [
        ([1] * 10, 0),
        ([5] * 10, 100),
        ([3] * 10, 50),
        ([1, 5], 50),
        ([1, 2], 13),  # 12.5 is rounded up, as people do
        ([2, 4, 5, 3, 4, 1, 0, 3, 4, 5], 61),
        ([0] * 9 + [4], 75),
        ([0] * 10, None),
        ([], None),
    ],
)
def test_overall_is_the_mean_of_what_is_answered(answers: list[int], total: int | None) -> None:
    assert scoring.overall(answers) == total


@pytest.mark.parametrize(
    ("points", "band"), [(0, 0), (25, 0), (33, 0), (34, 1), (50, 1), (66, 1), (67, 2), (100, 2)]
)
def test_advice_follows_the_points(points: int, band: int) -> None:
    assert scoring.band(points) == band


@pytest.mark.parametrize(
    ("answers", "focus"),
    [
        ([5, 1, 3], [1, 2]),
        ([3, 3, 3], [0, 1]),  # of equals the first
        ([0, 0, 4], [2]),
        ([0, 0], []),
        ([5, 5, 5, 5], [0, 1]),
    ],
)
def test_the_lowest_are_where_to_begin(answers: list[int], focus: list[int]) -> None:
    assert scoring.focus(answers) == focus


@pytest.mark.parametrize(
    ("value", "name"), [(0, "a"), (24, "a"), (25, "b"), (74, "b"), (75, "c"), (100, "c")]
)
def test_level_is_the_last_that_is_reached(value: int, name: str) -> None:
    assert scoring.level(value, [(75, "c"), (0, "a"), (25, "b")]) == name


def test_level_above_all_is_still_a_level() -> None:
    assert scoring.level(3, [(10, "a"), (50, "b")]) == "a"
    assert scoring.level(3, []) is None


@given(ten)
def test_total_is_within_bounds_and_ignores_dont_know(answers: list[int]) -> None:
    known = [one for one in answers if one != DONT_KNOW]

    total = scoring.overall(answers)

    assert total == scoring.overall(known)
    assert (total is None) == (not known)
    assert total is None or 0 <= total <= 100


@given(ten, st.integers(0, 9))
def test_a_higher_answer_never_lowers_the_total(answers: list[int], place: int) -> None:
    if answers[place] in {DONT_KNOW, 5}:
        return
    higher = [*answers]
    higher[place] += 1

    assert scoring.overall(higher) >= scoring.overall(answers)


@given(ten)
def test_dont_know_is_never_where_to_begin(answers: list[int]) -> None:
    assert all(answers[place] != DONT_KNOW for place in scoring.focus(answers))


@given(team, st.randoms())
def test_order_of_colleagues_changes_nothing(answers: list[list[int]], random) -> None:
    shuffled = [*answers]
    random.shuffle(shuffled)

    first = [counted(list(column)) for column in zip(*answers, strict=True)]
    second = [counted(list(column)) for column in zip(*shuffled, strict=True)]

    assert first == second
    assert most_apart_first(first) == most_apart_first(second)
    assert overall_mean(first) == overall_mean(second)


@given(st.lists(answer, min_size=1, max_size=40))
def test_mean_and_spread_are_within_bounds(answers: list[int]) -> None:
    one = counted(answers)

    assert one.total == len(answers)
    assert one.mean is None or 0 <= one.mean <= 100
    assert 0 <= one.spread <= 50
    assert one.mean == counted([step for step in answers if step]).mean


@given(st.lists(answer, min_size=1, max_size=40), st.data())
def test_a_colleague_who_answers_higher_never_lowers_the_mean(
    answers: list[int], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(answers) - 1))
    if answers[place] in {DONT_KNOW, 5}:
        return
    higher = [*answers]
    higher[place] += 1

    assert counted(higher).mean >= counted(answers).mean


@pytest.mark.parametrize(
    ("answers", "spread", "is_split", "agreement"),
    [
        ([3] * 7, 0, False, "taet"),
        ([1, 1, 5, 5], 50, True, "spredt"),
        ([2, 4, 4, 4], 21.65, True, "spredt"),  # a quarter at each end, though near
        ([2, 3, 4, 4, 4, 4], 19.09, False, "noget"),
        ([1, 3, 3, 3, 5], 31.62, False, "spredt"),
        ([0, 0, 0], 0, False, "taet"),
    ],
)
def test_disagreement(answers: list[int], spread: float, is_split: bool, agreement: str) -> None:
    one = counted(answers)

    assert one.spread == pytest.approx(spread, abs=0.01)
    assert one.is_split is is_split
    assert one.agreement == agreement


def test_the_most_divided_comes_first_and_the_unanswered_not_at_all() -> None:
    lines = [counted([3] * 6), counted([1, 1, 1, 5, 5, 5]), counted([0] * 6), counted([2, 4] * 3)]

    assert most_apart_first(lines) == [1, 3, 0]


@given(st.integers(1, 999_999), st.lists(answer, min_size=1, max_size=10))
def test_code_comes_back_as_it_was(version: int, answers: list[int]) -> None:
    assert kode.decode(kode.encode(version, answers)) == (version, tuple(answers))


@pytest.mark.parametrize(
    "typed", ["3-25140-03352-{}", " 3 25140 03352 {} ", "3–2514003352–{}", "32514003352{}"]
)
def test_code_may_be_spaced_as_one_likes(typed: str) -> None:
    check = kode.encode(3, [2, 5, 1, 4, 0, 0, 3, 3, 5, 2])[-2:]

    assert kode.decode(typed.format(check)).version == 3


def test_a_mistyped_code_is_no_code() -> None:
    code = kode.encode(3, [2, 5, 1, 4, 0, 0, 3, 3, 5, 2])
    digits = [place for place, character in enumerate(code) if character.isdigit()]

    for place, digit in itertools.product(digits, "0123456789"):
        wrong = code[:place] + digit + code[place + 1 :]
        if wrong != code:
            with pytest.raises(kode.UnreadableCode):
                kode.decode(wrong)
    for place, following in itertools.pairwise(digits):
        swapped = [*code]
        swapped[place], swapped[following] = code[following], code[place]
        if "".join(swapped) != code:
            with pytest.raises(kode.UnreadableCode):
                kode.decode("".join(swapped))


@pytest.mark.parametrize(
    "text", ["", "x", "1", "1-2", "0" * 61, "1-99999-99999-11", "٣-25140-03352-47", "1-\u00b25-11"]
)
def test_nonsense_is_no_code(text: str) -> None:
    with pytest.raises(kode.UnreadableCode):
        kode.decode(text)


def test_the_thread_grows_with_the_answer_and_is_dotted_without_one() -> None:
    widths = [
        float(str(strength_svg(1, points)).split('stroke-width="')[1].split('"')[0])
        for points in scoring.POINTS
    ]

    assert widths == sorted(set(widths))
    assert "stroke-dasharray" in strength_svg(1, None)
    assert "stroke-dasharray" not in strength_svg(1, 0)
    assert "aria-hidden" in strength_svg(1, 50)
    named = strength_svg(1, 50, name="3 af 5")
    assert "<title>3 af 5</title>" in named
    assert 'stroke="#b6322d"' in named  # no stylesheet reaches it on paper


def test_the_team_picture_shows_each_step_that_was_chosen() -> None:
    drawing = str(spread_svg(4, (3, 0, 0, 1, 12), 70))

    assert drawing.count("<circle") == 3
    assert [f">{n}</text>" in drawing for n in (3, 1, 12, 0)] == [True, True, True, False]
    assert "spredning__snit" in drawing
    assert "spredning__snit" not in spread_svg(4, (0, 0, 0, 0, 0))


def test_dots_of_different_veje_compare() -> None:
    def largest(steps: tuple[int, ...]) -> float:
        return max(float(r) for r in re.findall(r' r="([\d.]+)"', spread_svg(1, steps)))

    assert largest((0, 0, 0, 0, 7)) > largest((3, 0, 0, 0, 4)) > largest((2, 0, 2, 0, 3))
    assert largest((1, 1, 0, 0, 1)) == pytest.approx(largest((3, 3, 0, 0, 3)))
