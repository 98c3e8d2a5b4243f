"""Templates hold nothing that the content security policy of public pages forbids."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# The admin's policy is looser, but only Wagtail's own templates make use of that.
TEMPLATES = sorted(
    path
    for folder in [ROOT / "templates", *ROOT.glob("*/templates"), *ROOT.glob("*/*/templates")]
    for path in folder.rglob("*.html")
    if not path.relative_to(ROOT).parts[0].startswith(".")
)
MAILS = re.compile(r"/(mails?|email)/")
FORBIDDEN = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "javascript: address": re.compile(
        r"(?:href|src|action)\s*=\s*[\"']\s*javascript:", re.IGNORECASE
    ),
    # Data for a module (type="application/json") is not run.
    "inline script": re.compile(
        r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*application/(?:ld\+)?json)", re.IGNORECASE
    ),
    "address on another host": re.compile(
        r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//",
        re.IGNORECASE,
    ),
}


def test_there_are_templates() -> None:
    assert TEMPLATES


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_holds_nothing_that_the_policy_forbids(path: Path) -> None:
    text = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", path.read_text(), flags=re.DOTALL)

    found = [name for name, pattern in FORBIDDEN.items() if pattern.search(text)]

    assert found == [] or MAILS.search(path.as_posix())
