"""Uploaded files are shown only when they are images or PDF, and only from the open folders."""

from pathlib import Path

import pytest
from django.conf import settings

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.drift.urls")]


@pytest.fixture(autouse=True)
def files():
    root = Path(settings.MEDIA_ROOT)
    for name in (
        "images/a.png",
        "images/a.svg",
        "images/a.html",
        "images/.skjult.png",
        "original_images/b.jpg",
        "documents/c.pdf",
        "d.png",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"<script>alert(1)</script>")
    (root.parent / "secret_key").write_text("hemmelig")
    return root


@pytest.mark.parametrize(
    ("path", "kind"), [("images/a.png", "image/png"), ("original_images/b.jpg", "image/jpeg")]
)
def test_images_are_shown(client, path, kind):
    response = client.get(f"/media/{path}")

    assert response.status_code == 200
    assert response["Content-Type"] == kind
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.get("Content-Disposition", "").startswith("attachment")


def test_renditions_are_kept_for_long(client):
    response = client.get("/media/images/a.png")

    assert "max-age=31536000" in response["Cache-Control"]
    since = response["Last-Modified"]
    assert (
        client.get("/media/images/a.png", headers={"if-modified-since": since}).status_code == 304
    )


@pytest.mark.parametrize("path", ["images/a.svg", "images/a.html"])
def test_what_could_hold_script_is_a_download(client, path):
    response = client.get(f"/media/{path}")

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "path",
    [
        "documents/c.pdf",
        "d.png",
        "images/",
        "images/.skjult.png",
        "../secret_key",
        "images/../documents/c.pdf",
        "images/../../secret_key",
        "images/%2e%2e/%2e%2e/secret_key",
        "images/..%2f..%2fsecret_key",
        "images/%252e%252e/secret_key",
        "images\\..\\..\\secret_key",
        "images//etc/passwd",
        "/etc/passwd",
        "images/" + "a" * 5000,
    ],
)
def test_nothing_else_is_served(client, path):
    response = client.get(f"/media/{path}")

    assert response.status_code in {400, 404}
    assert "hemmelig" not in response.text


def test_a_link_out_of_the_folder_is_not_followed(client, files):
    link = files / "images" / "link.png"
    link.unlink(missing_ok=True)
    link.symlink_to(files / "documents" / "c.pdf")

    assert client.get("/media/images/link.png").status_code == 404
