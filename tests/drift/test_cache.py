"""The file cache counts right when many count at once."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial

import pytest

from samskabelse.drift.cache import LockedFileCache


def add(folder, value):
    return LockedFileCache(folder, {}).add("lock", value)


def count(folder, _):
    return LockedFileCache(folder, {}).incr("count")


def test_only_one_of_many_adds(tmp_path):
    with ProcessPoolExecutor(4) as pool:
        won = list(pool.map(partial(add, str(tmp_path)), range(40)))

    assert won.count(True) == 1


def test_no_count_is_lost(tmp_path):
    LockedFileCache(str(tmp_path), {}).set("count", 0)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(partial(count, str(tmp_path)), range(100)))

    assert LockedFileCache(str(tmp_path), {}).get("count") == 100


def test_counting_does_not_prolong(tmp_path):
    cache = LockedFileCache(str(tmp_path), {})
    cache.set("count", 1, timeout=-1)

    with pytest.raises(ValueError, match="not found"):
        cache.incr("count")


def test_counting_what_is_not_there_fails(tmp_path):
    with pytest.raises(ValueError, match="not found"):
        LockedFileCache(str(tmp_path), {}).incr("count")
