"""»Kommuner som min«: the list begins with municipalities like the visitor's own, and says why."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cases.models import CasePage
from kommuner.models import Kommune, Omraade, Region
from samskabelse.base.slugs import danish_slugify
from tests import factories
from tests.pages import query_count, soup_of, visible_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> factories.Tree:
    """Odder, 24,000 in Vest, with cases from five others; the oldest is Odder's own."""
    tree = factories.empty_site()
    west, east = (Region.objects.create(name=f"Region {name}") for name in ("Vest", "Øst"))
    skole, kultur = (Omraade.objects.create(name=name) for name in ("Skole", "Kultur"))
    for code, (name, region, thousands, omraade) in enumerate(
        [
            ("Odder", west, 24, skole),
            ("Ærø", west, 25, kultur),
            ("Aarhus", west, 370, kultur),
            ("Solrød", east, 23, kultur),
            ("Køge", east, 62, skole),
            ("København", east, 670, kultur),
        ]
    ):
        kommune = Kommune.objects.create(
            code=f"{code:04}", name=name, region=region, population=thousands
        )
        case = factories.case(tree, f"Fra {name}", omraade=omraade)
        case.kommuner.add(kommune)
        case.save()
    Kommune.objects.create(
        code="0099", name="Læsø", region=Region.objects.create(name="Region Nord")
    )
    return tree


def titles(soup: BeautifulSoup) -> list[str]:
    return [
        title.get_text().replace("\xad", "").replace("\xa0", " ")
        for title in soup.select(".resultater .card__titel")
    ]


NEAREST_FIRST = ["Fra Odder", "Fra Ærø", "Fra Aarhus", "Fra Solrød", "Fra Køge", "Fra København"]


def test_nearest_stand_first_and_say_why(client: Client, tree: factories.Tree) -> None:
    soup = soup_of(client, f"{tree.cases.url}?naer=odder")

    assert titles(soup) == NEAREST_FIRST
    reasons = [card.get_text() for card in soup.select(".resultater .card")]
    for text, why in zip(
        reasons,
        (
            "din egen kommune",
            "samme region og nogenlunde samme størrelse",
            "samme region",
            "nogenlunde samme størrelse",
            "et område, I selv har cases fra",
        ),
        strict=False,
    ):
        assert f"Derfor vises den: {why}" in text.replace("\xa0", " ")
    assert "Derfor vises den" not in reasons[-1]


def test_without_a_script_the_form_and_a_link_do_it_all(
    client: Client, tree: factories.Tree
) -> None:
    plain = soup_of(client, tree.cases.url)
    form = plain.select_one("form.filter")
    assert len(form.select("[name=naer] option")) == 1 + Kommune.objects.count()
    sent = {
        field["name"]: field.select_one("option[selected]") for field in form.select("select[name]")
    }
    assert form.find("label", attrs={"for": form.select_one("[name=naer]")["id"]})

    # As the browser sends it: the order that is shown first has no value of its own.
    order = (sent["sorter"] or form.select_one("[name=sorter] option"))["value"]
    soup = soup_of(client, f"{tree.cases.url}?q=&naer=odder&sorter={order}")

    assert titles(soup) == NEAREST_FIRST
    assert "Din kommune: Odder" in visible_text(soup)
    assert soup.select_one("[name=naer] option[selected]")["value"] == "odder"
    forget = soup.select_one("a[data-glem]")
    assert forget["href"] == tree.cases.url
    newest = [page.title for page in CasePage.objects.order_by("-first_published_at", "-pk")]
    assert titles(soup_of(client, forget["href"])) == newest


def test_it_stays_while_the_list_is_narrowed_and_turned(
    client: Client, tree: factories.Tree
) -> None:
    soup = soup_of(client, f"{tree.cases.url}?naer=odder&omraade=kultur")

    assert titles(soup) == ["Fra Ærø", "Fra Aarhus", "Fra Solrød", "Fra København"]
    assert soup.select_one(".aktive a")["href"] == f"{tree.cases.url}?naer=odder"
    assert soup.select_one("a[data-glem]")["href"] == f"{tree.cases.url}?omraade=kultur"
    by_title = soup_of(client, f"{tree.cases.url}?naer=odder&sorter=titel")
    assert titles(by_title)[0] == "Fra København"
    assert "Derfor vises den" not in visible_text(by_title)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("naer=odder", "Din kommune: Odder. Glem"),
        ("naer=odder&sorter=naermest", "Din kommune: Odder. Glem"),
        ("naer=odder&sorter=titel", "Din kommune: Odder. Rækkefølge: Titel fra A til Å. Glem"),
        ("naer=laesoe&sorter=titel", "Din kommune: Læsø. Rækkefølge: Titel fra A til Å. Glem"),
        ("naer=laesoe", "ingen cases, der ligner. Her er de nyeste. Glem"),
    ],
)
def test_order_that_is_said_is_the_one_that_is_shown(
    client: Client, tree: factories.Tree, query: str, said: str
) -> None:
    soup = soup_of(client, f"{tree.cases.url}?{query}")

    assert said in visible_text(soup.select_one(".resultathoved"))


@pytest.mark.one_database
def test_municipalities_stand_as_in_the_filter_beside(client: Client, tree: factories.Tree) -> None:
    form = soup_of(client, tree.cases.url).select_one("form.filter")

    own = [option.get_text() for option in form.select("[name=naer] option")][1:]
    boxes = [box["value"] for box in form.select("[name=kommune]")]
    assert own == ["København", "Køge", "Læsø", "Odder", "Solrød", "Ærø", "Aarhus"]
    assert boxes == [danish_slugify(name) for name in own if name != "Læsø"]


@pytest.mark.parametrize("asked", ["", "findes-ikke", "%00", "x" * 5000, "0101"])
def test_unknown_municipality_is_ignored(client: Client, tree: factories.Tree, asked: str) -> None:
    response = client.get(f"{tree.cases.url}?naer={asked}")

    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code in {200, 400}
    if response.status_code == 200:
        assert titles(soup)[0] == "Fra København"
        assert not soup.select_one("a[data-glem]")


def test_municipality_like_none_gets_the_newest(client: Client, tree: factories.Tree) -> None:
    soup = soup_of(client, f"{tree.cases.url}?naer=laesoe")

    assert "ingen cases, der ligner" in visible_text(soup)
    assert titles(soup)[0] == "Fra København"


def test_nearness_costs_no_more_queries(client: Client, tree: factories.Tree) -> None:
    plain = query_count(client, tree.cases.url)

    assert query_count(client, f"{tree.cases.url}?naer=odder") == plain
