"""EAN and CVR numbers, read as people write them, with an error that says what is wrong."""

import re

from django.core.exceptions import ValidationError
from stdnum import ean as ean_number
from stdnum.dk import cpr as cpr_number
from stdnum.dk import cvr as cvr_number

from samskabelse.base.tekster import tekst

EAN_DIGITS = 13
CVR_DIGITS = 8
CPR_DIGITS = 10

_SPACES = re.compile(r"[\s.\-–]+")


def digits_of(typed: str, field: str) -> str:
    """Return the digits alone; raises for anything else than digits and spaces."""
    plain = _SPACES.sub("", typed)
    if field == "cvr" and plain[:2].upper() == "DK":
        plain = plain[2:]
    if not (plain.isascii() and plain.isdigit()):
        raise ValidationError(tekst(f"tilmelding.faktura.{field}.fejl.tegn"), code="tegn")
    return plain


def ean(typed: str) -> str:
    key = "tilmelding.faktura.ean.fejl"
    digits = digits_of(typed, "ean")
    if len(digits) == CVR_DIGITS and cvr_number.is_valid(digits):
        raise ValidationError(tekst(f"{key}.ligner_cvr"), code="ligner_cvr")
    if len(digits) != EAN_DIGITS:
        raise ValidationError(tekst(f"{key}.laengde", antal=len(digits)), code="laengde")
    if not ean_number.is_valid(digits):
        raise ValidationError(tekst(f"{key}.kontrol"), code="kontrol")
    return digits


def cvr(typed: str) -> str:
    key = "tilmelding.faktura.cvr.fejl"
    digits = digits_of(typed, "cvr")
    if len(digits) == EAN_DIGITS and ean_number.is_valid(digits):
        raise ValidationError(tekst(f"{key}.ligner_ean"), code="ligner_ean")
    if len(digits) == CPR_DIGITS and cpr_number.is_valid(digits):
        raise ValidationError(tekst(f"{key}.ligner_cpr"), code="ligner_cpr")
    if len(digits) != CVR_DIGITS:
        raise ValidationError(tekst(f"{key}.laengde", antal=len(digits)), code="laengde")
    if not cvr_number.is_valid(digits):
        raise ValidationError(tekst(f"{key}.kontrol"), code="kontrol")
    return digits
