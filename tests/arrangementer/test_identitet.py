"""A date keeps its row, its uid and its count over every way a page is edited."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from arrangementer.models import Afholdelse, ArrangementPage, FjernetDag, Moededag
from tests import factories
from tests.arrangementer.forms import date_data, edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> factories.Tree:
    return factories.empty_site()


def publish(page: ArrangementPage) -> None:
    page.save_revision().publish()


def draft_of(page: ArrangementPage) -> ArrangementPage:
    return ArrangementPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def date_in(draft: ArrangementPage) -> Afholdelse:
    """Return the draft's only date, held by the draft."""
    draft.afholdelser = list(draft.afholdelser.all())
    return draft.afholdelser.get()


def new_date(*days: str, **fields: object) -> Afholdelse:
    row = Afholdelse(**{"place": "Aarhus", **fields})
    row.days = [Moededag(date=dt.date.fromisoformat(day)) for day in days]
    return row


@pytest.fixture
def in_use(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Let somebody be signed up for the dates whose keys are put in here."""
    held: set[int] = set()
    monkeypatch.setattr(Afholdelse, "in_use", classmethod(lambda cls, pks: held & set(pks)))
    return held


def test_new_date_keeps_its_row_when_an_older_draft_is_published_again(
    tree: factories.Tree,
) -> None:
    page = factories.arrangement(tree)
    draft = draft_of(page)
    draft.afholdelser.add(new_date("2027-01-12"))
    revision = draft.save_revision()
    revision.publish()
    first = Afholdelse.objects.get()

    revision.publish()  # as »go back to this version« does: the draft knows no key

    again = Afholdelse.objects.get()
    assert (again.pk, again.uid, again.sequence) == (first.pk, first.uid, 0)


def test_sequence_grows_with_what_calendars_must_hear_and_with_nothing_else(
    tree: factories.Tree,
) -> None:
    page = factories.arrangement(tree)
    factories.afholdelse(page, seats=20)
    count = []
    for change in [
        lambda row: setattr(row, "seats", 25),
        lambda row: setattr(row, "place", "Vejle"),
        lambda row: setattr(row, "days", [Moededag(date=dt.date(2027, 6, 1))]),
        lambda row: setattr(row, "status", Afholdelse.Status.CANCELLED),
        lambda row: None,
    ]:
        draft = draft_of(page)
        change(date_in(draft))
        publish(draft)
        count.append(Afholdelse.objects.get().sequence)

    assert count == [0, 1, 2, 3, 3]


def test_a_draft_written_before_a_change_does_not_turn_the_count_back(
    tree: factories.Tree,
) -> None:
    page = factories.arrangement(tree)
    row = factories.afholdelse(page)
    old = page.save_revision()
    row.place = "Vejle"
    row.save()
    row.place = "Odense"
    row.save()

    old.publish()

    row.refresh_from_db()
    assert (row.place, row.sequence) == ("Aarhus", 3)


def test_a_draft_that_knows_nothing_of_a_date_in_use_brings_it_along(
    tree: factories.Tree, in_use: set[int]
) -> None:
    page = factories.arrangement(tree)
    old = page.save_revision()
    used, unused = factories.afholdelse(page, 30), factories.afholdelse(page, 60)
    in_use.add(used.pk)

    old.publish()

    assert list(Afholdelse.objects.values_list("pk", flat=True)) == [used.pk]
    assert not Afholdelse.objects.filter(pk=unused.pk).exists()


def test_a_copied_page_has_dates_of_its_own(tree: factories.Tree) -> None:
    page = factories.arrangement(tree)
    row = factories.afholdelse(page)
    publish(draft_of(page))

    copy = page.copy(update_attrs={"slug": "kopi"})
    copy.get_latest_revision().publish()

    uids = set(Afholdelse.objects.values_list("page_id", "uid"))
    assert len({uid for _page, uid in uids}) == 2
    assert (page.pk, row.uid) in uids


def test_removed_days_are_remembered_until_they_are_held_again(tree: factories.Tree) -> None:
    page = factories.arrangement(tree)
    row = new_date("2027-01-12", "2027-01-13", "2027-01-14", page=page)
    row.save()

    draft = draft_of(page)
    date_in(draft).days = [Moededag(date=dt.date(2027, 1, 12))]
    publish(draft)
    gone = list(FjernetDag.objects.values_list("number", "sequence", "uid"))
    draft = draft_of(page)
    date_in(draft).days.add(Moededag(date=dt.date(2027, 1, 20)))
    publish(draft)
    left = list(FjernetDag.objects.values_list("number", flat=True))
    draft = draft_of(page)
    draft.afholdelser = []
    publish(draft)

    assert gone == [(2, 1, row.uid), (3, 1, row.uid)]
    assert left == [3]
    assert list(FjernetDag.objects.values_list("number", "sequence").order_by("number")) == [
        (1, 3),
        (2, 3),
        (3, 1),
    ]


def test_editor_who_removes_a_date_in_use_is_told_to_cancel_it(
    tree: factories.Tree, in_use: set[int], admin_client: Client
) -> None:
    page = factories.arrangement(tree)
    row = factories.afholdelse(page)
    in_use.add(row.pk)

    removed = edit(admin_client, page, [date_data(row, DELETE="1")])
    left_out = edit(admin_client, page, [])

    for answer in (removed, left_out):
        assert "så den kan ikke fjernes. Sæt den til »aflyst« i stedet." in answer
    assert Afholdelse.objects.filter(pk=row.pk).exists()

    edit(admin_client, page, [date_data(row, status="aflyst")])

    row.refresh_from_db()
    assert (row.is_cancelled, row.sequence) == (True, 1)


def test_editor_may_remove_a_date_that_nobody_uses(
    tree: factories.Tree, admin_client: Client
) -> None:
    page = factories.arrangement(tree)
    row = factories.afholdelse(page)

    edit(admin_client, page, [date_data(row, DELETE="1")])

    assert not Afholdelse.objects.exists()


def test_deadline_after_the_first_day_is_told_at_the_deadline(
    tree: factories.Tree, admin_client: Client
) -> None:
    page = factories.arrangement(tree)
    row = factories.afholdelse(page)

    answer = edit(admin_client, page, [date_data(row, deadline="2099-01-01")])

    row.refresh_from_db()
    assert "Fristen skal ligge før den første dag." in answer
    assert row.deadline is None


def test_page_with_participants_is_not_deleted(
    tree: factories.Tree, in_use: set[int], admin_client: Client
) -> None:
    page = factories.arrangement(tree)
    in_use.add(factories.afholdelse(page).pk)
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])

    answer = admin_client.post(address, follow=True).content.decode()
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    admin_client.post(f"{many}?id={page.pk}")

    assert "Tag den ned i stedet" in answer
    assert ArrangementPage.objects.filter(pk=page.pk).exists()
