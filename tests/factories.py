"""Pages with defaults that make sense. A test states only what it is about."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, get_type_hints

from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from arrangementer.models import (
    Afholdelse,
    ArrangementIndexPage,
    ArrangementPage,
    Moededag,
    YdelseIndexPage,
    YdelsePage,
)
from artikler.models import (
    ArtikelIndexPage,
    ArtikelPage,
    KapitelPage,
    PublikationIndexPage,
    PublikationPage,
    VidenIndexPage,
)
from cases.models import CaseIndexPage, CasePage
from forside.models import ForsidePage
from henvendelser.models import KontaktPage
from parathed.models import ParathedstestPage
from redaktion.groups import HENVENDELSER, ensure_groups
from samskabelse.base.slugs import danish_slugify
from sider.models import IndholdPage
from soegning import indeks
from veje.models import Traad, VejIndexPage, VejPage

from . import database


@dataclass
class Tree:
    """The empty site: the landing page and every index."""

    home: ForsidePage
    veje: VejIndexPage
    cases: CaseIndexPage
    viden: VidenIndexPage
    artikler: ArtikelIndexPage
    publikationer: PublikationIndexPage
    arrangementer: ArrangementIndexPage
    ydelser: YdelseIndexPage
    test: ParathedstestPage
    kontakt: KontaktPage


@disable_reference_index_auto_update()
def add(parent: Page, model: type[Page], title: str, **fields: Any) -> Any:
    """Add a live page, as a published one is; what it points at is noted when it is saved again."""
    fields.setdefault("slug", danish_slugify(title))
    fields.setdefault("first_published_at", timezone.now())
    return parent.add_child(instance=model(title=title, **fields))


def empty_site() -> Tree:
    """Return the indexes alone, with nothing in them."""
    untouched = Page.objects.filter(depth__gt=1).count() <= 1
    (_put_in_empty_site if untouched else _build_empty_site)()
    return Tree(**{name: model.objects.get() for name, model in get_type_hints(Tree).items()})


@indeks.all_at_once()
def _build_empty_site() -> None:
    Page.objects.filter(depth__gt=1).delete()
    root = Page.get_first_root_node()
    home = add(root, ForsidePage, "Forside")
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    viden = add(home, VidenIndexPage, "Viden")
    arrangementer = add(home, ArrangementIndexPage, "Arrangementer")
    add(home, VejIndexPage, "10 veje til samskabelse")
    add(home, CaseIndexPage, "Cases")
    add(viden, ArtikelIndexPage, "Artikler")
    add(viden, PublikationIndexPage, "Publikationer")
    add(arrangementer, YdelseIndexPage, "Ydelser")
    add(home, ParathedstestPage, "Test")
    add(home, KontaktPage, "Kontakt")


_put_in_empty_site = database.Remembered(_build_empty_site)
_put_in_groups = database.Remembered(ensure_groups)


def groups() -> None:
    """Have the groups and the workflow, those of the empty site in one go."""
    is_empty_site = Page.objects.filter(depth__gt=1).count() >= len(get_type_hints(Tree))
    is_first_time = not Group.objects.filter(name=HENVENDELSER).exists()
    (_put_in_groups if is_empty_site and is_first_time else ensure_groups)()


def vej(tree: Tree, number: int, **fields: Any) -> VejPage:
    fields.setdefault("short_text", "Forsøg ikke at undgå konflikter.")
    title = fields.pop("title", f"Vej {number}")
    return add(tree.veje, VejPage, title, number=number, **fields)


@indeks.all_at_once()
def tie(page: Page, *veje: VejPage, reason: str = "Fordi den viser det.") -> None:
    for place, one in enumerate(veje):
        Traad.objects.create(page_id=page.pk, vej=one, reason=reason, sort_order=place)


def case(tree: Tree, title: str = "En case", **fields: Any) -> CasePage:
    return add(tree.cases, CasePage, title, **fields)


def artikel(tree: Tree, title: str = "En artikel", **fields: Any) -> ArtikelPage:
    return add(tree.artikler, ArtikelPage, title, **fields)


def publikation(tree: Tree, title: str = "En publikation", **fields: Any) -> PublikationPage:
    return add(tree.publikationer, PublikationPage, title, **fields)


def kapitel(publication: PublikationPage, title: str = "Et kapitel", **fields: Any) -> KapitelPage:
    return add(publication, KapitelPage, title, **fields)


def arrangement(tree: Tree, title: str = "Et kursus", **fields: Any) -> ArrangementPage:
    return add(tree.arrangementer, ArrangementPage, title, **fields)


def afholdelse(page: ArrangementPage, days_ahead: int = 30, **fields: Any) -> Afholdelse:
    """Add one run of one day, from 9 to 16."""
    fields.setdefault("place", "Aarhus")
    row = Afholdelse(page=page, **fields)
    row.days = [Moededag(date=timezone.localdate() + dt.timedelta(days=days_ahead))]
    row.save()
    return row


def ydelse(tree: Tree, title: str = "En ydelse", **fields: Any) -> YdelsePage:
    return add(tree.ydelser, YdelsePage, title, **fields)


def indhold(tree: Tree, title: str = "Om siden", **fields: Any) -> IndholdPage:
    return add(tree.home, IndholdPage, title, **fields)
