"""Many colleagues at once. Alone here: the others' starting content is an open transaction."""

import pytest

from parathed.team import services
from samskabelse.base.models import Indstillinger
from tests import factories
from tests.parathed.conftest import make_team


@pytest.mark.django_db(transaction=True)
def test_two_hundred_at_once_all_count_and_none_twice(in_threads) -> None:
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
    team = make_team("Hele rådhuset")
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
