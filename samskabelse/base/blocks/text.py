"""Running text and what stands out from it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..slugs import danish_slugify

#: What an editor may use inside running text. An allow list: anything else is dropped on save.
TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "blockquote", "link", "document-link"]
SMALL_FEATURES = ["bold", "italic", "ol", "ul", "link"]
INLINE_FEATURES = ["bold", "italic", "link"]


class HeadingValue(blocks.StructValue):
    @property
    def anchor(self) -> str:
        """The heading's address on the page, which the table of contents links to."""
        return danish_slugify(self["text"])


class HeadingBlock(blocks.StructBlock):
    """A heading in the body, always one step below the page's own."""

    text = blocks.CharBlock(label=_("Heading"), max_length=120)

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Divides the text. Shown in the table of contents.")
        template = "blocks/heading_block.html"
        value_class = HeadingValue
        preview_value = {"text": "Uenighed er viden"}


class TextBlock(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Running text with lists, links and small headings.")
        template = "blocks/text_block.html"
        preview_value = (
            "<p>Folk, der er uenige, ved som regel noget forskelligt. "
            "<b>Begge har brug for at blive hørt.</b></p>"
        )


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, or a sentence worth stopping at."""

    quote = blocks.TextBlock(label=_("Quote"), max_length=400)
    attribution = blocks.CharBlock(
        label=_("Who says it"),
        required=False,
        max_length=120,
        help_text=_("Private people only with their consent."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Somebody's words, set large.")
        template = "blocks/quote_block.html"
        preview_value = {
            "quote": "Han ved, hvorfor hun er træt. Hun ved, hvorfor småkagerne er farlige.",
            "attribution": "",
        }


class ExerciseBlock(blocks.StructBlock):
    """Something to try together, step by step."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SMALL_FEATURES)

    class Meta:
        icon = "group"
        label = _("Exercise")
        description = _("Something that a team can try together, step by step.")
        template = "blocks/exercise_block.html"
        preview_value = {
            "title": "Tegn den andens torsdag",
            "text": "<ol><li>Tegn det, du tror.</li><li>Byt ark, og ret.</li></ol>",
        }


class TemplateBlock(blocks.StructBlock):
    """A form of words to copy and adapt, with gaps to fill in."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SMALL_FEATURES)

    class Meta:
        icon = "copy"
        label = _("Template to copy")
        description = _("A form of words that readers copy and adapt.")
        template = "blocks/template_block.html"
        preview_value = {
            "title": "Mødeplanen",
            "text": "<p><b>Det skal vi kunne bagefter:</b> [én sætning]</p>",
        }


class KeyPointsBlock(blocks.ListBlock):
    """The page in three or four sentences, for those who read no further."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("max_num", 6)
        super().__init__(blocks.TextBlock(label=_("Point"), max_length=240), **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("In short")
        description = _("The page in three or four sentences.")
        template = "blocks/key_points_block.html"
        preview_value = ["Frivillige og fagfolk ved noget forskelligt.", "Begge dele er vigtige."]
