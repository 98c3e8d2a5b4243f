#!/usr/bin/env python3
"""How fast a site of a hundred pages answers, and one of ten thousand: `make bench`.

    .venv/bin/python bin/site-til-test .venv/bin/python bin/bench [soeg …]

Fills the database with made-up pages, so only for the throw-away site that `bin/site-til-test`
starts. That one stays small; a large one of its own is started beside it. They are asked in turn,
so that a machine that grows slower or faster meanwhile does so for both. Each part says what to ask
for and what the answers are held against. Ends with 1 when a goal is missed.
"""
# ruff: noqa: S603, T201  (runs our own commands; prints a table)

import os
import subprocess
import sys
from pathlib import Path

import katalog
import kvittering
import lister
import soeg
from maaling import HEAD, Goal, Row, in_turn

ROOT = Path(__file__).resolve().parents[2]
#: Made-up cases, articles and courses (of two dates each, on average), on top of the starting
#: content.
SMALL, LARGE = (20, 20, 20), (2000, 8000, 2500)
PARTS = {"soeg": soeg, "lister": lister, "katalog": katalog, "kvittering": kvittering}
#: Where the small site is, told to the one that is started beside it.
SMALL_SITE = "SMALL_SITE"


def load(cases: int, articles: int, events: int) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "load_bulk_content"]
    numbers = ["--cases", str(cases), "--articles", str(articles), "--events", str(events)]
    subprocess.run([*command, *numbers], check=True, cwd=ROOT)


def beside(database: str, names: list[str]) -> int:
    """Go on beside another site, on the same kind of database; return its exit code."""
    site, ourselves = str(ROOT / "bin" / "site-til-test"), str(Path(__file__).parent)
    if database == "sqlite":
        command = [sys.executable, site]
    else:
        command = [str(ROOT / "bin" / "postgres-til-test"), sys.executable, site, "--postgres"]
    surroundings = os.environ | {SMALL_SITE: os.environ["SITE"]}
    command += [sys.executable, ourselves, *names]
    return subprocess.run(command, env=surroundings, check=False).returncode


def measured(sites: tuple[str, str], names: list[str], database: str) -> list[Goal]:
    """Measure what every part asks for, print each as it comes, and return the goals."""
    found: list[Goal] = []
    print(HEAD)
    for part in names:
        small: dict[str, Row] = {}
        large: dict[str, Row] = {}
        for name, measure in PARTS[part].measures().items():
            small[name], large[name] = in_turn(measure, sites)
            print(small[name].line(f"{part}: {name}"))
            print(large[name].line("    … af 10.000 sider"), flush=True)
        found += PARTS[part].goals(small, large, database)
    return found


def main() -> int:
    names = sys.argv[1:] or list(PARTS)
    database = os.environ["DATABASE_URL"].partition(":")[0]
    if SMALL_SITE not in os.environ:
        load(*SMALL)
        return beside(database, names)
    load(*LARGE)
    print(f"\n{database}, 8 klienter\n")
    goals = measured((os.environ[SMALL_SITE], os.environ["SITE"]), names, database)
    print("\n".join(goal.line() for goal in goals))
    return 0 if all(goal.is_met for goal in goals) else 1


if __name__ == "__main__":
    sys.exit(main())
