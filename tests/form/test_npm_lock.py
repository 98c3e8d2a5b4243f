"""The lock of the npm tools is whole and names no address."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "package-lock.json").read_text()


def test_the_lock_names_no_address() -> None:
    assert "://" not in LOCK
    assert '"resolved"' not in LOCK


def test_every_package_is_pinned_with_a_hash() -> None:
    packages = {name: entry for name, entry in json.loads(LOCK)["packages"].items() if name}

    assert packages
    assert [name for name, entry in packages.items() if not entry.get("integrity")] == []
    # Without addresses npm can't tell which version a tag once was.
    assert '"latest"' not in LOCK


def test_what_is_asked_for_is_locked() -> None:
    asked = json.loads((ROOT / "package.json").read_text())["devDependencies"]

    assert json.loads(LOCK)["packages"][""]["devDependencies"] == asked
    assert all(version[0].isdigit() for version in asked.values())
