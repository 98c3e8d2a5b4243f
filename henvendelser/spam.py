"""What speaks for spam, weighed. A suspected inquiry is kept and shown in a view of its own.

One weak sign is never enough: people paste links, and password managers fill in fast.
"""

import re

from .forms import KontaktForm

ENOUGH = 2

#: What the traps of the form weigh (samskabelse.base.formularer).
ROBOT_POINTS = {"trapped": 2, "no_stamp": 1, "fast": 1, "old_stamp": 0}
MANY_LINKS, VERY_MANY_LINKS = 3, 6
FOREIGN_SHARE = 0.5

_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_MARKUP = re.compile(r"\[/?url|\[link=|<a\s+href\s*=\s*[\"']?\s*https?:", re.IGNORECASE)
_TRADE = re.compile(
    r"\b(viagra|cialis|casino|porn\w*|bitcoins?|crypto\s?currenc\w+|forex|backlinks?|"
    r"seo (services?|packages?|experts?)|guest posts?|rank(ing)? (on|in) google|escorts?|"
    r"payday loans?|make money|earn \$|telegram bot|buy followers)\b",
    re.IGNORECASE,
)


def is_suspected(form: KontaktForm) -> bool:
    """Say whether a valid form looks more like a robot's than like a visitor's."""
    return points(form) >= ENOUGH


def points(form: KontaktForm) -> int:
    data = form.cleaned_data
    signs = form.robot_signs()
    message = data["besked"]
    robot = sum(ROBOT_POINTS[sign] for sign in signs)
    links = len(_LINK.findall(message))
    total = robot
    total += links >= MANY_LINKS
    total += links >= VERY_MANY_LINKS
    total += 1 if robot and links else 0
    total += 2 if _MARKUP.search(message) else 0
    total += 1 if _TRADE.search(message) else 0
    total += 1 if _TRADE.search(message) and links else 0
    total += 2 if any(_LINK.search(data[field]) for field in ("navn", "organisation")) else 0
    total += 1 if is_foreign(message) else 0
    return total


def is_foreign(text: str) -> bool:
    """Say whether most of the letters are none that Danish, German or Polish is written with."""
    letters = [character for character in text if character.isalpha()]
    foreign = sum(character > "\u024f" for character in letters)
    return bool(letters) and foreign > FOREIGN_SHARE * len(letters)
