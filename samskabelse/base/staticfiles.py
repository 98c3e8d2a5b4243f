"""One stylesheet and one script in production, without a build step.

`collectstatic` follows the imports of the entry files, puts everything into one file each and
makes it small. After that Django hashes the names and WhiteNoise compresses, as always.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "css/site.css"
SCRIPT = "js/site.js"

_STRING = r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_STRING_OR_COMMENT = re.compile(_STRING + r"|/\*.*?\*/", re.DOTALL)
_IMPORT = re.compile(
    r"""@import\s+url\(\s*["']?(?P<path>[^"')]+)["']?\s*\)"""
    r"""(?:\s+layer\((?P<layer>[^)]+)\))?(?P<media>[^;]*);"""
)
_URL = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<path>[^"')]+)(?P=quote)\s*\)""")
_SCRIPT_IMPORT = re.compile(
    r"""^import\s+(?P<name>\w+)\s+from\s+["'](?P<path>\.[^"']+)["'];\n""", re.MULTILINE
)

Read = Callable[[str], str]


class FlatteningStorage(CompressedManifestStaticFilesStorage):
    """Serves the entry files whole; leaves every other file to the parent."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        if not dry_run:
            paths = self._flattened(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def stored_name(self, name: str) -> str:
        """Return the hashed name. A file that is missing must not break an error page too."""
        try:
            return super().stored_name(name)
        except ValueError:
            return name

    def _flattened(self, paths: dict[str, Any]) -> dict[str, Any]:
        """Return the paths with flat entry files and without what went into them."""
        flat = dict(paths)
        for entry, flatten in ((STYLESHEET, flatten_css), (SCRIPT, flatten_js)):
            if entry not in paths:
                continue
            taken: set[str] = set()

            def read(name: str, taken: set[str] = taken) -> str:
                storage, path = paths[name]
                taken.add(name)
                with storage.open(path) as file:
                    return file.read().decode("utf-8")

            flat[entry] = (_Ready(flatten(entry, read)), entry)
            for name in taken - {entry}:
                del flat[name]
                self.delete(name)
        return flat


class _Ready(StaticFilesStorage):
    """A storage of one file that is already in memory."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def open(self, name: str, mode: str = "rb") -> File:
        return ContentFile(self.text.encode("utf-8"), name=name)


def flatten_css(entry: str, read: Read) -> str:
    """Return the sheet with its imports in place, each in its layer and medium, made small."""

    def put_in(match: re.Match[str]) -> str:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(entry), match["path"]))
        css = _moved(_without_comments(read(name)), name, entry)
        if match["layer"]:
            css = f"@layer {match['layer']} {{{css}}}"
        medium = match["media"].strip()
        return f"@media {medium} {{{css}}}" if medium else css

    return minified_css(_IMPORT.sub(put_in, _without_comments(read(entry))))


def _moved(css: str, source: str, target: str) -> str:
    """Return the CSS with relative addresses that hold from the target's folder."""

    def moved(match: re.Match[str]) -> str:
        path = match["path"]
        if re.match(r"[a-z]+:|/|#", path):
            return match[0]
        full = posixpath.join(posixpath.dirname(source), path)
        relative = posixpath.relpath(full, posixpath.dirname(target))
        return f'url("{relative}")'

    return _URL.sub(moved, css)


def _without_comments(css: str) -> str:
    return _STRING_OR_COMMENT.sub(lambda match: match[1] or "", css)


def minified_css(css: str) -> str:
    """Return the CSS without comments and needless white space. Strings stay untouched."""
    parts = re.split(_STRING, _without_comments(css))
    for place in range(0, len(parts), 2):
        part = re.sub(r"\s+", " ", parts[place])
        # Not around + - * ( ): calc() and selectors need their spaces there.
        part = re.sub(r" ?([{};,]) ?", r"\1", part)
        part = re.sub(r"(?<=[a-z-]): ", ":", part)
        parts[place] = part.replace(";}", "}")
    return "".join(parts).strip() + "\n"


def flatten_js(entry: str, read: Read) -> str:
    """Return the script with `import name from "./x.js";` replaced by the module itself.

    A module here exports one default function and imports nothing; `import()` stays as it is.
    """

    def put_in(match: re.Match[str]) -> str:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(entry), match["path"]))
        body = _without_line_comments(read(name)).replace("export default ", "return ", 1)
        return f"const {match['name']} = (() => {{\n{body}}})();\n"

    return _without_line_comments(_SCRIPT_IMPORT.sub(put_in, read(entry)))


def _without_line_comments(script: str) -> str:
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"
