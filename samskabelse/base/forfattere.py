"""Who wrote a text, out of the one line that editors write it in."""

import re

_BETWEEN = re.compile(r",\s+|\s+og\s+")


def each_author(line: str) -> list[str]:
    """Return »Åse Ærlig, Bo Bom og Ib Is« as three names, and what may be one name as it is.

    »Center for Leg og Læring« and »Børn og Unge« are one: people have two names at least, and
    each begins with a capital.
    """
    names = _BETWEEN.split(line.strip())
    return names if all(map(is_full_name, names)) else [line]


def is_full_name(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)
