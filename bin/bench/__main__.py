#!/usr/bin/env python3
"""How fast the site answers with a hundred pages and with ten thousand: `make bench`.

    .venv/bin/python bin/site-til-test .venv/bin/python bin/bench [soeg …]

Fills the database with made-up pages, so only for the throw-away site that `bin/site-til-test`
starts. Each part says what to ask for and what the answers are held against. A machine that does
other things meanwhile measures them too. Ends with 1 when a goal is missed.
"""
# ruff: noqa: S603, T201  (runs our own command; prints a table)

import os
import subprocess
import sys
from pathlib import Path

import katalog
import kvittering
import lister
import soeg
from maaling import HEAD, Goal, Row

ROOT = Path(__file__).resolve().parents[2]
#: Made-up cases, articles and courses (of two dates each, on average), on top of the starting
#: content.
SMALL, LARGE = (20, 20, 20), (2000, 8000, 2500)
PARTS = {"soeg": soeg, "lister": lister, "katalog": katalog, "kvittering": kvittering}


def load(cases: int, articles: int, events: int) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "load_bulk_content"]
    numbers = ["--cases", str(cases), "--articles", str(articles), "--events", str(events)]
    subprocess.run([*command, *numbers], check=True, cwd=ROOT)


def rows(site: str, names: list[str]) -> dict[str, dict[str, Row]]:
    """Measure what every part asks for and print each as it comes."""
    found: dict[str, dict[str, Row]] = {}
    print(HEAD)
    for part in names:
        found[part] = {}
        for name, measure in PARTS[part].measures().items():
            found[part][name] = row = measure(site)
            print(row.line(f"{part}: {name}"), flush=True)
    return found


def main() -> int:
    site, names = os.environ["SITE"], sys.argv[1:] or list(PARTS)
    database = os.environ["DATABASE_URL"].partition(":")[0]
    print(f"\n{database}, 8 klienter\n")
    load(*SMALL)
    small = rows(site, names)
    load(*LARGE)
    large = rows(site, names)
    goals: list[Goal] = [
        goal for part in names for goal in PARTS[part].goals(small[part], large[part], database)
    ]
    print("\n".join(goal.line() for goal in goals))
    return 0 if all(goal.is_met for goal in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
