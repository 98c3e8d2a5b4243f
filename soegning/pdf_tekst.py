"""``python -m soegning.pdf_tekst LIMIT``: write the text of the PDF on standard input.

A process of its own, with limits on memory and time, and without Django: whatever the file does to
it, the worker goes on.
"""

import io
import resource
import sys

from pypdf import PdfReader

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 25
MOST_PAGES = 400


def text_of(content: bytes, limit: int) -> str:
    found: list[str] = []
    length = 0
    for page in PdfReader(io.BytesIO(content)).pages[:MOST_PAGES]:
        text = page.extract_text()
        # A word that the line broke is one word.
        found.append(text.replace("-\n", "").replace("\u00ad", ""))
        length += len(text)
        if length >= limit:
            break
    return "\n".join(found)[:limit]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    text = text_of(sys.stdin.buffer.read(), int(sys.argv[1]))
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
