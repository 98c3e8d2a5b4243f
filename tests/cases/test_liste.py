"""The list of cases: filters, the map beside it, and the wish for what is missing."""

import datetime as dt
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.templatetags.static import static
from django.test import Client

from cases.models import CasePage, Deltagertype, Metode, Oenske
from kommuner.kort import codes
from kommuner.models import Kommune, Omraade, Region
from redaktion.groups import REDAKTOERER, ensure_groups
from samskabelse.base.slugs import danish_slugify
from samskabelse.startindhold.filer import folder
from samskabelse.users.models import User
from tests import factories
from tests.pages import query_count, soup_of, visible_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> factories.Tree:
    """Solrød 2025 on vej 5 and Odder 2024 on vej 8, one method and one kind of people each."""
    tree = factories.empty_site()
    veje = {number: factories.vej(tree, number) for number in (5, 8)}
    east = Region.objects.create(name="Region Øst", valid_from=dt.date(2027, 1, 1))
    old = Region.objects.create(
        name="Region Gammel", valid_until=dt.date(2026, 12, 31), successor=east
    )
    west = Region.objects.create(name="Region Vest")
    for name, code, region, number, year in (
        ("Solrød", "0269", old, 5, 2025),
        ("Odder", "0727", west, 8, 2024),
    ):
        kommune = Kommune.objects.create(name=name, code=code, region=region)
        case = factories.case(
            tree,
            f"Case fra {name}",
            year=year,
            omraade=Omraade.objects.create(name=f"Område {number}"),
            evidence=CasePage.Evidence.OWN,
        )
        case.kommuner.set([kommune])
        case.methods.set([Metode.objects.create(name=f"Metode {number}")])
        case.participant_types.set([Deltagertype.objects.create(name=f"Deltagere {number}")])
        case.save()
        factories.tie(case, veje[number])
    return tree


def titles(soup: BeautifulSoup) -> list[str]:
    return [link.get_text().replace("\xa0", " ") for link in soup.select(".resultater .card a")]


@pytest.mark.parametrize(
    "query",
    [
        "vej=5",
        "omraade=omraade-5",
        "region=region-gammel",
        "kommune=solroed",
        "metode=metode-5",
        "deltagere=deltagere-5",
        "aar=2025",
        "q=solr%C3%B8d",
        "evidens=egen_beretning&vej=5&aar=2025&findes=ikke",
    ],
)
def test_every_filter_narrows(
    client: Client, tree: factories.Tree, query: str, time_machine
) -> None:
    time_machine.move_to(dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC))

    soup = soup_of(client, f"{tree.cases.url}?{query}")

    assert titles(soup) == ["Case fra Solrød"]
    assert "1 case" in visible_text(soup)


def test_filters_without_a_script_are_a_form_with_a_button(
    client: Client, tree: factories.Tree
) -> None:
    soup = soup_of(client, f"{tree.cases.url}?vej=5&sorter=titel")

    form = soup.select_one("form.filter")
    names = {field["name"] for field in form.select("[name]")}
    assert names == {
        *("q", "vej", "omraade", "region", "kommune", "metode", "deltagere", "evidens", "aar"),
        *("naer", "sorter"),
    }
    assert form["method"] == "get"
    assert form.find("button", type="submit")
    assert form.select_one("[name=vej][value='5']").has_attr("checked")
    assert form.select_one("[name=sorter] option[selected]")["value"] == "titel"
    for field in form.select("input:not([type=hidden]), select"):
        assert (
            field.find_parent("label")
            or field.get("aria-label")
            or form.find("label", attrs={"for": field["id"]})
        )
    off = soup.select_one(".aktive a")
    assert off["href"] == f"{tree.cases.url}?sorter=titel"


def test_region_is_the_one_of_the_day(client: Client, tree: factories.Tree, time_machine) -> None:
    case = CasePage.objects.get(title="Case fra Solrød")
    time_machine.move_to(dt.datetime(2026, 12, 31, 22, 30, tzinfo=dt.UTC))
    assert "Region Gammel" in visible_text(soup_of(client, tree.cases.url))
    assert "Solrød Kommune, Region Gammel" in visible_text(soup_of(client, case.url))

    # Half past midnight in Denmark.
    time_machine.move_to(dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC))

    text = visible_text(soup_of(client, tree.cases.url))
    assert "Region Øst" in text
    assert "Region Gammel" not in text
    assert titles(soup_of(client, f"{tree.cases.url}?region=region-oest")) == ["Case fra Solrød"]
    assert "Solrød Kommune, Region Øst" in visible_text(soup_of(client, case.url))


@pytest.mark.one_database
def test_list_tells_what_it_took_for_a_slip(client: Client, tree: factories.Tree) -> None:
    factories.case(tree, "Samskabelse i skolen")

    soup = soup_of(client, f"{tree.cases.url}?q=samskablese")

    assert "Vi viser resultater for »samskabelse«." in soup.get_text()
    link = soup.find("a", string="Søg efter »samskablese« i stedet")
    assert link["href"] == "/soeg/?ordret=1&q=samskablese"
    right = soup_of(client, f"{tree.cases.url}?q=samskabelse")
    assert "Vi viser resultater for" not in right.get_text()


@pytest.mark.one_database
def test_empty_list_quotes_the_words_once(client: Client, tree: factories.Tree) -> None:
    words = soup_of(client, f"{tree.cases.url}?q=zzzzzz")
    both = soup_of(client, f"{tree.cases.url}?q=zzzzzz&aar=2024&vej=5")

    assert [link.get_text() for link in words.select(".tomt li a")] == [
        "Uden filteret »zzzzzz« er der 2."
    ]
    assert {link.get_text() for link in both.select(".tomt li a")} == {
        "Kun med »#5 Vej 5« er der 1.",
        "Kun med »2024« er der 1.",
    }


@pytest.mark.one_database
def test_address_of_a_merged_region_leads_to_its_successor(
    client: Client, tree: factories.Tree, time_machine
) -> None:
    time_machine.move_to(dt.datetime(2027, 1, 1, 12, tzinfo=dt.UTC))

    soup = soup_of(client, f"{tree.cases.url}?region=region-gammel&sorter=titel")

    assert titles(soup) == ["Case fra Solrød"]
    assert soup.select_one("[name=region][value=region-oest]").has_attr("checked")
    (off,) = soup.select(".aktive a")
    assert off["href"] == f"{tree.cases.url}?sorter=titel"
    assert "Region Øst" in off.get_text()


@pytest.mark.one_database
def test_empty_list_says_which_filter_to_drop(client: Client, tree: factories.Tree) -> None:
    soup = soup_of(client, f"{tree.cases.url}?vej=5&aar=2024")

    assert titles(soup) == []
    advice = {link.get_text(): link["href"] for link in soup.select(".tomt li a")}
    assert advice == {
        "Uden filteret »#5 Vej 5« er der 1.": f"{tree.cases.url}?aar=2024",
        "Uden filteret »2024« er der 1.": f"{tree.cases.url}?vej=5",
    }
    wish = soup.find("a", string="Ønsk en case")
    assert wish["href"] == f"{tree.cases.url}oensk/?vej=5&aar=2024"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("name", "key", "label"),
    [
        ("kommune", "aeroe", "Ærø"),
        ("vej", "6", "#6 Vej 6"),
        ("omraade", "uden-case", "Uden case"),
        ("metode", "samtalekort", "Samtalekort"),
        ("deltagere", "naboer", "Naboer"),
        ("evidens", "uafhaengigt_undersoegt", "Uafhængigt undersøgt"),
        ("region", "region-tom", "Region Tom"),
    ],
)
def test_what_has_no_case_yet_is_said_and_can_be_wished_for(
    client: Client, tree: factories.Tree, name: str, key: str, label: str
) -> None:
    tom = Region.objects.create(name="Region Tom")
    Kommune.objects.create(name="Ærø", code="0492", region=tom)
    factories.vej(tree, 6)
    Omraade.objects.create(name="Uden case")
    Metode.objects.create(name="Samtalekort")
    Deltagertype.objects.create(name="Naboer")
    soup = soup_of(client, f"{tree.cases.url}?{name}={key}")

    assert titles(soup) == []
    (advice,) = soup.select(".tomt li a")
    assert advice.get_text() == f"Uden filteret »{label}« er der 2."
    wish = soup.find("a", string="Ønsk en case")
    assert wish["href"] == f"{tree.cases.url}oensk/?{name}={key}"
    # The same as the data beside it, and no choice for others.
    assert client.get("/api/v1/cases/", {name: key}).json()["antal"] == 0
    assert not soup_of(client, tree.cases.url).select(f"#{name}-{key}")


def test_map_links_the_municipalities_that_have_cases(client: Client, tree: factories.Tree) -> None:
    soup = soup_of(client, f"{tree.cases.url}?vej=5&vej=8&kommune=odder")

    drawing = soup.select_one("svg.dk")
    links = {link["aria-label"].partition(",")[0]: link for link in drawing.find_all("a")}
    assert set(links) == {"Solrød: 1 case", "Odder: 1 case"}
    # Colour is not all that tells the veje, and what it tells is said.
    assert "den vej, som flest af kommunens cases hænger på" in visible_text(soup)
    assert links["Solrød: 1 case"]["aria-label"] == "Solrød: 1 case, vej 5"
    assert links["Solrød: 1 case"]["href"] == f"{tree.cases.url}?vej=5&vej=8&kommune=solroed"
    assert links["Solrød: 1 case"]["data-vej"] == "5"
    assert links["Odder: 1 case"]["aria-current"] == "true"
    assert "2 af dem har cases" in drawing["aria-label"]
    listed = {link.get_text(): link["href"] for link in soup.select("#kommuneliste a")}
    assert listed == {label: link["href"] for label, link in links.items()}
    # The outlines are in a file that every page of the list shares, each under its code.
    (file,) = {use["href"].partition("#")[0] for use in drawing.find_all("use")}
    assert file == static("img/kommuner.svg")
    assert drawing.use["href"] == f"{file}#alle"
    assert links["Odder: 1 case"].use["href"] == f"{file}#k0727"
    # The list comes first for who reads or tabs through the page.
    page = str(soup.main)
    assert page.index("resultater") < page.index('class="dk"')


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("query", "said", "links"),
    [
        ("vej=5&kommune=odder", "1 af dem har cases", ["Solrød: 1 case"]),
        ("vej=5&aar=2024&kommune=odder", "Ingen af dem har cases", []),
    ],
)
def test_map_counts_and_lists_only_municipalities_with_cases(
    client: Client, tree: factories.Tree, query: str, said: str, links: list[str]
) -> None:
    soup = soup_of(client, f"{tree.cases.url}?{query}")

    drawing = soup.select_one("svg.dk")
    assert said in drawing["aria-label"]
    assert [link["aria-label"].partition(",")[0] for link in drawing.find_all("a")] == links
    assert [link.get_text() for link in soup.select("#kommuneliste a")] == links
    assert bool(soup.select("#kommuneliste")) == bool(links)
    text = visible_text(soup.select_one("#kort"))
    assert "Du har valgt Odder." in text
    assert "Du ser cases" not in text


@pytest.mark.one_database
def test_map_promises_nothing_where_no_municipality_has_cases(
    client: Client, tree: factories.Tree
) -> None:
    promises = ("Se cases på kortet", "Kommuner med cases er farvet")
    full = visible_text(soup_of(client, tree.cases.url))
    empty = visible_text(soup_of(client, f"{tree.cases.url}?q=xyzzy"))

    assert all(promise in full for promise in promises)
    assert not any(promise in empty for promise in promises)


@pytest.mark.one_database
def test_dot_between_place_and_area_begins_no_line(client: Client, tree: factories.Tree) -> None:
    for address in (tree.cases.url, "/soeg/?q=Odder"):
        kickers = [
            one.get_text()
            for one in soup_of(client, address).select(".maerke, .liste__foran")
            if "·" in one.get_text()
        ]
        assert kickers
        assert [text for text in kickers if " ·" in text] == []


@pytest.mark.one_database
def test_title_names_the_filters_and_the_page(client: Client, tree: factories.Tree) -> None:
    for number in range(40):
        factories.case(tree, f"Flere {number}", year=2019)

    plain = soup_of(client, tree.cases.url)
    narrowed = soup_of(client, f"{tree.cases.url}?vej=5&aar=2024")
    second = soup_of(client, f"{tree.cases.url}?aar=2019&page=2")

    labels = [one.find_all("span")[-1].get_text() for one in narrowed.select(".aktive a")]
    assert plain.title.string == "Cases – Samskabelse"
    assert len(labels) == 2
    assert narrowed.title.string == f"Cases: {', '.join(labels)} – Samskabelse"
    assert second.title.string == "Cases: 2019 (side 2) – Samskabelse"
    assert second.h1.get_text() == "Cases"


def test_map_has_every_municipality_of_the_register(tree: factories.Tree) -> None:
    lines = (folder() / "kommuner.csv").read_text(encoding="utf-8").splitlines()[1:]
    register = {line.split(",")[0] for line in lines}

    assert codes() == register
    assert len(register) == 98
    assert (Path(__file__).parents[2] / "kommuner/kort/LICENSE").read_text().startswith("MIT")


def test_list_costs_the_same_however_many(client: Client, tree: factories.Tree) -> None:
    addresses = [tree.cases.url, f"{tree.cases.url}?vej=5&q=case&sorter=titel&page=2"]
    few = [query_count(client, address) for address in addresses]
    region = Region.objects.get(name="Region Vest")
    for number in range(30):
        case = factories.case(
            tree, f"Case {number}", omraade=Omraade.objects.create(name=f"Nyt {number}")
        )
        case.kommuner.add(
            Kommune.objects.create(name=f"By {number}", code=f"9{number:03}", region=region)
        )
        case.save()

    assert [query_count(client, address) for address in addresses] <= few
    assert max(few) <= 15


class TestWish:
    def test_it_is_counted_and_nothing_else(self, client: Client, tree: factories.Tree) -> None:
        address = f"{tree.cases.url}oensk/"
        form = soup_of(client, f"{address}?vej=5&omraade=omraade-8&aar=2024&kommune=odder")
        chosen = {one["value"] for one in form.select("form option[selected]")} - {""}
        assert chosen == {"5", "omraade-8", "0727"}

        for _time in range(2):
            response = client.post(address, {"vej": "5", "kommune": "0727", "navn": "Åse"})

            assert response.status_code == 303
            assert response["Location"] == f"{address}tak/"
        assert "talt med" in visible_text(soup_of(client, f"{address}tak/"))
        (row,) = Oenske.objects.all()
        assert (row.query, row.label, row.count) == ("vej=5&kommune=odder", "#5 Vej 5 · Odder", 2)
        assert not any("Åse" in str(value) for value in vars(row).values())

    @pytest.mark.parametrize("letter", ["m", "ø", "🫰"])
    def test_longest_names_fit(self, client: Client, tree: factories.Tree, letter: str) -> None:
        name = letter * 60
        models = {"omraade": Omraade, "metode": Metode, "deltagere": Deltagertype}
        rows = [model.objects.create(name=name) for model in models.values()]
        data = dict.fromkeys(models, danish_slugify(name)) | {"vej": "5", "kommune": "0727"}

        for _time in range(2):
            assert client.post(f"{tree.cases.url}oensk/", data).status_code == 303

        (row,) = Oenske.objects.all()
        area, method, people = rows
        assert row.label == f"{area} · #5 Vej 5 · {method} · {people} · Odder"
        assert row.count == 2

    @pytest.mark.one_database
    def test_it_begins_from_the_filters_of_an_empty_list(
        self, client: Client, tree: factories.Tree
    ) -> None:
        nothing = soup_of(client, f"{tree.cases.url}?kommune=solroed&vej=8")
        form = soup_of(client, nothing.find("a", string="Ønsk en case")["href"]).select_one(
            "form.formular"
        )
        chosen = {
            field["name"]: field.select_one("option[selected]")
            for field in form.select("select:has(option[selected])")
        }
        assert chosen["kommune"].get_text() == "Solrød"

        data = {name: option["value"] for name, option in chosen.items()}
        response = client.post(form["action"], data)

        assert response.status_code == 303
        assert Oenske.objects.get().query == "vej=8&kommune=solroed"

    @pytest.mark.one_database
    @pytest.mark.parametrize(
        "asked", ["kommune=hest", "omraade=hest", "vej=hest", "vej=" + "9" * 400]
    )
    def test_it_does_not_begin_from_what_the_list_ignores(
        self, client: Client, tree: factories.Tree, asked: str
    ) -> None:
        form = soup_of(client, f"{tree.cases.url}oensk/?{asked}").select_one("form.formular")

        assert not [option for option in form.select("option[selected]") if option["value"]]

    @pytest.mark.parametrize(
        "data", [{}, {"vej": "99"}, {"omraade": "x\0"}, {"vej": "9" * 400}, {"kommune": "Ålborg"}]
    )
    def test_nothing_or_nonsense_is_refused(
        self, client: Client, tree: factories.Tree, data: dict[str, str]
    ) -> None:
        response = client.post(f"{tree.cases.url}oensk/", data)

        assert response.status_code in {400, 422}
        assert not Oenske.objects.exists()

    def test_robot_is_thanked_and_not_counted(self, client: Client, tree: factories.Tree) -> None:
        response = client.post(f"{tree.cases.url}oensk/", {"vej": "5", "hjemmeside": "http://x"})

        assert response.status_code == 303
        assert not Oenske.objects.exists()

    def test_flood_is_held_back(self, client: Client, tree: factories.Tree) -> None:
        codes = [
            client.post(f"{tree.cases.url}oensk/", {"vej": "5"}).status_code for _ in range(12)
        ]

        assert codes == [303] * 10 + [429] * 2

    def test_editors_see_the_counts(self, client: Client, tree: factories.Tree) -> None:
        Oenske.add("vej=5", "#5 Vej 5")
        ensure_groups()
        editor = User.objects.create_user("ida", "ida@example.dk", "kode")
        editor.groups.add(Group.objects.get(name=REDAKTOERER))
        client.force_login(editor)

        response = client.get("/admin/snippets/cases/oenske/")

        assert response.status_code == 200
        assert "#5 Vej 5" in response.content.decode()
        assert client.get("/admin/snippets/cases/oenske/add/").status_code in {302, 403}


class TestFollowUp:
    @pytest.mark.parametrize(
        ("today", "said"),
        [
            ("2026-12-01", "Vi følger op i november 2027."),
            ("2027-11-30", "Vi følger op i november 2027."),
            ("2027-12-01", "Opfølgningen skulle være lavet i november 2027. Den mangler stadig."),
        ],
    )
    def test_it_is_missed_after_a_year(
        self, client: Client, tree: factories.Tree, time_machine, today: str, said: str
    ) -> None:
        published = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
        case = factories.case(tree, "Ny", first_published_at=published)
        time_machine.move_to(dt.datetime.fromisoformat(f"{today}T12:00+00:00"))

        assert said in visible_text(soup_of(client, case.url))

    def test_editors_day_goes_before(self, tree: factories.Tree) -> None:
        case = factories.case(tree, "Ny", follow_up_due=dt.date(2099, 2, 1))

        assert case.follow_up_missing == "Vi følger op i februar 2099."

    def test_leap_day_has_a_year_after(self, tree: factories.Tree) -> None:
        case = CasePage(first_published_at=dt.datetime(2028, 2, 29, 12, tzinfo=dt.UTC))

        assert case.due == dt.date(2029, 2, 28)


def test_method_scale_and_contact_stand_among_the_facts(
    client: Client, tree: factories.Tree
) -> None:
    case = CasePage.objects.get(title="Case fra Solrød")
    assert "Omfang" not in visible_text(soup_of(client, case.url))
    case.scale = "Tre skoler, 140 deltagere"
    case.contact_name, case.contact_email = "Åse Ærlig, skoleleder", "aase@example.dk"
    case.save()

    soup = soup_of(client, case.url)

    text = visible_text(soup)
    for expected in ("Metode 5", "Tre skoler, 140 deltagere", "Åse Ærlig, skoleleder"):
        assert expected in text
    assert soup.main.find("a", href="mailto:aase@example.dk")
