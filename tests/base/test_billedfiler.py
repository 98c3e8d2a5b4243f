"""What an editor may not upload as an image."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile
from wagtail.images.fields import WagtailImageField


def png_that_claims(side: int) -> bytes:
    """Return a small file whose header tells of a square this wide."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [10, 7_000, 32_000])
def test_pixel_flood_and_cut_file_are_refused_with_a_message(side, monkeypatch):
    """No size has the pixels that its header tells of."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    file = SimpleUploadedFile("bombe.png", png_that_claims(side), "image/png")

    with pytest.raises(ValidationError):
        WagtailImageField().clean(file)


@pytest.mark.parametrize("kind", ["AVIF", "GIF", "JPEG", "PNG", "WEBP"])
def test_image_passes_and_can_still_be_read(kind):
    content = BytesIO()
    Image.new("RGB", (6, 4), "red").save(content, kind)
    upload = SimpleUploadedFile(f"a.{kind.lower()}", content.getvalue())

    file = WagtailImageField().clean(upload)

    assert file.read() == content.getvalue()
