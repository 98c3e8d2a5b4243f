"""Plain text and rich text as Markdown (CommonMark, with GitHub's tables)."""

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from wagtail.rich_text import expand_db_html

from samskabelse.base.adresser import absolute

#: What means something in the middle of a line.
ANYWHERE = re.compile(r"([\\`*\[\]<])")
#: An underscore inside a word means nothing.
UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
ENTITY = re.compile(r"&(?=#?\w+;)")
#: What means something where a line begins: headings, quotes, lists, rules.
BEGINNING = re.compile(r"^([#>+=~|-]|\d{1,9}(?=[.)]))", re.MULTILINE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
#: Brackets and blanks would end an address.
PLAIN_ADDRESS = re.compile(r"[^\s()<>]*")

HEADINGS = {"h2": "##", "h3": "###", "h4": "####"}
INLINE = {"b": "**", "strong": "**", "i": "*", "em": "*"}


def escape(text: str) -> str:
    """Return text whose signs are only signs; white space is folded."""
    text = " ".join(CONTROL.sub("", text).split(" "))
    text = ENTITY.sub(r"\\&", ANYWHERE.sub(r"\\\1", text))
    return UNDERSCORE.sub(r"\\_", text)


def line(text: str) -> str:
    """Return plain text as one line that begins a block."""
    return protect(escape(" ".join(text.split())))


def lines(text: str) -> str:
    """Return plain text in which line breaks mean something."""
    rows = [line(row) for row in text.splitlines() if row.strip()]
    return "  \n".join(rows)


def protect(text: str) -> str:
    """Keep the beginning of a block from being a list, a heading or a quote."""
    return BEGINNING.sub(lambda found: mark(found[1]), text)


def mark(beginning: str) -> str:
    """A digit can't be escaped, but the point that makes it a list can."""
    return f"{beginning}\\" if beginning.isdigit() else f"\\{beginning}"


def link(text: str, address: str) -> str:
    """Return a link with the whole address, or the text alone where there is none."""
    if not address:
        return text
    whole = absolute(address)
    if not PLAIN_ADDRESS.fullmatch(whole):
        whole = "<" + re.sub(r"[<>\s]", lambda sign: f"%{ord(sign[0]):02X}", whole) + ">"
    return f"[{text}]({whole})"


def bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {indent(item)}" for item in items if item)


def quote(text: str) -> str:
    return "\n".join(f"> {row}".rstrip() for row in text.splitlines())


def indent(text: str, width: int = 2) -> str:
    """Move all lines but the first, so that they belong to the item before them."""
    return text.replace("\n", "\n" + " " * width)


def rich(html: str) -> str:
    """Return rich text as it is stored; its links lead to the pages' whole addresses."""
    return from_html(expand_db_html(html))


def from_html(html: str) -> str:
    return "\n\n".join(blocks_of(BeautifulSoup(html, "html.parser")))


def blocks_of(parent: Tag) -> list[str]:
    """Return each block below the element; loose text between blocks is a paragraph."""
    found: list[str] = []
    loose: list[PageElement] = []

    def paragraph() -> None:
        text = inline(loose)
        loose.clear()
        if text:
            found.append(protect(text))

    for child in parent.children:
        if isinstance(child, Tag) and child.name in BLOCKS:
            paragraph()
            found.append(BLOCKS[child.name](child))
        else:
            loose.append(child)
    paragraph()
    return [text for text in found if text]


def inline(elements: Iterable[PageElement]) -> str:
    text = "".join(inline_one(element) for element in elements)
    text = re.sub(r"[ \t\r\n\xa0]*\n", "\n", text.replace("  \n", "\0"))
    return re.sub(r"[ \t\n]+", " ", text).replace("\0", "  \n").strip()


def inline_one(element: PageElement) -> str:
    if isinstance(element, NavigableString):
        return escape(str(element)) if type(element) is NavigableString else ""
    if not isinstance(element, Tag):
        return ""
    if element.name == "br":
        return "  \n"
    text = inline_with_edges(element)
    if element.name == "a":
        return around(text, lambda words: link(words, str(element.get("href") or "")))
    sign = INLINE.get(element.name, "")
    return around(text, lambda words: f"{sign}{words}{sign}") if sign else text


def inline_with_edges(element: Tag) -> str:
    """The text with the blanks at its ends, which belong outside the signs around it."""
    return re.sub(r"[ \t\n]+", " ", "".join(inline_one(child) for child in element.children))


def around(text: str, put) -> str:
    """Put signs around the words, not around the blanks beside them, and around no nothing."""
    words = text.strip()
    if not words:
        return text
    start = text[: len(text) - len(text.lstrip())]
    end = text[len(text.rstrip()) :]
    return f"{start}{put(words)}{end}"


def heading(element: Tag) -> str:
    text = inline(element.children).replace("  \n", " ")
    return f"{HEADINGS[element.name]} {text}" if text else ""


def list_of(element: Tag) -> str:
    rows = []
    for number, item in enumerate(element.find_all("li", recursive=False), start=1):
        sign = f"{number}." if element.name == "ol" else "-"
        rows.append(f"{sign} {indent(item_of(item), len(sign) + 1)}")
    return "\n".join(rows)


def item_of(item: Tag) -> str:
    """An item is a line, and below it the lists that it holds."""
    return "\n".join(blocks_of(item))


BLOCKS = {
    "p": lambda element: protect(inline(element.children)),
    "div": lambda element: "\n\n".join(blocks_of(element)),
    "blockquote": lambda element: quote("\n\n".join(blocks_of(element))),
    "hr": lambda _element: "---",
    "ul": list_of,
    "ol": list_of,
    **dict.fromkeys(HEADINGS, heading),
}
