"""The tree's indexes, the landing page, the contact page, plain pages and menus."""

from django.conf import settings
from wagtail.models import Page, Site

from arrangementer.models import ArrangementIndexPage, YdelseIndexPage
from artikler.models import ArtikelIndexPage, PublikationIndexPage, VidenIndexPage
from cases.models import CaseIndexPage, CasePage
from forside.models import ForsidePage, FremhaevetVej
from henvendelser.models import KontaktPage
from samskabelse.base.models import Indstillinger, MenuPunkt
from samskabelse.base.tekster import tekst
from sider.models import IndholdPage
from veje.models import VejIndexPage, VejPage

from .filer import Document, folder, read
from .indlaes import Loader
from .markdown import to_blocks, to_html
from .test import load_test

Indexes = dict[str, Page | None]

#: Key, parent's key, type, address name, title, teaser. The order is the tree's.
TREE = [
    ("cases", "", CaseIndexPage, "cases", tekst("cases_liste.sidetitel"),
     tekst("cases_liste.indledning")),
    ("veje", "", VejIndexPage, "10-veje-til-samskabelse", "10 veje til samskabelse",
     "Ti leveregler for jer, der vil skabe velfærd sammen med andre. Ingen af dem er nemme. "
     "Begynd med den, I har sværest ved."),
    ("viden", "", VidenIndexPage, "viden", "Viden",
     "Artikler og publikationer om samskabelse, skrevet til at læse på skærmen og tage med "
     "til et møde."),
    ("artikler", "viden", ArtikelIndexPage, "artikler", "Artikler",
     "Korte tekster om det, der er svært, og det, der lykkes, når flere skal finde svar sammen."),
    ("publikationer", "viden", PublikationIndexPage, "publikationer", "Publikationer",
     "Vejvisere og værktøjskasser i kapitler. Læs dem her, og tag det med, I kan bruge."),
    ("arrangementer", "", ArrangementIndexPage, "arrangementer",
     tekst("arrangementer_liste.sidetitel"), tekst("arrangementer_liste.indledning")),
    ("ydelser", "arrangementer", YdelseIndexPage, "ydelser", "Rådgivning",
     "Vi kommer gerne ud til jer. Omfang og pris aftaler vi, når vi kender opgaven."),
]  # fmt: skip


def load_tree(loader: Loader, home: Page) -> Indexes:
    """Make the pages that hold others, and return them by key."""
    indexes: Indexes = {"": home}
    for key, parent_key, model, slug, title, teaser in TREE:
        parent = indexes[parent_key]
        page = model(title=title, slug=slug, teaser=teaser)
        indexes[key] = loader.page(f"tree/{key}", parent, page) if parent is not None else None
    return indexes


def load_pages(loader: Loader, home: Page, indexes: Indexes) -> None:
    indexes["test"] = load_test(loader, home)
    indexes["kontakt"] = loader.page(
        "kontakt",
        home,
        KontaktPage(
            title=tekst("kontakt.sidetitel"),
            slug="kontakt",
            teaser=tekst("kontakt.indledning"),
            meeting_note=tekst("kontakt.indledning_moede"),
        ),
    )
    for name in ("om", "tilgaengelighedserklaering", "privatlivspolitik", "handelsbetingelser"):
        indexes[name] = load_plain(loader, home, read(folder() / "sider" / f"{name}.md"))
    if loader.once("veje/dialogkort"):
        fill_cards_guide(indexes["veje"], loader)
    if loader.once("forside/indhold"):
        fill_forside(home.specific, indexes)


def load_plain(loader: Loader, home: Page, document: Document) -> Page | None:
    fields = document.fields
    tasks = [f"{task['felt']} ({task['hvor']})" for task in fields.get("skal_udfyldes") or []]
    tasks += fields.get("skal_bekraeftes_af_jurist") or []

    def fill(page: IndholdPage) -> None:
        page.body = to_blocks(document.text, loader.find_page)

    page = IndholdPage(
        title=fields["titel"],
        slug=fields["slug"],
        teaser=fields.get("teaser") or fields.get("sammendrag") or "",
        open_tasks="\n".join(f"– {task}" for task in tasks),
    )
    return loader.page(f"sider/{page.slug}", home, page, fill)


def fill_cards_guide(page: VejIndexPage | None, loader: Loader) -> None:
    """Set the guide to the dialogue cards, and leave a draft that editors work on a draft."""
    if page is None or page.cards_guide:
        return
    document = read(folder() / "dialogkort.md")
    guide = [
        {"type": "heading", "value": {"text": document.fields["titel"]}},
        *to_blocks(document.text, loader.find_page),
    ]
    page.cards_guide = guide
    if page.has_unpublished_changes:
        page.save(update_fields=["cards_guide"])
        draft = page.get_latest_revision_as_object()
        draft.cards_guide = guide
        draft.save_revision()
    else:
        page.save_revision().publish()


def fill_forside(home: ForsidePage, indexes: Indexes) -> None:
    """Set the landing page from the client's copy, field for field."""
    copy = read(folder() / "sider" / "forside.yaml").fields

    def text(section: str, name: str) -> str:
        return copy[section][name]["tekst"]

    home.title = text("top", "overskrift")
    home.seo_title = text("til_soegemaskiner", "titel")
    home.search_description = text("til_soegemaskiner", "beskrivelse")
    home.highlight = text("top", "fremhaevet")
    home.introduction = text("top", "indledning")
    home.veje_button = text("top", "knap_veje")
    home.test_button = text("top", "knap_test")
    home.definition_heading = text("definition", "overskrift")
    home.definition = text("definition", "tekst")
    home.academy = text("definition", "akademi")
    home.cases_heading = text("cases", "overskrift")
    home.cases_text = text("cases", "tekst")
    home.case_button = copy["cases"]["fremhaevet_case"]["knap"]["tekst"]
    home.cases_link = text("cases", "link_alle")
    home.veje_heading = text("veje", "overskrift")
    home.veje_link = text("veje", "link_alle")
    home.knowledge_heading = text("viden", "overskrift")
    home.knowledge_text = linked_paragraphs(text("viden", "tekst"), text("viden", "kurser_og_test"))
    home.new_texts_heading = text("viden", "ledetekst_viden")
    home.new_texts_link = text("viden", "link_viden")
    home.upcoming_heading = text("viden", "ledetekst_arrangementer")
    home.upcoming_empty = text("viden", "ingen_arrangementer")
    home.upcoming_link = text("viden", "link_arrangementer")
    home.test_heading = text("test", "overskrift")
    home.test_text = text("test", "tekst")
    home.test_link = text("test", "knap")
    home.contact_heading = text("kontakt", "overskrift")
    home.contact_text = text("kontakt", "tekst")
    home.phone_prefix = text("kontakt", "telefon").split(" ", 1)[0]
    home.more_heading = text("kontakt", "vil_du_vide_mere")
    home.more_text = text("kontakt", "ledetekst")
    home.contact_button = text("kontakt", "knap")

    case_slug = copy["cases"]["fremhaevet_case"]["adresse"].strip("/").split("/")[-1]
    home.featured_case = CasePage.objects.filter(slug=case_slug).first()
    home.featured_veje = [
        FremhaevetVej(vej=vej, sort_order=vej.number)
        for vej in VejPage.objects.filter(number__lte=3).order_by("number")
    ]
    home.cases_page = indexes["cases"]
    home.veje_page = indexes["veje"]
    home.knowledge_page = indexes["viden"]
    home.catalogue_page = indexes["arrangementer"]
    home.test_page = indexes["test"]
    home.contact_page = indexes["kontakt"]
    home.save_revision().publish()


def linked_paragraphs(first: str, second: str) -> str:
    """Return the client's two paragraphs with the words that lead on as links."""
    links = {
        "10 veje": "/10-veje-til-samskabelse/",
        "artikler og publikationer": "/viden/",
        "arrangementer, kurser og konsulentydelser": "/arrangementer/",
        "teste, om din organisation er klar til samskabelse": "/test/",
    }
    markdown = f"{first}\n\n{second}"
    for words, address in links.items():
        markdown = markdown.replace(words, f"[{words}]({address})", 1)
    return to_html(markdown, Loader.find_page)


def load_menus(loader: Loader, home: Page, indexes: Indexes) -> None:
    """Put the lines in the menus, each with the words of the microcopy."""
    if not loader.once("menuer"):
        return
    top, button, footer = MenuPunkt.Place.TOP, MenuPunkt.Place.BUTTON, MenuPunkt.Place.FOOTER
    lines = [
        (top, "cases", tekst("menu.punkter.cases")),
        (top, "veje", tekst("menu.punkter.veje")),
        (top, "viden", tekst("menu.punkter.viden")),
        (top, "arrangementer", tekst("menu.punkter.arrangementer")),
        (top, "test", tekst("menu.punkter.test")),
        (button, "kontakt", tekst("menu.punkter.kontakt")),
        (footer, "om", tekst("sidefod.om")),
        (footer, "tilgaengelighedserklaering", tekst("sidefod.tilgaengelighed")),
        (footer, "privatlivspolitik", tekst("sidefod.privatliv")),
        (footer, "handelsbetingelser", tekst("sidefod.vilkaar")),
    ]
    site = Site.objects.get(is_default_site=True)
    shell, _new = Indstillinger.objects.get_or_create(site=site)
    for place, (where, key, label) in enumerate(lines):
        if indexes.get(key) is not None:
            MenuPunkt.objects.create(
                settings=shell, place=where, page=indexes[key], label=label, sort_order=place
            )
    if not shell.team_email and settings.DEFAULT_FROM_EMAIL:
        shell.team_email = "samskabelse@example.dk"
        shell.save()
