"""Blocks that only the readiness test uses."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

STEPS = 5


class SpoergsmaalBlock(blocks.StructBlock):
    """One question of the test: a situation, and five steps between two poles."""

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
