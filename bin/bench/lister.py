"""Lists on their first page and far in, narrowed, and a vej with all that hangs on it.

Each answer is made anew. Page 500 of a short list is its last.
"""

from maaling import Goal, Row, share_kept

FIRST, FAR = 0.9, 0.8
ADDRESSES = {
    "cases, første side": ("/cases/", FIRST),
    "cases, side 500": ("/cases/?page=500", FAR),
    "cases, to filtre": ("/cases/?vej=5&omraade=dagtilbud", FIRST),
    "artikler, første side": ("/viden/artikler/", FIRST),
    "artikler, side 500": ("/viden/artikler/?page=500", FAR),
    "en vej": ("/10-veje-til-samskabelse/lad-uenighed-opstaa/", FIRST),
}


def addresses() -> dict[str, str]:
    return {name: path for name, (path, _least) in ADDRESSES.items()}


def goals(small: dict[str, Row], large: dict[str, Row], _database: str) -> list[Goal]:
    return [
        share_kept(name, small[name], large[name], least)
        for name, (_path, least) in ADDRESSES.items()
    ]
