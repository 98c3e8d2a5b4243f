"""Many at once, each with a database connection of its own, as on a site."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections


def at_once(items: Iterable[Any], function: Callable[[Any], Any], most: int = 24) -> list[Any]:
    """Call a function with each item, in as many threads as there are items or may be.

    All start at the same moment. What a call raises stands in its place in the answer. The test
    needs ``transactional_db``: what its own transaction holds, nobody else sees.
    """
    items = list(items)
    count = min(most, len(items))
    start = threading.Barrier(count)

    def work(item: Any) -> Any:
        try:
            return function(item)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count, initializer=start.wait) as pool:
        return list(pool.map(work, items))


def in_threads(count: int, function: Callable[[], Any]) -> list[Any]:
    """Call a function in so many threads at once."""
    return at_once(range(count), lambda _thread: function(), most=count)
