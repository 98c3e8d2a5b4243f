"""``manage.py load_start_content``: put the starting content in, once."""

from django.core.management.base import BaseCommand

from ...services import load


class Command(BaseCommand):
    help = "Load the starting content. Safe to repeat: what is loaded once is left alone."

    def handle(self, *args: object, **options: object) -> None:
        made = load()
        if options["verbosity"]:
            self.stdout.write(
                f"Startindhold: {len(made)} nye dele." if made else "Startindhold: intet nyt."
            )
