"""A closed round as its pages show it: the picture, the disagreements, then and now."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import date_format

from samskabelse.base.tekster import tekst
from veje.tegninger import spread_svg

from ..definition import Spoergsmaal
from ..fordeling import Fordeling, most_apart_first
from ..models.team import Teamrunde

#: How many disagreements are unfolded with their talking points.
SHOWN = 3


@dataclass(frozen=True)
class Teamlinje:
    """One question with the team's answers."""

    question: Spoergsmaal
    spread: Fordeling

    @property
    def drawing(self) -> str:
        return spread_svg(self.question.number, self.spread.steps, self.spread.mean)

    @property
    def agreement(self) -> str:
        """In words: what the picture shows."""
        if not self.spread.answered:
            return tekst("team.enighed.ingen")
        return tekst(f"team.enighed.{self.spread.agreement}")

    @property
    def mean_text(self) -> str:
        mean = self.spread.mean
        return tekst("team.ingen_snit") if mean is None else str(mean)

    @property
    def options(self) -> Sequence[tuple[str, int]]:
        """The words of each step, and how many chose it."""
        return list(zip(self.question.steps, self.spread.steps, strict=True))

    @property
    def in_words(self) -> str:
        """All that the drawing shows, for those who hear the page."""
        steps = ", ".join(
            tekst("team.i_ord.trin", nr=step, antal=amount)
            for step, amount in enumerate(self.spread.steps, start=1)
        )
        return tekst("team.i_ord.linje", trin=steps, snit=self.mean_text, enighed=self.agreement)

    @property
    def cells(self) -> list[str]:
        """The row of the table that says all that the picture says."""
        name = f"#{self.question.number} {self.question.title}"
        amounts = [str(n) for n in (*self.spread.steps, self.spread.dont_know)]
        return [name, *amounts, self.mean_text, self.agreement]


class Teambillede:
    """All that is shown of one closed round."""

    def __init__(self, round_: Teamrunde) -> None:
        self.round = round_
        self.answers = round_.answers
        self.mean = round_.mean

    @cached_property
    def lines(self) -> list[Teamlinje]:
        """In the order of the veje."""
        questions = self.round.definition.questions
        lines = [
            Teamlinje(question, spread)
            for question, spread in zip(questions, self.round.fordelinger, strict=True)
        ]
        return sorted(lines, key=lambda line: line.question.number)

    @cached_property
    def most_apart(self) -> list[Teamlinje]:
        """The disagreements, the widest first; none where all stand close."""
        order = most_apart_first([line.spread for line in self.lines])
        return [self.lines[place] for place in order if self.lines[place].spread.spread > 0]

    @property
    def shown(self) -> list[Teamlinje]:
        return self.most_apart[:SHOWN]

    @property
    def widest(self) -> Teamlinje | None:
        return self.most_apart[0] if self.most_apart else None

    @property
    def is_divided(self) -> bool:
        """Whether the widest disagreement is one to speak of."""
        return self.widest is not None and self.widest.spread.agreement == "spredt"

    @property
    def closest(self) -> Teamlinje | None:
        """What the team agrees most on."""
        known = [line for line in self.lines if line.spread.answered]
        return min(known, key=lambda line: line.spread.spread) if known else None

    @property
    def date(self) -> str:
        return date_format(self.round.closed_on, "j. F Y") if self.round.closed_on else ""

    @property
    def columns(self) -> list[str]:
        steps = [tekst("team.tabel.trin", nr=step) for step in range(1, 6)]
        return [
            tekst("team.tabel.vej"),
            *steps,
            tekst("parathed.ved_ikke"),
            tekst("team.tabel.snit"),
            tekst("team.tabel.enighed"),
        ]

    @property
    def rows(self) -> list[list[str]]:
        return [line.cells for line in self.lines]


class Sammenligning:
    """Then and now, vej by vej. The questions may have new words; the vej is the same."""

    def __init__(self, then: Teambillede, now: Teambillede) -> None:
        self.then, self.now = then, now

    @property
    def pairs(self) -> list[tuple[Teamlinje, Teamlinje]]:
        earlier = {line.question.number: line for line in self.then.lines}
        return [
            (earlier[line.question.number], line)
            for line in self.now.lines
            if line.question.number in earlier
        ]

    @property
    def columns(self) -> list[str]:
        vej, *others = self.now.columns
        return [vej, tekst("team.foer_og_nu.naar"), *others]

    @property
    def rows(self) -> list[list[str]]:
        """Two rows a vej, each with all that its drawing shows."""
        then = tekst("team.foer_og_nu.foer", dato=self.then.date)
        now = tekst("team.foer_og_nu.nu", dato=self.now.date)
        return [
            [line.cells[0], when, *line.cells[1:]]
            for pair in self.pairs
            for when, line in zip((then, now), pair, strict=True)
        ]

    @property
    def moved_most(self) -> tuple[Teamlinje, Teamlinje] | None:
        """The vej whose mean has moved farthest, either way."""
        moved = [
            (then, now)
            for then, now in self.pairs
            if then.spread.mean is not None and now.spread.mean is not None
        ]
        pairs = sorted(
            moved, key=lambda pair: -abs((pair[1].spread.mean or 0) - (pair[0].spread.mean or 0))
        )
        return pairs[0] if pairs and pairs[0][0].spread.mean != pairs[0][1].spread.mean else None

    @property
    def moved_in_words(self) -> dict[str, str] | None:
        pair = self.moved_most
        if pair is None:
            return None
        then, now = pair
        return {"vej": now.question.title, "then": then.mean_text, "now": now.mean_text}
