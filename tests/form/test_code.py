"""The shape of the code: layers, migrations, translations, files."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"var", "node_modules", "__pycache__"}


def our_files(suffix: str) -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in NOT_OURS and name[0] != "."]
        yield from (Path(folder, name) for name in names if name.endswith(suffix))


def test_each_layer_imports_only_from_the_layers_below_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)

    assert lint_imports(no_cache=True, no_logo=True) == 0


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_every_string_of_ours_has_its_danish_words() -> None:
    checked = subprocess.run(  # noqa: S603  (our own script)
        [sys.executable, ROOT / "bin" / "oversaettelser.py", "--check"],
        check=False,
        capture_output=True,
        text=True,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_no_python_file_is_empty_for_later() -> None:
    empty = [p for p in our_files(".py") if p.name != "__init__.py" and not p.read_text().strip()]

    assert empty == []


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in our_files(".py") if "tests" in path.relative_to(ROOT).parts}

    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_every_environment_variable_stands_in_the_example() -> None:
    read = set()
    for path in (ROOT / "samskabelse" / "settings").glob("*.py"):
        read |= set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z][A-Z_]+)"', path.read_text()))
    # DEBUG is only read to refuse it.
    read -= {"DEBUG"}
    example = (ROOT / ".env.example").read_text()

    assert sorted(name for name in read if f"{name}=" not in example) == []
