"""What is new, as Atom: everything, one kind, one vej, or what a list is narrowed to."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from wagtail.models import Page

from arrangementer.models import ArrangementPage, YdelsePage
from artikler.models import ArtikelPage, PublikationPage
from cases.models import CasePage
from samskabelse.base.adresser import absolute
from samskabelse.base.models import BasePage
from samskabelse.base.tekster import tekst
from samskabelse.base.visibility import visible
from veje import facetter
from veje.spine import for_cards

from .api.ressourcer import RESOURCES
from .api.svar import Refused, conditional
from .api.udvalg import listing_of, pks_of, refuse_unknown, without_tracking
from .gamle import pages_once_called, with_query

#: A reader asks once an hour or a day; more than this isn't new.
MOST_ENTRIES = 30
NEWS = (CasePage, ArtikelPage, PublikationPage, ArrangementPage, YdelsePage)
#: Kinds with a feed of their own, and the pages that list them.
KINDS = {
    "cases": "cases.CaseIndexPage",
    "artikler": "artikler.ArtikelIndexPage",
    "publikationer": "artikler.PublikationIndexPage",
    "arrangementer": "arrangementer.ArrangementIndexPage",
}
ATOM_TYPE = "application/atom+xml; charset=utf-8"
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Feed(Atom1Feed):
    """An empty feed is as old as the day, not as the second: the same bytes give the same ETag."""

    def latest_post_date(self) -> dt.datetime:
        dates = [item["updateddate"] for item in self.items if item["updateddate"]]
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return max(dates, default=midnight)


def everything(request: HttpRequest) -> HttpResponse:
    pages = newest(visible(Page.objects).type(*NEWS))
    return answer(request, tekst("feed.alt"), "/", pages)


def of_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer with one kind, narrowed by the same words in the address as its list."""
    resource = RESOURCES[kind]
    try:
        refuse_unknown(resource, request.GET)
    except Refused as refusal:
        return HttpResponse(f"{refusal.text}\n", "text/plain; charset=utf-8", refusal.status)
    rows = visible(resource.rows().model.objects)
    title, link = tekst(f"feed.{kind}"), index_url(kind)
    asked = without_tracking(request.GET)
    listing = listing_of(resource, asked)
    if asked and listing is not None:
        rows = rows.filter(pk__in=pks_of(resource, asked))
        title = " · ".join([title, *(one.label for one in listing.read(asked).active)])
        link = f"{link}?{asked.urlencode()}"
    return answer(request, title, link, newest(rows), asked.urlencode())


def of_vej(request: HttpRequest, slug: str) -> HttpResponse:
    veje = facetter.veje().defer("body")
    vej = veje.filter(slug=slug).first()
    if vej is None:
        renamed = veje.filter(pk__in=pages_once_called(slug)).first()
        if renamed is None:
            raise Http404
        address = reverse("feed_of_vej", args=[renamed.slug])
        return HttpResponsePermanentRedirect(with_query(request, address))
    pages = newest(visible(Page.objects).type(*NEWS).filter(traade__vej=vej))
    title = tekst("vej.traad", nr=vej.number, titel=vej.title)
    return answer(request, title, vej.url, pages)


def newest(rows: Any) -> list[BasePage]:
    """Return the last published, all of their kinds in one question each."""
    rows = rows.order_by("-first_published_at", "-pk")[:MOST_ENTRIES]
    return for_cards(rows if rows.model is not Page else rows.specific())


def index_url(kind: str) -> str:
    """Return where the kind is listed, or the landing page while it has no list."""
    app, _, model = KINDS[kind].partition(".")
    rows = visible(Page.objects).filter(
        content_type__app_label=app, content_type__model=model.lower()
    )
    page = rows.first()
    return page.url if page else "/"


def answer(
    request: HttpRequest, title: str, link: str, pages: Sequence[BasePage], query: str = ""
) -> HttpResponse:
    """Answer with the feed, which is known by its path and by what it is narrowed to."""
    address = absolute(f"{request.path}?{query}" if query else request.path)
    feed = Feed(
        title=clean(f"Samskabelse: {title}"),
        link=absolute(link),
        description=clean(tekst("feed.undertitel")),
        language="da",
        feed_url=address,
        feed_guid=address,
        author_name=tekst("sidefod.afsender"),
    )
    for page in pages:
        add(feed, page)
    response = HttpResponse(feed.writeString("utf-8"), ATOM_TYPE)
    return conditional(request, response)


def add(feed: Feed, page: BasePage) -> None:
    card = page.as_card()
    published = page.first_published_at or page.latest_revision_created_at
    summary = ". ".join(filter(None, (card.badge, card.meta, card.summary)))
    feed.add_item(
        title=clean(page.title),
        link=page.full_url or "",
        # Django's writer says that it is HTML.
        description=escape(clean(summary)),
        unique_id=f"urn:uuid:{page.translation_key}",
        pubdate=published,
        updateddate=page.last_published_at or published,
        categories=[clean(word) for word in (page.kind_label, *titles(page)) if word],
    )


def titles(page: BasePage) -> list[str]:
    return [f"#{thread.number} {thread.title}" for thread in page.threads]


def clean(text: str) -> str:
    """Drop what XML can't hold."""
    return NOT_IN_XML.sub("", text)
