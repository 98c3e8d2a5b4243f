"""The test as plain values: what a version keeps for good, and what scoring and templates read."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from . import scoring

if TYPE_CHECKING:
    from .models import ParathedstestPage


@dataclass(frozen=True, slots=True)
class Spoergsmaal:
    """One question: its vej, the situation, the steps, and what each answer is met with."""

    vej_id: int
    number: int
    title: str
    lead_in: str
    question: str
    left_pole: str
    right_pole: str
    steps: tuple[str, ...]
    #: For low, middle and high points.
    advice: tuple[str, ...]
    monday: str
    talking_point: str

    def step(self, answer: int) -> str:
        """Return the words that were chosen; nothing for »ved ikke«."""
        return "" if answer == scoring.DONT_KNOW else self.steps[answer - 1]


@dataclass(frozen=True, slots=True)
class Niveau:
    """Where you stand, in words."""

    name: str
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Definition:
    """All that a result needs to be read again in ten years."""

    questions: tuple[Spoergsmaal, ...] = ()
    levels: tuple[Niveau, ...] = ()

    @property
    def digest(self) -> str:
        text = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def level(self, value: int) -> Niveau | None:
        return scoring.level(value, [(one.start, one) for one in self.levels])

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Definition":
        return cls(
            tuple(
                Spoergsmaal(**{**row, "steps": tuple(row["steps"]), "advice": tuple(row["advice"])})
                for row in data["questions"]
            ),
            tuple(Niveau(**row) for row in data["levels"]),
        )

    @classmethod
    def of_page(cls, page: "ParathedstestPage") -> "Definition":
        """Return what stands on the page. A question whose vej is gone has nowhere to lead."""
        rows = [block.value for block in page.questions]
        return cls(
            tuple(
                Spoergsmaal(
                    vej_id=row["vej"].pk,
                    number=row["vej"].number,
                    title=row["vej"].title,
                    lead_in=row["lead_in"],
                    question=row["question"],
                    left_pole=row["left_pole"],
                    right_pole=row["right_pole"],
                    steps=tuple(row["steps"]),
                    advice=(row["advice_low"], row["advice_middle"], row["advice_high"]),
                    monday=row["monday"],
                    talking_point=row["talking_point"],
                )
                for row in rows
                if row["vej"] is not None and row["vej"].number
            ),
            tuple(
                Niveau(block.value["name"], block.value["start"], block.value["text"])
                for block in page.levels
            ),
        )
