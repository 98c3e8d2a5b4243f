"""How long a text takes to read."""

from html import unescape

from django.utils.html import strip_tags
from wagtail.blocks import StreamValue

#: As the reading page tells the visitor.
WORDS_PER_MINUTE = 200


def word_count(body: StreamValue) -> int:
    """Count the words that the stream's blocks show."""
    texts = body.stream_block.get_searchable_content(body)
    return sum(len(unescape(strip_tags(str(text))).split()) for text in texts)


def reading_minutes(words: int) -> int:
    """Return whole minutes, at least one."""
    return max(1, round(words / WORDS_PER_MINUTE))
