"""The test's page with its starting content, and teams on it."""

import uuid
from typing import Any

import pytest

from parathed.models import ParathedstestPage, Team, Teamrunde
from parathed.team import services
from samskabelse.base.models import Indstillinger

ANSWERS = (2, 4, 5, 3, 4, 1, 0, 3, 4, 5)


def posted(answers: Any = ANSWERS, **more: str) -> dict[str, str]:
    return {f"svar{place}": str(one) for place, one in enumerate(answers, start=1)} | more


def make_team(name: str = "Sundhedsplejen", email: str = "") -> Team:
    page = ParathedstestPage.objects.get()
    data = {"navn": name, "email": email, "noegle": uuid.uuid4()}
    version = page.current_version()
    address = f"{page.full_url}team/"
    return services.create(data, version, Indstillinger.objects.get(), address)


def answer_as(team: Team, *all_answers: Any) -> Teamrunde:
    """Count answers as if each came from a browser of its own."""
    round_ = services.latest_round(team)
    for answers in all_answers:
        assert services.record(round_, services.new_key(round_), answers).name == "COUNTED"
    return services.latest_round(team)


@pytest.fixture
def test_page(start_content: None, db: None) -> ParathedstestPage:
    return ParathedstestPage.objects.get()


@pytest.fixture
def team(test_page: ParathedstestPage) -> Team:
    return make_team()
