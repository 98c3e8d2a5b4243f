"""The share image of each page: what to draw, where it is kept, and under which address.

The address holds a hash of everything that the image shows, so it may be cached for ever, and
only the page's present image is ever drawn: at its first request, and then kept under
``deling/`` beside the uploads. A page with a photo shows the photo instead.
"""

import hashlib
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from wagtail.images.models import SourceImageIOError

from samskabelse.base.models import BasePage

from .tegninger import share_image
from .tegninger.deling import HEIGHT, WIDTH

FOLDER = "deling"
#: A page that hangs on no vej, such as an index, gets colours from all around.
ALL_ROUND = (1, 3, 5, 7, 9)
#: Raise it when the drawing changes, so that the images are made again.
EDITION = 1
PHOTO_SPEC = f"fill-{WIDTH}x{HEIGHT}|format-jpeg|jpegquality-75"

#: One drawing at a time in a process: it takes a core for some tenths of a second.
_drawing = threading.Lock()


@dataclass(frozen=True, slots=True)
class ShareImage:
    """What a page's share image shows. Made from what the page has at hand, without a query."""

    pk: int
    title: str
    kicker: str
    veje: tuple[int, ...]
    photo: int | None

    @property
    def alt(self) -> str:
        return self.title

    @property
    def hash(self) -> str:
        shown = [EDITION, self.title, self.kicker, self.veje, self.photo]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]

    @property
    def extension(self) -> str:
        return "png" if self.photo is None else "jpg"

    @property
    def file_name(self) -> str:
        return f"{self.pk}-{self.hash}.{self.extension}"

    @property
    def url(self) -> str:
        """The whole address, since other sites fetch it."""
        path = reverse("deling", args=[self.pk, self.hash, self.extension])
        return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def share_image_of(page: Any) -> ShareImage | None:
    """Return a page's share image; None for what is no page of ours or has no address yet."""
    if not isinstance(page, BasePage) or not page.pk:
        return None
    # A kicker says what kind of page it is; »Side« would say nothing. A case names its place.
    kicker = [] if page.kind == BasePage.kind else [page.kind_label, *getattr(page, "places", [])]
    return ShareImage(
        pk=page.original.pk,
        title=page.title,
        kicker=" · ".join(kicker[:2]),
        veje=tuple(thread.number for thread in page.threads) or ALL_ROUND,
        photo=page.image_id,
    )


def drawn(image: ShareImage) -> bytes:
    """Return the PNG, made now if it isn't kept yet. Older ones of the page are dropped."""
    name = f"{FOLDER}/{image.file_name}"
    with suppress(FileNotFoundError):
        return _kept(name)
    with _drawing:
        # Who waited for the lock finds it made.
        with suppress(FileNotFoundError):
            return _kept(name)
        data = share_image(image.title, image.kicker, image.veje, image.pk)
        _forget(image.pk)
        default_storage.save(name, ContentFile(data))
    return data


def _kept(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def _forget(pk: int) -> None:
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(FOLDER)[1]:
            if name.startswith(f"{pk}-"):
                default_storage.delete(f"{FOLDER}/{name}")


def photo(page: BasePage) -> bytes | None:
    """Return the page's photo in the format of a share image; None when its file is gone."""
    try:
        with page.image.get_rendition(PHOTO_SPEC).file.open() as file:
            return file.read()
    except (SourceImageIOError, FileNotFoundError):
        return None
