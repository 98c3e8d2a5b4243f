"""Blocks that only the catalogue uses."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ProgrammePointBlock(blocks.StructBlock):
    """One point on the day's programme."""

    start = blocks.TimeBlock(label=_("From"), required=False)
    end = blocks.TimeBlock(label=_("To"), required=False)
    text = blocks.CharBlock(label=_("What happens"), max_length=240)


class ProgrammeDayBlock(blocks.StructBlock):
    """One day of a course."""

    title = blocks.CharBlock(label=_("Title of the day"), required=False, max_length=120)
    points = blocks.ListBlock(ProgrammePointBlock(), label=_("Programme"))

    class Meta:
        icon = "calendar"
        label = _("Day")
        description = _("One day with its programme.")
        template = "blocks/programme_day_block.html"
        preview_value = {
            "title": "Spørgsmålet og rummet",
            "points": [
                {"start": "09:00", "end": "09:30", "text": "Kaffe og præsentation"},
                {"start": "09:30", "end": "10:45", "text": "Hvad er åbent, og hvad er besluttet?"},
            ],
        }


class LinesBlock(blocks.ListBlock):
    """Short lines, one point each."""

    def __init__(self, **kwargs) -> None:
        super().__init__(blocks.CharBlock(label=_("Point"), max_length=240), **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("Points")
        description = _("Short lines, one point each.")
        template = "blocks/lines_block.html"
        preview_value = ["Du har fem enkle øvelser, som virker i grupper på 8 til 80."]
