"""Find, hand out or erase all that is kept about one e-mail address."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from samskabelse.drift import persondata


class Command(BaseCommand):
    help = "Find all about an e-mail address; hand it out as JSON, or erase it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--json", action="store_true", help="print all of it as JSON")
        what.add_argument("--slet", action="store_true", help="erase all of it")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"]
        if options["slet"]:
            counts = persondata.erase(email)
        else:
            found = persondata.find(email)
            if options["json"]:
                self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
                return
            counts = {name: len(items) for name, items in found.items()}
        for name, count in counts.items():
            self.stdout.write(f"{name}: {count}")
        if not counts:
            self.stdout.write("Intet fundet.")
        elif options["slet"]:
            self.stdout.write("Slettet.")
