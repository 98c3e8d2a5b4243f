"""The registry of places with personal data: all are reached, and one that fails stops no other."""

import datetime as dt

import pytest

from samskabelse.drift import persondata

TODAY = dt.date(2026, 12, 1)


class Drawer:
    """A place with personal data, as an app registers one."""

    def __init__(self, name, *items, fails=False):
        self.name, self.items, self.fails = name, list(items), fails

    def find(self, email):
        return [{"email": item} for item in self.items if item == email]

    def erase(self, email):
        before = len(self.items)
        self.items = [item for item in self.items if item != email]
        return before - len(self.items)

    def purge(self, today):
        if self.fails:
            raise RuntimeError
        count, self.items = len(self.items), []
        return count


@pytest.fixture
def register(monkeypatch, db):
    monkeypatch.setattr(persondata, "_holders", {})
    return persondata.register


def test_all_drawers_are_searched_and_emptied_of_one_person(register):
    first, second = Drawer("A", "ane@x.dk", "bo@x.dk"), Drawer("B", "ane@x.dk")
    for drawer in (first, second, Drawer("C")):
        register(drawer)

    found = persondata.find(" ane@x.dk ")
    erased = persondata.erase("ane@x.dk")

    assert found == {"A": [{"email": "ane@x.dk"}], "B": [{"email": "ane@x.dk"}]}
    assert erased == {"A": 1, "B": 1}
    assert first.items == ["bo@x.dk"]
    assert persondata.find("ane@x.dk") == {}


def test_a_drawer_that_sticks_stops_no_other_and_is_told(register):
    last = Drawer("last", "ane@x.dk")
    register(Drawer("stuck", fails=True))
    register(last)

    with pytest.raises(persondata.NotAllPurged, match="stuck"):
        persondata.purge_all(TODAY)

    assert last.items == []


def test_registering_again_replaces(register):
    register(Drawer("A", "old@x.dk"))
    register(Drawer("A", "new@x.dk"))

    assert [drawer.items for drawer in persondata.holders()] == [["new@x.dk"]]
