"""»Prøv jer selv« on a vej page: the test and the guide, where they take that vej up."""

from django.utils.translation import gettext as _

from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible
from veje import indeks, spine
from veje.models import VejPage

from .models import ParathedstestPage, SkalViPage

#: After what one can learn, before what one can get help with.
PLACE = 4
KEPT = "proev"


def on_vej(vej: VejPage) -> spine.ThreadGroup:
    """Return what takes the vej up; where the test does, a team can take it together."""
    made = indeks.index().made
    if KEPT not in made:
        made[KEPT] = groups()
    return made[KEPT].get(vej.pk) or new_group()


def groups() -> dict[int, spine.ThreadGroup]:
    found: dict[int, spine.ThreadGroup] = {}
    for test in visible(ParathedstestPage.objects):
        asked: dict[int, list[str]] = {}
        for place, question in enumerate(test.definition.questions, start=1):
            reason = tekst(
                "vej.proev.spoergsmaal",
                nr=place,
                situation=question.lead_in,
                spoergsmaal=question.question,
            )
            asked.setdefault(question.vej_id, []).append(reason)
        for pk, reasons in asked.items():
            group = found.setdefault(pk, new_group())
            group.items.append((test.as_card(), " ".join(reasons)))
            group.more.append((tekst("vej.proev.hold"), f"{test.url}team/"))
    for guide in visible(SkalViPage.objects):
        outcomes: dict[int, list[str]] = {}
        for block in guide.outcomes:
            for vej in filter(None, block.value["veje"]):
                outcomes.setdefault(vej.pk, []).append(f"»{block.value['title']}«")
        for pk, titles in outcomes.items():
            reason = tekst("vej.proev.udfald", udfald=indeks.listed(titles))
            found.setdefault(pk, new_group()).items.append((guide.as_card(), reason))
    return found


def new_group() -> spine.ThreadGroup:
    return spine.ThreadGroup(_("Try yourselves"), PLACE)
