"""From the content files' Markdown to the blocks that editors work with.

``## `` becomes a heading block, tables table blocks, ``:::citat``, ``:::fakta``,
``:::oevelse`` and ``:::skabelon`` (up to a line of ``:::``) boxes; what lies between becomes
text blocks.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

Block = dict[str, Any]
#: Takes an address of the site (``/viden/…``) and returns the id of its page, or None.
PageFinder = Callable[[str], int | None]

BOX = re.compile(r"^:::(?P<kind>\w+)[ ]*(?P<title>.*?)\n(?P<text>.*?)\n:::[ ]*$", re.M | re.S)
BOX_BLOCKS = {"fakta": "facts", "oevelse": "exercise", "skabelon": "template"}
TAGS = {"strong": "b", "em": "i"}

parser = MarkdownIt("commonmark", {"html": False}).enable("table")


def to_blocks(markdown: str, find_page: PageFinder) -> list[Block]:
    """Return the raw value of a `BodyBlock`."""
    blocks: list[Block] = []
    position = 0
    for box in BOX.finditer(markdown):
        blocks += _flow(markdown[position : box.start()], find_page)
        blocks.append(_box(box["kind"], box["title"].strip(), box["text"].strip(), find_page))
        position = box.end()
    return blocks + _flow(markdown[position:], find_page)


def to_html(markdown: str, find_page: PageFinder) -> str:
    """Return rich text as Wagtail stores it."""
    return _render(parser.parse(markdown), find_page)


def _box(kind: str, title: str, text: str, find_page: PageFinder) -> Block:
    if kind == "citat":
        return {"type": "quote", "value": {"quote": " ".join(text.split()), "attribution": ""}}
    value = {"title": title, "text": to_html(text, find_page)}
    return {"type": BOX_BLOCKS[kind], "value": value}


def _flow(markdown: str, find_page: PageFinder) -> list[Block]:
    blocks: list[Block] = []
    waiting: list[Token] = []

    def flush() -> None:
        if waiting:
            blocks.append({"type": "text", "value": _render(waiting, find_page)})
            waiting.clear()

    for tokens in _top_level(parser.parse(markdown)):
        if tokens[0].type == "heading_open" and tokens[0].tag == "h2":
            flush()
            blocks.append({"type": "heading", "value": {"text": tokens[1].content}})
        elif tokens[0].type == "table_open":
            flush()
            blocks.append({"type": "table", "value": _table(tokens)})
        else:
            waiting += tokens
    flush()
    return blocks


def _top_level(tokens: list[Token]) -> list[list[Token]]:
    """Group the flat list of tokens by the elements at the outermost level."""
    groups: list[list[Token]] = []
    for token in tokens:
        if token.level == 0 and token.nesting >= 0:
            groups.append([])
        groups[-1].append(token)
    return groups


def _table(tokens: list[Token]) -> dict[str, Any]:
    """Return the raw value of a typed table, each column as formatted text."""
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inline(token, lambda address: None))
    head, *body = rows
    return {
        "columns": [{"type": "rich_text", "heading": _plain(cell)} for cell in head],
        "rows": [{"values": [f"<p>{cell}</p>" for cell in row]} for row in body],
        "caption": "",
    }


def _plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def _render(tokens: list[Token], find_page: PageFinder) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.hidden:
            continue
        if token.type == "inline":
            parts.append(_inline(token, find_page))
        elif token.nesting == 1:
            parts.append(f"<{token.tag}>")
        elif token.nesting == -1:
            parts.append(f"</{token.tag}>")
    html = "".join(parts)
    # Wagtail's rich text keeps items of lists and quotes free of paragraphs.
    html = re.sub(r"<li><p>(.*?)</p></li>", r"<li>\1</li>", html, flags=re.S)
    return re.sub(r"<blockquote><p>(.*?)</p></blockquote>", r"<blockquote>\1</blockquote>", html)


def _inline(token: Token, find_page: PageFinder) -> str:
    parts: list[str] = []
    for child in token.children or []:
        if child.type == "text":
            parts.append(escape(child.content, quote=False))
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "link_open":
            parts.append(_link(str(child.attrs["href"]), find_page))
        elif child.type == "link_close":
            parts.append("</a>")
        elif child.nesting and child.tag in TAGS:
            tag = TAGS[child.tag]
            parts.append(f"<{tag}>" if child.nesting == 1 else f"</{tag}>")
        else:
            raise ValueError(f"No block can hold {child.type}")
    return "".join(parts)


def _link(address: str, find_page: PageFinder) -> str:
    if not address.startswith("/"):
        return f'<a href="{escape(address)}">'
    page_id = find_page(address)
    if page_id is None:
        raise ValueError(f"No page at {address}")
    return f'<a linktype="page" id="{page_id}">'
