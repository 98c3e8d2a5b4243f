"""Numbers, units and dates stay on one line, and nothing else is changed."""

import time

import pytest
from django.template import engines
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from samskabelse.base.templatetags.typografi import bind, bind_html, fint


@pytest.mark.parametrize(
    "text",
    [
        "Ring 8779~6300",
        "Ring på +45~8779~6300.",
        "Ring 87~79~63~00 i dag",
        "Vi begynder kl.~9.00",
        "mellem kl.~8 og 16",
        "Du er nr.~3 på listen",
        "efter §~5, stk.~2 og §§~7-9",
        "den 3.~december 2026",
        "3.–4.~december",
        "4~min. læsning",
        "Det koster 1.200~kr. ekskl. moms",
        "2~mio.~kr. om året",
        "12,5~procent, 12,5~%",
        "ca.~20~minutter",
        "3~timer og 4~km",
        "fil på 2,4~MB",
        "s.~5",
    ],
)
def test_what_belongs_together_is_bound(text):
    bound = text.replace("~", "\u00a0")

    assert bind(text.replace("~", " ")) == bound
    assert bind(bound) == bound


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10 veje til samskabelse",
        "I 2026, 2027 og 12345 67890",
        "Det sagde hos os. 5 kom for sent",
        "Nr. et, kl. ni, § fem",
        "Den 3. deltager i decemberlyset",
        "3. decemberdag",
        "1 mand, 4 mil, 7 krager og 2 timetal",
        "2019–2026, Aarhus–Odense",
        "uenighed – og hvad så?",
        "–",
        "– sagde hun",
    ],
)
def test_the_rest_may_break(text):
    assert bind(text) == text


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Kolding, Aalborg · Tværgående", "Kolding, Aalborg~· Tværgående"),
        ("4~min. · kl. 9 · x", "4~min.~· kl.~9~· x"),
        ("a ·b, a·b", "a ·b, a·b"),
    ],
)
def test_dot_that_divides_begins_no_line(text: str, bound: str) -> None:
    assert bind(text.replace("~", "\u00a0")) == bound.replace("~", "\u00a0")


def test_html_is_bound_between_its_tags_alone():
    html = (
        '<p title="kl. 9 – nr. 3" data-a="a > 4 min.">Kl. 9, men kl. 10 <a href="/s. 5?a=4 min.">'
        "§ 5</a> – <b>8779 6300</b></p>"
    )

    assert bind_html(html) == html.replace(">Kl. 9, men kl. 10", ">Kl. 9, men kl.\xa010").replace(
        "§ 5<", "§\xa05<"
    ).replace("8779 6300<", "8779\xa06300<")


def test_plain_text_is_still_escaped():
    template = engines["django"].from_string("{% load typografi %}{{ text|fint }}")

    assert template.render({"text": "<b>kl. 9</b> & nr. 3"}) == (
        "&lt;b&gt;kl.\xa09&lt;/b&gt; &amp; nr.\xa03"
    )
    assert template.render({"text": mark_safe("<b>kl. 9</b>")}) == "<b>kl.\xa09</b>"
    assert template.render({"text": None}) == ""
    assert template.render({}) == ""
    assert template.render({"text": 3}) == "3"


def test_safe_stays_safe_and_plain_stays_plain():
    assert isinstance(fint(mark_safe("x")), SafeString)
    assert not isinstance(fint("x"), SafeString)


@given(st.text(st.sampled_from("<>\"'= a1.§–klnrkp&;/\n"), max_size=80))
def test_only_spaces_change(text):
    assert bind(text).replace("\xa0", " ") == text
    assert bind_html(text).replace("\xa0", " ") == text


@pytest.mark.parametrize("unit", ["<", '<a "', "1.", "8779 ", " –", "§ ", "<a b='", "12 "])
def test_no_text_takes_long(unit):
    begun = time.perf_counter()

    bind_html(unit * 20_000)
    bind(unit * 20_000)

    assert time.perf_counter() - begun < 2
