"""Running text and what stands out from it."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..slugs import danish_slugify

#: What an editor may use inside running text. An allow list: anything else is dropped on save.
TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "blockquote", "link", "document-link"]
SMALL_FEATURES = ["bold", "italic", "ol", "ul", "link"]
INLINE_FEATURES = ["bold", "italic", "link"]


#: Ids that the shell has on every page.
SHELL_IDS = {"indhold"}


def with_anchors(body: Iterable[Any]) -> list[tuple[Any, str]]:
    """Return each block of a body, with the address of those that are headings.

    Of several alike the first keeps its plain address: links from outside lead to it.
    """
    plain = [
        danish_slugify(block.value["text"]) or "afsnit" if block.block_type == "heading" else ""
        for block in body
    ]
    free, taken = set(plain) - SHELL_IDS, set(plain) | SHELL_IDS
    anchors = []
    for slug in plain:
        anchor = slug
        if slug and slug not in free:
            anchor = next(one for n in count(2) if (one := f"{slug}-{n}") not in taken)
        free.discard(slug)
        taken.add(anchor)
        anchors.append(anchor)
    return list(zip(body, anchors, strict=True))


def contents(body: Iterable[Any]) -> list[tuple[str, str]]:
    """Return text and address of each heading, for the table of contents."""
    return [(block.value["text"], anchor) for block, anchor in with_anchors(body) if anchor]


class HeadingBlock(blocks.StructBlock):
    """A heading in the body, always one step below the page's own."""

    text = blocks.CharBlock(label=_("Heading"), max_length=120)

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Divides the text. Shown in the table of contents.")
        template = "blocks/heading_block.html"
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
