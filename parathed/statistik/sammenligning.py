"""A group of the statistic as it is seen: beside a result, or by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from samskabelse.base.tekster import tekst
from veje.tegninger import spread_svg

from .. import scoring
from ..definition import Spoergsmaal
from ..fordeling import Fordeling
from ..models.statistik import Statistik


@dataclass(frozen=True)
class Gruppelinje:
    """One question with the group's answers, and one's own, where there is one."""

    question: Spoergsmaal
    spread: Fordeling
    own: int | None = None

    @property
    def drawing(self) -> str:
        mark = None if self.own is None else scoring.points(self.own)
        return spread_svg(self.question.number, self.spread.steps, mark)

    @property
    def own_text(self) -> str:
        """The own answer as the table says it."""
        if self.own is None:
            return ""
        if self.own == scoring.DONT_KNOW:
            return tekst("parathed.styrke.ved_ikke")
        return tekst("parathed.styrke.trin", trin=self.own, af=scoring.STEPS)

    @property
    def cells(self) -> list[str]:
        amounts = [str(n) if n else tekst("statistik.faa") for n in self.spread.steps]
        dont_know = self.spread.dont_know
        last = str(dont_know) if dont_know else tekst("statistik.faa")
        own = [] if self.own is None else [self.own_text]
        return [f"#{self.question.number} {self.question.title}", *own, *amounts, last]


class Gruppe:
    """All that is shown of one group; with the answers of a result also these."""

    def __init__(self, row: Statistik, answers: Sequence[int] | None = None) -> None:
        self.row = row
        self.answers = answers

    @property
    def heading(self) -> str:
        return tekst("statistik.gruppe", gruppe=self.row.name, antal=self.row.amount)

    @cached_property
    def lines(self) -> list[Gruppelinje]:
        """In the order of the veje."""
        questions = self.row.definition.questions
        own = self.answers or [None] * len(questions)
        lines = [
            Gruppelinje(*three) for three in zip(questions, self.row.fordelinger, own, strict=True)
        ]
        return sorted(lines, key=lambda line: line.question.number)

    @property
    def columns(self) -> list[str]:
        own = [tekst("statistik.tabel.eget")] if self.answers else []
        steps = [tekst("statistik.tabel.trin", nr=step) for step in range(1, scoring.STEPS + 1)]
        return [tekst("team.tabel.vej"), *own, *steps, tekst("parathed.ved_ikke")]

    @property
    def rows(self) -> list[list[str]]:
        return [line.cells for line in self.lines]
