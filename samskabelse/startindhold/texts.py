"""Veje, cases, articles and publications."""

import datetime as dt
from typing import Any

from wagtail.models import Page

from artikler.models import ArtikelPage, KapitelPage, Kilde, PublikationPage
from cases.models import CasePage, Deltagertype
from kommuner.models import Kommune, Omraade
from samskabelse.base.slugs import danish_slugify
from veje.models import Emne, Maalgruppe, Traad, VejPage

from .filer import Document, folder, read, read_all
from .indlaes import Loader
from .markdown import to_blocks


def load(loader: Loader, indexes: dict[str, Page]) -> None:
    load_veje(loader, indexes["veje"])
    load_cases(loader, indexes["cases"])
    load_artikler(loader, indexes["artikler"])
    load_publikationer(loader, indexes["publikationer"])


def tie(page: Page, ties: list[dict[str, Any]]) -> None:
    """Hang the page on its veje, in the file's order."""
    veje = {vej.number: vej for vej in VejPage.objects.all()}
    page.traade = [
        Traad(vej=veje[row["nr"]], reason=row["begrundelse"], sort_order=place)
        for place, row in enumerate(ties)
        if row["nr"] in veje
    ]


def named(model: type, names: list[str]) -> list[Any]:
    return [model.objects.get_or_create(name=name)[0] for name in names]


def first_of_month(month: str | None) -> dt.date | None:
    """Read »2025-11«."""
    return dt.date.fromisoformat(f"{month}-01") if month else None


def body_of(document: Document) -> list[dict[str, Any]]:
    return to_blocks(document.text, Loader.find_page)


def load_veje(loader: Loader, parent: Page | None) -> None:
    if parent is None:
        return
    for document in read_all("veje/*.md"):
        fields = document.fields
        vej = VejPage(
            title=fields["titel"],
            slug=fields["slug"],
            number=fields["nr"],
            motif_alt=fields["motiv_alt"],
            short_text=fields["kort"],
            question=fields["motto_spoergsmaal"],
            first_step=fields["foerste_skridt"],
            pitfall=fields["faldgrube"],
            card_question=fields["kortet_spoergsmaal"]["spoergsmaal"],
            card_follow_up=fields["kortet_spoergsmaal"]["opfoelgning"],
        )

        def fill(page: VejPage, document: Document = document) -> None:
            page.body = body_of(document)

        loader.page(f"veje/{fields['slug']}", parent, vej, fill)


def load_cases(loader: Loader, parent: Page | None) -> None:
    if parent is None:
        return
    for document in read_all("cases/*.md"):
        fields = document.fields
        source = fields["kilde"] or {}
        follow_up = fields["opfoelgning"] or {}
        case = CasePage(
            title=fields["titel"],
            slug=fields["slug"],
            teaser=fields["teaser"],
            front_teaser=fields.get("teaser_forside") or "",
            invented_kommune=fields.get("fiktiv_kommune") or "",
            year=fields["aar"],
            is_example=fields["eksempel"],
            mark=fields["maerke"] or "",
            note=fields["synlig_note"] or "",
            challenge=fields["udfordring"] or "",
            what_was_done=fields["hvad_blev_gjort"] or "",
            participants=fields["hvem_deltog"] or "",
            result=fields["resultat"] or "",
            not_worked=fields["hvad_virkede_ikke"] or "",
            would_change=fields["hvad_ville_vi_goere_anderledes"] or "",
            cost_and_time=fields["pris_og_tid"] or "",
            evidence=(fields["evidens"] or "").replace(" ", "_"),
            followed_up_on=first_of_month(follow_up.get("maaned")),
            follow_up=follow_up.get("tekst", ""),
            source_title=source.get("titel") or "",
            source_publisher=source.get("udgiver") or "",
            source_address=source.get("adresse") or "",
            source_note=source.get("note") or "",
        )

        def fill(page: CasePage, document: Document = document) -> None:
            fields = document.fields
            page.omraade = named(Omraade, [fields["omraade"]])[0]
            page.kommuner = Kommune.objects.filter(code__in=fields["kommuner"])
            page.participant_types = named(Deltagertype, fields["deltagertyper"])
            page.body = body_of(document)
            tie(page, fields["veje"])

        loader.page(f"cases/{fields['slug']}", parent, case, fill)


def text_fields(loader: Loader, fields: dict[str, Any]) -> dict[str, Any]:
    """Return what articles and publications have in common."""
    return {
        "title": fields["titel"],
        "slug": fields["slug"],
        "teaser": fields["teaser"],
        "author": fields["afsender"],
        "is_example": fields["eksempelindhold"],
        "date": loader.today - dt.timedelta(days=fields["dato"]["dage_siden"]),
        "key_points": [{"type": "points", "value": fields["kort_fortalt"]}],
    }


def fill_text(page: ArtikelPage | PublikationPage, document: Document) -> None:
    fields = document.fields
    page.body = body_of(document)
    page.emner = named(Emne, fields["emner"])
    page.maalgrupper = named(Maalgruppe, fields["maalgruppe"])
    page.kilder = [
        Kilde(
            author=source.get("forfatter") or "",
            year=source.get("aar"),
            title=source["titel"],
            publisher=source.get("udgiver") or "",
            address=source.get("url") or "",
            sort_order=place,
        )
        for place, source in enumerate(fields.get("kilder") or [])
    ]
    tie(page, fields["veje"])


def load_artikler(loader: Loader, parent: Page | None) -> None:
    if parent is None:
        return
    for document in read_all("artikler/*.md"):
        article = ArtikelPage(**text_fields(loader, document.fields))

        def fill(page: ArtikelPage, document: Document = document) -> None:
            fill_text(page, document)

        loader.page(f"artikler/{article.slug}", parent, article, fill)


def load_publikationer(loader: Loader, parent: Page | None) -> None:
    if parent is None:
        return
    for document in read_all("publikationer/*/index.md"):
        fields = document.fields
        publication = PublikationPage(
            **text_fields(loader, fields),
            subtitle=fields["undertitel"],
            licence=fields["licens"],
            licence_url=fields["licens_url"],
            licence_text=fields["licens_tekst"],
        )

        def fill(page: PublikationPage, document: Document = document) -> None:
            fill_text(page, document)

        page = loader.page(f"publikationer/{publication.slug}", parent, publication, fill)
        if page is not None:
            for name in fields["kapitler"]:
                load_chapter(loader, page, read(folder() / "publikationer" / page.slug / name))


def load_chapter(loader: Loader, publication: Page, document: Document) -> None:
    chapter = KapitelPage(
        title=document.fields["titel"],
        slug=danish_slugify(document.fields["titel"])[:80].rstrip("-"),
        teaser=document.fields["kort"],
    )

    def fill(page: KapitelPage) -> None:
        page.body = body_of(document)

    key = f"publikationer/{publication.slug}/{document.name}"
    loader.page(key, publication, chapter, fill)
