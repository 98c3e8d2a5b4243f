"""A result, made from a version and the answers. Nothing here is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from samskabelse.base.tekster import tekst
from veje.tegninger import strength_svg

from . import kode, scoring
from .definition import Definition, Niveau, Spoergsmaal
from .udvalg import Valgt, picks


@dataclass(frozen=True)
class Linje:
    """One question with its answer, for the picture and for its table."""

    question: Spoergsmaal
    answer: int

    @property
    def points(self) -> int | None:
        return scoring.points(self.answer)

    @property
    def chosen(self) -> str:
        """The words that were chosen."""
        return self.question.step(self.answer) or tekst("parathed.ved_ikke")

    @property
    def strength(self) -> str:
        """How strong the thread is, in words: what the picture shows."""
        if self.answer == scoring.DONT_KNOW:
            return tekst("parathed.styrke.ved_ikke")
        return tekst("parathed.styrke.trin", trin=self.answer, af=scoring.STEPS)

    @property
    def drawing(self) -> str:
        return strength_svg(self.question.number, self.points)

    @property
    def named_drawing(self) -> str:
        """The same with a name, as a drawing in a tagged PDF must have."""
        return strength_svg(self.question.number, self.points, name=self.strength)

    @property
    def advice(self) -> str:
        return "" if self.points is None else self.question.advice[scoring.band(self.points)]


@dataclass(frozen=True)
class Begyndelse:
    """A vej to begin with: the answer, why, the first step, and where to read on."""

    line: Linje
    address: str
    picks: Sequence[Valgt] = ()


class Resultat:
    """What the answers to a version of the test come to."""

    def __init__(self, version: int, definition: Definition, answers: Sequence[int]) -> None:
        self.version = version
        self.definition = definition
        self.answers = tuple(answers)

    @property
    def code(self) -> str:
        return kode.encode(self.version, self.answers)

    @cached_property
    def lines(self) -> list[Linje]:
        return [
            Linje(question, answer)
            for question, answer in zip(self.definition.questions, self.answers, strict=True)
        ]

    @property
    def in_vej_order(self) -> list[Linje]:
        return sorted(self.lines, key=lambda line: line.question.number)

    @property
    def total(self) -> int | None:
        return scoring.overall(self.answers)

    @property
    def level(self) -> Niveau | None:
        return None if self.total is None else self.definition.level(self.total)

    @cached_property
    def focus_lines(self) -> list[Linje]:
        """The veje to begin with. Of equals the lowest number comes first, as the text says."""
        lines = self.in_vej_order
        return [lines[place] for place in scoring.focus([line.answer for line in lines])]

    @cached_property
    def strongest(self) -> list[Linje]:
        """The two veje to build on, apart from those to begin with."""
        known = [
            line
            for line in self.in_vej_order
            if line.points is not None and line not in self.focus_lines
        ]
        return sorted(known, key=lambda line: -(line.points or 0))[: scoring.FOCUS]

    def beginnings(self, addresses: dict[int, str]) -> list[Begyndelse]:
        """Return where to begin; ``addresses`` of the veje that can be read, by number."""
        numbers = [line.question.number for line in self.focus_lines]
        found = picks(numbers)
        return [
            Begyndelse(line, addresses.get(line.question.number, ""), found[number])
            for number, line in zip(numbers, self.focus_lines, strict=True)
        ]

    @property
    def summary(self) -> str:
        """What is said of it in the contact form, until the visitor changes it."""
        rows = [
            tekst("parathed.tal.linje", nr=line.question.number, vej=line.question.title,
                  styrke=line.strength)
            for line in self.in_vej_order
        ]  # fmt: skip
        level = tekst("parathed.tal.niveau", niveau=self.level.name) if self.level else ""
        focus = " og ".join(f"»{line.question.title}«" for line in self.focus_lines)
        wish = tekst("parathed.tal.begynd", veje=focus) if focus else ""
        return "\n".join(filter(None, [tekst("parathed.tal.foerst"), level, wish, "", *rows]))
