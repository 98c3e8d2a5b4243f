"""Rules for text that people type, shared by forms and models."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from stdnum.dk import cpr

from .tekster import tekst

# Joiners that scripts and emoji need; everything else invisible is refused.
ALLOWED_INVISIBLE = {"\u200d", "\ufe0f"}


def is_invisible(character: str) -> bool:
    """Tell whether a character is a control, format or private one, or none at all.

    Unassigned ones pass: a newer Unicode than Python's may have made an emoji of them.
    """
    point = ord(character)
    is_no_character = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return is_no_character or (
        unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
        and character not in ALLOWED_INVISIBLE
    )


@deconstructible
class OneLineValidator:
    """Refuse line breaks and invisible characters: they forge mail headers and hide words."""

    code = "one_line"

    def __init__(self, message_key: str = "formularer.felt_linjeskift") -> None:
        self.message_key = message_key

    def __call__(self, value: str) -> None:
        if any(is_invisible(character) for character in value):
            raise ValidationError(tekst(self.message_key), code=self.code)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.message_key == self.message_key

    def __hash__(self) -> int:
        return hash(self.message_key)


@deconstructible
class PlainTextValidator(OneLineValidator):
    """Let line breaks and tabs through, and refuse the other invisible characters."""

    code = "plain_text"

    def __init__(self, message_key: str = "kontakt.felter.besked.fejl.ugyldige_tegn") -> None:
        super().__init__(message_key)

    def __call__(self, value: str) -> None:
        super().__call__(value.replace("\r", "").replace("\n", "").replace("\t", ""))


one_line = OneLineValidator()
plain_text = PlainTextValidator()


# Six digits of a date and four more, apart or together: 010190-1234, 01 01 90 1234, 0101901234.
_CPR_LIKE = re.compile(
    r"(?<!\d)(\d\d)[ .\-/]?(\d\d)[ .\-/]?(\d\d)\s{0,2}[\-.‐‑‒–—−/]?\s{0,2}(\d{4})(?!\d)"
)


def holds_cpr(text: str) -> bool:
    """Tell whether a valid Danish civil registration number stands anywhere in the text."""
    plain = "".join(
        str(unicodedata.digit(character)) if character.isdecimal() else character
        for character in text
        if not is_invisible(character) or character in "\n\t"
    )
    return any(cpr.is_valid("".join(found.groups())) for found in _CPR_LIKE.finditer(plain))


@deconstructible
class NoCprValidator(OneLineValidator):
    """Ask for a CPR number to be taken out. Nobody here needs one, and none is ever stored."""

    code = "cpr"

    def __init__(self, message_key: str = "formularer.cpr") -> None:
        super().__init__(message_key)

    def __call__(self, value: str) -> None:
        if holds_cpr(str(value)):
            raise ValidationError(tekst(self.message_key), code=self.code)


no_cpr = NoCprValidator()
