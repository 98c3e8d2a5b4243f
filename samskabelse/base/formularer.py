"""What public forms share: two traps for robots that no visitor notices.

Neither refuses anything. A form asks for the signs and decides itself what they weigh.
"""

from typing import Any

from django import forms
from django.core import signing

from .tekster import lazy_tekst

STAMP_SALT = "base.formularer"
#: Nobody reads a form, writes and sends it sooner than this.
FASTEST_SECONDS = 2.0
#: A stamp is no ticket for ever: robots keep what they have fetched once.
OLDEST_SECONDS = 2 * 24 * 60 * 60


def new_stamp() -> str:
    """Return when the form was fetched, signed."""
    return signing.TimestampSigner(salt=STAMP_SALT).sign("1")


class SpamGuardMixin(forms.Form):
    """A field that people don't see, and a signed stamp of when the form was fetched.

    Both are optional in what is posted, so that a bare post is never an error. Show them with
    ``components/spam_guard.html``.
    """

    hjemmeside = forms.CharField(
        required=False,
        label=lazy_tekst("kontakt.felter.lad_staa_tomt.label"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    stempel = forms.CharField(required=False, initial=new_stamp, widget=forms.HiddenInput)

    def robot_signs(self) -> list[str]:
        """Return what speaks for a robot: ``trapped``, ``no_stamp``, ``old_stamp``, ``fast``."""
        signs = ["trapped"] if self._posted("hjemmeside") else []
        signer = signing.TimestampSigner(salt=STAMP_SALT)
        stamp = self._posted("stempel")
        try:
            signer.unsign(stamp, max_age=OLDEST_SECONDS)
        except signing.SignatureExpired:
            signs.append("old_stamp")
        except signing.BadSignature:
            signs.append("no_stamp")
        else:
            if not self._is_older(signer, stamp):
                signs.append("fast")
        return signs

    @property
    def is_trapped(self) -> bool:
        """Say whether the field that people don't see is filled in."""
        return bool(self._posted("hjemmeside"))

    def _posted(self, name: str) -> str:
        value: Any = self.data.get(self.add_prefix(name), "")
        return str(value).strip()

    def _is_older(self, signer: signing.TimestampSigner, stamp: str) -> bool:
        try:
            signer.unsign(stamp, max_age=FASTEST_SECONDS)
        except signing.SignatureExpired:
            return True
        return False
