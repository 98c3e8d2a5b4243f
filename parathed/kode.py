"""A result as a code that can be read aloud: ``3-25140-03352-47``.

The test's version, then one digit a question (1 to 5, 0 for »ved ikke«), then two check digits,
so that a typing error gives an error and not another result. The code *is* the answers and opens
nothing, so there is nothing to sign. It travels in a fragment or in a form's body and never in a
path or a query string: those are written down by servers and proxies on the way.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .scoring import DONT_KNOW, STEPS

#: Without separators the answers are taken to be ten.
USUAL_AMOUNT = 10
LONGEST = 60
GROUP = 5
LONGEST_VERSION = 6


class UnreadableCode(ValueError):
    """It is not a code, or it has been mistyped."""


class Kode(NamedTuple):
    version: int
    answers: tuple[int, ...]


def encode(version: int, answers: Sequence[int]) -> str:
    digits = "".join(map(str, answers))
    groups = [digits[at : at + GROUP] for at in range(0, len(digits), GROUP)]
    return "-".join([str(version), *groups, f"{_check(version, digits):02}"])


def decode(text: str) -> Kode:
    """Return what the code holds, however it was spaced; raises UnreadableCode."""
    parts = re.findall(r"[0-9]+", text) if len(text) <= LONGEST else []
    if len(parts) == 1:
        whole = parts[0]
        parts = [whole[: -USUAL_AMOUNT - 2], whole[-USUAL_AMOUNT - 2 : -2], whole[-2:]]
    if len(parts) < 3 or not 0 < len(parts[0]) <= LONGEST_VERSION:
        raise UnreadableCode(text)
    version, digits, check = int(parts[0]), "".join(parts[1:-1]), parts[-1]
    if not digits or len(digits) > USUAL_AMOUNT or check != f"{_check(version, digits):02}":
        raise UnreadableCode(text)
    answers = tuple(map(int, digits))
    if not all(DONT_KNOW <= answer <= STEPS for answer in answers):
        raise UnreadableCode(text)
    return Kode(version, answers)


def _check(version: int, digits: str) -> int:
    """Return two digits (ISO 7064, mod 97-10) that no wrong or swapped digit leaves right."""
    return 98 - int(f"{version}{digits}00") % 97
