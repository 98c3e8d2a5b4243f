"""The ready set of blocks that a page's body is written with."""

from .body import BodyBlock
from .media import DocumentBlock, ImageBlock, VideoBlock
from .structure import AccordionBlock, CallToActionBlock, FactsBlock, TableBlock
from .text import (
    ExerciseBlock,
    HeadingBlock,
    KeyPointsBlock,
    QuoteBlock,
    TemplateBlock,
    TextBlock,
    contents,
    with_anchors,
)

__all__ = [
    "AccordionBlock",
    "BodyBlock",
    "CallToActionBlock",
    "DocumentBlock",
    "ExerciseBlock",
    "FactsBlock",
    "HeadingBlock",
    "ImageBlock",
    "KeyPointsBlock",
    "QuoteBlock",
    "TableBlock",
    "TemplateBlock",
    "TextBlock",
    "VideoBlock",
    "contents",
    "with_anchors",
]
