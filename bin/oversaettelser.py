#!/usr/bin/env python3
"""Keep locale/da complete: every string of our own code has its Danish words.

    .venv/bin/python bin/oversaettelser.py            add what is new, compile, list
    .venv/bin/python bin/oversaettelser.py --check    only tell what lacks Danish

Django's makemessages would throw out the strings that fill gaps in Wagtail's own Danish, as it does
not find them in our code. Here it only extracts, from a copy; nothing is ever taken out.
"""
# ruff: noqa: S603, T201  (a developer's script: starts Django's own command and prints its result)

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = ROOT / "locale" / "da" / "LC_MESSAGES"
EXTENSIONS = {"django": "py,html,txt", "djangojs": "js"}
NOT_OURS = {"tests", "bin", "var", "locale", "docs", "node_modules", "__pycache__", "migrations"}
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "da",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def copy_sources(target: Path) -> None:
    """Copy the files that may hold strings."""

    def skip(folder: str, names: list[str]) -> set[str]:
        return {
            name
            for name in names
            if name in NOT_OURS
            or name.startswith(".")
            or (
                Path(folder, name).is_file()
                and Path(name).suffix not in {".py", ".html", ".txt", ".js"}
            )
        }

    shutil.copytree(ROOT, target, ignore=skip)
    (target / "locale").mkdir()


def extract(sources: Path, domain: str) -> polib.POFile:
    """Return the strings that Django finds in the sources."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "django", "makemessages", "--locale", "da"),
            *("--domain", domain, "--extension", EXTENSIONS[domain], "--verbosity", "0"),
        ],
        cwd=sources,
        env={k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(done.stderr or done.stdout)
    found = sources / "locale" / "da" / "LC_MESSAGES" / f"{domain}.po"
    return polib.pofile(str(found)) if found.exists() else polib.POFile()


def key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def has_danish(entry: polib.POEntry) -> bool:
    words = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    return not entry.fuzzy and bool(words) and all(words)


def opened(domain: str) -> polib.POFile:
    path = CATALOGUES / f"{domain}.po"
    if path.exists():
        return polib.pofile(str(path), wrapwidth=98)
    catalogue = polib.POFile(wrapwidth=98)
    catalogue.metadata = HEADER
    return catalogue


def compiled(domain: str) -> dict[tuple[str | None, str], object]:
    path = CATALOGUES / f"{domain}.mo"
    entries = polib.mofile(str(path)) if path.exists() else []
    return {key(entry): entry.msgstr_plural or entry.msgstr for entry in entries}


def problems(catalogue: polib.POFile, ours: polib.POFile, domain: str) -> list[str]:
    """Return a line for each string without Danish and for a stale .mo."""
    entries = {key(entry): entry for entry in catalogue if not entry.obsolete}
    wanted = [entries.get(key(entry), entry) for entry in ours if not entry.obsolete]
    lines = [f"{domain}.po: {entry.msgid!r}" for entry in wanted if not has_danish(entry)]
    lines += [f"{domain}.po: {entry.msgid!r} (fuzzy)" for entry in catalogue if entry.fuzzy]
    translated = {
        key(entry): entry.msgstr_plural or entry.msgstr for entry in catalogue.translated_entries()
    }
    if translated != compiled(domain):
        lines.append(f"{domain}.mo is not compiled from {domain}.po: run make messages")
    return lines


def update(catalogue: polib.POFile, ours: polib.POFile, domain: str) -> None:
    """Add the new strings, without Danish so far, and compile."""
    known = {key(entry) for entry in catalogue}
    for entry in ours:
        if key(entry) not in known and not entry.obsolete:
            entry.occurrences = []
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            catalogue.append(entry)
    if len(catalogue):
        CATALOGUES.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(CATALOGUES / f"{domain}.po"))
        catalogue.save_as_mofile(str(CATALOGUES / f"{domain}.mo"))


def main() -> None:
    check = sys.argv[1:] == ["--check"]
    lines = []
    with tempfile.TemporaryDirectory() as scratch:
        sources = Path(scratch, "sources")
        copy_sources(sources)
        for domain in EXTENSIONS:
            ours, catalogue = extract(sources, domain), opened(domain)
            if not check:
                update(catalogue, ours, domain)
            lines += problems(catalogue, ours, domain)
    if lines:
        print("Without Danish:", *lines, sep="\n  ")
        sys.exit(1)


if __name__ == "__main__":
    main()
