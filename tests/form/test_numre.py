"""Numbers in addresses and values are written plainly: »1.234« is no row's number."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEY = re.compile(r"=[\"'][^\"']*{{ [\w.]+\.(?:pk|id) }}")


def test_no_template_writes_a_key_with_a_thousand_separator() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in (ROOT / "templates").rglob("*.html")
        for match in KEY.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []
