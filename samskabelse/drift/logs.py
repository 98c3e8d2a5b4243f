"""Logs that tell what happened and where, and nothing that a visitor typed.

Names, e-mail addresses and messages reach a log by three ways: the path of a request, the text of
an exception, and the Host or Origin header. All three are cut when the record is made, before
any handler, formatter or collector sees it.
"""

import logging
import re
import traceback
from contextvars import ContextVar
from types import TracebackType
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError
from django.template import TemplateDoesNotExist

request_id: ContextVar[str] = ContextVar("request_id", default="-")

MASK = "…"

# Their text comes from the server, not from a visitor, and tells an operator what to mend.
SAFE_EXCEPTIONS = (
    ImproperlyConfigured,
    ImportError,
    OperationalError,
    ProgrammingError,
    TemplateDoesNotExist,
)

# Our own addresses are lower case ASCII. Anything else may be a name, an address or a token.
_LONG_ID = re.compile(r"[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")
_PLAIN_SEGMENT = re.compile(r"[a-z0-9._-]*\Z")
_LONGEST_SEGMENT = 80

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class RequestIdFilter(logging.Filter):
    """Give every record the id of the request it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Django logs refusals after the middleware is done, with the request at hand.
        of_request = getattr(getattr(record, "request", None), "id", None)
        record.request_id = of_request or request_id.get()
        return True


def mask_path(path: str) -> str:
    """Return the path without its query and without segments that may be personal."""
    segments = path.partition("?")[0].split("/")[:12]
    return "/".join(
        MASK
        if len(part) > _LONGEST_SEGMENT or not _PLAIN_SEGMENT.match(part) or _LONG_ID.search(part)
        else part
        for part in segments
    )


def format_exception(exc_info: ExcInfo) -> str:
    """Return the traceback with the class of each exception but not its text."""
    lines: list[str] = []
    error: BaseException | None = exc_info[1]
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    for error in reversed(chain):
        lines += traceback.format_tb(error.__traceback__)
        name = f"{type(error).__module__}.{type(error).__qualname__}"
        lines.append(f"{name}: {error}\n" if isinstance(error, SAFE_EXCEPTIONS) else f"{name}\n")
    return "".join(lines).rstrip()


class PrivateRecord(logging.LogRecord):
    """A log record that is harmless from the moment it is made."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        name = str(self.name)
        if name.startswith("django.security."):
            self._cut_security_message(name.rpartition(".")[2])
        elif name.startswith("gunicorn") and str(self.msg).startswith("Invalid request"):
            self.msg, self.args = "Invalid request", ()
        elif name.startswith(("django.request", "gunicorn")) and isinstance(self.args, tuple):
            self.args = tuple(
                mask_path(arg) if isinstance(arg, str) and arg.startswith("/") else arg
                for arg in self.args
            )
        if self.exc_info and self.exc_info[1] is not None:
            # The line above has ruled out the empty triple, which the type allows.
            self.exc_text = format_exception(self.exc_info)  # type: ignore[arg-type]
            self.exc_info = None

    def _cut_security_message(self, kind: str) -> None:
        """Keep the reason and the masked path; hosts and origins are the visitor's own words."""
        args = self.args if isinstance(self.args, tuple) else ()
        reason = str(args[0]).partition(" - ")[0] if kind == "csrf" and args else ""
        path = mask_path(str(args[-1])) if len(args) > 1 else ""
        self.msg, self.args = "%s", (" ".join(part for part in (kind, reason, path) if part),)


def keep_private() -> None:
    """Make all records of this process private; called when the apps are ready."""
    logging.setLogRecordFactory(PrivateRecord)
