"""``manage.py load_bulk_content --cases N --articles N``: made-up pages for measuring."""

import time

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...fyld import load_bulk


class Command(BaseCommand):
    help = (
        "Fill the site with made-up pages, marked as examples, to measure it. Safe to repeat: the "
        "numbers say how many there shall be. Not for a site that people read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for name in ("cases", "articles", "events"):
            parser.add_argument(f"--{name}", type=int, default=0, metavar="N")

    def handle(self, *args: object, **options: int) -> None:
        started = time.monotonic()
        try:
            added = load_bulk(options["cases"], options["articles"], options["events"])
        except ValueError as error:
            raise CommandError("Indlæs startindholdet først: load_start_content.") from error
        if options["verbosity"]:
            made = ", ".join(f"{count} {name}" for name, count in added.items())
            self.stdout.write(f"Fyld: {made} på {time.monotonic() - started:.0f} s.")
