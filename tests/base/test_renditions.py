"""Pictures: in three formats, cut around what matters, and never made while a visitor waits."""

import io

import pytest
from bs4 import Tag
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image, ImageDraw
from wagtail.images.models import Filter

from artikler.models import ArtikelPage
from samskabelse.base import renditions
from samskabelse.base.models import Billede, Billedudgave
from samskabelse.base.renditions import SPECS, make_missing
from tests import factories
from tests.pages import query_count, soup_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def photo(title: str = "Borde i en hal", size: tuple[int, int] = (2400, 1600), **fields) -> Billede:
    """Store a photo: a sky, with something red far to the left."""
    drawn = Image.linear_gradient("L").resize(size).convert("RGB")
    ImageDraw.Draw(drawn).rectangle((0, 0, size[0] // 6, size[1]), fill="#d01010")
    file = io.BytesIO()
    drawn.save(file, "JPEG")
    return Billede.objects.create(
        title=title, file=ContentFile(file.getvalue(), "foto.jpg"), **fields
    )


@pytest.fixture(autouse=True)
def _clean_slate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renditions, "_given_up", set())


@pytest.fixture
def few_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make but one shape, where the others would only take time."""
    monkeypatch.setattr(renditions, "SPECS", tuple(renditions.SHAPES["kort"].specs))


def make_all() -> None:
    while make_missing(seconds=60):
        pass


def article_with(image: Billede, tree: factories.Tree | None = None) -> ArtikelPage:
    body = [{"type": "image", "value": {"image": image.pk, "alt": "To borde", "caption": "Hallen"}}]
    return factories.artikel(tree or factories.empty_site(), image=image, body=body)


def formats(picture: Tag) -> list[str]:
    return [source["type"] for source in picture.find_all("source")]


def widths(srcset: str) -> list[str]:
    return [part.split()[1] for part in srcset.split(",")]


def test_photo_comes_in_three_formats_and_every_width(client: Client) -> None:
    image = photo(credit="Åse Ærlig")
    page = article_with(image)
    make_all()

    pictures = soup_of(client, page.url).main.find_all("picture")

    top, figure = pictures
    assert formats(top) == formats(figure) == ["image/avif", "image/webp"]
    assert [widths(s["srcset"]) for s in figure.find_all("source")] == [
        ["480w", "800w", "1280w"]
    ] * 2
    assert widths(figure.img["srcset"]) == ["480w", "800w", "1280w"]
    assert figure.img["src"].endswith(".jpg")
    assert (int(figure.img["width"]), int(figure.img["height"])) == (480, 320)
    assert "100vw" in figure.img["sizes"]
    assert figure.img["alt"] == "To borde"
    assert top.img["alt"] == ""
    assert figure.find_parent("figure").figcaption.get_text() == "Hallen Foto: Åse Ærlig"


def test_only_what_is_below_the_fold_waits(client: Client) -> None:
    page = article_with(photo(size=(1400, 900)))
    make_all()

    top, figure = soup_of(client, page.url).main.find_all("img")

    assert "loading" not in top.attrs
    assert figure["loading"] == "lazy"


def test_cards_show_the_photo_and_list_costs_no_more(client: Client, few_shapes: None) -> None:
    tree = factories.empty_site()
    for number in range(2):
        factories.artikel(tree, f"Artikel {number}", image=photo(size=(1000, 600)))
    make_all()
    before = query_count(client, tree.artikler.url)

    for number in range(2, 6):
        factories.artikel(tree, f"Artikel {number}", image=photo(size=(1000, 600)))
    make_all()

    assert query_count(client, tree.artikler.url) <= before
    images = soup_of(client, tree.artikler.url).main.select("article picture img")
    assert len(images) == 6
    assert {image["loading"] for image in images} == {"lazy"}


def test_no_visitor_makes_a_rendition(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("A rendition was made in a visitor's request.")

    tree = factories.empty_site()
    page = article_with(photo(size=(1000, 600)), tree)
    before = Billedudgave.objects.count()
    monkeypatch.setattr(Billede, "generate_rendition_file", refuse)

    for address in (page.url, tree.artikler.url, tree.viden.url):
        assert soup_of(client, address).main.find("svg", class_="omslag")

    assert Billedudgave.objects.count() == before


def test_photo_in_a_text_is_there_from_the_upload_on(client: Client) -> None:
    page = article_with(photo(size=(1000, 600)))

    main = soup_of(client, page.url).main

    assert main.find("figure").find_all("source") == []
    assert widths(main.find("figure").img["srcset"]) == ["480w", "800w", "1000w"]
    assert main.find("svg", class_="omslag")


def test_photo_is_cut_around_its_focal_point() -> None:
    focus = {"focal_point_width": 200, "focal_point_height": 200}
    left = photo(focal_point_x=100, focal_point_y=100, **focus)
    right = photo(focal_point_x=2300, focal_point_y=100, **focus)

    reds = []
    for image in (left, right):
        with image.get_rendition("fill-600x800|format-jpeg").file.open() as file:
            reds.append(Image.open(file).convert("RGB").getpixel((20, 400))[0])

    assert reds[0] > 180 > reds[1]


def test_moved_focal_point_has_the_photo_cut_again(few_shapes: None) -> None:
    image = photo(size=(1400, 900))
    make_all()
    cut = image.renditions.filter(filter_spec__startswith="fill-480x270")
    old = set(cut.values_list("pk", flat=True))

    image.focal_point_x, image.focal_point_y = 100, 100
    image.focal_point_width = image.focal_point_height = 50
    image.save()
    make_all()

    now = set(cut.values_list("pk", flat=True))
    assert len(now) == len(old) == 3
    assert not now & old


def test_change_of_title_leaves_the_photos_files(few_shapes: None) -> None:
    image = photo(size=(1000, 600))
    make_all()
    before = set(image.renditions.values_list("pk", flat=True))

    image.title = "Et andet navn"
    image.save()

    assert set(image.renditions.values_list("pk", flat=True)) == before


def test_small_photo_is_named_once_a_width(client: Client) -> None:
    page = article_with(photo(size=(600, 400)))
    make_all()

    figure = soup_of(client, page.url).main.find("figure")

    assert widths(figure.img["srcset"]) == ["480w", "600w"]


def test_worker_stops_when_its_time_is_spent_and_goes_on_later() -> None:
    image = photo(size=(1000, 600))
    before = image.renditions.count()

    assert make_missing(seconds=0) == 1
    assert make_missing(seconds=0) == 1

    assert image.renditions.count() == before + 2


def test_photo_that_cannot_be_read_is_given_up_and_stops_no_other(few_shapes: None) -> None:
    good = photo(size=(1000, 600))
    broken = photo(size=(1000, 600))
    with broken.file.storage.open(broken.file.name, "wb") as file:
        file.write(b"not a photo")

    assert make_missing(seconds=60) == len(renditions.SPECS)
    assert make_missing(seconds=60) == 0
    assert good.renditions.filter(filter_spec__in=renditions.SPECS).count() == len(renditions.SPECS)


def test_upload_does_not_fail_where_the_photo_cannot_be_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*args: object) -> None:
        raise OSError("broken data stream")

    monkeypatch.setattr(Billede, "generate_rendition_file", refuse)

    assert photo(size=(1000, 600)).renditions.count() == 0


def test_every_spec_is_one_that_wagtail_knows() -> None:
    for spec in SPECS:
        assert Filter(spec=spec).operations
