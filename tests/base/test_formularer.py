"""The two traps for robots, and that neither refuses anything."""

import time_machine
from django import forms
from django.core import signing

from samskabelse.base.formularer import STAMP_SALT, SpamGuardMixin, new_stamp

NOON = "2026-12-01T12:00:00Z"


class LilleForm(SpamGuardMixin, forms.Form):
    navn = forms.CharField()


def signs(**posted):
    form = LilleForm({"navn": "Ane", **posted})
    assert form.is_valid()
    return form.robot_signs()


def test_who_reads_and_writes_shows_no_sign():
    with time_machine.travel(NOON, tick=False) as clock:
        stamp = LilleForm()["stempel"].value()
        clock.shift(30)

        assert signs(stempel=stamp) == []


def test_the_traps_close_on_robots():
    with time_machine.travel(NOON, tick=False) as clock:
        stamp = new_stamp()

        assert signs(stempel=stamp) == ["fast"]
        clock.shift(3 * 24 * 60 * 60)
        assert signs(stempel=stamp) == ["old_stamp"]
        assert signs(stempel=stamp, hjemmeside="http://x.dk") == ["trapped", "old_stamp"]


def test_a_bare_post_is_valid_and_lacks_its_stamp():
    assert signs() == ["no_stamp"]
    assert signs(stempel="forged") == ["no_stamp"]
    assert signs(stempel="å:æ:ø") == ["no_stamp"]
    other = signing.TimestampSigner(salt="another").sign("1")
    assert signs(stempel=other) == ["no_stamp"]
    assert STAMP_SALT != "another"
