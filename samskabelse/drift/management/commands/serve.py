"""``manage.py serve``: run the site as in production."""

import sys

from django.core.management.base import BaseCommand

from ...server import serve


class Command(BaseCommand):
    help = "Run gunicorn and the worker until stopped."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        sys.exit(serve())
