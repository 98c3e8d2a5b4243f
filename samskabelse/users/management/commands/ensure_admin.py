"""Make the first administrator, when there is none."""

import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from samskabelse.users.models import User


class Command(BaseCommand):
    help = "Make the first administrator from ADMIN_USERNAME and ADMIN_PASSWORD, if there is none."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(is_superuser=True).exists():
            return
        username = settings.ADMIN_USERNAME
        if User.objects.filter(username=username).exists():
            raise CommandError(f"Brugeren {username} findes, men er ikke administrator.")
        password = settings.ADMIN_PASSWORD or secrets.token_urlsafe(15)
        User.objects.create_superuser(username, self._free_address(username), password)
        self.stdout.write(f"Administrator: {username} / {password}")

    def _free_address(self, username: str) -> str:
        """Return an address that reaches nobody; the administrator changes it in the admin."""
        address = username if "@" in username else f"{username}@example.dk"
        if User.objects.filter(email__iexact=address).exists():
            address = f"{secrets.token_hex(4)}@example.dk"
        return address
