"""The readiness test and »Skal det her overhovedet samskabes?«."""

from typing import Any

from wagtail.models import Page

from parathed.models import ParathedstestPage, SkalViPage
from veje.models import VejPage

from .filer import folder, read
from .indlaes import Loader
from .markdown import to_html

Fields = dict[str, Any]


def load_test(loader: Loader, home: Page) -> Page | None:
    """Make the test and the page below it; a site that has the older test page gets its new parts.

    Those that had only questions to read keep what editors wrote: what they lack is filled in.
    """
    intro = read(folder() / "sider" / "test.yaml").fields
    test = read(folder() / "test" / "parathed.yaml").fields
    new = ParathedstestPage(
        title=intro["titel"], slug="test", teaser=intro["teaser"], seo_title=test["titel"]
    )

    def fill(page: ParathedstestPage) -> None:
        page.body = [{"type": "text", "value": to_html(intro["indledning"], loader.find_page)}]
        page.questions = [
            {"type": "question", "value": question(row, test["team"])}
            for row in test["spoergsmaal"]
        ]

    page = loader.page("test", home, new, fill)
    if page is None:
        return None
    if loader.once("test/svar"):
        if page.pk == new.pk:
            fill_parts(page, test)
        else:
            fill_older(page, test)
    load_shall_we(loader, page)
    return page


def fill_parts(page: ParathedstestPage, test: Fields) -> None:
    """Set what the result and the team test say."""
    team = test["team"]
    page.privacy_text = test["privatliv"]["tekst"]
    page.levels = [
        {"type": "level", "value": {"name": row["navn"], "start": row["fra"], "text": row["tekst"]}}
        for row in test["niveauer"]
    ]
    page.team_intro = team["intro"]
    page.team_privacy = team["privatliv"]
    page.invitation = team["invitation"]["tekst"].strip()
    page.meeting_before = "\n".join(team["moedeplan"]["foer_moedet"])
    page.meeting_advice = "\n".join(team["moedeplan"]["gode_raad"])
    page.meeting_plan = [
        {
            "type": "point",
            "value": {"minutes": row["minutter"], "title": row["titel"], "text": row["tekst"]},
        }
        for row in team["moedeplan"]["punkter"]
    ]


def fill_older(page: ParathedstestPage, test: Fields) -> None:
    """Give a test that could only be read its advice, levels and team texts."""
    by_vej = {row["vej"]: question(row, test["team"]) for row in test["spoergsmaal"]}
    for block in page.questions:
        vej = block.value["vej"]
        ours = by_vej.get(vej.slug, {}) if vej else {}
        for name in ("advice_low", "advice_middle", "advice_high", "monday", "talking_point"):
            block.value[name] = block.value.get(name) or ours.get(name, "")
    fill_parts(page, test)
    revision = page.save_revision()
    if page.live:
        revision.publish()


def question(row: Fields, team: Fields) -> Fields:
    veje = {vej.slug: vej.pk for vej in VejPage.objects.filter(slug=row["vej"])}
    talk = {point["nr"]: point["tekst"] for point in team["samtalepunkter"]}
    return {
        "vej": veje.get(row["vej"]),
        "lead_in": row["indledning"],
        "question": row["spoergsmaal"],
        "left_pole": row["pol_venstre"],
        "right_pole": row["pol_hoejre"],
        "steps": row["trin"],
        "advice_low": row["raad_lav"],
        "advice_middle": row["raad_mellem"],
        "advice_high": row["raad_hoej"],
        "monday": row["mandag"],
        "talking_point": talk[row["nr"]],
    }


def load_shall_we(loader: Loader, parent: Page) -> None:
    fields = read(folder() / "test" / "skal-vi.yaml").fields

    def fill(page: SkalViPage) -> None:
        veje = {vej.number: vej.pk for vej in VejPage.objects.all()}
        page.introduction = fields["intro"]
        page.reservation = fields["forbehold"]
        page.privacy_text = fields["privatliv"]
        page.method_text = fields["saadan_regner_vi"]["tekst"].strip()
        page.questions = [
            {"type": "question", "value": shall_we_question(row)} for row in fields["spoergsmaal"]
        ]
        page.outcomes = [
            {"type": "outcome", "value": outcome(row, veje)} for row in fields["udfald"]
        ]
        page.rules = [{"type": "rule", "value": rule(row)} for row in fields["regler"]]
        page.missing = [
            {"type": "missing", "value": {"question": key, "answer": taken, "text": row["tekst"]}}
            for row in fields["hvad_mangler"]["punkter"]
            for key, answers in row["hvis"].items()
            for taken in answers
        ]

    teaser = read(folder() / "sider" / "test.yaml").fields["skal_vi"]
    page = SkalViPage(title=fields["titel"], slug="skal-vi", teaser=teaser)
    loader.page("test/skal-vi", parent, page, fill)


def shall_we_question(row: Fields) -> Fields:
    return {
        "key": row["id"],
        "question": row["spoergsmaal"],
        "hint": row["hjaelp"],
        "answers": [{"key": one["id"], "text": one["tekst"]} for one in row["svar"]],
    }


def outcome(row: Fields, veje: dict[int, int]) -> Fields:
    return {
        "key": row["id"],
        "title": row["titel"],
        "short": row["kort"],
        "explanation": row["forklaring"],
        "why": row["hvorfor"],
        "next_step": row["naeste_skridt"],
        "veje": [veje[number] for number in row["veje"] if number in veje],
    }


def rule(row: Fields) -> Fields:
    return {
        "conditions": [
            {"question": key, "answers": answers} for key, answers in row["hvis"].items()
        ],
        "outcome": row["udfald"],
        "in_words": row["i_ord"],
        "therefore": row["derfor"],
    }
