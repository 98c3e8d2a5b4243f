"""``manage.py reindex_search``: build the search index anew from the pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from ...indeks import mend, rebuild


class Command(BaseCommand):
    help = "Index all pages anew; with --mend only what differs from the pages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="Only what differs.")

    def handle(self, *args: Any, **options: Any) -> None:
        done = mend() if options["mend"] else rebuild()
        if options["verbosity"]:
            self.stdout.write(f"Søgeindeks: {done} sider.")
