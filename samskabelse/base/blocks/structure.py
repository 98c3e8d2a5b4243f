"""Boxes, tables, folded questions and the way on."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from .text import INLINE_FEATURES, SMALL_FEATURES


class FactsBlock(blocks.StructBlock):
    """A box of facts beside or between the text."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=SMALL_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Facts box")
        description = _("Facts or agreements that can be read by themselves.")
        template = "blocks/facts_block.html"
        preview_value = {
            "title": "Fem aftaler til opslagstavlen",
            "text": "<ol><li>En dør og et navn</li><li>Ti minutter hver anden uge</li></ol>",
        }


class FoldedBlock(blocks.StructBlock):
    """One question and its answer."""

    title = blocks.CharBlock(label=_("Question or title"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=SMALL_FEATURES)


class AccordionBlock(blocks.StructBlock):
    """Questions whose answers are folded away until they are asked for."""

    items = blocks.ListBlock(FoldedBlock(), label=_("Questions"), min_num=1)

    class Meta:
        icon = "collapse-down"
        label = _("Questions and answers")
        description = _("Texts that are folded away until the reader opens them.")
        template = "blocks/accordion_block.html"
        preview_value = {
            "items": [
                {"title": "Hvad koster det?", "text": "<p>Det første møde er uforpligtende.</p>"},
                {"title": "Hvem kan være med?", "text": "<p>Alle, der vil.</p>"},
            ]
        }


class TableBlock(TypedTableBlock):
    """A small table; its own caption says what it shows."""

    def __init__(self, **kwargs) -> None:
        cell = {"required": False}
        super().__init__(
            [
                ("text", blocks.CharBlock(label=_("Text"), **cell)),
                (
                    "rich_text",
                    blocks.RichTextBlock(
                        label=_("Formatted text"), features=INLINE_FEATURES, **cell
                    ),
                ),
            ],
            **kwargs,
        )

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("A small table. Give each column a heading.")
        template = "blocks/table_block.html"
        preview_value = {
            "caption": "Pris det første år",
            "columns": [
                {"type": "text", "heading": "Post"},
                {"type": "text", "heading": "Første år"},
            ],
            "rows": [
                {"values": ["Chauffør", "71.000 kr."]},
                {"values": ["Møder og mad", "12.000 kr."]},
            ],
        }


class LinkValue(blocks.StructValue):
    @property
    def url(self) -> str:
        page = self.get("page")
        return page.url if page and page.live else self.get("address") or ""


class CallToActionBlock(blocks.StructBlock):
    """The way on: a short text and one button."""

    text = blocks.TextBlock(label=_("Text"), required=False, max_length=240)
    label = blocks.CharBlock(
        label=_("Words on the button"), max_length=60, help_text=_("Begin with a verb.")
    )
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    address = blocks.URLBlock(
        label=_("Address elsewhere"), required=False, help_text=_("Only if it isn't one of ours.")
    )

    class Meta:
        icon = "arrow-right"
        label = _("Button")
        description = _("A button that leads on, with a line that says why.")
        template = "blocks/call_to_action_block.html"
        value_class = LinkValue
        preview_value = {
            "text": "Skal vi tale om det?",
            "label": "Book et uforpligtende møde",
            "page": None,
            "address": "https://example.dk/",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("address")):
            error = ValidationError(_("Choose a page here, or write an address elsewhere."))
            raise StructBlockValidationError(block_errors={"page": error})
        return cleaned
