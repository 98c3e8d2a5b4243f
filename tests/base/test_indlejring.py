"""A page's HTML inside another document."""

import base64

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from samskabelse.base.indlejring import embedded, without_files


@pytest.mark.parametrize(
    ("html", "inside"),
    [
        ("<h2>En</h2><h3>To</h3>", "<h3>En</h3><h4>To</h4>"),
        ("<h6>Nederst</h6>", "<h6>Nederst</h6>"),
        ('<p id="a">x</p>', '<p id="s1-a">x</p>'),
        ('<a href="#a">x</a>', '<a href="#s1-a">x</a>'),
        ('<section aria-labelledby="a b">', '<section aria-labelledby="s1-a s1-b">'),
        ('<a href="/cases/">x</a>', '<a href="[/cases/]">x</a>'),
        ('<p>skriv id="a" og &lt;h2&gt;</p>', '<p>skriv id="a" og &lt;h2&gt;</p>'),
        ('<p title="a > b" id="c">x</p>', '<p title="a > b" id="s1-c">x</p>'),
        ('<li data-id="4">x</li>', '<li data-id="4">x</li>'),
        ("<header>x</header><hr>", "<header>x</header><hr>"),
    ],
)
def test_headings_anchors_and_links_move(html: str, inside: str) -> None:
    assert embedded(html, prefix="s1-", link=lambda address: f"[{address}]") == inside


def picture(name: str) -> str:
    return (
        f'<picture><source srcset="/media/x.avif" type="image/avif">'
        f'<img src="/media/{name}" srcset="/media/y.jpg 800w" alt="Et bord" width="4"></picture>'
    )


def test_photos_come_inside_and_icons_go() -> None:
    name = default_storage.save("images/proeve.jpg", ContentFile(b"jpeg"))
    data = base64.b64encode(b"jpeg").decode()

    icon = '<svg class="ikon" viewBox="0 0 24 24"><path d="M5 12h14" /></svg>'

    html = without_files(f"{icon}{picture(name)}")

    assert html == f'<img src="data:image/jpeg;base64,{data}" alt="Et bord" width="4">'
    default_storage.delete(name)


@pytest.mark.parametrize("name", ["images/findes-ikke.jpg", "../hemmelig.jpg"])
def test_photo_that_can_not_be_read_is_left_out(name: str) -> None:
    assert without_files(f"<p>a</p>{picture(name)}") == "<p>a</p>"


def test_photos_there_is_no_room_for_are_left_out() -> None:
    name = default_storage.save("images/stor.jpg", ContentFile(b"1234567890"))

    html = without_files(picture(name) * 2, most_bytes=15)

    assert html.count("<img") == 1
    default_storage.delete(name)
