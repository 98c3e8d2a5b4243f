#!/usr/bin/env python3
"""Shoot pages of a running site, in three widths, light and dark, into var/skaerm/.

    .venv/bin/python bin/skaermbilleder.py / /cases/ http://127.0.0.1:8001/viden/

An address without a host means the site on PORT (8000). Starts no site itself.
"""
# ruff: noqa: T201  (prints the files it made)

import os
import shutil
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import ConsoleMessage, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "var" / "skaerm"
WIDTHS = [360, 768, 1280]
SITE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/"


def file_name(address: str, width: int, scheme: str) -> str:
    page = urlsplit(address).path.strip("/").replace("/", "-") or "forside"
    return f"{page}-{width}{'-moerk' if scheme == 'dark' else ''}.png"


def tell_error(message: ConsoleMessage) -> None:
    if message.type == "error":
        print(f"  konsol: {message.text}")


def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("Chromium mangler: apt-get install chromium")
    addresses = [urljoin(SITE, page) for page in sys.argv[1:] or ["/"]]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            for width in WIDTHS:
                page = browser.new_page(
                    viewport={"width": width, "height": 900},
                    color_scheme=scheme,
                    reduced_motion="reduce",
                    locale="da-DK",
                )
                page.on("console", tell_error)
                for address in addresses:
                    response = page.goto(address, wait_until="networkidle")
                    path = FOLDER / file_name(address, width, scheme)
                    page.screenshot(path=path, full_page=True)
                    status = response.status if response else "?"
                    wide = page.evaluate("document.documentElement.scrollWidth") > width
                    print(f"{path} ({status}){' RULLER SIDELÆNS' if wide else ''}")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
