"""The drawings: the same every time, small, well-formed, and coloured by the stylesheet alone."""

import gzip
import io
import subprocess
import sys
from itertools import pairwise, product
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageFont

from veje.tegninger import MOTIFS, braid_svg, cover_svg, logo_svg, motif_svg, share_image
from veje.tegninger.deling import FONT
from veje.tegninger.fletning import crossings
from veje.tegninger.geometri import fit, path_data
from veje.tegninger.omslag import COMPOSITIONS, SIZES, Laerred, Terning

pytestmark = pytest.mark.one_database

SEEDS = range(40)
VEJE = [[], [1], [5, 8, 7], [10, 2], list(range(1, 11))]
LONG_TITLE = (
    "Medarbejderrepræsentantskabets samskabelsesworkshops i hverdagen og alt det andet " * 4
)


def every_svg():
    yield "fletning", braid_svg()
    yield "logo", logo_svg()
    for number in MOTIFS:
        yield f"motiv {number}", motif_svg(number, alt="En streg & en <cirkel>")
    for seed, veje, ratio in product(range(8), VEJE[:3], SIZES):
        yield f"omslag {seed} {veje} {ratio}", cover_svg(veje, seed, ratio=ratio)


@pytest.mark.parametrize(("name", "svg"), list(every_svg()))
def test_svg_is_well_formed_and_takes_its_colours_from_the_stylesheet(name, svg):
    root = ElementTree.fromstring(svg)  # noqa: S314  (our own drawing)

    assert root.tag == "svg"
    assert "style" not in svg
    assert "#" not in svg
    assert "nan" not in svg


@pytest.mark.parametrize("number", range(1, 11))
def test_braid_has_all_ten_threads(number):
    assert f'class="traad traad--{number}"' in braid_svg()


@pytest.mark.parametrize("number", range(1, 11))
def test_every_thread_of_the_braid_goes_over_and_under_in_turn(number):
    turns = [over == number for _, over, under in crossings() if number in (over, under)]

    assert len(turns) >= 8
    assert all(one != next_one for one, next_one in pairwise(turns))


def test_drawings_keep_within_their_size():
    assert len(braid_svg()) < 6500
    assert len(gzip.compress(braid_svg().encode())) < 2048
    assert len(logo_svg()) < 900
    assert all(len(motif_svg(number)) < 700 for number in MOTIFS)
    for seed, veje in product(range(200), ([3], [4, 9, 1])):
        assert len(cover_svg(veje, seed)) < 2000
        assert len(cover_svg(veje, seed, ratio="wide")) < 2800


def test_decorative_drawings_are_silent():
    for svg in (braid_svg(), logo_svg(), motif_svg(1), cover_svg([1], 1)):
        assert 'aria-hidden="true"' in svg


def test_motif_with_alt_is_an_image_with_an_escaped_name():
    svg = motif_svg(2, alt='<script>"&')

    root = ElementTree.fromstring(svg)  # noqa: S314  (our own drawing)

    assert "<script>" not in svg
    assert root.get("role") == "img"
    assert root.findtext("title") == '<script>"&'
    assert root.get("aria-hidden") is None


def test_motif_class_name_is_escaped():
    assert '"><' not in motif_svg(1, class_name='x"><b>').split("viewBox")[0]


@pytest.mark.parametrize("number", [0, 11, -1])
def test_unknown_motif_is_refused(number):
    with pytest.raises(ValueError, match="No motif"):
        motif_svg(number)


def test_pages_get_covers_of_their_own():
    for ratio in SIZES:
        assert len({cover_svg([1, 2], seed, ratio=ratio) for seed in SEEDS}) == len(SEEDS)


def test_forty_pages_show_every_composition():
    assert {Terning(seed).one_of(COMPOSITIONS) for seed in SEEDS} == set(COMPOSITIONS)


def test_cover_uses_the_threads_of_its_veje_and_no_others():
    for seed in SEEDS:
        svg = cover_svg([4, 9], seed)
        used = {name for n in range(11) if f'"traad {(name := f"traad--{n}")}"' in svg}
        assert "traad--4" in used or "traad--9" in used
        assert used <= {"traad--4", "traad--9"}


def test_cover_without_veje_is_neutral():
    assert all("traad--0" in cover_svg([], seed) for seed in SEEDS)


@pytest.mark.parametrize("compose", COMPOSITIONS)
@pytest.mark.parametrize("size", [*SIZES.values(), (1600, 288)])
@pytest.mark.parametrize("veje", VEJE)
def test_every_composition_can_be_drawn_in_every_shape(compose, size, veje):
    strokes = compose(Laerred(size, Terning("x"), veje[:5]))

    assert strokes
    assert all(stroke.width > 0 and len(stroke.curve) % 3 == 1 for stroke in strokes)


def test_drawings_are_the_same_in_another_process():
    code = (
        "from veje.tegninger import *; from hashlib import sha256;"
        "print(sha256((braid_svg() + cover_svg([1, 5], 'side-7')).encode()).hexdigest())"
    )
    runs = {
        subprocess.run(  # noqa: S603  (our own code, given above)
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(runs) == 1


def test_a_fitted_path_may_run_in_every_direction():
    curve = fit(lambda t: (-(t**2), 100 - t), 0, 20)

    data = path_data(curve)

    assert data.startswith("M0 100c")
    assert "  " not in data


@pytest.mark.parametrize("seed", [1, 3, 22])
@pytest.mark.parametrize(
    ("title", "kicker"),
    [("Skynd dig ikke", "Case"), (LONG_TITLE, "En lang kicker " * 9), ("", ""), ("Æ" * 90, "Ø")],
)
def test_share_image_is_a_small_png_of_the_right_size(seed, title, kicker):
    data = share_image(title, kicker, [seed + 1, 2], seed)

    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(data) < 80_000


def test_share_image_is_the_same_every_time():
    assert share_image("Æble", "Case", [1], 3) == share_image("Æble", "Case", [1], 3)


@pytest.mark.parametrize("letter", "æøåÆØÅéüö»«…–·€")
def test_the_share_font_has_the_letters_of_danish(letter):
    font = ImageFont.truetype(str(FONT), 40)

    missing = font.getmask("\ue000")
    drawn = font.getmask(letter)

    assert (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))
