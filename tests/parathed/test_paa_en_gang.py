"""Many colleagues at once. Alone here: the others' starting content is an open transaction."""

import pytest
from django.test import Client

from parathed.models import Statistik, Team
from parathed.statistik import services as statistik
from parathed.team import services
from samskabelse.base.models import Indstillinger
from tests import factories
from tests.parathed.conftest import make_team


@pytest.fixture
def team(transactional_db: None) -> Team:
    """A team whose test has two questions."""
    tree = factories.empty_site()
    veje = [factories.vej(tree, number) for number in (1, 2)]
    tree.test.questions = [
        {
            "type": "question",
            "value": {
                "vej": vej.pk,
                "lead_in": "Før",
                "question": "Hvad?",
                "left_pole": "A",
                "right_pole": "B",
                "steps": ["1", "2", "3", "4", "5"],
            },
        }
        for vej in veje
    ]
    tree.test.save_revision().publish()
    Indstillinger.objects.get_or_create(site=tree.home.get_site())
    return make_team("Hele rådhuset")


def test_two_hundred_at_once_all_count_and_none_twice(team: Team, in_threads) -> None:
    round_ = services.latest_round(team)
    keys = [services.new_key(round_) for _colleague in range(200)]
    # Every key is sent twice, as by a double click.
    waiting = iter(range(400))

    def send_what_waits() -> list[services.Outcome]:
        return [
            services.record(round_, keys[number % 200], (number % 5 + 1, 0)) for number in waiting
        ]

    outcomes = [one for sent in in_threads(12, send_what_waits) for one in sent]

    (counted,) = in_threads(1, lambda: services.latest_round(team))
    assert outcomes.count(services.Outcome.COUNTED) == 200
    assert outcomes.count(services.Outcome.ALREADY) == 200
    assert counted.answers == 200
    assert counted.counts == [[0, 40, 40, 40, 40, 40], [200, 0, 0, 0, 0, 0]]


def test_two_hundred_at_once_through_the_pages(team: Team, in_threads) -> None:
    """Each colleague in a browser of their own, who presses »Send« twice."""
    address = f"/test/team/{team.code}/svar/"
    waiting = iter(range(200))

    def answer_what_waits() -> list[tuple[int, int, int]]:
        found = []
        for number in waiting:
            client = Client()
            asked = client.get(address)
            sent = [
                client.post(address, {"svar1": number % 5 + 1, "svar2": 0}) for _press in (1, 2)
            ]
            found.append((asked.status_code, *(one.status_code for one in sent)))
        return found

    statuses = [one for part in in_threads(8, answer_what_waits) for one in part]

    (counted,) = in_threads(1, lambda: services.latest_round(team))
    # The first is counted and led on; the second is told that it has answered.
    assert statuses == [(200, 303, 200)] * 200
    assert counted.answers == 200
    assert counted.counts == [[0, 40, 40, 40, 40, 40], [200, 0, 0, 0, 0, 0]]


def test_two_hundred_give_to_the_statistic_at_once(team: Team, in_threads) -> None:
    version = services.latest_round(team).version
    keys = [statistik.new_key() for _giver in range(200)]
    waiting = iter(range(400))

    def give_what_waits() -> list[bool]:
        return [
            statistik.give(
                version,
                (number % 5 + 1, 0),
                {"type": "kommune", "region": f"Region {number % 2}"},
                keys[number % 200],
            )
            for number in waiting
        ]

    given = [one for part in in_threads(8, give_what_waits) for one in part]

    (rows,) = in_threads(1, lambda: {row.name: row.answers for row in Statistik.objects.all()})
    assert (given.count(True), given.count(False)) == (200, 200)
    assert rows == {"Alle": 200, "Kommuner": 200, "Region 0": 100, "Region 1": 100}
