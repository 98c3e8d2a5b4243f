"""»Skal det her overhovedet samskabes?«: six questions, the outcomes, and the rules between."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class SvarBlock(blocks.StructBlock):
    """One possible answer. Rules name it by its short name."""

    key = blocks.RegexBlock(
        label=_("Short name"),
        regex=r"^[a-z0-9_]{1,30}$",
        error_messages={"invalid": _("Use a to z, digits and underscores.")},
        help_text=_("Used in the rules below. Never shown."),
    )
    text = blocks.CharBlock(label=_("Answer"), max_length=160)

    class Meta:
        label = _("Answer")


class SkalViSpoergsmaalBlock(blocks.StructBlock):
    """A question about one concrete task."""

    key = blocks.RegexBlock(
        label=_("Short name"),
        regex=r"^[a-z0-9_]{1,30}$",
        error_messages={"invalid": _("Use a to z, digits and underscores.")},
        help_text=_("Used in the rules below. Never shown."),
    )
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    hint = blocks.CharBlock(label=_("Help"), max_length=200, required=False)
    answers = blocks.ListBlock(SvarBlock(), label=_("Answers"), min_num=2, max_num=6)

    class Meta:
        icon = "help"
        label = _("Question")
        description = _("A question about one concrete task.")
        template = "blocks/skal_vi_spoergsmaal_block.html"
        preview_value = {
            "key": "tid",
            "question": "Hvor meget haster det?",
            "hint": "Tænk på, hvad der sker, hvis I venter en måned.",
            "answers": [
                {"key": "maaneder", "text": "Vi har flere måneder"},
                {"key": "nu", "text": "Vi skal handle nu for at undgå skade"},
            ],
        }


class UdfaldBlock(blocks.StructBlock):
    """A form of involvement that the questions can lead to."""

    key = blocks.RegexBlock(
        label=_("Short name"),
        regex=r"^[a-z0-9_]{1,30}$",
        error_messages={"invalid": _("Use a to z, digits and underscores.")},
        help_text=_("Used in the rules below. Never shown."),
    )
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    short = blocks.CharBlock(label=_("In one line"), max_length=160)
    explanation = blocks.TextBlock(label=_("What it asks of you"), max_length=900)
    why = blocks.TextBlock(label=_("When it fits"), max_length=300)
    next_step = blocks.TextBlock(label=_("Next step"), max_length=300)
    veje = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("Way"), page_type="veje.VejPage"),
        label=_("Ways"),
        max_num=4,
    )

    class Meta:
        icon = "pick"
        label = _("Outcome")
        description = _("A form of involvement that the questions can lead to.")
        template = "blocks/udfald_block.html"
        preview_value = {
            "key": "hoering",
            "title": "Høring",
            "short": "Vis forslaget, og bed om indvendinger.",
            "explanation": "En høring er ærlig, når der ligger et forslag.",
            "why": "En høring passer, når der er noget bestemt at tage stilling til.",
            "next_step": "Bed én uden for huset læse forslaget.",
            "veje": [],
        }


class BetingelseBlock(blocks.StructBlock):
    """The answers to one question that a rule asks for; one of them is enough."""

    question = blocks.CharBlock(label=_("Question's short name"), max_length=30)
    answers = blocks.ListBlock(
        blocks.CharBlock(label=_("Answer's short name"), max_length=30),
        label=_("One of these answers"),
        min_num=1,
    )

    class Meta:
        label = _("Condition")


class RegelBlock(blocks.StructBlock):
    """A rule: when all conditions hold, the outcome. The first rule that fits decides."""

    conditions = blocks.ListBlock(BetingelseBlock(), label=_("When"), min_num=0)
    outcome = blocks.CharBlock(label=_("Outcome's short name"), max_length=30)
    in_words = blocks.CharBlock(
        label=_("In words"), max_length=240, help_text=_("Shown under »How we got there«.")
    )
    therefore = blocks.TextBlock(
        label=_("Therefore"), max_length=300, help_text=_("Why the answers lead there.")
    )

    class Meta:
        icon = "redirect"
        label = _("Rule")
        description = _("The first rule that fits gives the outcome.")
        template = "blocks/regel_block.html"
        preview_value = {
            "conditions": [],
            "outcome": "information",
            "in_words": "Det er besluttet eller følger af loven",
            "therefore": "Der er ikke noget at bestemme længere.",
        }


class ManglerBlock(blocks.StructBlock):
    """What would have to be different before the task could be co-created."""

    question = blocks.CharBlock(label=_("Question's short name"), max_length=30)
    answer = blocks.CharBlock(label=_("Answer's short name"), max_length=30)
    text = blocks.TextBlock(label=_("What is missing"), max_length=300)

    class Meta:
        icon = "list-ul"
        label = _("What is missing")
        description = _("Shown with »inddragelse« to those who gave the answer.")
        template = "blocks/mangler_block.html"
        preview_value = {
            "question": "tid",
            "answer": "uger",
            "text": "Gerne mere tid. Nogle uger rækker kun til en lille begyndelse.",
        }
