"""Who may do what from the first day. Administrators may change all of it afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from arrangementer.models import ArrangementIndexPage
from samskabelse.base.models import BasePage

REDAKTOERER = "Redaktører"
GODKENDERE = "Godkendere"
HENVENDELSER = "Henvendelser"
KURSUSADMINISTRATORER = "Kursusadministratorer"

WORKFLOW = "Godkendelse"
TASK = "Gennemsyn"

#: What Wagtail's first migration makes.
WAGTAIL_GROUPS = ["Moderators", "Editors"]
WAGTAIL_WORKFLOW = "Moderators approval"

ACCESS = "wagtailadmin.access_admin"
IMAGES = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
)
DOCUMENTS = (
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)
#: What is chosen to come first in searches, and what was searched for in vain.
SEARCHES = (
    "soegning.add_fremhaevelse",
    "soegning.change_fremhaevelse",
    "soegning.delete_fremhaevelse",
    "soegning.view_soegningudenhit",
    "soegning.delete_soegningudenhit",
)
LISTS = (
    "kommuner.omraade",
    "veje.emne",
    "veje.maalgruppe",
    "cases.deltagertype",
    "cases.metode",
    "arrangementer.underviser",
)


def on_models(models: Sequence[str], *actions: str) -> tuple[str, ...]:
    """Return the permissions for the actions on the models, as ``app.action_model``."""
    pairs = [model.split(".") for model in models]
    return tuple(f"{app}.{action}_{model}" for app, model in pairs for action in actions)


@dataclass(frozen=True)
class Role:
    """A group: what it may do on pages below one page, on files, and with the rest."""

    name: str
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    only_catalogue: bool = False


ROLES = [
    Role(
        REDAKTOERER,
        pages=("add_page", "change_page"),
        files=(*IMAGES, *DOCUMENTS),
        rest=(
            *on_models(LISTS, "add", "change"),
            *on_models(["cases.oenske", "genbrug.doedadresse"], "view"),
            *SEARCHES,
        ),
    ),
    Role(
        GODKENDERE,
        pages=("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
        files=(*IMAGES, *DOCUMENTS),
        rest=(
            *on_models(LISTS, "add", "change", "delete"),
            *on_models(["cases.oenske"], "view"),
            *on_models(["wagtailredirects.redirect"], "add", "change", "delete"),
            *on_models(["genbrug.doedadresse"], "view", "delete"),
            *SEARCHES,
        ),
    ),
    # Deleting too: whoever answers also does what a person asks for under the privacy policy.
    Role(
        HENVENDELSER,
        rest=(
            *on_models(["henvendelser.henvendelse"], "view", "change", "delete"),
            *on_models(["henvendelser.svarskabelon"], "view", "add", "change", "delete"),
            "outbox.change_mail",
            "outbox.use_persondata",
        ),
    ),
    Role(
        KURSUSADMINISTRATORER,
        pages=("add_page", "change_page", "publish_page"),
        files=IMAGES,
        rest=(
            *on_models(["arrangementer.tilmelding"], "view", "change"),
            *on_models(["arrangementer.underviser"], "add", "change", "delete"),
        ),
        only_catalogue=True,
    ),
]


@transaction.atomic
def ensure_groups() -> None:
    """Make the groups and the workflow that are missing, and leave those that exist alone.

    A group whose pages don't exist yet waits for the next call: once made, it is never touched.
    """
    home = landing_page()
    catalogue = ArrangementIndexPage.objects.first()
    is_first_time = not Group.objects.filter(name__in=[role.name for role in ROLES]).exists()
    for role in ROLES:
        page = catalogue if role.only_catalogue else home
        if page is not None or not role.pages:
            make_group(role, page)
    if home is not None:
        make_workflow(home)
        if is_first_time:
            remove_wagtails_own()


def landing_page() -> Page | None:
    """Return the site's landing page, or None while Wagtail's page of welcome is in its place."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    page = site and site.root_page.specific
    return page if isinstance(page, BasePage) else None


def make_group(role: Role, page: Page | None) -> None:
    group, is_new = Group.objects.get_or_create(name=role.name)
    if not is_new:
        return
    group.permissions.set([permission(name) for name in (ACCESS, *role.rest)])
    for codename in role.pages:
        GroupPagePermission.objects.create(
            group=group, page=page, permission=permission(f"wagtailcore.{codename}")
        )
    for name in role.files:
        GroupCollectionPermission.objects.create(
            group=group,
            collection=Collection.get_first_root_node(),
            permission=permission(name),
        )


def permission(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def make_workflow(home: Page) -> None:
    """Let all pages be approved by Godkendere, unless administrators have decided otherwise."""
    is_decided = (
        Workflow.objects.filter(name=WORKFLOW).exists()
        or WorkflowPage.objects.filter(page=home).exists()
    )
    approvers = Group.objects.filter(name=GODKENDERE).first()
    if is_decided or approvers is None:
        return
    task = GroupApprovalTask.objects.filter(name=TASK).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=TASK)
        task.groups.add(approvers)
    workflow = Workflow.objects.create(name=WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=home)


def remove_wagtails_own() -> None:
    """Remove Wagtail's English groups and workflow where nobody has put them to use."""
    Workflow.objects.filter(name=WAGTAIL_WORKFLOW, workflow_states=None).delete()
    GroupApprovalTask.objects.filter(
        name=WAGTAIL_WORKFLOW, task_states=None, workflow_tasks=None
    ).delete()
    Group.objects.filter(name__in=WAGTAIL_GROUPS, user=None).delete()
