"""The admin is Danish: Wagtail's words, ours, dates and numbers."""

import datetime as dt
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import validators
from django.db import models
from django.forms.formsets import BaseFormSet
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from wagtail.models import Page, Site

from samskabelse.base.models import Dokument

pytestmark = pytest.mark.one_database

ROOT = Path(settings.ROOT)
OURS = {
    "django": ROOT / "redaktion/locale/da/LC_MESSAGES/django.po",
    "djangojs": ROOT / "locale/da/LC_MESSAGES/djangojs.po",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")

Key = tuple[str | None, str]


def wagtails_strings(domain: str) -> dict[Key, polib.POEntry]:
    """Return every string of the Wagtail apps that are installed."""
    found: dict[Key, polib.POEntry] = {}
    for app in apps.get_app_configs():
        path = Path(app.path, "locale/en/LC_MESSAGES", f"{domain}.po")
        if app.name.split(".")[0] == "wagtail" and path.exists():
            found |= {(e.msgctxt, e.msgid): e for e in polib.pofile(str(path)) if not e.obsolete}
    return found


def ours(domain: str) -> dict[Key, polib.POEntry]:
    return {(e.msgctxt, e.msgid): e for e in polib.pofile(str(OURS[domain]))}


@pytest.mark.parametrize("domain", OURS)
class TestWagtailsWords:
    def test_every_string_has_danish_words(self, domain: str) -> None:
        """After an upgrade this names the new strings, to be added to our catalogue."""
        danish = ours(domain)

        lacking = [
            key
            for key in wagtails_strings(domain)
            if key not in danish or not danish[key].translated()
        ]

        assert lacking == []

    def test_placeholders_are_kept(self, domain: str) -> None:
        for entry in ours(domain).values():
            words = entry.msgstr_plural or {0: entry.msgstr}
            allowed = set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
            for text in words.values():
                assert set(PLACEHOLDER.findall(text)) <= allowed, entry.msgid

    def test_catalogue_is_compiled(self, domain: str) -> None:
        compiled = {
            (e.msgctxt, e.msgid): e.msgstr_plural or e.msgstr
            for e in polib.mofile(str(OURS[domain].with_suffix(".mo")))
        }

        assert compiled == {
            key: entry.msgstr_plural or entry.msgstr
            for key, entry in ours(domain).items()
            if entry.translated()
        }


@pytest.mark.django_db
def test_browser_gets_the_danish_words(administrator: Client) -> None:
    text = administrator.get(reverse("wagtailadmin_javascript_catalog")).content.decode()

    assert "Fold menuen ud eller sammen" in text
    assert json.dumps("Søg i listen") in text


class TestFormats:
    MOMENT = dt.datetime(2026, 12, 3, 9, 0, tzinfo=dt.UTC)

    @pytest.mark.parametrize(
        ("name", "written"),
        [
            ("DATE_FORMAT", "3. december 2026"),
            ("TIME_FORMAT", "10.00"),
            ("DATETIME_FORMAT", "3. december 2026 kl. 10.00"),
            ("SHORT_DATE_FORMAT", "03.12.2026"),
            ("SHORT_DATETIME_FORMAT", "03.12.2026 kl. 10.00"),
        ],
    )
    def test_moment_is_written_in_danish(self, name: str, written: str) -> None:
        template = Template(f'{{{{ moment|date:"{name}" }}}}')

        assert template.render(Context({"moment": self.MOMENT})) == written

    def test_morning_has_no_leading_zero(self) -> None:
        early = self.MOMENT - dt.timedelta(hours=1)

        assert Template("{{ moment }}").render(Context({"moment": early})).endswith("kl. 9.00")

    def test_thousands_are_parted_by_a_full_stop(self) -> None:
        assert number_format(12500.5) == "12.500,5"


# Words that no Danish sentence holds, and words of Wagtail's buttons.
ENGLISH = re.compile(
    r"\b(the|and|of|with|this|your?|are|is|has|been|will|from|to|by|no|yes|not|all|"
    r"Add|Edit|Delete|Save|Search|Publish\w*|Unpublish\w*|Settings|Choose|Pages?|Users?|Groups?|"
    r"Images?|Documents?|Upload\w*|Create\w*|Cancel\w*|Close|Password|Help|Reports?|Workflows?|"
    r"Snippets?|Dashboard|Locked|Draft|Live|Title|Name|Type|Updated|History|Collections?|Sites?|"
    r"Redirects?|Tasks?|Can|Change|View|Welcome|Toggle|Show|Hide|Back|Next|Previous|Language|"
    r"Email|Phone|Link text|Subject|Body|First|Last|Active|Loading|Owner|Tags?|File|Usage|"
    r"Permissions?|Object|Actions)\b"
)
#: Danish words that look English, and names.
DANISH_TOO = {"Tag", "Type", "to", "by"}


@pytest.mark.django_db
@pytest.mark.usefixtures("start_content")
class TestNoEnglishIsLeft:
    PAGES = [
        ("wagtailadmin_home", ()),
        ("wagtailadmin_explore", ("home",)),
        ("wagtailadmin_pages:add_subpage", ("home",)),
        ("wagtailadmin_pages:edit", ("case",)),
        ("wagtailadmin_pages:copy", ("case",)),
        ("wagtailadmin_pages:move", ("case",)),
        ("wagtailadmin_pages:delete", ("case",)),
        ("wagtailadmin_pages:unpublish", ("case",)),
        ("wagtailadmin_pages:history", ("case",)),
        ("wagtailadmin_pages:usage", ("case",)),
        ("wagtailadmin_pages:add", ("arrangementer", "arrangementpage", "courses")),
        ("wagtailadmin_pages:search", ()),
        ("wagtailimages:index", ()),
        ("wagtailimages:add", ()),
        ("wagtailimages:add_multiple", ()),
        ("wagtaildocs:index", ()),
        ("wagtaildocs:add", ()),
        ("wagtaildocs:add_multiple", ()),
        ("wagtailadmin_choose_page_email_link", ()),
        ("wagtailadmin_choose_page_external_link", ()),
        ("wagtailadmin_choose_page_phone_link", ()),
        ("wagtailadmin_choose_page_anchor_link", ()),
        ("wagtailadmin_account", ()),
        ("wagtailadmin_collections:index", ()),
        ("wagtailadmin_collections:add", ()),
        ("wagtailadmin_workflows:index", ()),
        ("wagtailadmin_workflows:add", ()),
        ("wagtailadmin_workflows:task_index", ()),
        ("wagtailadmin_reports:locked_pages", ()),
        ("wagtailadmin_reports:workflow", ()),
        ("wagtailadmin_reports:workflow_tasks", ()),
        ("wagtailadmin_reports:site_history", ()),
        ("wagtailadmin_reports:aging_pages", ()),
        ("wagtailadmin_reports:page_types_usage", ()),
        ("wagtailusers_users:index", ()),
        ("wagtailusers_users:add", ()),
        ("wagtailusers_groups:index", ()),
        ("wagtailusers_groups:add", ()),
        ("wagtailusers_groups:edit", ("editors",)),
        ("wagtailsites:index", ()),
        ("wagtailsites:add", ()),
        ("wagtailredirects:index", ()),
        ("wagtailredirects:add", ()),
        ("wagtailredirects:start_import", ()),
        ("wagtailsettings:edit", ("base", "indstillinger", "site")),
        ("wagtailsnippets_veje_emne:list", ()),
        ("wagtailsnippets_veje_emne:add", ()),
        ("wagtailsnippets_kommuner_kommune:list", ()),
        ("henvendelser:index", ()),
    ]

    @pytest.mark.parametrize(("name", "arguments"), PAGES, ids=str)
    def test_page_of_the_admin(
        self, administrator: Client, name: str, arguments: tuple[str, ...]
    ) -> None:
        found = {
            "home": Page.objects.get(depth=2).pk,
            "case": Page.objects.get(slug="faelles-inspiration-til-samskabelse").pk,
            "courses": Page.objects.get(slug="arrangementer").pk,
            "site": Site.objects.get().pk,
            "editors": Group.objects.get(name="Redaktører").pk,
        }
        address = reverse(name, args=[found.get(argument, argument) for argument in arguments])

        response = administrator.get(address, follow=True)

        assert response.status_code == 200
        assert english_in(response.content.decode()) == []

    @pytest.mark.parametrize(
        ("name", "english", "danish"),
        [
            ("wagtailadmin_reports:aging_pages", "None", "systemet"),
            ("wagtailusers_users:index", "True", "Ja"),
            ("wagtailadmin_explore_root", "Root", "Alle sider"),
        ],
    )
    def test_nothing_is_said_as_the_code_has_it(
        self, administrator: Client, name: str, english: str, danish: str
    ) -> None:
        soup = BeautifulSoup(administrator.get(reverse(name)).content, "html.parser")

        labels = [tag["aria-label"] for tag in soup.find_all(attrs={"aria-label": True})]
        said = " ".join([*soup.stripped_strings, *labels])
        assert not re.search(rf"\b{english}\b", said)
        assert re.search(rf"\b{danish}\b", said)

    def test_pages_that_were_found_are_counted(self, administrator: Client) -> None:
        found = administrator.get(reverse("wagtailadmin_pages:search"), {"q": "samskabelse"})

        count = BeautifulSoup(found.content, "html.parser").select_one("th.title")
        assert count
        assert re.search(r"1–\d+ af \d+$", count.get_text().strip())

    def test_collection_of_all_files(self, administrator: Client) -> None:
        document = Dokument.objects.create(title="Referat", file="referat.txt")

        address = reverse("wagtail_bulk_action", args=("base", "dokument", "add_to_collection"))
        asked = administrator.get(address, {"id": document.pk, "next": "/admin/documents/"})

        choices = BeautifulSoup(asked.content, "html.parser").select("[name=collection] option")
        assert [choice.get_text() for choice in choices][1:] == ["Alle filer"]


#: What is left of a start of the site: `migrate` turns Danish off and imports every view.
START = """
import importlib.util, sys
from django.utils import translation

spec = importlib.util.spec_from_file_location("start", "bin/start.py")
start = importlib.util.module_from_spec(spec)
spec.loader.exec_module(start)

def migrate(*args, **kwargs):
    with translation.override(None):
        start.get_resolver().url_patterns
    from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
    from wagtail.images.forms import ImageInsertionForm
    print(RedirectsReportFilterSet.base_filters["is_permanent"].extra["empty_label"])
    print(ImageInsertionForm.base_fields["alt_text"].label)
    sys.exit()

start.call_command = migrate
start.prepare("samskabelse.settings.test")
"""


def test_words_that_wagtail_looks_up_as_it_is_loaded(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603  (our own code, given above)
        [sys.executable, "-c", START],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split("\n")[-3:-1] == ["Alle", "Alt-tekst"]


def english_in(html: str) -> list[str]:
    """Return each text that a person sees, or hears, and that holds an English word."""
    soup = BeautifulSoup(html, "html.parser")
    texts = menu_labels(soup)
    for tag in soup(["script", "style"]):
        tag.decompose()
    texts += [" ".join(text.split()) for text in soup.stripped_strings]
    for attribute in ("aria-label", "title", "placeholder", "alt", "data-w-dialog-heading-value"):
        texts += [tag[attribute] for tag in soup.find_all(attrs={attribute: True})]
    texts += [button.get("value", "") for button in soup.select("input[type=submit]")]
    return sorted({text for text in texts if set(ENGLISH.findall(text)) - DANISH_TOO})


def menu_labels(soup: BeautifulSoup) -> list[str]:
    props = soup.find(id="wagtail-sidebar-props")
    return re.findall(r'"(?:label|footerText)": "([^"]*)"', props.string if props else "")


@pytest.mark.django_db
@pytest.mark.usefixtures("start_content")
def test_message_after_saving_is_danish(administrator: Client) -> None:
    response = administrator.post(
        reverse("wagtailsnippets_veje_emne:add"), {"name": "Boligområder"}, follow=True
    )

    assert "Emne »Boligområder« er oprettet." in response.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("start_content")
def test_municipalities_are_listed_as_a_dane_does(administrator: Client) -> None:
    address = reverse("wagtailsnippets_kommuner_kommune:list")

    soup = BeautifulSoup(administrator.get(address).content, "html.parser")

    names = [link.get_text(strip=True) for link in soup.select("td.title .title-wrapper")]
    assert len(names) == 98
    assert names[0] == "Albertslund"
    assert names[-4:] == ["Ærø", "Aabenraa", "Aalborg", "Aarhus"]


#: Words that the list for the admin leaves out: an error says what to do instead.
NOT_OUR_WORDS = re.compile(r"indtast|indsend|gyldig|marker |venligst|påkrævet|null-", re.I)


def field_classes(base: type) -> set[type]:
    return {base}.union(*map(field_classes, base.__subclasses__()))


def test_errors_of_forms_say_what_to_do() -> None:
    kinds = [*field_classes(forms.Field), *field_classes(BaseFormSet), models.Field]
    kinds = [kind for kind in kinds if kind.__module__.startswith(("django.forms", "django.db"))]
    texts = {str(text) for kind in kinds for text in kind.default_error_messages.values()}
    texts |= {
        str(getattr(thing, "message", ""))
        for thing in vars(validators).values()
        if getattr(thing, "__module__", "") == validators.__name__
    }

    assert len(texts) > 30
    assert [text for text in texts if NOT_OUR_WORDS.search(text)] == []


def test_error_at_a_field_counts_and_repeats_what_was_written() -> None:
    class Form(forms.Form):
        name = forms.CharField(max_length=3)
        number = forms.IntegerField(min_value=1)
        choice = forms.ChoiceField(choices=[("a", "A")])

    form = Form({"name": "fire", "number": 0, "choice": "9999"})

    assert [errors[0] for errors in form.errors.values()] == [
        "Skriv højst 3 tegn. Nu er der 4.",
        "Skriv et tal, der mindst er 1.",
        "Vælg en af mulighederne. »9999« er ikke en af dem.",
    ]


def test_today_is_a_danish_day() -> None:
    assert timezone.get_current_timezone_name() == "Europe/Copenhagen"
