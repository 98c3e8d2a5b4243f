"""The test's questions, its levels, and the plan of a team's meeting."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..scoring import STEPS


class SpoergsmaalBlock(blocks.StructBlock):
    """One question: a situation, five steps between two poles, and what each answer is met with."""

    vej = blocks.PageChooserBlock(label=_("Way"), page_type="veje.VejPage")
    lead_in = blocks.TextBlock(label=_("Lead-in"), max_length=300)
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    left_pole = blocks.CharBlock(label=_("Left pole"), max_length=120)
    right_pole = blocks.CharBlock(label=_("Right pole"), max_length=120)
    steps = blocks.ListBlock(
        blocks.CharBlock(label=_("Step"), max_length=160),
        label=_("Steps from left to right"),
        min_num=STEPS,
        max_num=STEPS,
    )
    advice_low = blocks.TextBlock(
        label=_("Advice for the first two steps"), max_length=500, default=""
    )
    advice_middle = blocks.TextBlock(
        label=_("Advice for the middle step"), max_length=500, default=""
    )
    advice_high = blocks.TextBlock(
        label=_("Advice for the last two steps"), max_length=500, default=""
    )
    monday = blocks.TextBlock(
        label=_("First step for Monday"),
        max_length=300,
        default="",
        help_text=_("Something small that can be done at once."),
    )
    talking_point = blocks.TextBlock(
        label=_("Talking point"),
        max_length=400,
        default="",
        help_text=_("For a team that sees it differently."),
    )

    class Meta:
        icon = "help"
        label = _("Question")
        description = _("A situation with five ways of acting.")
        template = "blocks/spoergsmaal_block.html"
        preview_value = {
            "vej": None,
            "lead_in": "To kolleger siger hver sit på et møde, og begge mener det.",
            "question": "Hvad gør I som regel, når uenigheden viser sig?",
            "left_pole": "Vi finder ro og kommer videre",
            "right_pole": "Vi stopper op og undersøger den",
            "steps": [
                "Vi tager den bagefter på tomandshånd",
                "Vi finder et kompromis, så dagsordenen holder",
                "Vi hører begge sider og afgør sagen på mødet",
                "Er der tid, spørger vi, hvad der ligger bag",
                "Vi sætter tid af til den og skriver den ned",
            ],
        }


class NiveauBlock(blocks.StructBlock):
    """Where you stand, in words, from a number of points up."""

    name = blocks.CharBlock(label=_("Name"), max_length=60)
    start = blocks.IntegerBlock(
        label=_("From"), min_value=0, max_value=100, help_text=_("Points from 0 to 100.")
    )
    text = blocks.TextBlock(label=_("Text"), max_length=900)

    class Meta:
        icon = "order"
        label = _("Level")
        description = _("Where you stand, in words. Never a grade that shames.")
        template = "blocks/niveau_block.html"
        preview_value = {
            "name": "De første tråde mødes",
            "start": 25,
            "text": "Hos jer er der steder, hvor andre allerede får plads.",
        }


class MoedepunktBlock(blocks.StructBlock):
    """One point on the agenda of the meeting after the team test."""

    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=240)
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.TextBlock(label=_("Text"), max_length=600)

    class Meta:
        icon = "time"
        label = _("Point on the agenda")
        description = _("One point of the team's meeting, with its minutes.")
        template = "blocks/moedepunkt_block.html"
        preview_value = {
            "minutes": 5,
            "title": "Se i stilhed",
            "text": "Vis alle ti spørgsmål på én gang. Bed alle notere ét sted.",
        }
