"""The lock files are whole: every requirement pinned with hashes, none from an address."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def requirements(name: str) -> dict[str, list[str]]:
    """Return each pinned requirement with its hashes."""
    text = re.sub(r"#.*", "", (ROOT / name).read_text()).replace("\\\n", " ")
    lines = [line.split() for line in text.splitlines() if line.strip()]
    return {words[0]: [w for w in words if w.startswith("--hash=sha256:")] for words in lines}


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    locked = requirements(name)

    assert locked
    assert [pin for pin, hashes in locked.items() if "==" not in pin or not hashes] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_requirement_names_an_address(name: str) -> None:
    assert (
        re.findall(r"^.*(?:://|--index-url|--find-links).*$", (ROOT / name).read_text(), re.M) == []
    )


def test_the_development_lock_holds_the_other_one() -> None:
    assert requirements("requirements.txt").items() <= requirements("requirements-dev.txt").items()


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_asked_for_is_locked(name: str) -> None:
    asked = re.findall(
        r"^([A-Za-z][\w.-]*)", (ROOT / name.replace(".txt", ".in")).read_text(), re.M
    )
    locked = {pin.split("==")[0] for pin in requirements(name)}

    assert {re.sub(r"[-_.]+", "-", package).lower() for package in asked} <= locked
