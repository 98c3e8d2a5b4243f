"""Images are measured by their header before anything is decoded, and broken ones are refused.

Wagtail's field decodes first: a flood of pixels fills the memory, a cut file is a 500.
"""

from typing import Any

from django.core.exceptions import ValidationError
from PIL import Image, ImageFile
from wagtail.images.fields import WagtailImageField

check_all = WagtailImageField.check_image_pixel_size


def measure_first() -> None:
    WagtailImageField.check_image_pixel_size = check_image_pixel_size


def check_image_pixel_size(self: WagtailImageField, file: Any) -> None:
    try:
        file.seek(0)
        with Image.open(file) as header:
            pixels = header.width * header.height
        if self.max_image_pixels is None or pixels <= self.max_image_pixels:
            # WeasyPrint lets the whole process be content with half an image.
            ImageFile.LOAD_TRUNCATED_IMAGES = False
            check_all(self, file)
            return
        message = self.error_messages["file_too_many_pixels"] % {
            "num_pixels": pixels,
            "max_pixels_count": self.max_image_pixels,
        }
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        message = self.error_messages["invalid_image"]
    finally:
        if not file.closed:
            file.seek(0)
    raise ValidationError(message)
