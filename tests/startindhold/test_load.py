"""The starting content is loaded once, whole, and never touches what editors changed."""

import datetime as dt

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from arrangementer.models import Afholdelse, ArrangementPage, Moededag, YdelsePage
from artikler.models import ArtikelPage, KapitelPage, PublikationPage
from cases.models import CasePage
from henvendelser.models import Svarskabelon
from kommuner.models import Kommune, Omraade, Region
from samskabelse.base.workdays import is_working_day
from samskabelse.startindhold.indlaes import working_days
from samskabelse.startindhold.markdown import to_blocks, to_html
from samskabelse.startindhold.services import load
from tests import factories
from tests.pages import soup_of
from veje.models import Traad, VejPage


@pytest.mark.django_db
@pytest.mark.usefixtures("start_content")
class TestLoaded:
    @pytest.mark.parametrize(
        ("model", "amount"),
        [
            (VejPage, 10),
            (CasePage, 4),
            (ArtikelPage, 8),
            (PublikationPage, 2),
            (KapitelPage, 12),
            (ArrangementPage, 9),
            (YdelsePage, 3),
            (Kommune, 98),
        ],
    )
    def test_everything_is_there(self, model: type, amount: int) -> None:
        assert model.objects.count() == amount

    def test_the_team_has_replies_to_begin_with(self) -> None:
        templates = list(Svarskabelon.objects.all())

        assert len(templates) >= 4
        assert [template.sort_order for template in templates] == list(range(len(templates)))
        for template in templates:
            template.full_clean()

    def test_every_case_course_and_text_hangs_on_a_vej(self) -> None:
        for model in (CasePage, ArtikelPage, PublikationPage, ArrangementPage, YdelsePage):
            for page in model.objects.all():
                reasons = [traad.reason for traad in page.traade.all()]
                assert len(reasons) > 0, page
                assert all(reasons), page

    def test_second_load_adds_nothing(self) -> None:
        before = Page.objects.count(), Traad.objects.count(), Afholdelse.objects.count()

        made = load()

        assert made == []
        assert (Page.objects.count(), Traad.objects.count(), Afholdelse.objects.count()) == before

    def test_edited_moved_and_deleted_pages_are_left_alone(self) -> None:
        edited = ArtikelPage.objects.get(slug="to-torsdage-paa-samme-gang")
        edited.title = "Rettet af en redaktør"
        edited.slug = "et-andet-navn"
        edited.save_revision().publish()
        ArtikelPage.objects.get(slug="haanden-under-sadlen").delete()
        amount = Page.objects.count()

        call_command("load_start_content", verbosity=0)

        edited.refresh_from_db()
        assert edited.title == "Rettet af en redaktør"
        assert Page.objects.count() == amount
        assert not ArtikelPage.objects.filter(slug="haanden-under-sadlen").exists()

    def test_dates_lie_ahead_on_working_days_with_deadlines_before(self) -> None:
        for row in Afholdelse.objects.all():
            days = row.days_in_order
            assert row.starts_at > timezone.now()
            assert row.deadline < days[0].date
            assert len({day.date for day in days}) == len(days)
        assert all(is_working_day(day.date) for day in Moededag.objects.all())

    def test_online_days_of_the_network_are_short(self) -> None:
        page = ArrangementPage.objects.get(slug="netvaerk-for-samskabelseskonsulenter")

        times = [day.time_text for day in page.afholdelser.get().days_in_order]

        assert times == ["kl. 9.30-15.30", *["kl. 9.00-10.30"] * 4, "kl. 9.30-15.30"]

    def test_made_up_case_says_so(self) -> None:
        case = CasePage.objects.get(slug="kattegat-kommune-lagde-koereplanen-i-skuffen")

        assert case.is_example
        assert case.top_note.startswith("Eksempel: Kattegat Kommune findes ikke.")

    def test_links_in_texts_are_links_to_pages(self) -> None:
        page = PublikationPage.objects.get(slug="tolv-greb-til-samskabende-moeder")
        linked = Page.objects.get(slug="otte-gode-grunde-til-at-lade-vaere")

        assert any(
            f'<a linktype="page" id="{linked.pk}">' in block.value.source
            for block in page.body
            if block.block_type == "text"
        )


@pytest.mark.django_db
def test_made_up_pages_are_whole_marked_and_made_once(client: Client) -> None:
    tree = factories.empty_site()
    factories.vej(tree, 1)
    region = Region.objects.create(name="Region Prøve")
    for code in ("0101", "0147"):
        Kommune.objects.create(name=f"Prøvested {code}", code=code, region=region)

    def there() -> list[Page]:
        return list(Page.objects.filter(slug__startswith="eksempel-").specific())

    call_command("load_bulk_content", cases=2, articles=2, events=2, verbosity=0)
    pages = there()
    call_command("load_bulk_content", cases=2, articles=2, events=1, verbosity=0)

    assert len(pages) == 6
    assert there() == pages
    assert not any(Page.find_problems())
    for page in pages:
        assert page.is_example
        assert "Eksempel" in soup_of(client, page.url).main.text
        assert client.get("/soeg/", {"q": page.title}).text.count(f'href="{page.url}"') == 1


@pytest.mark.django_db
@pytest.mark.one_database
def test_made_up_pages_wait_for_the_starting_content() -> None:
    with pytest.raises(CommandError, match="load_start_content"):
        call_command("load_bulk_content", cases=1, verbosity=0)

    assert not Omraade.objects.exists()


@time_machine.travel("2026-12-20 10:00", tick=False)
def test_days_off_move_to_the_next_working_day() -> None:
    days = working_days(dt.date(2026, 12, 24), [0, 1, 4])

    assert days == [dt.date(2026, 12, 28), dt.date(2026, 12, 29), dt.date(2026, 12, 30)]


def no_page(_address: str) -> None:
    return None


def test_markdown_becomes_blocks() -> None:
    text = (
        "Først **fed** tekst.\n\n- a\n- b\n\n## Overskrift\n\nMere.\n\n"
        ":::fakta Titel\n1. Et\n2. To\n:::\n\n:::citat\nOrd\n:::\n\n"
        "| A | B |\n|---|---|\n| 1 | **2** |\n"
    )

    blocks = to_blocks(text, no_page)

    assert [block["type"] for block in blocks] == [
        "text",
        "heading",
        "text",
        "facts",
        "quote",
        "table",
    ]
    assert blocks[0]["value"] == "<p>Først <b>fed</b> tekst.</p><ul><li>a</li><li>b</li></ul>"
    assert blocks[3]["value"] == {"title": "Titel", "text": "<ol><li>Et</li><li>To</li></ol>"}
    assert blocks[5]["value"]["rows"] == [{"values": ["<p>1</p>", "<p><b>2</b></p>"]}]


def test_markdown_escapes_what_looks_like_html() -> None:
    assert to_html("a <b>x</b> & c", no_page) == "<p>a &lt;b&gt;x&lt;/b&gt; &amp; c</p>"


def test_link_to_a_page_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(ValueError, match="/nowhere/"):
        to_html("[x](/nowhere/)", no_page)
