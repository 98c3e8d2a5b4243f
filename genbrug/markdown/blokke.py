"""The blocks of a page's body as Markdown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import strip_tags
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText

from samskabelse.base.renditions import SHAPES, picture
from samskabelse.base.tekster import tekst

from .skrift import bullets, escape, line, lines, link, quote, rich

Value = Mapping[str, Any]


def stream(value: StreamValue) -> list[str]:
    """Return what each block of the stream says, in order."""
    return [text for block in value for text in [of_block(block.block_type, block)] if text]


def of_block(kind: str, block: StreamValue.StreamChild) -> str:
    write = BLOCKS.get(kind)
    return write(block.value) if write else other(block)


def other(block: StreamValue.StreamChild) -> str:
    """A block of a kind that is new here says its words, if nothing more."""
    words = (strip_tags(str(text)) for text in block.block.get_searchable_content(block.value))
    return "\n\n".join(line(text) for text in words if text.strip())


def together(parts: Iterable[str], between: str = "\n\n") -> str:
    return between.join(part for part in parts if part)


def bold(text: str) -> str:
    return f"**{escape(text.strip())}**" if text.strip() else ""


def heading(value: Value) -> str:
    return f"## {escape(value['text'])}"


def text(value: RichText) -> str:
    return rich(value.source)


def image(value: Value) -> str:
    """A picture with what it shows; without a rendition only its words are left."""
    shown = value.get("image")
    if not shown:
        return ""
    found = picture(shown, SHAPES["figur"], {"alt": ""})
    credit = tekst("laesning.foto", navn=shown.credit) if shown.credit else ""
    words = escape(value.get("alt") or "")
    caption = together([escape(value.get("caption") or ""), escape(credit)], " ")
    drawn = f"!{link(words, address_of(found))}" if found else words
    return together([drawn, caption and f"*{caption}*"])


def address_of(found: Any) -> str:
    """The picture in the format that everything can read, the widest of it."""
    renditions = found.formats["jpeg"]
    return renditions[-1].url


def quotation(value: Value) -> str:
    who = value.get("attribution")
    return quote(together([lines(value["quote"]), f"— {escape(who)}" if who else ""]))


def titled(value: Value, label: str = "") -> str:
    title = f"{label}: {value['title']}" if label else value["title"]
    return together([f"### {escape(title)}", rich(value["text"].source)])


def exercise(value: Value) -> str:
    return titled(value, tekst("laesning.oevelse"))


def template(value: Value) -> str:
    return titled(value, tekst("laesning.skabelon"))


def accordion(value: Value) -> str:
    return together(titled(item) for item in value["items"])


def table(value: Any) -> str:
    """A table as GitHub writes it; its caption stands above."""
    head = [cell(column["heading"]) for column in value.columns]
    if not head:
        return ""
    drawn = grid([head, *([cell_of(one) for one in row] for row in value.rows)])
    return together([bold(value.caption or ""), drawn])


def grid(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells as a table, below the first of them."""
    head, *rest = rows
    drawn = [head, ["---"] * len(head), *rest]
    return "\n".join(f"| {' | '.join(row)} |" for row in drawn)


def cell_of(bound: Any) -> str:
    value = bound.value
    return piped(rich(value.source)) if isinstance(value, RichText) else cell(str(value or ""))


def cell(words: str) -> str:
    return piped(escape(" ".join(words.split())))


def piped(words: str) -> str:
    """A cell is one line, and a bar in it would end it."""
    return " ".join(words.split()).replace("|", "\\|")


def video(value: Value) -> str:
    title = link(escape(value["title"]), value["address"])
    length = f" ({escape(value['duration'])})" if value.get("duration") else ""
    return together([f"{title}{length}", lines(value.get("summary") or "")])


def document(value: Value) -> str:
    found = value.get("document")
    return link(escape(value.get("title") or found.title), found.url) if found else ""


def call_to_action(value: Any) -> str:
    return together([lines(value.get("text") or ""), link(escape(value["label"]), value.url)])


def points(value: Iterable[str]) -> str:
    return bullets(escape(point) for point in value)


def programme_day(value: Value) -> str:
    rows = []
    for point in value["points"]:
        times = [f"{time:%H.%M}".lstrip("0") for time in (point["start"], point["end"]) if time]
        rows.append(together(["–".join(times), escape(point["text"])], " "))
    return together([f"### {escape(value['title'])}" if value.get("title") else "", bullets(rows)])


def question(value: Value) -> str:
    """A question with its answers. What each is met with is told to those who give it."""
    poles = together([value.get("left_pole") or "", value.get("right_pole") or ""], " – ")
    answers = value.get("steps") or [one["text"] for one in value.get("answers") or []]
    return together(
        [
            f"### {escape(value['question'])}",
            lines(value.get("lead_in") or value.get("hint") or ""),
            line(poles),
            points(answers),
        ]
    )


BLOCKS: dict[str, Callable[[Any], str]] = {
    "heading": heading,
    "text": text,
    "image": image,
    "quote": quotation,
    "facts": titled,
    "exercise": exercise,
    "template": template,
    "table": table,
    "accordion": accordion,
    "video": video,
    "document": document,
    "call_to_action": call_to_action,
    "points": points,
    "day": programme_day,
    "question": question,
}
