"""The words of public templates stand in the microcopy, where a writer finds them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: The admin speaks through the .po files; previews of blocks and the style guide are ours alone.
NOT_PUBLIC = re.compile(r"wagtailadmin|wagtailcore|/admin/|/preview/|stilguide|/email/")
TEMPLATES = sorted(
    path for path in (ROOT / "templates").rglob("*.html") if not NOT_PUBLIC.search(path.as_posix())
)
NAMES = {"COK", "Samskabelse"}
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?endcomment\s*%}|<!--.*?-->", re.DOTALL)
CODE = re.compile(r"<(script|svg)\b.*?</\1>", re.DOTALL)
#: Blocks that stand inside a tag of the shell.
ATTRIBUTE = re.compile(r"{% block (?:og_type|main_attrs|farve|\w+_class) %}.*?{% endblock %}")
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
SPOKEN = re.compile(r"\b(?:aria-label|aria-description|alt|placeholder|title|label)=\"([^\"]*)\"")
MARKUP = re.compile(r"<[^>]*>")
#: A quoted value that begins as a sentence does, in an include, a firstof or a default filter.
LITERAL = re.compile(r"[\"']([A-ZÆØÅ][^\"'{}]*[a-zæøå]{2}[^\"'{}]*)[\"']")
WORD = re.compile(r"[^\W\d_]{2,}")


def loose_words(source: str) -> list[str]:
    """Return what is written for the visitor in the template itself."""
    source = ATTRIBUTE.sub(" ", CODE.sub(" ", COMMENT.sub(" ", source)))
    literals = [text for tag in TAG.findall(source) for text in LITERAL.findall(tag)]
    plain = TAG.sub(" ", source)
    spoken = SPOKEN.findall(plain)
    text = re.sub(r"&\w+;", " ", MARKUP.sub(" ", plain))
    return [
        word
        for part in [*literals, *spoken, text]
        for word in WORD.findall(part)
        if word not in NAMES
    ]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Øvelse</p>", ["Øvelse"]),
        ('{% tekst "laesning.oevelse" %} – COK · 8779 6300', []),
        ('<nav aria-label="Flere veje">', ["Flere", "veje"]),
        ('{% include "a.html" with label="Se alle" only %}', ["Se", "alle"]),
        ("{{ caption|default:'Tabel' }}{{ day|date:'j. F Y' }}", ["Tabel"]),
        ("{# Øvelse #}<a href=\"/om/\">{% if x == 'aa' %}{{ y }}{% endif %}</a>", []),
    ],
)
def test_the_check_finds_words(source: str, words: list[str]) -> None:
    assert loose_words(source) == words


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_holds_no_words_of_its_own(path: Path) -> None:
    assert loose_words(path.read_text(encoding="utf-8")) == []
