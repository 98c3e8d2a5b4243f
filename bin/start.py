#!/usr/bin/env python3
"""Prepare the site and serve it; called by `make run`.

With ``--udvikling`` it becomes the development server instead (`make dev`), with ``--statisk`` it
only collects the static files (Dockerfile). What can be wrong with the surroundings is found first
and said in one line.
"""
# ruff: noqa: E402, T201, S606  (path before imports; speaks at a terminal; becomes the development server by exec)

import hashlib
import io
import logging
import os
import sys
import tempfile
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from samskabelse.drift.server import die_with_parent, port_problem, serve
from samskabelse.settings import env


def check_port() -> None:
    if problem := port_problem(env.BIND, env.PORT):
        env.stop(problem)


def check_data_dir() -> None:
    try:
        with tempfile.TemporaryFile(dir=env.DATA_DIR):
            pass
    except OSError as error:
        env.stop(f"DATA_DIR ({env.DATA_DIR}) kan ikke skrives til: {error.strerror}.")


def static_state() -> str:
    """Return a fingerprint of every static file: where it is, how long and how new.

    In whole seconds, since the layers of a container image keep no more.
    """
    lines = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = os.stat(storage.path(path))
            lines.append(f"{storage.path(path)} {facts.st_size} {int(facts.st_mtime)}\n")
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def collect_static() -> None:
    """Collect the static files unless they are as they were at the last start."""
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_suffix(".sha256")
    state = static_state()
    if not root.exists() or not stamp.exists() or stamp.read_text() != state:
        print("Samler stylesheets, billeder og scripts …", flush=True)
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(state)


def prepare(settings_module: str) -> str:
    """Bring database, content and files up to date; return the line about a new administrator."""
    os.environ["DJANGO_SETTINGS_MODULE"] = settings_module
    django.setup()
    # Wagtail looks some of its words up as its views are imported, and `migrate` turns Danish off.
    get_resolver().url_patterns  # noqa: B018  (asking imports them)
    # Loading the content publishes sixty pages, each with a line in the log.
    logging.disable(logging.INFO)
    said = io.StringIO()
    try:
        print("Gør database og indhold klar …", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_start_content", verbosity=0)
        if not settings.DEBUG:
            collect_static()
        call_command("ensure_admin", stdout=said)
    except DatabaseError as error:
        env.stop(f"databasen kan ikke bruges: {str(error).splitlines()[0]}")
    except CommandError as error:
        env.stop(str(error))
    finally:
        logging.disable(logging.NOTSET)
    return said.getvalue().strip()


def announce(administrator: str) -> None:
    print()
    print(f"Forsiden:       {env.SITE_URL}/")
    print(f"Administration: {env.SITE_URL}/admin/")
    if administrator:
        print(f"{administrator}\n                (adgangskoden vises kun denne ene gang)")
    print(f"Data ligger i:  {env.DATA_DIR}")
    if env.PRODUCTION:
        print(f"Serveren lytter på {env.BIND}:{env.PORT}.")
    print("Stop med Ctrl-C.\n", flush=True)


def main() -> None:
    os.chdir(ROOT)
    if sys.argv[1:] == ["--statisk"]:
        os.environ["DJANGO_SETTINGS_MODULE"] = env.settings_module()
        django.setup()
        collect_static()
        return
    if "MAKELEVEL" in os.environ:
        die_with_parent()
    check_port()
    check_data_dir()
    if sys.argv[1:] == ["--udvikling"]:
        announce(prepare("samskabelse.settings.dev"))
        command = ["manage.py", "runserver", f"127.0.0.1:{env.PORT}"]
        os.execv(sys.executable, [sys.executable, *command])
    announce(prepare(env.settings_module()))
    sys.exit(serve())


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
