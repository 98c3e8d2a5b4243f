"""Mail as files, one ``.eml`` each: the default, until EMAIL_URL names a server."""

import os
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from .files import mark_of


class EmlFileBackend(BaseEmailBackend):
    """Write each mail whole or not at all, readable by its owner only."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            content = message.message()
            self._write(folder, content.as_bytes(), mark_of(str(content["Message-ID"])))
        return len(email_messages)

    def _write(self, folder: Path, content: bytes, mark: str) -> None:
        """Write under a name that sorts by time and says nothing about the receiver."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}-{mark}.eml"
        unfinished = folder / f".{name}.part"
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(folder / name)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
