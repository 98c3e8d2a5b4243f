"""The style guide: every component through its own template, and in development alone."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests import factories
from tests.pages import soup_of

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = {path.name for path in (ROOT / "templates" / "components").glob("*.html")}
#: Parts of others that are shown or made of such, of a form that nobody sees, or of a tag that asks
#: a list.
WITHIN = {
    "body.html",
    "field_errors.html",
    "liste_data.html",
    "onward.html",
    "spam_guard.html",
}


@pytest.mark.django_db
def test_style_guide_is_not_on_the_public_site(client: Client) -> None:
    factories.empty_site()

    assert client.get("/stilguide/").status_code == 404


@pytest.mark.django_db
@pytest.mark.urls("tests.redaktion.stilguide_urls")
def test_style_guide_is_whole(client: Client) -> None:
    factories.empty_site()

    soup = soup_of(client, "/stilguide/")

    assert len(soup.find_all("h1")) == 1
    assert len(soup.select(".stil")) >= 12
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), sorted({one for one in ids if ids.count(one) > 1})
    assert not soup.find_all(style=True)
    photo = soup.find("picture").img["src"]
    assert client.get(photo)["Content-Type"] == "image/jpeg"


def test_every_component_stands_in_the_style_guide() -> None:
    source = (ROOT / "templates" / "stilguide" / "stilguide.html").read_text(encoding="utf-8")
    shown = set(re.findall(r'include "components/([\w.]+)"', source))

    assert sorted(COMPONENTS - shown - WITHIN) == []


def test_development_has_the_style_guide() -> None:
    code = (
        "import django; django.setup(); from django.urls import resolve;"
        "print(resolve('/stilguide/').func.__name__)"
    )

    found = subprocess.run(  # noqa: S603  (our own code)
        [sys.executable, "-c", code],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "samskabelse.settings.dev"},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )

    assert found.stdout.strip() == "stilguide"
