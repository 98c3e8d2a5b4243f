"""What of the statistic may be seen. Pure functions on counts.

Every number that leaves the house is a multiple of five, rounded down, and all numbers of a group
change at the same time, when at least ten more have answered. So

- no cell below five is shown, and no difference or sum of anything that was ever shown is one
  either: differences and sums of multiples of five are multiples of five;
- what is left out can't be counted back: a cell that isn't shown may hold any of 0 to 4, whatever
  else is known (the group's own number is rounded too, so there is no exact total to take from);
- looking before and after one colleague answers shows either nothing new or ten people's answers.
"""

from collections.abc import Sequence
from typing import Final

#: No smaller number is shown, and all others are multiples of it.
CELL: Final = 5
#: A group is compared with from this many answers.
FROM: Final = 30
#: How many more must have answered before a group's numbers change.
BATCH: Final = 10

Rows = Sequence[Sequence[int]]


def rounded_down(amount: int) -> int:
    return amount - amount % CELL


def to_show(rows: Rows) -> list[list[int]]:
    """Return each question's numbers as they may be seen; 0 is »fewer than five«."""
    return [[rounded_down(amount) for amount in row] for row in rows]


def is_due(answers: int, shown_answers: int) -> bool:
    """Whether the group may be shown, and differs by enough people from what is shown now."""
    return answers >= FROM and answers - shown_answers >= BATCH
