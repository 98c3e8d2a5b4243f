"""Which addresses are worth counting, and the counting itself.

Robots ask for thousands of addresses that never were. What is counted looks like an address of a
page, holds nothing that may be about a person, and the table stays small.
"""

import datetime as dt
import logging
import re

from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from .models import LONGEST_PATH, DoedAdresse

logger = logging.getLogger(__name__)

#: Rows at most. When it is full, the least asked for make room.
MOST_ROWS = 500
ROOM = 50
#: Misses a minute that are counted, from all visitors together.
MOST_A_MINUTE = 120
KEEP_DAYS = 180

#: Words, dashes and slashes; at the end perhaps what older sites called their pages and files.
PAGE_LIKE = re.compile(r"/(?:[\w-]+/)*[\w-]+(?:\.(?:html?|aspx|pdf|docx?|pptx?|xlsx?))?/?")
#: Behind these nobody's old links are, or what stands in the address is a visitor's own.
NOT_PAGES = (
    "/admin",
    "/konto",
    "/api/",
    "/static/",
    "/media/",
    "/documents/",
    "/deling/",
    "/henvendelse/",
    "/min-tilmelding",
    "/__",
)
#: What robots look for on other kinds of site.
JUNK = re.compile(
    r"(?:^|[/_-])(?:wp|wordpress|xmlrpc|cgi|phpmyadmin|pma|mysql|vendor|laravel|drupal|joomla|"
    r"magento|typo3|actuator|solr|jenkins|owa|ecp|autodiscover|boaform|hnap1|telescope|"
    r"administrator|backup|backend|config|setup|install|shell|eval|etc|passwd|git|svn|env|"
    r"graphql|swagger|console|debug|server-status|well-known|sitemaps?|login|signin|node_modules|"
    r"phpinfo|metrics|zabbix|struts|geoserver|owncloud|nextcloud|webmail|evox|dana|sdk|redlion)"
    r"(?:[/_-]|$)",
    re.IGNORECASE,
)
#: A telephone number, a CPR number, the key of somebody's private link.
PERSONAL = re.compile(
    r"\d{6}-?\d{2}|[0-9a-f]{8}-[0-9a-f]{4}-|[^\W_-]{24}|(?:\d[^\W_]*){8}|"
    r"(?<!\d)\d{2}(?:[_-]\d{2}){3}|"
    # Two years beside each other are no number of a telephone.
    r"(?<!\d)(?!(?:19|20)\d\d[_-](?:19|20)\d\d(?!\d))\d{4}[_-]\d{4}(?!\d)"
)


def is_worth_counting(path: str) -> bool:
    return (
        len(path) <= LONGEST_PATH
        and PAGE_LIKE.fullmatch(path) is not None
        and not path.startswith(NOT_PAGES)
        and not JUNK.search(path)
        and not any(is_personal(part) for part in path.split("/"))
    )


def is_personal(part: str) -> bool:
    """Say whether the part may be about a person, or let somebody in somewhere."""
    has_both_cases = part.lower() != part and part.upper() != part
    is_key = len(part) >= 16 and has_both_cases and any(letter.isdigit() for letter in part)
    return bool(is_key or PERSONAL.search(part))


def count(path: str) -> None:
    """Count one more request for the address; never fail, never wait for long."""
    if not is_worth_counting(path) or not _within_the_minute():
        return
    normal = Redirect.normalise_path(path)
    today = timezone.localdate()
    try:
        with transaction.atomic():
            again = DoedAdresse.objects.filter(path=normal)
            if again.update(count=F("count") + 1, last_seen=today):
                return
            make_room()
            DoedAdresse.objects.create(path=normal)
    except IntegrityError:  # another visitor was first
        return
    except DatabaseError:
        logger.warning("A missing address could not be counted", exc_info=True)


def _within_the_minute() -> bool:
    key = "genbrug.doede"
    try:
        cache.add(key, 0, 60)
        return cache.incr(key) <= MOST_A_MINUTE
    except ValueError:  # ran out between the two
        return True


def make_room() -> None:
    if DoedAdresse.objects.count() < MOST_ROWS:
        return
    least = DoedAdresse.objects.order_by("count", "last_seen").values_list("pk", flat=True)[:ROOM]
    DoedAdresse.objects.filter(pk__in=list(least)).delete()


def forget_redirected(sender: type[Redirect], instance: Redirect, **kwargs: object) -> None:
    """An address that leads somewhere again is off the list."""
    DoedAdresse.objects.filter(path=instance.old_path).delete()


def purge(today: dt.date | None = None) -> int:
    """Forget what nobody has asked for in a long time; a job of the worker."""
    last = (today or timezone.localdate()) - dt.timedelta(days=KEEP_DAYS)
    deleted, _rows = DoedAdresse.objects.filter(last_seen__lt=last).delete()
    return deleted
