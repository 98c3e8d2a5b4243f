"""The test in a real browser: alone with and without JavaScript, by keyboard, and as a team."""

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from parathed.models import BrugtNoegle, ParathedstestPage, Statistik, Team, Teamrunde
from parathed.statistik import services as statistik
from samskabelse.base.tekster import tekst
from tests.parathed.test_team import SEVEN

pytestmark = [pytest.mark.browser]

axe = Axe()
ANSWERS = (2, 4, 5, 3, 4, 1, 0, 3, 4, 5)


def barriers(page: Page) -> list[tuple[str, str, list[str]]]:
    """Return what axe finds, in light and in dark, and whether the page is too wide for a phone."""
    found = []
    page.wait_for_load_state()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [
            (scheme, one["id"], [node["target"] for node in one["nodes"][:3]])
            for one in axe.run(page).response["violations"]
        ]
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 700})
    if not is_as_wide_as_the_window(page):
        found.append(("320", "scrolls sideways", []))
    page.set_viewport_size(size)
    return found


def is_as_wide_as_the_window(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def choose(page: Page, answers: tuple[int, ...]) -> None:
    for place, answer in enumerate(answers, start=1):
        page.locator(f"[name=svar{place}][value='{answer}']").check()


@pytest.mark.parametrize("javascript", [True, False])
def test_one_question_at_a_time_to_a_shared_link_and_a_pdf(
    live_site, browser: Browser, javascript: bool
) -> None:
    size = {"width": 320, "height": 700}
    context = browser.new_context(
        java_script_enabled=javascript, locale="da-DK", viewport=size, accept_downloads=True
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_site.url}/test/")
    page.get_by_role("link", name=tekst("parathed.et_ad_gangen")).click()

    for place, answer in enumerate(ANSWERS, start=1):
        expect(page.locator("fieldset:visible")).to_have_count(1)
        question = page.locator(f"#svar{place}")
        question.locator(f"[value='{answer}']").check()
        if javascript:
            assert is_as_wide_as_the_window(page)
        if place == 4:
            question.get_by_role("link", name=tekst("parathed.forrige")).click()
            expect(page.locator("#svar3 [value='5']")).to_be_checked()
            page.go_back()
            expect(question.locator(f"[value='{answer}']")).to_be_checked()
        if place < 10:
            question.get_by_role("link", name=tekst("parathed.naeste")).click()
    page.get_by_role("button", name=tekst("parathed.se_resultat")).click()

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Mønstret viser sig")
    link = page.locator("#resultatlink").input_value()
    with page.expect_download() as download:
        page.get_by_role("button", name=tekst("parathed.resultat.pdf")).click()
    with open(download.value.path(), "rb") as file:
        assert "Skynd dig ikke" in PdfReader(io.BytesIO(file.read())).pages[0].extract_text()

    other = context.new_page()
    other.goto(link)
    if not javascript:
        code = re.search(r"#(.+)$", other.url)
        assert code
        other.get_by_label(tekst("parathed.kode.label")).fill(code[1])
        other.get_by_role("button", name=tekst("parathed.kode.knap")).click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Mønstret viser sig")
    assert not [url for url in asked if "?" in url or "24534" in url.partition("#")[0]]
    context.close()


def test_reload_and_back_lose_nothing(live_site, page: Page) -> None:
    page.goto(f"{live_site.url}/test/")
    choose(page, ANSWERS)
    page.get_by_role("button", name=tekst("parathed.se_resultat")).click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Mønstret viser sig")
    expect(page).to_have_url(re.compile(r"/test/resultat/#\d+-24534-10345-\d\d$"))

    page.reload()
    expect(heading).to_have_text("Mønstret viser sig")
    page.go_back()
    expect(page.locator("#testen :checked")).to_have_count(10)
    page.reload()
    expect(page.locator("#testen :checked")).to_have_count(10)


def test_by_keyboard_alone(live_site, page: Page) -> None:
    page.goto(f"{live_site.url}/test/#svar1")

    for place in range(1, 11):
        # The link itself has put the cursor on the next question.
        expect(page.locator(f"#svar{place}")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"#svar{place} [value='2']")).to_be_checked()
        for _tab in range(4):
            page.keyboard.press("Tab")
            text = page.evaluate("document.activeElement.textContent.trim()")
            if text in {tekst("parathed.naeste"), tekst("parathed.se_resultat")}:
                break
        page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("De første tråde mødes")


def test_no_barrier_in_any_step(live_site, page: Page) -> None:
    test = ParathedstestPage.objects.get()
    for number in range(40):
        answers = [1 + (number + place) % 5 for place in range(10)]
        statistik.give(test.current_version(), answers, {"type": "stat"}, statistik.new_key())
    statistik.publish()
    found = {}
    page.goto(f"{live_site.url}/test/#svar4")
    found["one question"] = barriers(page)
    page.goto(f"{live_site.url}/test/")
    found["all questions"] = barriers(page)
    page.get_by_role("button", name=tekst("parathed.se_resultat")).click()
    expect(page.get_by_role("alert")).to_be_focused()
    found["errors"] = barriers(page)
    choose(page, ANSWERS)
    page.get_by_role("button", name=tekst("parathed.se_resultat"), exact=True).click()
    page.get_by_text(tekst("parathed.resultat.som_tabel")).first.click()
    found["result"] = barriers(page)
    for path in ("resultat/", "saadan-regner-vi/", "statistik/", "team/"):
        page.goto(f"{live_site.url}/test/{path}")
        found[path] = barriers(page)
    page.goto(f"{live_site.url}/test/skal-vi/")
    page.get_by_role("button", name=tekst("skal_vi.knap")).click()
    found["task, errors"] = barriers(page)
    for group in page.locator("fieldset.felt").all():
        group.get_by_role("radio").first.check()
    page.get_by_role("button", name=tekst("skal_vi.knap")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Samskabelse")
    found["task"] = barriers(page)

    assert {step: one for step, one in found.items() if one} == {}


def test_given_to_the_statistic_by_choice_and_once(live_site, page: Page) -> None:
    page.goto(f"{live_site.url}/test/")
    choose(page, ANSWERS)
    page.get_by_role("button", name=tekst("parathed.se_resultat")).click()
    give = page.get_by_label(tekst("statistik.felter.giv"))
    expect(give).not_to_be_checked()
    page.get_by_label(tekst("statistik.felter.type")).select_option("kommune")
    give.check()
    page.get_by_role("button", name=tekst("statistik.knap")).click()

    expect(page.locator("#andre")).to_contain_text(tekst("statistik.tak"))
    expect(give).to_have_count(0)
    expect(page.get_by_label(tekst("statistik.felter.type"))).to_have_value("kommune")
    expect(page).to_have_url(re.compile(r"/test/resultat/#\d+-24534-10345-\d\d$"))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mønstret viser sig")
    rows = {row.dimension: row.answers for row in Statistik.objects.all()}
    assert rows == {"alle": 1, "type": 1}


def test_a_team_of_seven_from_invitation_to_then_and_now(  # noqa: PLR0915  (one story)
    live_site, browser: Browser
) -> None:
    found = {}
    leader = browser.new_context(locale="da-DK").new_page()
    leader.goto(f"{live_site.url}/test/team/")
    leader.get_by_label(tekst("team.felter.navn.label")).fill("Sundhedsplejen")
    leader.get_by_role("button", name=tekst("team.start.opret_knap")).click()
    expect(leader.get_by_role("heading", level=1)).to_have_text("Sundhedsplejen")
    private = leader.url
    join = f"{live_site.url}/test/team/{leader.locator('.kode').inner_text()}/"
    found["leader"] = barriers(leader)

    def answer(values: tuple[int, ...], javascript: bool = True) -> Page:
        size = {"width": 320, "height": 700}
        context = browser.new_context(java_script_enabled=javascript, locale="da-DK", viewport=size)
        page = context.new_page()
        page.goto(join)
        assert context.cookies() == []
        page.get_by_role("link", name=tekst("team.deltag.knap"), exact=True).click()
        if "questions" not in found:
            found["questions"] = barriers(page)
        choose(page, values)
        page.get_by_role("button", name=tekst("team.svar.send")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(tekst("team.svar.tak"))
        return page

    def answer_at_once(values: tuple[int, ...]) -> None:
        """Send what the form sends; how it is filled in, others have shown."""
        context = browser.new_context(locale="da-DK")
        form = context.request.get(f"{join}svar/").text()
        sent = {f"svar{place}": str(value) for place, value in enumerate(values, start=1)}
        sent |= dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
        said = context.request.post(f"{join}svar/", form=sent, headers={"Referer": join})
        assert tekst("team.svar.tak") in said.text()
        context.close()

    for number, values in enumerate(SEVEN[:4], start=1):
        colleague = answer(values, javascript=number != 2)
        if number == 1:
            found["thanks"] = barriers(colleague)
            colleague.goto(join)
            found["join"] = barriers(colleague)
            assert is_as_wide_as_the_window(colleague)
            # The same browser again is told that it has answered.
            colleague.goto(f"{join}svar/")
            expect(colleague.get_by_role("heading", level=1)).to_have_text(tekst("team.svar.tak"))
        colleague.context.close()
    count = leader.locator("[data-tal]")
    expect(count).to_have_text("4 har svaret", timeout=10_000)
    show = leader.get_by_role("button", name=tekst("team.leder.vis"))
    expect(show).to_have_count(0)
    for values in SEVEN[4:]:
        answer_at_once(values)
    expect(count).to_have_text("7 har svaret", timeout=10_000)
    show.click()

    expect(leader.get_by_role("heading", level=1)).to_have_text("Lad uenighed opstå")
    leader.get_by_text(tekst("team.resultat.som_tabel")).first.click()
    cells = leader.locator("table tbody tr").first.locator("td")
    expect(cells).to_have_text(
        ["#1 Lad uenighed opstå", "3", "1", "0", "0", "3", "0", "46", "spredt"]
    )
    found["result"] = barriers(leader)
    leader.goto(f"{join}vis/")
    found["projector"] = barriers(leader)
    leader.keyboard.press("ArrowRight")
    expect(leader.locator("#ark2")).to_be_visible()
    expect(leader.locator("#ark1")).not_to_be_visible()
    leader.goto(f"{private}moede/")
    found["sheet"] = barriers(leader)

    leader.goto(private)
    leader.get_by_role("button", name=tekst("team.leder.igen")).click()
    for values in SEVEN[:5]:
        answer_at_once(values)
    leader.reload()
    show.click()
    expect(leader.get_by_role("heading", name=tekst("team.foer_og_nu.overskrift"))).to_be_visible()
    found["then and now"] = barriers(leader)

    leader.goto(private)
    found["leader, round shown"] = barriers(leader)
    leader.get_by_role("link", name=tekst("team.leder.slet")).click()
    found["delete"] = barriers(leader)
    leader.get_by_role("button", name=tekst("team.slet.ja")).click()
    expect(leader.get_by_role("heading", level=1)).to_have_text(tekst("team.slettet.overskrift"))
    found["deleted"] = barriers(leader)
    for model in (Team, Teamrunde, BrugtNoegle):
        assert not model.objects.exists()
    leader.goto(f"{join}resultat/")
    found["unknown"] = barriers(leader)
    expect(leader.get_by_role("heading", level=1)).to_have_text(tekst("team.ukendt.overskrift"))
    assert {step: one for step, one in found.items() if one} == {}
