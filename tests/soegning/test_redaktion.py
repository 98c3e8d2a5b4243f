"""What editors decide about searches, and what they learn from them."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from redaktion.groups import GODKENDERE, HENVENDELSER, REDAKTOERER
from samskabelse.users.models import User
from soegning import resultater, uden_hit
from soegning.models import Fremhaevelse, SoegningUdenHit
from tests import factories
from tests.factories import Tree
from tests.pages import soup_of, visible_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    tree = factories.empty_site()
    factories.groups()
    factories.case(tree, "En håndbog om samskabelse")
    return tree


@pytest.fixture
def colleague(tree: Tree) -> Callable[[str], Client]:
    def log_in(group: str) -> Client:
        user = User.objects.create_user(group, f"{group.lower()}@example.dk", "x")
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return log_in


def results(client: Client, query: str) -> list[str]:
    soup = soup_of(client, f"/soeg/?q={query}")
    return [" ".join(link.get_text().split()) for link in soup.select("ol.liste h3 a")]


@pytest.mark.parametrize("words", ['en "håndbog', 'håndbog"', 'En "håndbog" om'])
def test_quotation_marks_do_not_break_the_search_of_the_admin(
    colleague: Callable[[str], Client], words: str
) -> None:
    found = colleague(REDAKTOERER).get(reverse("wagtailadmin_pages:search"), {"q": words})

    assert found.status_code == 200
    assert "En håndbog om samskabelse" in found.text


# --- searches without results ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("borgerbudget", "borgerbudget"),
        ("  Borgerbudget ", "borgerbudget"),
        ("håndbog borgerbudget", "håndbog borgerbudget"),
        ("ib@example.dk", ""),
        ("jens hansen", ""),
        ("Jens Ole Hansen", ""),
        ("samskabelse Hansen", ""),
        ("Nielsens", ""),
        ("Søren Brostrøm", ""),
        ("mettes", ""),
        ("forståelsen", "forståelsen"),
        ("0101701234", ""),
        ("borgerbudget 2026", ""),
        ("8779 6300", ""),
        ("https://example.dk", ""),
        ("example.dk", ""),
        ("x" * 40, ""),
        ("en to tre fire fem seks syv", ""),
        ("۰۱۲۳۴۵۶۷", ""),
        ("①②③④⑤⑥⑦⑧", ""),
    ],
)
@pytest.mark.usefixtures("tree")
def test_nothing_about_people_is_kept(client: Client, typed: str, kept: str) -> None:
    client.get("/soeg/", {"q": typed})

    assert list(SoegningUdenHit.objects.values_list("term", flat=True)) == ([kept] if kept else [])


@pytest.mark.usefixtures("tree")
def test_searches_are_counted_by_their_words(client: Client) -> None:
    with time_machine.travel("2026-03-01 12:00"):
        client.get("/soeg/", {"q": "borgerbudget"})
    with time_machine.travel("2026-03-05 12:00"):
        client.get("/soeg/", {"q": "Borgerbudget"})
        client.get("/soeg/", {"q": "samskabelse"})

    row = SoegningUdenHit.objects.get()
    assert (row.term, row.times) == ("borgerbudget", 2)
    assert (row.first_at, row.last_at) == (dt.date(2026, 3, 1), dt.date(2026, 3, 5))


@pytest.mark.usefixtures("tree")
def test_what_only_a_filter_hides_is_no_search_without_results(client: Client) -> None:
    client.get("/soeg/?q=samskabelse&type=ydelse")

    assert not SoegningUdenHit.objects.exists()


def test_what_was_taken_for_a_slip_is_counted_too(client: Client, tree: Tree) -> None:
    client.get("/soeg/", {"q": "samskablese"})

    assert SoegningUdenHit.objects.get().term == "samskablese"


@pytest.mark.usefixtures("tree")
def test_strangers_cannot_fill_the_list(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uden_hit, "MOST_TERMS", 2)

    for word in ("alfa", "bravo", "charlie", "delta"):
        client.get("/soeg/", {"q": word * 2})

    assert SoegningUdenHit.objects.count() == 2


def test_words_are_forgotten_in_time() -> None:
    today = dt.date(2026, 6, 30)

    def row(term: str, times: int, days: int) -> None:
        day = today - dt.timedelta(days=days)
        SoegningUdenHit.objects.create(term=term, times=times, first_at=day, last_at=day)

    row("ofte, til sidste dag", uden_hit.SHOWN_FROM, uden_hit.KEPT_DAYS)
    row("ofte, en dag efter", uden_hit.SHOWN_FROM, uden_hit.KEPT_DAYS + 1)
    row("sjældent, til sidste dag", 1, uden_hit.RARE_DAYS)
    row("sjældent, en dag efter", 1, uden_hit.RARE_DAYS + 1)

    uden_hit.purge(today)

    left = set(SoegningUdenHit.objects.values_list("term", flat=True))
    assert left == {"ofte, til sidste dag", "sjældent, til sidste dag"}


def test_editors_see_what_several_have_asked_for(colleague: Callable[[str], Client]) -> None:
    today = timezone.localdate()
    for term, times in [("borgerbudget", uden_hit.SHOWN_FROM), ("sjældent", 1)]:
        SoegningUdenHit.objects.create(term=term, times=times, first_at=today, last_at=today)

    page = colleague(REDAKTOERER).get(reverse("soegninger-uden-resultater:index"))

    assert "borgerbudget" in page.content.decode()
    assert "sjældent" not in page.content.decode()
    assert "?words=borgerbudget" in page.content.decode()


@pytest.mark.one_database
def test_words_whose_page_is_taken_down_have_no_way_on(
    tree: Tree, colleague: Callable[[str], Client]
) -> None:
    page = factories.artikel(tree, "Pengene er jeres")
    Fremhaevelse.objects.create(words="borgerbudget", page=page)
    today = timezone.localdate()
    SoegningUdenHit.objects.create(
        term="borgerbudget", times=uden_hit.SHOWN_FROM, first_at=today, last_at=today
    )
    editor, index = colleague(REDAKTOERER), reverse("soegninger-uden-resultater:index")
    assert "Pengene er jeres" in editor.get(index).content.decode()

    page.unpublish()

    text = editor.get(index).content.decode()
    assert "Pengene er jeres" not in text
    assert "?words=borgerbudget" in text


def test_editors_see_the_day_that_was_asked_last(colleague: Callable[[str], Client]) -> None:
    with time_machine.travel("2026-03-05 20:00"):
        today = timezone.localdate()
        SoegningUdenHit.objects.create(
            term="borgerbudget", times=uden_hit.SHOWN_FROM, first_at=today, last_at=today
        )
        page = colleague(REDAKTOERER).get(reverse("soegninger-uden-resultater:index"))

    assert page.content.decode().count("5. marts 2026") == 2
    assert "timer siden" not in page.content.decode()


@pytest.mark.parametrize("name", ["soegninger-uden-resultater:index", "fremhaevede-resultater:add"])
def test_searches_are_the_editors(colleague: Callable[[str], Client], name: str) -> None:
    assert colleague(REDAKTOERER).get(reverse(name)).status_code == 200
    assert colleague(GODKENDERE).get(reverse(name)).status_code == 200
    assert colleague(HENVENDELSER).get(reverse(name)).status_code in {302, 403}
    assert Client().get(reverse(name)).status_code in {302, 403}


# --- highlighted results --------------------------------------------------------------------------


def test_editor_highlights_a_page(
    tree: Tree, colleague: Callable[[str], Client], client: Client
) -> None:
    chosen = factories.artikel(tree, "Om noget helt andet")
    add = reverse("fremhaevede-resultater:add")
    colleague(REDAKTOERER).post(
        add, {"words": "Samskabelse, co-creation", "page": chosen.pk, "order": 1}
    )

    assert results(client, "samskabende")[:2] == [
        "Om noget helt andet",
        "En håndbog om samskabelse",
    ]
    assert "Redaktionens valg" in visible_text(soup_of(client, "/soeg/?q=samskabelse"))
    assert results(client, "co-creation") == ["Om noget helt andet"]
    assert "Om noget helt andet" not in results(client, "håndbog samskabelse")


@pytest.mark.one_database
def test_hidden_pages_take_no_place_from_those_chosen_after_them(
    client: Client, tree: Tree
) -> None:
    for number in range(resultater.MOST_PROMOTED):
        hidden = factories.artikel(tree, f"Skjult {number}", live=False)
        Fremhaevelse.objects.create(words="borgerbudget", page=hidden)
    chosen = factories.artikel(tree, "Om noget helt andet")
    Fremhaevelse.objects.create(words="borgerbudget", page=chosen)

    assert results(client, "borgerbudget") == ["Om noget helt andet"]


def test_highlighted_page_is_counted_and_nothing_else_is_looked_for(
    tree: Tree, client: Client
) -> None:
    chosen = factories.artikel(tree, "Noget helt andet")
    factories.case(tree, "Borgermøder på øen")
    Fremhaevelse.objects.create(words="borgrmøder, håndbog", page=chosen)

    text = visible_text(soup_of(client, "/soeg/?q=borgrmøder"))
    assert "1 resultat for »borgrmøder«" in text
    assert results(client, "borgrmøder") == ["Noget helt andet"]

    assert "2 resultater for »håndbog«" in visible_text(soup_of(client, "/soeg/?q=håndbog"))
    assert results(client, "håndbog") == ["Noget helt andet", "En håndbog om samskabelse"]
    assert results(client, "håndbog&type=case") == ["En håndbog om samskabelse"]


def test_highlighted_page_with_the_words_is_counted_once(tree: Tree, client: Client) -> None:
    Fremhaevelse.objects.create(words="noget", page=factories.artikel(tree, "Noget"))
    chosen = factories.artikel(tree, "En håndbog mere")
    Fremhaevelse.objects.create(words="håndbog", page=chosen)

    assert "2 resultater for »håndbog«" in visible_text(soup_of(client, "/soeg/?q=håndbog"))
    assert results(client, "håndbog")[0] == "En håndbog mere"


def test_highlighted_page_that_is_taken_down_is_gone(tree: Tree, client: Client) -> None:
    chosen = factories.artikel(tree, "Hemmelig")
    Fremhaevelse.objects.create(words="samskabelse", page=chosen)

    chosen.unpublish()

    assert "En håndbog om samskabelse" in results(client, "samskabelse")
    assert "Hemmelig" not in results(client, "samskabelse")


@pytest.mark.parametrize("words", ["", "…", "x" * 251, "a\nb"])
def test_highlight_needs_words(tree: Tree, colleague: Callable[[str], Client], words: str) -> None:
    add = reverse("fremhaevede-resultater:add")

    colleague(REDAKTOERER).post(add, {"words": words, "page": tree.home.pk, "order": 1})

    assert not Fremhaevelse.objects.filter(words=words).exists() or words == "a\nb"


def test_form_begins_with_the_words_that_were_missing(
    colleague: Callable[[str], Client],
) -> None:
    add = reverse("fremhaevede-resultater:add")

    page = colleague(REDAKTOERER).get(f"{add}?words=borgerbudget")

    assert 'value="borgerbudget"' in page.content.decode()
