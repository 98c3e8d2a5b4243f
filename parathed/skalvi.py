"""Which form fits a task: the first rule that fits decides. Pure functions on plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Regel:
    """When every condition holds, the outcome. Without conditions it always fits."""

    conditions: Mapping[str, frozenset[str]]
    outcome: str
    in_words: str = ""
    therefore: str = ""

    def fits(self, answers: Mapping[str, str]) -> bool:
        return all(answers.get(question) in taken for question, taken in self.conditions.items())


@dataclass(frozen=True, slots=True)
class Regelsaet:
    """The questions with their possible answers, the outcomes there are, and the rules."""

    answers: Mapping[str, Sequence[str]]
    outcomes: frozenset[str]
    rules: Sequence[Regel] = field(default_factory=tuple)

    def decide(self, answers: Mapping[str, str]) -> Regel | None:
        return next((rule for rule in self.rules if rule.fits(answers)), None)

    def mistakes(self) -> list[tuple[int, str]]:
        """Return the places of rules that name what isn't there, each with the unknown name.

        The last rule must fit everything, or some answers would get nothing: then the name is
        empty and the place is that of the last rule.
        """
        found = []
        for place, rule in enumerate(self.rules):
            names = [rule.outcome] if rule.outcome not in self.outcomes else []
            for question, taken in rule.conditions.items():
                known = set(self.answers.get(question, ()))
                names += [question] if not known else sorted(taken - known)
            found += [(place, name) for name in names]
        if not self.rules or self.rules[-1].conditions:
            found.append((max(len(self.rules) - 1, 0), ""))
        return found


def regelsaet(questions: Any, outcomes: Any, rules: Any) -> Regelsaet:
    """Return the rule set of a page's stream fields."""
    return Regelsaet(
        answers={
            block.value["key"]: [answer["key"] for answer in block.value["answers"]]
            for block in questions
        },
        outcomes=frozenset(block.value["key"] for block in outcomes),
        rules=tuple(
            Regel(
                conditions={
                    condition["question"]: frozenset(condition["answers"])
                    for condition in block.value["conditions"]
                },
                outcome=block.value["outcome"],
                in_words=block.value["in_words"],
                therefore=block.value["therefore"],
            )
            for block in rules
        ),
    )
