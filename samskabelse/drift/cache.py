"""The file cache with counting that holds across processes."""

import fcntl
import pickle
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class LockedFileCache(FileBasedCache):
    """Make ``add`` and ``incr`` atomic: Django's own read first and write afterwards.

    The limits on logins and forms rely on both.
    """

    @contextmanager
    def _lock(self) -> Iterator[None]:
        self._createdir()
        with (Path(self._dir) / "lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def add(
        self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        with self._lock():
            return super().add(key, value, timeout, version)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Add to the number without prolonging its life, as memcached and Redis do."""
        with self._lock():
            try:
                with open(self._key_to_file(key, version), "rb") as file:
                    expires = pickle.load(file)  # noqa: S301  (the cache's own file format)
                    gone = expires is not None and expires < time.time()
            except (FileNotFoundError, EOFError):
                gone = True
            if gone:
                raise ValueError(f"Key '{key}' not found")
            value = self.get(key, 0, version=version) + delta
            self.set(key, value, None if expires is None else expires - time.time(), version)
            return value
