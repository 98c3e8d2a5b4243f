"""Pictures, films and files."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

#: Films open at their own address, so only hosts that editors may point at are listed.
VIDEO_HOSTS = {
    "www.youtube.com": "YouTube",
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "player.vimeo.com": "Vimeo",
    "media.videotool.dk": "VideoTool",
    "www.23video.com": "23 Video",
}


class ImageBlock(blocks.StructBlock):
    """A picture with its caption. Without an alt text it is taken for decoration."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alt text"),
        required=False,
        max_length=250,
        help_text=_(
            "Tell those who can't see the picture what it shows. Leave empty if it is decoration."
        ),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture across the text, with caption and credit.")
        template = "blocks/image_block.html"
        preview_template = "blocks/preview/image_block.html"
        preview_value = {"image": None, "alt": "", "caption": "Borde i en sportshal, klar til møde"}


class VideoValue(blocks.StructValue):
    @property
    def host(self) -> str:
        """The name of the place that the film is shown at."""
        return VIDEO_HOSTS.get(urlsplit(self["address"]).hostname or "", "")


class VideoBlock(blocks.StructBlock):
    """A film elsewhere. Nothing is fetched from there before the visitor goes."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    address = blocks.URLBlock(
        label=_("Address of the film"), help_text=_("From YouTube, Vimeo, VideoTool or 23 Video.")
    )
    image = ImageChooserBlock(label=_("Image"), required=False)
    duration = blocks.CharBlock(
        label=_("Duration"), required=False, max_length=20, help_text=_("As 4 min.")
    )
    summary = blocks.TextBlock(
        label=_("What is said"),
        required=False,
        max_length=600,
        help_text=_("For those who can't see or hear the film."),
    )

    class Meta:
        icon = "media"
        label = _("Film")
        description = _("A film elsewhere. Opens only when the visitor chooses it.")
        template = "blocks/video_block.html"
        value_class = VideoValue
        preview_value = {
            "title": "Et dialogmøde på fire minutter",
            "address": "https://vimeo.com/1",
            "image": None,
            "duration": "4 min.",
            "summary": "",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        address = urlsplit(cleaned["address"])
        if address.scheme != "https" or address.hostname not in VIDEO_HOSTS:
            error = ValidationError(_("Films can be shown from YouTube, Vimeo, VideoTool or 23."))
            raise StructBlockValidationError(block_errors={"address": error})
        return cleaned


class DocumentBlock(blocks.StructBlock):
    """A file to fetch, with its type and size."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=160, help_text=_("Otherwise the document's.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file to fetch, with its type and size.")
        template = "blocks/document_block.html"
        preview_template = "blocks/preview/document_block.html"
        preview_value = {"document": None, "title": "Drejebog til et dialogmøde"}
