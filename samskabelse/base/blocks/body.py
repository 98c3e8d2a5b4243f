"""The body of a page: one flat stream of ready blocks."""

from wagtail import blocks

from .media import DocumentBlock, ImageBlock, VideoBlock
from .structure import AccordionBlock, CallToActionBlock, FactsBlock, TableBlock
from .text import ExerciseBlock, HeadingBlock, QuoteBlock, TemplateBlock, TextBlock


class BodyBlock(blocks.StreamBlock):
    """What a case, an article, a vej or a plain page is written with."""

    heading = HeadingBlock()
    text = TextBlock()
    image = ImageBlock()
    quote = QuoteBlock()
    facts = FactsBlock()
    exercise = ExerciseBlock()
    template = TemplateBlock()
    table = TableBlock()
    accordion = AccordionBlock()
    video = VideoBlock()
    document = DocumentBlock()
    call_to_action = CallToActionBlock()

    class Meta:
        required = False
