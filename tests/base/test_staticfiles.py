"""One stylesheet and one script leave collectstatic, hashed and compressed."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from samskabelse.base.staticfiles import flatten_css, flatten_js, minified_css

MOST_CSS = 16_000
#: A page fetches one or two modules besides the entry; tests/browser/test_budgets.py sums them.
MOST_JS = 2_500


def reader(files):
    return files.__getitem__


def test_imports_are_replaced_by_what_they_name():
    files = {
        "css/site.css": '@layer a, b;\n@import url("a.css") layer(a);\n@import url("b.css");\n',
        "css/a.css": "p { color: red; }",
        "css/b.css": "b { color: blue; }",
    }

    flat = flatten_css("css/site.css", reader(files))

    assert flat == "@layer a,b;@layer a{p{color:red}}b{color:blue}\n"


def test_an_import_keeps_its_medium():
    files = {
        "css/site.css": '@import url("print.css") layer(last) print;',
        "css/print.css": "p { color: black }",
    }

    flat = flatten_css("css/site.css", reader(files))

    assert flat == "@media print{@layer last{p{color:black}}}\n"


def test_addresses_hold_from_the_new_place():
    files = {
        "css/site.css": '@import url("components/card.css");',
        "css/components/card.css": (
            'a { background: url("../../img/a.svg"); } b { background: url(data:x); }'
        ),
    }

    flat = flatten_css("css/site.css", reader(files))

    assert 'url("../img/a.svg")' in flat
    assert "url(data:x)" in flat


@pytest.mark.parametrize(
    ("css", "small"),
    [
        ("a { margin: calc(1rem + 2 * var(--x)); }", "a{margin:calc(1rem + 2 * var(--x))}"),
        ("a > b + c ~ d { top: 0 }", "a > b + c ~ d{top:0}"),
        ('a::before { content: "  /* kept */  "; }', 'a::before{content:"  /* kept */  "}'),
        ("a :hover { top: 0 }", "a :hover{top:0}"),
        ("@media (min-width: 4rem) { a { top: 0 } }", "@media (min-width:4rem){a{top:0}}"),
        ("/* gone */ a { top: 0; }", "a{top:0}"),
    ],
)
def test_css_gets_small_without_changing_its_meaning(css, small):
    result = minified_css(css)

    assert result == small + "\n"


def test_a_module_travels_with_the_script_that_imports_it():
    files = {
        "js/site.js": 'import menu from "./modules/menu.js";\n// why\nmenu(1);\n',
        "js/modules/menu.js": "// what\nexport default function menu(x) {\n  return x;\n}\n",
    }

    flat = flatten_js("js/site.js", reader(files))

    assert flat == (
        "const menu = (() => {\nreturn function menu(x) {\nreturn x;\n}\n})();\nmenu(1);\n"
    )


def test_a_module_that_is_fetched_when_needed_stays_apart():
    script = 'const load = () => import("./modules/test.js");\n'

    flat = flatten_js("js/site.js", reader({"js/site.js": script}))

    assert flat == script


@pytest.fixture
def collected(tmp_path):
    """The site's own static files as production serves them."""
    own = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "samskabelse.base.staticfiles.FlatteningStorage"},
    }
    finders = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    with override_settings(
        STORAGES=own,
        STATIC_ROOT=tmp_path,
        STATICFILES_FINDERS=finders,
        WHITENOISE_KEEP_ONLY_HASHED_FILES=True,
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield tmp_path


def test_the_site_has_one_small_stylesheet_and_script(collected: Path):
    css = collected / staticfiles_storage.stored_name("css/site.css")
    js = collected / staticfiles_storage.stored_name("js/site.js")

    # The style guide has a sheet of its own, which no public page links to.
    sheets = {file.name.partition(".")[0] for file in collected.glob("css/**/*.css")}
    assert sheets == {"site", "stilguide"}
    assert "@import" not in css.read_text()
    assert len(gzip.compress(css.read_bytes())) <= MOST_CSS
    assert max(len(gzip.compress(f.read_bytes())) for f in collected.glob("js/**/*.js")) <= MOST_JS
    assert not re.search(r"^import ", js.read_text(), re.MULTILINE)
    assert css.with_name(css.name + ".br").exists()
    assert css.with_name(css.name + ".gz").exists()


def test_every_address_in_the_stylesheet_leads_to_a_hashed_file(collected: Path):
    css = collected / staticfiles_storage.stored_name("css/site.css")

    addresses = re.findall(r'url\("([^"]+)"\)', css.read_text())

    assert addresses
    assert all((css.parent / address).exists() for address in addresses)
    assert all(re.search(r"\.[0-9a-f]{12}\.", address) for address in addresses)


def test_a_missing_file_gets_its_plain_name(collected: Path):
    name = staticfiles_storage.stored_name("img/not-there.png")

    assert name == "img/not-there.png"


def test_nothing_moves_where_the_visitor_wants_it_still():
    moves = re.compile(r"\b(transition|animation|scroll-behavior):")
    allowed = re.compile(r"@media \(prefers-reduced-motion: no-preference\) \{.*?\n\}", re.DOTALL)

    sheets = list((Path(__file__).parents[2] / "static" / "css").rglob("*.css"))

    assert sheets
    assert [one.name for one in sheets if moves.search(allowed.sub("", one.read_text()))] == []
