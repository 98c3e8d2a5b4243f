"""The test taken alone: the questions, the result, its PDF, and how it is counted.

Nothing is stored, unless it is given to the statistic. Answers come in the body of a POST, never
in an address. A result that is shared stands in the address's fragment, which a browser never
sends: a script (or the visitor, by typing the code) posts it to ``/test/resultat/``.
"""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header

from samskabelse.base.tekster import entry, tekst
from samskabelse.base.visibility import visible
from samskabelse.drift import errors
from samskabelse.drift.ratelimit import allowed
from veje.models import VejPage

from . import kode, pdf, scoring
from .definition import Definition
from .fordeling import APART, CLOSE, FEWEST, SPLIT_SHARE
from .forms import KodeForm, StatistikForm, TestForm, refuse_nul
from .models.versioner import Testversion
from .resultat import Resultat
from .scoring import POINTS
from .statistik import regler
from .statistik import services as statistik
from .statistik.sammenligning import Gruppe

if TYPE_CHECKING:
    from .models import ParathedstestPage

#: A step of each strength, for the editor's preview of a result.
SAMPLE = (2, 4, 5, 3, 4, 1, 0, 3, 4, 5)
#: The button of the part of a result that compares.
COMPARE = "sammenlign"
#: How often an address may give a result to the statistic, and in how many minutes.
MOST_GIVEN, SPAN = 20, 60


# --- The questions ----------------------------------------------------------------------------


def show_test(
    page: "ParathedstestPage", request: HttpRequest, *, definition: Definition | None = None
) -> HttpResponse:
    """Show the questions, empty or, by POST with a result's code, filled in to be changed."""
    version = page.current_version() if definition is None else None
    definition = definition or (version.definition if version else Definition())
    if request.method == "POST":
        refuse_nul(request)
        answers = answers_of_code(request, version)
        if answers is not None:
            return questions_page(page, request, TestForm.of_answers(definition, answers), version)
    response = questions_page(page, request, TestForm(definition), version)
    # A stranger chooses nothing on it, so its length tells nothing of the form token.
    response.reflects_nothing = request.method != "POST"
    return response


def answers_of_code(request: HttpRequest, version: Testversion | None) -> tuple[int, ...] | None:
    """Return the posted code's answers when they are to the present questions."""
    form = KodeForm(request.POST)
    if version is None or not form.is_valid():
        return None
    code: kode.Kode = form.cleaned_data["kode"]
    amount = len(version.definition.questions)
    return code.answers if code.version == version.number and len(code.answers) == amount else None


def questions_page(
    page: "ParathedstestPage",
    request: HttpRequest,
    form: TestForm,
    version: Testversion | None,
    *,
    status: int = 200,
) -> TemplateResponse:
    return answer(
        page,
        request,
        "parathed/parathedstest_page.html",
        status=status,
        form=form,
        version=version,
        send_to=f"{page.get_url(request) or ''}resultat/",
        shall_we=visible(page.get_children()).specific().first() if page.pk else None,
    )


# --- The result -------------------------------------------------------------------------------


def show_result(page: "ParathedstestPage", request: HttpRequest) -> HttpResponse:
    """Ask for a code, or show the result of the answers or the code that was posted."""
    if request.method != "POST":
        return ask_for_code(page, request, KodeForm())
    refuse_nul(request)
    if "kode" in request.POST:
        form = KodeForm(request.POST)
        result = result_of(form)
        if result is None:
            return ask_for_code(page, request, form, status=422)
        show = compare if COMPARE in request.POST else result_page
        return show(page, request, result)
    version = posted_version(page, request)
    if version is None:
        return ask_for_code(page, request, KodeForm(request.POST), status=422)
    test_form = TestForm(version.definition, request.POST)
    if not test_form.is_valid():
        return questions_page(page, request, test_form, version, status=422)
    return result_page(
        page, request, Resultat(version.number, version.definition, test_form.answers)
    )


def ask_for_code(
    page: "ParathedstestPage", request: HttpRequest, form: KodeForm, *, status: int = 200
) -> HttpResponse:
    return answer(page, request, "parathed/kode.html", status=status, form=form)


def posted_version(page: "ParathedstestPage", request: HttpRequest) -> Testversion | None:
    """Return the version that was answered, or the present one when none is named."""
    number = request.POST.get("version", "")
    if number.isascii() and number.isdigit() and len(number) <= kode.LONGEST_VERSION:
        found = Testversion.objects.filter(number=int(number)).first()
        if found:
            return found
    return page.current_version()


def result_of(form: KodeForm) -> Resultat | None:
    """Return the result of a code, in the words of its own version; errors go on the form."""
    if not form.is_valid():
        return None
    code: kode.Kode = form.cleaned_data["kode"]
    version = Testversion.objects.filter(number=code.version).first()
    if version is None or len(version.definition.questions) != len(code.answers):
        form.add_error("kode", tekst("parathed.kode.fejl.ugyldig"))
        return None
    return Resultat(version.number, version.definition, code.answers)


def compare(page: "ParathedstestPage", request: HttpRequest, result: Resultat) -> HttpResponse:
    """Show the result beside the groups that were named, and count it among them if it is ticked.

    The answer is the result's own page and no redirect: the answers have no address to lead to.
    The key makes sure that a page that is asked for again doesn't count again.
    """
    form = StatistikForm(request.POST)
    if not form.is_valid():
        return result_page(page, request, result, form, status=422)
    given = ""
    if form.cleaned_data["giv"]:
        key = form.cleaned_data["noegle"]
        if not allowed(request, "test.statistik", limit=MOST_GIVEN, seconds=SPAN * 60):
            return errors.too_many_requests(request, minutes=SPAN)
        version = Testversion.objects.get(number=result.version)
        if not statistik.is_key(key):
            given = tekst("statistik.for_gammel")
        elif statistik.give(version, result.answers, form.groups, key):
            given = tekst("statistik.tak")
        else:
            given = tekst("statistik.allerede")
    return result_page(page, request, result, form, given=given)


def result_page(  # noqa: PLR0913  (what is shown of one request)
    page: "ParathedstestPage",
    request: HttpRequest,
    result: Resultat,
    form: StatistikForm | None = None,
    *,
    status: int = 200,
    given: str = "",
) -> TemplateResponse:
    home = page.get_url(request) or ""
    named = form.groups if form and form.is_valid() else {}
    shown = statistik.shown_for(result.definition, named)
    return answer(
        page,
        request,
        "parathed/resultat.html",
        status=status,
        compare_form=form or StatistikForm(),
        compare_key=statistik.new_key(),
        compare_groups=[Gruppe(row, result.answers) for row in shown],
        compare_too_few=statistik.names_of(named, without=shown),
        compare_least=regler.FROM,
        given=given,
        result=result,
        beginnings=result.beginnings(vej_addresses(result.definition)),
        share_url=f"{request.build_absolute_uri(home)}resultat/#{result.code}",
        result_url=f"{home}resultat/",
        statistic_url=f"{home}statistik/",
        may_change=is_present(page, result),
        has_pdf=pdf.available(),
    )


def is_present(page: "ParathedstestPage", result: Resultat) -> bool:
    return result.definition.digest == page.definition.digest


def vej_addresses(definition: Definition) -> dict[int, str]:
    """Return where the veje can be read, by number; one that is not public has no address."""
    numbers = [question.number for question in definition.questions]
    veje = visible(VejPage.objects).filter(number__in=numbers).defer("body")
    return {vej.number: vej.url for vej in veje if vej.number and vej.url}


def result_pdf(page: "ParathedstestPage", request: HttpRequest) -> HttpResponse:
    """Give the posted code's result as a PDF. Only by POST: a code has no place in an address."""
    if not pdf.available():
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    refuse_nul(request)
    form = KodeForm(request.POST)
    result = result_of(form)
    if result is None:
        return ask_for_code(page, request, form, status=422)
    address = page.get_full_url(request) or ""
    made = pdf.result_pdf(
        {
            "result": result,
            "beginnings": result.beginnings(vej_addresses(result.definition)),
            "address": address.partition("//")[2].rstrip("/"),
            "title": page.title,
        }
    )
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=pdf.FILE_NAME
    )
    add_never_cache_headers(response)
    return response


def preview_result(page: "ParathedstestPage", request: HttpRequest) -> HttpResponse:
    definition = page.definition
    sample = (SAMPLE * 2)[: len(definition.questions)]
    return result_page(page, request, Resultat(0, definition, sample))


# --- How it is counted ------------------------------------------------------------------------


def show_method(page: "ParathedstestPage", request: HttpRequest) -> HttpResponse:
    return answer(page, request, "parathed/saadan_regner_vi.html", **method(page))


def method_sections(page: "ParathedstestPage") -> list[tuple[str, Any]]:
    explained = render_to_string("parathed/_metode.html", {"page": page, **method(page)})
    return [("", tekst("parathed.saadan.indledning")), ("", explained)]


def method(page: "ParathedstestPage") -> dict[str, Any]:
    """Explain the counting from the very definitions that count."""
    version = page.current_version()
    levels = sorted(version.definition.levels, key=lambda one: one.start) if version else []
    ends = [*(one.start - 1 for one in levels[1:]), POINTS[-1]]
    *first, last = map(str, POINTS)
    return {
        "points_text": f"{', '.join(first)} og {last}",
        "advice_text": tekst(
            "parathed.saadan.raad",
            lav=scoring.LOW_UNTIL,
            mellem_fra=scoring.LOW_UNTIL + 1,
            mellem=scoring.MIDDLE_UNTIL,
            hoej_fra=scoring.MIDDLE_UNTIL + 1,
        ),
        "levels": [
            (one, tekst("parathed.saadan.niveau_spaend", fra=one.start, til=end))
            for one, end in zip(levels, ends, strict=False)
        ],
        "focus": entry("parathed.saadan.talord")[scoring.FOCUS],
        "share": entry("parathed.saadan.ordenstal")[SPLIT_SHARE],
        "apart": APART,
        "close": CLOSE,
        "fewest": FEWEST,
        "statistic_text": tekst("statistik.regler.celler", celle=regler.CELL, hold=regler.BATCH),
        "statistic_from": regler.FROM,
        "version": version,
    }


def answer(
    page: "ParathedstestPage",
    request: HttpRequest,
    template: str,
    *,
    status: int = 200,
    **extra: Any,
) -> TemplateResponse:
    """Render a part of the test inside the page's own shell."""
    context = page.get_context(request)
    if template != "parathed/parathedstest_page.html":
        context["breadcrumbs"] = [*page.breadcrumbs, (page.title, page.get_url(request))]
    return TemplateResponse(request, template, {**context, **extra}, status=status)
