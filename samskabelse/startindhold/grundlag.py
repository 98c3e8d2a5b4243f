"""The ground: municipalities and the site itself."""

import csv
import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from forside.models import ForsidePage
from henvendelser.models import Svarskabelon
from kommuner.models import Kommune, Region
from samskabelse.base.models import Indstillinger

from .filer import folder, read
from .indlaes import Loader


def load(loader: Loader) -> Page | None:
    """Make municipalities, the landing page and its site, and return the landing page."""
    if loader.once("kommuner"):
        load_kommuner()
    if loader.once("svarskabeloner"):
        load_reply_templates()
    return load_site(loader)


#: On 1 January 2027 these two become one.
MERGED = ("Region Hovedstaden", "Region Sjælland")
EAST = "Region Østdanmark"
LAST_DAY = dt.date(2026, 12, 31)


def load_kommuner() -> None:
    east, _new = Region.objects.get_or_create(
        name=EAST, defaults={"valid_from": LAST_DAY + dt.timedelta(days=1)}
    )
    with open(folder() / "kommuner.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ending = {"valid_until": LAST_DAY, "successor": east} if row["region"] in MERGED else {}
            region, _new = Region.objects.get_or_create(name=row["region"], defaults=ending)
            Kommune.objects.get_or_create(
                code=row["kode"],
                defaults={
                    "name": row["navn"],
                    "region": region,
                    "population": int(row["folketal_tusinde"]),
                },
            )


def load_reply_templates() -> None:
    """Give the team replies to begin with; what it has made itself is left alone."""
    templates = read(folder() / "svarskabeloner.yaml").fields
    for number, template in enumerate(templates):
        Svarskabelon.objects.get_or_create(
            name=template["navn"], defaults={"text": template["tekst"], "sort_order": number}
        )


def load_site(loader: Loader) -> Page | None:
    """Put the landing page where Wagtail's first migration made a page of welcome."""
    if not loader.once("forside"):
        home = ForsidePage.objects.first()
    else:
        root = Page.get_first_root_node()
        for welcome in root.get_children().filter(slug="home"):
            welcome.delete()
        home = Page.objects.get(pk=root.pk).add_child(
            instance=ForsidePage(title="Samskabelse", slug="forside")
        )
    if home is not None:
        follow_site_url(home)
    return home


def follow_site_url(home: Page) -> None:
    """Keep the default site at ``SITE_URL``, which a deployment decides and may change."""
    parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    address = {
        "hostname": parts.hostname or "localhost",
        "port": parts.port or (443 if parts.scheme == "https" else 80),
    }
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        site = Site.objects.create(
            **address, is_default_site=True, root_page=home, site_name=settings.WAGTAIL_SITE_NAME
        )
    elif any(getattr(site, name) != value for name, value in address.items()):
        for name, value in address.items():
            setattr(site, name, value)
        site.save()
    Indstillinger.objects.get_or_create(site=site)
