"""Who may do what, and that administrators have the last word about it."""

import json
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from arrangementer.models import ArrangementIndexPage, ArrangementPage
from cases.models import CasePage
from redaktion.groups import (
    GODKENDERE,
    HENVENDELSER,
    KURSUSADMINISTRATORER,
    REDAKTOERER,
    ensure_groups,
)
from samskabelse.users.models import User
from tests import factories
from tests.factories import Tree

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

BrowserOf = Callable[[str], Client]

CASE = nested_form_data(
    {
        "title": "Ældre på øen",
        "slug": "aeldre-paa-oeen",
        "traade": inline_formset([]),
        "body": streamfield([]),
        "comments": inline_formset([]),
    }
)


def write_case(client: Client, tree: Tree, **action: str) -> CasePage | None:
    address = reverse("wagtailadmin_pages:add", args=("cases", "casepage", tree.cases.pk))
    client.post(address, {**CASE, **action})
    return CasePage.objects.filter(slug="aeldre-paa-oeen").first()


def user_in(group: str) -> User:
    user = User.objects.create_user("ib", "ib@example.dk", "x")
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.mark.parametrize(
    ("group", "kind", "may"),
    [
        (REDAKTOERER, "case", {"add", "edit"}),
        (REDAKTOERER, "course", {"add", "edit"}),
        (GODKENDERE, "case", {"add", "edit", "publish", "unpublish", "lock", "unlock"}),
        (GODKENDERE, "course", {"add", "edit", "publish", "unpublish", "lock", "unlock"}),
        (KURSUSADMINISTRATORER, "case", set()),
        (KURSUSADMINISTRATORER, "course", {"add", "edit", "publish", "unpublish"}),
        (HENVENDELSER, "case", set()),
        (HENVENDELSER, "course", set()),
    ],
)
def test_what_a_group_may_do_with_a_page(tree: Tree, group: str, kind: str, may: set[str]) -> None:
    pages = {"case": factories.case(tree), "course": factories.arrangement(tree)}
    user = user_in(group)

    page = pages[kind].permissions_for_user(user)
    index = pages[kind].get_parent().permissions_for_user(user)

    rights = {
        "add": index.can_add_subpage(),
        "edit": page.can_edit(),
        "publish": page.can_publish(),
        "unpublish": page.can_unpublish(),
        "lock": page.can_lock(),
        "unlock": page.can_unlock(),
    }
    assert {name for name, allowed in rights.items() if allowed} == may


@pytest.mark.parametrize(
    ("group", "may", "may_not"),
    [
        (
            REDAKTOERER,
            ["wagtailadmin.access_admin", "veje.add_emne", "cases.change_deltagertype"],
            ["veje.delete_emne", "kommuner.change_kommune", "henvendelser.view_henvendelse"],
        ),
        (
            GODKENDERE,
            ["wagtailadmin.access_admin", "wagtailredirects.add_redirect", "veje.delete_emne"],
            ["users.change_user", "henvendelser.view_henvendelse"],
        ),
        (
            HENVENDELSER,
            ["wagtailadmin.access_admin", "henvendelser.view_henvendelse"],
            ["henvendelser.add_henvendelse", "veje.add_emne"],
        ),
        (
            KURSUSADMINISTRATORER,
            ["wagtailadmin.access_admin"],
            ["veje.add_emne", "henvendelser.view_henvendelse"],
        ),
    ],
)
def test_what_a_group_may_do_with_the_rest(
    tree: Tree, group: str, may: list[str], may_not: list[str]
) -> None:
    user = user_in(group)

    assert [name for name in may if not user.has_perm(name)] == []
    assert [name for name in may_not if user.has_perm(name)] == []


def test_redaktoer_saves_a_draft_and_cannot_publish(tree: Tree, browser_of: BrowserOf) -> None:
    case = write_case(browser_of(REDAKTOERER), tree, **{"action-publish": "1"})

    assert case is not None
    assert not case.live


def test_redaktoer_submits_and_godkender_publishes(tree: Tree, browser_of: BrowserOf) -> None:
    case = write_case(browser_of(REDAKTOERER), tree, **{"action-submit": "1"})
    assert case is not None
    assert case.workflow_in_progress
    approver = browser_of(GODKENDERE)
    edit = reverse("wagtailadmin_pages:edit", args=[case.pk])

    assert "Godkend og udgiv" in approver.get(edit).content.decode()
    approver.post(edit, {**CASE, "action-workflow-action": "1", "workflow-action-name": "approve"})

    case.refresh_from_db()
    assert case.live


def test_what_a_godkender_mends_is_published_with_the_approval(
    tree: Tree, browser_of: BrowserOf
) -> None:
    case = write_case(browser_of(REDAKTOERER), tree, **{"action-submit": "1"})
    assert case is not None
    approver = browser_of(GODKENDERE)
    edit = reverse("wagtailadmin_pages:edit", args=[case.pk])
    mended = {**CASE, "challenge": "Bussen kom ikke."}

    approver.post(edit, mended)
    approval = {**mended, "action-workflow-action": "1", "workflow-action-name": "approve"}
    answer = approver.post(edit, approval, follow=True).content.decode()

    case.refresh_from_db()
    assert case.live
    assert case.challenge == "Bussen kom ikke."
    assert f"»{case.title}« er godkendt og udgivet." in answer


def test_godkender_asks_for_changes(tree: Tree, browser_of: BrowserOf) -> None:
    case = write_case(browser_of(REDAKTOERER), tree, **{"action-submit": "1"})
    assert case is not None
    action = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[case.pk, "reject", case.current_workflow_task_state.pk],
    )

    approver = browser_of(GODKENDERE)
    approver.post(action, {"comment": "Skriv, hvad der ikke virkede."})

    case = CasePage.objects.get(pk=case.pk)
    assert not case.live
    assert case.current_workflow_state.status == "needs_changes"
    told = approver.get("/admin/").content.decode()
    assert f"»{case.title}« er sendt tilbage med dit ønske om ændringer." in told


def test_godkender_asks_for_changes_while_editing(tree: Tree, browser_of: BrowserOf) -> None:
    case = write_case(browser_of(REDAKTOERER), tree, **{"action-submit": "1"})
    assert case is not None
    decision = {
        "action-workflow-action": "1",
        "workflow-action-name": "reject",
        "workflow-action-extra-data": json.dumps({"comment": "Skriv, hvad der ikke virkede."}),
    }

    edit = reverse("wagtailadmin_pages:edit", args=[case.pk])
    answer = browser_of(GODKENDERE).post(edit, {**CASE, **decision}, follow=True)

    told = f"»{case.title}« er sendt tilbage med dit ønske om ændringer."
    assert told in answer.content.decode()


def test_godkender_unpublishes(tree: Tree, browser_of: BrowserOf) -> None:
    case = factories.case(tree)

    browser_of(GODKENDERE).post(reverse("wagtailadmin_pages:unpublish", args=[case.pk]))

    case.refresh_from_db()
    assert not case.live


@pytest.mark.parametrize("group", [KURSUSADMINISTRATORER, HENVENDELSER])
def test_other_groups_cannot_open_a_case(tree: Tree, browser_of: BrowserOf, group: str) -> None:
    case = factories.case(tree)

    response = browser_of(group).get(reverse("wagtailadmin_pages:edit", args=[case.pk]))

    assert response.status_code == 302


def test_every_group_meets_the_overview(tree: Tree, browser_of: BrowserOf) -> None:
    for group in (REDAKTOERER, GODKENDERE, HENVENDELSER, KURSUSADMINISTRATORER):
        response = browser_of(group).get(reverse("wagtailadmin_home"))

        assert response.status_code == 200
        assert "Hej Ib" in response.content.decode()


def test_workflow_is_ours_alone(tree: Tree) -> None:
    case = factories.case(tree)

    assert case.get_workflow().name == "Godkendelse"
    assert [str(task) for task in case.get_workflow().tasks] == ["Gennemsyn"]
    assert Workflow.objects.count() == 1
    assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()
    assert GroupApprovalTask.objects.get().groups.get().name == GODKENDERE


def test_second_call_changes_nothing(tree: Tree) -> None:
    before = everything()

    ensure_groups()

    assert everything() == before


def test_what_administrators_changed_is_left_alone(tree: Tree) -> None:
    group = Group.objects.get(name=REDAKTOERER)
    group.permissions.clear()
    GroupPagePermission.objects.filter(group=group).delete()
    Workflow.objects.update(name="Fire øjne")
    before = everything()

    ensure_groups()

    assert everything() == before


def test_group_waits_until_its_pages_are_there(tree: Tree) -> None:
    Group.objects.filter(name=KURSUSADMINISTRATORER).delete()
    ArrangementIndexPage.objects.get().delete()

    ensure_groups()
    assert not Group.objects.filter(name=KURSUSADMINISTRATORER).exists()
    factories.add(Page.objects.get(pk=tree.home.pk), ArrangementIndexPage, "Kurser")
    ensure_groups()

    assert Group.objects.get(name=KURSUSADMINISTRATORER).page_permissions.count() == 3


def test_wagtails_group_with_people_in_it_stays() -> None:
    factories.empty_site()
    Group.objects.get(name="Editors").user_set.add(
        User.objects.create_user("ib", "ib@example.dk", "x")
    )

    ensure_groups()

    assert Group.objects.filter(name="Editors").exists()
    assert not Group.objects.filter(name="Moderators").exists()


def test_kursusadministrator_publishes_a_course(tree: Tree, browser_of: BrowserOf) -> None:
    course = nested_form_data(
        {
            "title": "Et kursus",
            "slug": "et-kursus",
            "type": "kursus",
            "description": "null",
            "traade": inline_formset([]),
            "afholdelser": inline_formset([]),
            "undervisninger": inline_formset([]),
            "outcomes": streamfield([]),
            "programme": streamfield([]),
            "terms": streamfield([]),
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )
    add = reverse(
        "wagtailadmin_pages:add",
        args=("arrangementer", "arrangementpage", tree.arrangementer.pk),
    )

    browser_of(KURSUSADMINISTRATORER).post(add, course)

    assert ArrangementPage.objects.get(slug="et-kursus").live


def everything() -> list[object]:
    """Return all that ensure_groups may write, to compare before and after."""
    return [
        sorted(Group.objects.values_list("name", "permissions")),
        sorted(GroupPagePermission.objects.values_list("group", "page", "permission")),
        sorted(Workflow.objects.values_list("name", "workflow_pages__page")),
        sorted(GroupApprovalTask.objects.values_list("name", "groups")),
    ]
