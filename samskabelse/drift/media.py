"""Serving uploaded images when there is no proxy in front to do it.

Documents are not served here: their own view knows which collections are private.
"""

from pathlib import Path, PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

FOLDERS = {"images", "original_images"}

# What a browser may show. All else, SVG and HTML among it, is a download without a type.
SHOWN = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".webp": "image/webp",
}

ONE_YEAR = "public, max-age=31536000, immutable"  # renditions are named after their content
ONE_DAY = "public, max-age=86400"


@require_safe
def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    file = _find(path)
    modified = int(file.stat().st_mtime)
    cache = ONE_YEAR if path.startswith("images/") else ONE_DAY
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    response: HttpResponseBase
    if since is not None and since >= modified:
        response = HttpResponseNotModified()
    else:
        kind = SHOWN.get(file.suffix.lower())
        response = FileResponse(
            file.open("rb"),
            as_attachment=kind is None,
            filename=file.name,
            content_type=kind or "application/octet-stream",
        )
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = cache
    return response


def _find(path: str) -> Path:
    """Return the file below one of the open folders, or raise Http404."""
    parts = PurePosixPath(path).parts
    plain = "\\" not in path and "\0" not in path and "//" not in path
    if not plain or len(parts) < 2 or parts[0] not in FOLDERS:
        raise Http404
    if any(part.startswith(".") for part in parts):
        raise Http404
    try:
        root = Path(default_storage.path("")).resolve()
        file = Path(default_storage.path(path)).resolve()
        found = file.is_relative_to(root / parts[0]) and file.is_file()
    except (SuspiciousFileOperation, NotImplementedError, OSError, ValueError) as error:
        raise Http404 from error
    if not found:
        raise Http404
    return file
