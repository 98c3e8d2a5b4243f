"""The index follows the pages: what shows, what hides, what moves."""

import datetime as dt
from collections import Counter
from io import StringIO
from unittest.mock import patch

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page, PageViewRestriction

from artikler.models import Kilde, Note
from cases.models import Deltagertype, Metode
from kommuner.models import Kommune, Omraade, Region
from samskabelse.base import fritekst
from samskabelse.base.visibility import visible
from soegning import indeks
from soegning.analyse import VERSION
from soegning.forespoergsel import Query
from soegning.indeks import all_at_once, catch_up, index_pages, mend, rebuild, settle
from soegning.models import IndexEntry, IndexText, IndexWord
from soegning.resultater import Filters, find
from tests import factories
from tests.factories import Tree
from veje.models import Emne, Maalgruppe

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return factories.empty_site()


def found(query: str, filters: Filters | None = None) -> list[str]:
    places = find(Query.read(query), filters or Filters()).places
    titles = dict(IndexText.objects.filter(pk__in=places).values_list("pk", "title"))
    return [titles[place] for place in places]


def the_index() -> dict[str, object]:
    """Return all that the index holds, apart from when it was written."""
    return {
        "pages": sorted(
            (e.page_id, e.kind, e.veje, e.title_key, e.title_terms, sorted(e.terms.split()))
            for e in IndexEntry.objects.all()
        ),
        "texts": sorted(IndexText.objects.values_list("entry", "title", "summary", "body")),
        "words": sorted(IndexWord.objects.values_list("word", "stem", "parts", "pages")),
    }


def body(text: str) -> list[dict[str, str]]:
    return [{"type": "text", "value": f"<p>{text}</p>"}]


def points(*texts: str) -> list[dict[str, object]]:
    return [{"type": "points", "value": list(texts)}]


def test_page_is_found_by_its_title_its_text_and_its_headings(tree: Tree) -> None:
    heading = {"type": "heading", "value": {"text": "Køreplanen"}}
    factories.case(tree, "Skolen på øen", body=[heading, *body("De rev <b>stakittet</b> ned.")])

    for query in ("skolen øen", "skoler oeen", "stakit", "køreplaner"):
        assert found(query) == ["Skolen på øen"], query


def test_draft_of_a_live_page_is_not_found(tree: Tree) -> None:
    page = factories.case(tree, "En case", body=body("Udgivet ord"))
    page.title = "Kvæstorat"
    page.body = body("Kvæstorat")
    page.save_revision()

    assert found("kvæstorat") == []
    assert found("udgivet ord") == ["En case"]


def test_unpublished_expired_private_and_deleted_pages_are_gone(tree: Tree) -> None:
    pages = [factories.case(tree, f"Kvæstorat {n}") for n in range(4)]
    assert len(found("kvæstorat")) == 4

    pages[0].unpublish()
    pages[1].expire_at = timezone.now() - dt.timedelta(minutes=1)
    pages[1].save()
    PageViewRestriction.objects.create(page=pages[2], restriction_type="login")
    pages[3].delete()

    assert found("kvæstorat") == []
    assert not IndexWord.objects.filter(word="kvaestorat").exists()


def test_page_expires_between_two_rounds_of_the_worker(tree: Tree) -> None:
    soon = timezone.now() + dt.timedelta(minutes=5)
    factories.case(tree, "Kvæstorat", expire_at=soon)
    assert found("kvæstorat") == ["Kvæstorat"]

    with time_machine.travel(soon + dt.timedelta(seconds=1)):
        assert found("kvæstorat") == []


def test_what_lies_below_a_private_page_hides_and_comes_back(tree: Tree) -> None:
    publication = factories.publikation(tree, "Vejviser")
    factories.kapitel(publication, "Kvæstorat")
    restriction = PageViewRestriction.objects.create(page=publication, restriction_type="login")
    assert found("kvæstorat") == []

    restriction.delete()

    assert found("kvæstorat") == ["Kvæstorat"]


def test_page_that_moves_below_a_private_one_hides(tree: Tree) -> None:
    open_one = factories.publikation(tree, "Åben")
    closed = factories.publikation(tree, "Lukket")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    chapter = factories.kapitel(open_one, "Kvæstorat")
    assert found("kvæstorat") == ["Kvæstorat"]

    chapter.move(Page.objects.get(pk=closed.pk), "last-child")

    assert found("kvæstorat") == []


def test_veje_follow_the_threads(tree: Tree) -> None:
    page = factories.case(tree, "Kvæstorat")
    vej = factories.vej(tree, 5)
    assert found("kvæstorat", Filters(vej=5)) == []

    factories.tie(page, vej)
    assert found("kvæstorat", Filters(vej=5)) == ["Kvæstorat"]

    page.traade.all().delete()
    page.save()
    assert found("kvæstorat", Filters(vej=5)) == []


def test_chapter_hangs_on_the_veje_of_its_publication(tree: Tree) -> None:
    publication = factories.publikation(tree, "Vejviser")
    factories.tie(publication, factories.vej(tree, 3))
    factories.kapitel(publication, "Kvæstorat")

    assert found("kvæstorat", Filters(vej=3)) == ["Kvæstorat"]


def test_compound_is_found_by_a_part_that_comes_later(tree: Tree) -> None:
    factories.case(tree, "Kvæsturråd")
    factories.case(tree, "Et kvæstur")
    assert "Kvæsturråd" not in found("råd")
    factories.case(tree, "Et råd")

    settle()

    assert set(found("råd")) == {"Kvæsturråd", "Et råd"}
    assert found("kvæstur")[0] == "Et kvæstur"


def test_course_is_found_by_its_dates_that_lie_ahead(tree: Tree) -> None:
    page = factories.arrangement(tree, "Et webinar", type="webinar")
    factories.afholdelse(page, days_ahead=-400, place="Skjern, Storegade")
    day = timezone.localdate() + dt.timedelta(days=30)
    # Nothing is done for the page: the date is saved by itself.
    date = factories.afholdelse(page, days_ahead=30, place="Odense, adresse følger")
    page.save_revision().publish()

    for query in ("Odense", date_format(day, "F Y"), "gratis webinar"):
        assert found(query) == ["Et webinar"], query
    assert found("Skjern") == []
    date.place = "Slagelse"
    date.price = 1200
    date.save()
    assert found("Slagelse") == ["Et webinar"]
    assert found("Odense") == found("gratis") == found("slags") == []


def test_case_is_found_by_all_its_facts(tree: Tree) -> None:
    region = Region.objects.create(name="Region Kvæstland")
    kommune = Kommune.objects.create(code="0999", name="Kvæstrup", region=region)
    page = factories.case(
        tree,
        "En case",
        scale="Tre kvæstager",
        would_change="Kvæstbider",
        cost_and_time="Kvæstcykler",
        follow_up="Kvæstdyr",
        source_title="Kvæstemner",
        source_publisher="Kvæstforlaget",
        evidence="evalueret",
    )
    page.kommuner = [kommune]
    page.methods = [Metode.objects.create(name="Kvæstgruppe")]
    page.participant_types = [Deltagertype.objects.create(name="Kvæsthandlere")]
    page.save()

    words = "kvæstager kvæstbider kvæstcykler kvæstdyr kvæstemner kvæstforlaget kvæstgruppe"
    for query in [*words.split(), "kvæsthandlere", "kvæstland", page.get_evidence_display()]:
        assert found(query) == ["En case"], query


def test_text_is_found_by_its_sources_and_notes_after_those_that_are_about_it(tree: Tree) -> None:
    page = factories.artikel(tree, "En artikel")
    page.kilder = [Kilde(author="Kvæst Arnsen", title="Om kvæstorater", publisher="Kvæstforlaget")]
    page.noter = [Note(text="Se kvæstnoten.")]
    page.save_revision().publish()
    factories.artikel(tree, "En anden", teaser="Om kvæstorater")

    for query in ("arnsen", "kvæstforlaget", "kvæstnoten"):
        assert found(query) == ["En artikel"], query
    assert found("kvæstorater") == ["En anden", "En artikel"]


def test_what_stands_on_a_page_finds_it(tree: Tree) -> None:
    emne = Emne.objects.create(name="Kvæstemne")
    gruppe = Maalgruppe.objects.create(name="Kvæstfolk")
    text = factories.artikel(tree, "En artikel", licence="Kvæst 4.0", licence_text="Kvæstbrug")
    course = factories.arrangement(tree, "Et kursus", terms=points("Kvæstpris"))
    for page in (text, course):
        page.emner, page.maalgrupper = [emne], [gruppe]
        page.save()
    factories.ydelse(tree, "En ydelse", extent="Kvæstdage")
    factories.vej(
        tree, 1, pitfall="Kvæstfald", card_question="Kvæstkort?", card_follow_up="Kvæstmere?"
    )

    both = ["En artikel", "Et kursus"]
    assert sorted(found("kvæstemne")) == sorted(found("kvæstfolk")) == both
    for query in ("kvæst 4.0", "kvæstbrug", "licens kvæst"):
        assert found(query) == ["En artikel"], query
    assert found("kvæstpris") == ["Et kursus"]
    assert found("kvæstdage") == ["En ydelse"]
    for query in ("kvæstfald", "kvæstkort", "kvæstmere"):
        assert len(found(query)) == 1, query

    emne.name = "Kvældtal"
    emne.save()
    assert sorted(found("kvældtal")) == both
    assert found("kvæstemne") == []
    emne.delete()
    catch_up()
    assert found("kvældtal") == []


@pytest.mark.parametrize("few", [20, 0])
def test_case_is_found_by_the_new_names_of_what_it_points_at(tree: Tree, few: int) -> None:
    region = Region.objects.create(name="Region Kvæstland")
    kommune = Kommune.objects.create(code="0999", name="Kvæstrup", region=region)
    omraade = Omraade.objects.create(name="Kvæstområdet")
    metode = Metode.objects.create(name="Kvæstgruppe")
    deltagere = Deltagertype.objects.create(name="Kvæsthandlere")
    page = factories.case(tree, "En case", omraade=omraade)
    page.kommuner, page.methods, page.participant_types = [kommune], [metode], [deltagere]
    page.save()

    with patch.object(indeks, "FEW", few):
        for number, row in enumerate([region, kommune, omraade, metode, deltagere]):
            old, row.name = row.name, f"Kvældtal{number}"
            row.save()
            catch_up()
            assert found(row.name) == ["En case"], row.name
            assert found(old.split()[-1]) == [], old


def test_words_are_counted_by_pages(tree: Tree) -> None:
    factories.case(tree, "Kvæstorat", body=body("kvæstorat kvæstorat"))
    other = factories.case(tree, "Endnu et kvæstorat")

    assert IndexWord.objects.get(word="kvaestorat").pages == 2
    assert IndexWord.objects.get(word="kvaestorat").shown == "kvæstorat"
    other.title = "Noget andet"
    other.save_revision().publish()
    assert IndexWord.objects.get(word="kvaestorat").pages == 1


def test_many_pages_are_indexed_at_once(tree: Tree) -> None:
    with all_at_once():
        factories.case(tree, "Kvæstorat et")
        factories.case(tree, "Kvæstorat to").unpublish()
        assert found("kvæstorat") == []

    assert found("kvæstorat") == ["Kvæstorat et"]


@pytest.mark.usefixtures("start_content")
class TestConsistency:
    def test_index_holds_just_the_pages_that_strangers_see(self) -> None:
        pages = visible(Page.objects).filter(depth__gt=1)

        assert set(IndexEntry.objects.values_list("page", flat=True)) == set(
            pages.values_list("pk", flat=True)
        )

    def test_words_are_those_of_the_pages(self) -> None:
        counted = Counter(word for text in IndexText.objects.all() for word in text.words.split())

        assert dict(IndexWord.objects.values_list("word", "pages")) == dict(counted)

    def test_what_signals_kept_is_what_building_anew_gives(self) -> None:
        page = Page.objects.get(slug="to-torsdage-paa-samme-gang").specific
        page.title = "Tre torsdage på samme gang"
        page.save_revision().publish()
        Page.objects.get(slug="om").delete()
        Page.objects.get(slug="kattegat-kommune-lagde-koereplanen-i-skuffen").unpublish()
        settle()
        before = the_index()

        rebuild()

        after = the_index()
        for what in before:
            assert [row for row in after[what] if row not in before[what]] == []
            assert len(after[what]) == len(before[what])

    def test_there_is_nothing_to_mend(self) -> None:
        assert mend() == 0

    def test_what_was_written_past_django_is_mended(self) -> None:
        IndexEntry.objects.filter(page__slug="om")._raw_delete("default")
        Page.objects.filter(slug="kontakt").update(live=False)
        IndexEntry.objects.filter(page__slug="test").update(version=0)

        assert mend() == 3
        assert mend() == 0
        assert "Om siden" in found("om siden")

    def test_a_new_analysis_is_mended(self) -> None:
        before = the_index()
        IndexEntry.objects.update(version=VERSION - 1)
        IndexWord.objects.update(stem="gammel")

        assert mend() == IndexEntry.objects.count()
        assert the_index() == before

    def test_command_builds_the_index_anew(self) -> None:
        before = the_index()
        IndexEntry.objects.all().delete()
        out = StringIO()

        call_command("reindex_search", stdout=out)

        assert the_index() == before
        assert f"{IndexEntry.objects.count()} sider" in out.getvalue()

    def test_number_of_queries_does_not_depend_on_the_pages(
        self, django_assert_max_num_queries
    ) -> None:
        with django_assert_max_num_queries(80):
            index_pages(Page.objects.all())


def test_lists_find_as_the_search_page_does(tree: Tree) -> None:
    factories.case(tree, "Borgermøder i Kattegat")
    factories.case(tree, "Skolen på øen")
    factories.case(tree, "Bænken", teaser="Det begyndte med et borgermøde.")

    found = fritekst.matching_pages("borgermoede")

    assert found is not None
    by_title = Page.objects.filter(pk__in=found.in_title).values_list("title", flat=True)
    anywhere = Page.objects.filter(pk__in=found.anywhere).order_by("-pk")
    assert list(by_title) == ["Borgermøder i Kattegat"]
    assert [page.title for page in anywhere] == ["Bænken", "Borgermøder i Kattegat"]
