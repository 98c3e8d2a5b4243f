"""A page's text inside another document: headings further down, anchors of its own, other links.

Only what our own templates have rendered comes here, so tags are well formed.
"""

import base64
import re
from collections.abc import Callable
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.utils.safestring import SafeString, mark_safe

_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_HEADING = re.compile(r"(?<=^<)(/?h)([1-6])\b")
_ID = re.compile(r'(?<=\s)(id|for|aria-labelledby|aria-describedby|aria-controls)="([^"]*)"')
_HREF = re.compile(r'(?<=\s)href="([^"]*)"')
_ICON = re.compile(r'<svg class="ikon".*?</svg>', re.DOTALL)
_PICTURE = re.compile(r"<picture>.*?</picture>|<img\b[^<>]*>", re.DOTALL)
_IMAGE = re.compile(r"<img\b[^<>]*>")
_SOURCE = re.compile(r'(?<=\s)src="([^"]*)"')
_SIZES = re.compile(r'\s(?:srcset|sizes|loading|fetchpriority)="[^"]*"')
#: All photos together, before they are written as text.
MOST_BYTES = 2_000_000


def embedded(
    html: str, *, prefix: str, steps: int = 1, link: Callable[[str], str] | None = None
) -> SafeString:
    """Return the HTML so that it can stand below a heading of another page.

    Headings go ``steps`` down, ids and links to them get the prefix, and every other address is
    what ``link`` makes of it.
    """

    def moved(match: re.Match[str]) -> str:
        tag = _HEADING.sub(lambda m: f"{m[1]}{min(int(m[2]) + steps, 6)}", match[0])
        tag = _ID.sub(lambda m: f'{m[1]}="{_each(m[2], prefix)}"', tag)
        return _HREF.sub(lambda m: f'href="{_target(m[1], prefix, link)}"', tag)

    return mark_safe(_TAG.sub(moved, html))  # noqa: S308  (rendered and escaped before)


def _each(ids: str, prefix: str) -> str:
    return " ".join(f"{prefix}{one}" for one in ids.split())


def _target(href: str, prefix: str, link: Callable[[str], str] | None) -> str:
    if href.startswith("#"):
        return f"#{prefix}{href[1:]}"
    return link(href) if link else href


def without_files(html: str, most_bytes: int = MOST_BYTES) -> SafeString:
    """Return the HTML with its photos in it, small, and without icons, which are a file.

    What there is no room for is left out; its caption stays.
    """
    room = most_bytes

    def inside(match: re.Match[str]) -> str:
        nonlocal room
        image = _IMAGE.search(match[0])
        source = _SOURCE.search(image[0]) if image else None
        data = read(source[1]) if source else b""
        if not image or not source or not data or len(data) > room:
            return ""
        room -= len(data)
        kind = "png" if source[1].endswith(".png") else "jpeg"
        address = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
        alone = _SIZES.sub("", image[0])
        return alone.replace(source[0], f'src="{address}"', 1)

    html = _PICTURE.sub(inside, _ICON.sub("", html))
    return mark_safe(html)  # noqa: S308  (as above)


def read(address: str) -> bytes:
    """Return the uploaded file at the address, and nothing where it is not one of ours."""
    if not address.startswith(settings.MEDIA_URL):
        return b""
    try:
        with default_storage.open(unquote(address.removeprefix(settings.MEDIA_URL))) as file:
            return bytes(file.read())
    except (OSError, SuspiciousOperation):
        return b""
