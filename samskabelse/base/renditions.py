"""Every size and format that pictures are shown in, made ahead by the worker.

Templates (``{% foto %}``) only show what is there: AVIF takes seconds, and no visitor is to wait
for it. Until the worker has been by, a page shows its drawn cover. What stands in a text has no
cover to stand in for it, so its JPEG is made as the editor uploads it.
"""

import logging
import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Picture

logger = logging.getLogger(__name__)

#: The smallest file first. JPEG is what any browser can show.
FORMATS = ("avif", "webp", "jpeg")


@dataclass(frozen=True)
class Shape:
    """One way to cut a picture: the sizes it is made in, and how wide it is shown."""

    cuts: tuple[str, ...]
    sizes: str

    @property
    def specs(self) -> list[str]:
        return [f"{cut}|format-{kind}" for kind in FORMATS for cut in self.cuts]


SHAPES = {
    "kort": Shape(("fill-480x270", "fill-960x540"), "(min-width: 60rem) 26rem, 100vw"),
    "bog": Shape(("fill-240x320", "fill-600x800"), "(min-width: 48rem) 19rem, 10rem"),
    "artikel": Shape(("fill-480x400", "fill-960x800"), "(min-width: 60rem) 30rem, 100vw"),
    "daekke": Shape(("fill-640x320", "fill-1280x640"), "(min-width: 78rem) 78rem, 100vw"),
    "figur": Shape(("width-480", "width-800", "width-1280"), "(min-width: 60rem) 50rem, 100vw"),
}
SPECS = tuple(spec for shape in SHAPES.values() for spec in shape.specs)

#: What could not be made: (image, file, spec). Tried again when the worker has been restarted.
_given_up: set[tuple[int, str, str]] = set()


def picture(image: Any, shape: Shape, attrs: dict[str, Any]) -> Picture | None:
    """Return the picture in the formats that are there, or None when it can't be shown yet."""
    found = image.find_existing_renditions(*(Filter(spec=spec) for spec in shape.specs))
    specs = {filter_.spec: rendition for filter_, rendition in found.items()}
    whole: dict[str, AbstractRendition] = {}
    for kind in FORMATS:
        wanted = [f"{cut}|format-{kind}" for cut in shape.cuts]
        if all(spec in specs for spec in wanted):
            whole |= {spec: specs[spec] for spec in _one_a_width(wanted, specs)}
    if not any(spec.endswith("jpeg") for spec in whole):
        return None
    return Picture(whole, {"sizes": shape.sizes, **attrs})


def _one_a_width(wanted: list[str], specs: dict[str, AbstractRendition]) -> list[str]:
    """A small original gives one and the same picture for several cuts: name it once."""
    widths: dict[int, str] = {}
    for spec in wanted:
        widths.setdefault(specs[spec].width, spec)
    return list(widths.values())


def prepare(
    sender: type[AbstractImage], instance: AbstractImage, raw: bool = False, **kwargs: Any
) -> None:
    """Forget what was cut around a focal point that has moved, and make what can't wait."""
    if raw:
        return
    current = Q()
    for spec in SPECS:
        current |= Q(filter_spec=spec, focal_point_key=Filter(spec=spec).get_cache_key(instance))
    for rendition in instance.renditions.filter(filter_spec__in=SPECS).exclude(current):
        rendition.delete()
    _make(instance, [spec for spec in SHAPES["figur"].specs if spec.endswith("jpeg")])


def _make(image: AbstractImage, specs: Iterable[str], until: float = math.inf) -> int:
    """Make those that aren't there, until the time is spent, and return how many were made."""
    made = 0
    filters = [Filter(spec=spec) for spec in specs]
    there = image.find_existing_renditions(*filters)
    for filter_ in filters:
        attempt = (image.pk, image.file.name, filter_.spec)
        if filter_ in there or attempt in _given_up:
            continue
        try:
            image.get_rendition(filter_)
            made += 1
        except Exception:
            _given_up.add(attempt)
            logger.exception("Picture %s could not be made as %s", image.pk, filter_.spec)
        if time.monotonic() > until:
            break
    return made


def make_missing(seconds: float = 3.0) -> int:
    """Make what is missing, the newest pictures first, and stop when the time is spent.

    Returns how many were made. The worker has other errands, so a big upload takes several turns.
    """
    until = time.monotonic() + seconds
    made = 0
    present = Count("renditions", filter=Q(renditions__filter_spec__in=SPECS))
    images = get_image_model().objects.annotate(present=present).filter(present__lt=len(SPECS))
    for image in images.order_by("-pk").iterator(chunk_size=20):
        made += _make(image, SPECS, until)
        if time.monotonic() > until:
            break
    return made
