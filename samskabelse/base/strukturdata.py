"""What a page says of itself to machines, as schema.org's JSON-LD.

The builders take plain values and return dictionaries, without those that are unknown. A page
gives its own through ``BasePage.structured_data``; the shell writes them all as one graph.

    def structured_data(self):
        return [*super().structured_data(), strukturdata.node("Event", name=self.title, …)]

Browsers don't run the script: its type makes it data, which the policy lets through. No text in it
can end it, since ``<`` is written as an escape.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue
from wagtail.rich_text import get_text_for_indexing

from .adresser import absolute, root_url
from .forfattere import each_author

Node = dict[str, Any]

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

#: The sender of texts that no person signs; see the default of the field.
EDITORS = "Redaktionen"
PUBLISHER_NAME = "COKs akademi for samskabelse"


def node(kind: str, **values: Any) -> Node:
    """Return a node of the kind, without empty values; days and times become ISO 8601."""
    known = {name: plain(value) for name, value in values.items() if value not in (None, "", [])}
    return {"@type": kind, **known}


def plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).isoformat(
            timespec="seconds"
        )
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def reference(fragment: str) -> Node:
    """Point at the site's own organisation or website, which the graph describes."""
    return {"@id": f"{root_url()}/#{fragment}"}


def organization(phone: str = "") -> Node:
    return {
        **node("Organization", name=PUBLISHER_NAME, url=f"{root_url()}/", telephone=phone),
        **reference("organisation"),
    }


def website(name: str = "Samskabelse", description: str = "") -> Node:
    """The site, with the address that searches it."""
    search = node(
        "SearchAction",
        target=node("EntryPoint", urlTemplate=f"{root_url()}/soeg/?q={{q}}"),
        **{"query-input": "required name=q"},
    )
    return {
        **node(
            "WebSite",
            name=name,
            url=f"{root_url()}/",
            inLanguage="da",
            description=description,
            publisher=reference("organisation"),
            potentialAction=search,
        ),
        **reference("websted"),
    }


def breadcrumb_list(trail: Iterable[tuple[str, str]]) -> Node:
    """The way from the landing page to the page itself, which comes last."""
    items = [
        node("ListItem", position=place, name=title, item=absolute(url))
        for place, (title, url) in enumerate(trail, start=1)
    ]
    return node("BreadcrumbList", itemListElement=items)


def article(  # noqa: PLR0913  (one keyword for each that schema.org knows)
    *,
    headline: str,
    url: str,
    description: str = "",
    author: str = "",
    published: dt.date | None = None,
    modified: dt.date | None = None,
    about: Sequence[str] = (),
    license_url: str = "",
    part_of: Node | None = None,
    kind: str = "Article",
    **more: Any,
) -> Node:
    """A text with a sender. Where no person is named, that is the organisation."""
    return node(
        kind,
        headline=headline,
        url=absolute(url),
        mainEntityOfPage=absolute(url),
        description=description,
        inLanguage="da",
        author=writers(author),
        publisher=reference("organisation"),
        datePublished=published,
        dateModified=modified,
        about=[node("Thing", name=name) for name in about],
        license=license_url,
        isPartOf=part_of or reference("websted"),
        **more,
    )


def writers(author: str) -> Node | list[Node]:
    if author in {"", EDITORS, PUBLISHER_NAME}:
        return reference("organisation")
    people = [node("Person", name=name) for name in each_author(author)]
    return people if len(people) > 1 else people[0]


def faq_page(questions: Sequence[tuple[str, str]]) -> Node:
    """Questions that the page really answers, each with its answer as text."""
    return node(
        "FAQPage",
        mainEntity=[
            node("Question", name=question, acceptedAnswer=node("Answer", text=answer))
            for question, answer in questions
        ],
    )


def questions_in(streams: Iterable[StreamValue]) -> list[tuple[str, str]]:
    """Return the folded questions of the streams with their answers.

    None where a single title isn't a question: what is folded away is no list of questions then.
    """
    items = [
        item
        for stream in streams
        for block in stream
        if block.block_type == "accordion"
        for item in block.value["items"]
    ]
    if not all(item["title"].rstrip().endswith("?") for item in items):
        return []
    return [(item["title"], get_text_for_indexing(item["text"].source)) for item in items]


def graph(nodes: Sequence[Node]) -> Node:
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def script(nodes: Sequence[Node]) -> SafeString:
    """Return the nodes as the one script of data that stands in a page's head."""
    if not nodes:
        return SafeString("")
    text = json.dumps(graph(nodes), ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  (escaped)
