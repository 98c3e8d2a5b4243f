"""The test alone, through the client: questions, result, code, PDF, versions, privacy."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from pypdf import PdfReader

from parathed import kode, scoring, views
from parathed.models import ParathedstestPage, SkalViPage, Testversion
from samskabelse.base.tekster import tekst
from tests.pages import soup_of, visible_text
from tests.parathed.conftest import ANSWERS, posted
from veje.models import VejPage

pytestmark = pytest.mark.one_database

RESULT = "/test/resultat/"


def post(client: Client, address: str, data: dict[str, str], status: int = 200) -> BeautifulSoup:
    response = client.post(address, data)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def test_ten_questions_each_with_five_steps_and_dont_know(
    test_page: ParathedstestPage, client: Client
) -> None:
    form = soup_of(client, "/test/").select_one("#testen")
    questions = form.select("fieldset")

    assert len(questions) == 10
    for question in questions:
        values = [step["value"] for step in question.select("input[type=radio]")]
        assert values == ["1", "2", "3", "4", "5", "0"]
        assert all(label.get_text(strip=True) for label in question.select("label"))
        assert question.legend.get_text(strip=True)
    assert form["method"] == "post"
    assert form["action"] == RESULT


def test_result_says_where_you_stand_where_to_begin_and_what_to_do_on_monday(
    test_page: ParathedstestPage, client: Client
) -> None:
    soup = post(client, RESULT, posted())
    text = visible_text(soup)
    questions = test_page.definition.questions

    assert soup.h1.get_text(strip=True) == "Mønstret viser sig"
    assert [one.h3.get_text(strip=True) for one in soup.select(".begynd")] == [
        "Skynd dig ikke",
        "Lad uenighed opstå",
    ]
    for place in (5, 0):
        assert questions[place].monday in text
        assert questions[place].advice[0] in text
    assert questions[6].advice[0] not in text


def test_table_says_all_that_the_picture_says(test_page: ParathedstestPage, client: Client) -> None:
    soup = post(client, RESULT, posted())
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in soup.select(".somtabel tbody tr")
    ]

    assert len(soup.select(".traadbillede svg")) == len(rows) == 10
    assert rows[0] == [
        "#1 Lad uenighed opstå",
        "Vi finder et kompromis, så dagsordenen holder",
        "2 af 5",
    ]
    assert rows[6][1:] == ["Ved ikke", "ved ikke"]


def test_each_way_to_begin_leads_on_to_what_is_tied_to_it(
    test_page: ParathedstestPage, client: Client
) -> None:
    soup = post(client, RESULT, posted())
    links = [[link["href"] for link in one.select(".liste a")] for one in soup.select(".begynd")]

    assert all(links)
    for number, hrefs in zip((6, 1), links, strict=True):
        vej = VejPage.objects.get(number=number)
        tied = {tie.page.url for tie in vej.page_traade.all()}
        assert set(hrefs) <= tied
    flat = [href for hrefs in links for href in hrefs]
    assert len(flat) == len(set(flat))
    assert any("/arrangementer/" in href for href in flat)


def test_missing_answers_are_asked_for_and_nothing_is_lost(
    test_page: ParathedstestPage, client: Client
) -> None:
    data = posted()
    del data["svar3"], data["svar7"]

    soup = post(client, RESULT, data, 422)

    assert "Spørgsmål 3 mangler" in soup.select_one("[role=alert]").get_text()
    checked = {step["name"]: step["value"] for step in soup.select("input[checked]")}
    assert checked == data
    assert post(client, RESULT, data | {"alligevel": "1"}).select_one(".traadbillede")


def test_nothing_answered_is_no_result(test_page: ParathedstestPage, client: Client) -> None:
    soup = post(client, RESULT, {"alligevel": "1"}, 422)

    assert tekst("parathed.fejl.ingen") in soup.select_one("[role=alert]").get_text()


@pytest.mark.parametrize("value", ["6", "-1", "x", "١", "9" * 200, "1' OR 1=1", "<script>"])
def test_an_answer_that_is_none_is_refused(
    test_page: ParathedstestPage, client: Client, value: str
) -> None:
    post(client, RESULT, posted() | {"svar1": value}, 422)


def test_nul_is_a_bad_request(test_page: ParathedstestPage, client: Client) -> None:
    for address in (RESULT, "/test/", "/test/skal-vi/", "/test/team/"):
        post(client, address, {"kode": "1\0", "navn": "\0"}, 400)


def test_all_dont_know_is_met_kindly(test_page: ParathedstestPage, client: Client) -> None:
    soup = post(client, RESULT, posted([0] * 10))

    assert soup.h1.get_text(strip=True) == tekst("parathed.resultat.ingen_niveau")
    assert not soup.select(".begynd")


def test_code_of_the_link_shows_the_same_result(
    test_page: ParathedstestPage, client: Client
) -> None:
    first = post(client, RESULT, posted())
    link = first.select_one("#resultatlink")["value"]
    address, _hash, code = link.partition("#")

    second = post(client, RESULT, {"kode": code})

    assert address.endswith(RESULT)
    assert "?" not in link
    assert visible_text(second) == visible_text(first)


@pytest.mark.parametrize("code", ["", "1-25140-03352-00", "999-24534-10345-11", "x" * 500])
def test_code_of_no_result_is_told(test_page: ParathedstestPage, client: Client, code: str) -> None:
    soup = post(client, RESULT, {"kode": code}, 422)

    assert soup.select_one("[role=alert]")


def test_answers_can_be_changed(test_page: ParathedstestPage, client: Client) -> None:
    code = kode.encode(test_page.current_version().number, ANSWERS)

    soup = post(client, "/test/", {"kode": code})

    checked = {step["name"]: step["value"] for step in soup.select("input[checked]")}
    assert checked == posted()


def test_a_result_is_read_with_the_words_that_were_answered(
    test_page: ParathedstestPage, client: Client
) -> None:
    before = test_page.current_version()
    code = kode.encode(before.number, ANSWERS)
    test_page.questions[0].value["steps"][1] = "Noget helt andet"
    test_page.levels[2].value["name"] = "Et nyt navn"
    test_page.save_revision().publish()

    old = visible_text(post(client, RESULT, {"kode": code}))
    new = visible_text(post(client, RESULT, posted()))

    assert "Vi finder et kompromis" in old
    assert "Mønstret viser sig" in old
    assert tekst("parathed.resultat.aendret") in old
    assert "Noget helt andet" in new
    assert "Et nyt navn" in new
    assert Testversion.objects.count() == 2


def test_publishing_the_same_again_makes_no_version(test_page: ParathedstestPage) -> None:
    test_page.teaser = "Et andet manchet"
    test_page.save_revision().publish()

    assert Testversion.objects.count() == 1


def test_a_version_is_never_changed(test_page: ParathedstestPage) -> None:
    version = test_page.current_version()

    with pytest.raises(ValidationError):
        version.save()


def rows_everywhere() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    }


def test_nothing_of_a_single_test_is_stored(test_page: ParathedstestPage, client: Client) -> None:
    client.get("/test/")
    before = rows_everywhere()

    code = kode.encode(test_page.current_version().number, ANSWERS)
    for address, data in ((RESULT, posted()), (RESULT, {"kode": code}), ("/test/", {"kode": code})):
        response = client.post(address, data)
        assert set(response.cookies) <= {"csrftoken"}
        assert "no-store" in response["Cache-Control"]
    client.post("/test/resultat/pdf/", {"kode": code})

    assert rows_everywhere() == before


def test_a_post_without_the_token_is_refused(test_page: ParathedstestPage) -> None:
    strict = Client(enforce_csrf_checks=True)

    for address in (RESULT, "/test/", "/test/resultat/pdf/", "/test/skal-vi/", "/test/team/"):
        assert strict.post(address, posted()).status_code == 403


def test_pdf_is_tagged_danish_and_holds_the_result(
    test_page: ParathedstestPage, client: Client
) -> None:
    code = kode.encode(test_page.current_version().number, ANSWERS)

    response = client.post("/test/resultat/pdf/", {"kode": code})

    reader = PdfReader(io.BytesIO(response.content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert response["Content-Type"] == "application/pdf"
    assert "attachment" in response["Content-Disposition"]
    assert reader.trailer["/Root"]["/Lang"] == "da"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Mønstret viser sig" in text
    assert "#10 Samskab ikke alt" in text
    assert code in text
    assert client.get("/test/resultat/pdf/").status_code == 405


def test_contact_form_is_filled_in_with_what_is_chosen_and_stores_nothing(
    test_page: ParathedstestPage, client: Client
) -> None:
    soup = post(client, RESULT, posted())
    form = soup.select_one("form[action='/kontakt/']")
    data = {one["name"]: one.get("value", "") for one in form.select("input[name]")}
    before = rows_everywhere()

    contact = post(client, form["action"], data | {"besked": "Kun det her."})

    assert contact.select_one("[name=besked]").get_text(strip=True) == "Kun det her."
    assert not contact.select("[role=alert]")
    assert rows_everywhere() == before


def test_how_it_is_counted_is_written_from_the_definitions(
    test_page: ParathedstestPage, client: Client
) -> None:
    text = visible_text(soup_of(client, "/test/saadan-regner-vi/"))

    assert "0, 25, 50, 75 og 100 point" in text
    assert "De to veje med færrest point" in text
    assert "mindst hver fjerde" in text
    for level in test_page.definition.levels:
        assert level.name in text


def test_another_way_of_counting_is_told_as_it_is(
    test_page: ParathedstestPage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring, "FOCUS", 3)
    monkeypatch.setattr(scoring, "LOW_UNTIL", 40)
    for name, value in {"SPLIT_SHARE": 3, "APART": 28, "CLOSE": 12, "FEWEST": 7}.items():
        monkeypatch.setattr(views, name, value)

    text = visible_text(soup_of(client, "/test/saadan-regner-vi/"))

    for words in ("De tre veje", "fra 0 til 40", "fra 41 til", "hver tredje", "28 eller mere",
                  "under 12", "før der er 7 svar"):  # fmt: skip
        assert words in text


def test_a_test_without_questions_says_so(test_page: ParathedstestPage, client: Client) -> None:
    test_page.questions = []
    test_page.save_revision().publish()

    assert tekst("parathed.ingen_spoergsmaal") in visible_text(soup_of(client, "/test/"))
    assert client.get("/test/team/").status_code == 404
    post(client, RESULT, posted(), 422)


def test_result_costs_the_same_however_much_is_tied(
    test_page: ParathedstestPage, client: Client, django_assert_max_num_queries
) -> None:
    client.post(RESULT, posted())

    with django_assert_max_num_queries(45):
        client.post(RESULT, posted())


# --- »Skal det her overhovedet samskabes?« ----------------------------------------------------

CO_CREATE = {
    "tid": "maaneder",
    "maerkes": "mange",
    "spillerum": "alt_aabent",
    "kendt_svar": "nej",
    "hvem": "mange",
    "mandat": "foelge",
}


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({}, "Samskabelse"),
        ({"tid": "nu"}, "Ingen af delene"),
        ({"spillerum": "besluttet"}, "Information"),
        ({"spillerum": "forslag"}, "Høring"),
        ({"mandat": "veje"}, "Inddragelse"),
        ({"hvem": "faa_parter"}, "Partnerskab"),
    ],
)
def test_the_task_gets_a_form_and_a_reason(
    test_page: ParathedstestPage, client: Client, changed: dict[str, str], title: str
) -> None:
    soup = post(client, "/test/skal-vi/", CO_CREATE | changed)

    assert soup.h1.get_text(strip=True) == title
    assert soup.select(".spoerg")
    assert bool(tekst("skal_vi.mangler") in soup.get_text()) is (title == "Inddragelse")
    assert [f.get_text() for f in soup.select("aside dd")]


def test_the_tasks_missing_answers_are_asked_for(
    test_page: ParathedstestPage, client: Client
) -> None:
    soup = post(client, "/test/skal-vi/", {"tid": "nu", "mandat": "foelge"}, 422)

    assert len(soup.select("[role=alert] li")) == 4
    assert {one["value"] for one in soup.select("input[checked]")} == {"nu", "foelge"}


def test_a_rule_that_names_what_is_not_there_is_refused(test_page: ParathedstestPage) -> None:
    page = SkalViPage.objects.get()
    page.rules[0].value["outcome"] = "findes_ikke"

    with pytest.raises(ValidationError, match="findes_ikke"):
        page.full_clean()


def test_preview_shows_the_draft_and_a_result(
    test_page: ParathedstestPage, client: Client, admin_client: Client
) -> None:
    test_page.levels[0].value["name"] = "Udkastets navn"
    for mode, words in (("", "Spørgsmål 1 af 10"), ("resultat", "Mønstret viser sig")):
        response = test_page.make_preview_request(preview_mode=mode)
        assert response.status_code == 200
        assert words in re.sub(r"\s+", " ", response.rendered_content)
    # A draft makes no version.
    assert Testversion.objects.count() == 1


@pytest.mark.parametrize("part", ["team/", "saadan-regner-vi/", "statistik/"])
def test_address_below_the_test_says_what_it_is_when_it_is_shared(
    test_page: ParathedstestPage, client: Client, part: str
) -> None:
    soup = soup_of(client, f"{test_page.url}{part}")

    for name in ({"name": "description"}, {"property": "og:description"}):
        assert soup.find("meta", attrs=name)["content"]
