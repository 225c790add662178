import os
import struct
import subprocess
import sys

import numpy as np
import pytest
from pictures import encoded
from PIL import Image

from nnviz.core import NNVizError
from nnviz.data import as_vector, read_image
from nnviz.data.drawing import drawn_pictures
from nnviz.data.drawing.strokes import FORMS
from nnviz.data.preprocessing import read_grey


def seven(size: tuple[int, int] = (90, 120)) -> Image.Image:
    image = Image.new("L", size, 240)
    image.paste(20, (25, 20, 65, 30))
    image.paste(20, (53, 30, 63, 100))
    return image


@pytest.mark.parametrize("kind", ["PNG", "BMP", "GIF", "JPEG", "WEBP"])
@pytest.mark.parametrize("mode", ["L", "RGB", "P", "1", "RGBA", "LA", "CMYK", "I;16"])
def test_every_format_and_mode_gives_the_same_picture(kind, mode):
    holds = {
        "PNG": {"L", "RGB", "P", "1", "RGBA", "LA", "I;16"},
        "BMP": {"L", "RGB", "P", "1"},
        "GIF": {"L", "P", "1"},
        "JPEG": {"L", "RGB", "CMYK"},
        "WEBP": {"L", "RGB", "RGBA"},
    }
    image = seven()
    plain = read_image(encoded(image)).image
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    else:
        image = image.convert(mode)
    if mode not in holds[kind]:
        image = image.convert("RGB") if mode != "I;16" else seven()
    assert np.abs(read_image(encoded(image, kind)).image - plain).mean() < 0.01


def test_grey_values_are_exact():
    values = np.arange(256, dtype=np.uint8).reshape(16, 16)
    for image in (
        Image.fromarray(values),
        Image.merge("RGB", [Image.fromarray(values)] * 3),
        Image.merge("RGBA", [*[Image.fromarray(values)] * 3, Image.new("L", (16, 16), 255)]),
    ):
        np.testing.assert_array_equal(read_grey(encoded(image)), values / 255)


def test_a_file_of_an_mnist_digit_passes_bit_for_bit(digits, write):
    for index, mode in ((8600, "L"), (8601, "RGB"), (8602, "RGBA")):
        image = Image.fromarray(digits.images[index]).convert(mode)
        fitted = read_image(write(f"{mode}.png", encoded(image)))
        assert fitted.unchanged
        assert fitted.image.tobytes() == (digits.images[index] / 255).tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photo_is_read_upright(orientation):
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = seven()
    stored = image.transpose(undo[orientation]) if orientation in undo else image
    exif = Image.Exif()
    exif[0x0112] = orientation
    grey = read_grey(encoded(stored, "JPEG", exif=exif, quality=95))
    assert grey.shape == (120, 90)
    assert np.abs(grey - np.asarray(image) / 255).mean() < 0.01


def transparent(ink: int, *, solid: bool) -> Image.Image:
    """A 7 on a transparent ground, or a picture with round corners cut off."""
    grey = np.asarray(seven())
    if solid:
        rows, columns = np.mgrid[:120, :90]
        alpha = np.where(np.hypot(rows - 59.5, columns - 44.5) < 68, 255, 0)
        value = grey if ink == 0 else 255 - grey
    else:
        alpha = np.where(grey < 128, 255, 0)
        value = np.full(grey.shape, ink)
    return Image.merge("LA", [Image.fromarray(a.astype(np.uint8)) for a in (value, alpha)])


@pytest.mark.parametrize("ink", [0, 255])
@pytest.mark.parametrize("solid", [False, True])
def test_transparent_parts_become_paper(ink, solid):
    fitted = read_image(encoded(transparent(ink, solid=solid)))
    assert fitted.light_ink == (ink == 255)
    plain = read_image(encoded(seven())).image
    assert np.abs(fitted.image - plain).mean() < 0.01


def test_a_large_photo_is_reduced_in_strips_like_a_small_one():
    large = seven().resize((2700, 3600), Image.Resampling.NEAREST)
    fitted = read_image(encoded(large))
    assert fitted.source.shape == (1024, 768)
    assert np.abs(fitted.image - read_image(encoded(seven())).image).mean() < 0.01


def test_an_animation_gives_its_first_picture():
    frames = [seven(), Image.new("L", (90, 120), 240)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert np.abs(read_image(data).image - read_image(encoded(seven())).image).mean() < 0.01


def test_errors_name_the_file(write):
    path = write("notes.png", b"words, not pixels")
    with pytest.raises(NNVizError, match=r"notes\.png is none of these"):
        read_image(path)
    with pytest.raises(NNVizError, match=r"blank\.png.*blank"):
        read_image(write("blank.png", encoded(Image.new("L", (50, 50), 200))))


def test_drawn_pictures_are_read_right(network):
    """A hundred drawings go the whole way; `nnviz evaluate --drawn` prints the figure."""
    right, total = 0, 120
    labels, kinds = set(), set()
    for picture in drawn_pictures(total, seed=11):
        labels.add(picture.label)
        kinds.add(picture.traits[-1])
        image = read_image(picture.data).image
        right += network.forward(as_vector(image)).prediction == picture.label
    assert labels == set(range(10))
    assert kinds == {"PNG", "JPEG", "WEBP", "BMP", "GIF"}
    assert right / total >= 0.94


def test_drawings_are_the_same_for_the_same_seed_and_never_twice_the_same():
    first, again = (list(drawn_pictures(20, seed=3)) for _ in range(2))
    assert first == again
    assert len({picture.data for picture in first}) == 20
    assert list(drawn_pictures(20, seed=4)) != first


def test_strokes_stay_in_the_unit_square():
    assert len(FORMS) == 10
    for forms in FORMS:
        for form in forms:
            points = np.concatenate([np.array(curve) for curve in form])
            assert points.min() >= 0
            assert points.max() <= 1
            assert np.ptp(points[:, 1]) == pytest.approx(1.0, abs=0.09)


def flat(width: int, height: int, mode: str, kind: str = "PNG", **options) -> bytes:
    return encoded(Image.new(mode, (width, height)), kind, **options)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (flat(400_000, 8, "L"), "at most 16,384 pixels a side.*400000 x 8"),
        (flat(8, 16_385, "1"), "at most 16,384 pixels a side"),
        (flat(8_000, 6_300, "1"), "at most 50,000,000 pixels"),
        (flat(7_000, 7_000, "RGBA"), "decodes within 160 MB.*7000 x 7000 in RGBA"),
        (flat(4_000, 4_000, "RGB", "WEBP"), "decodes within 160 MB"),
        (flat(7_000, 7_000, "RGB", "JPEG", progressive=True), "decodes within 160 MB"),
    ],
    ids=["wide", "high", "many pixels", "colours", "webp", "progressive"],
)
def test_large_pictures_are_refused_before_they_are_decoded(write, data, message):
    with pytest.raises(NNVizError, match=rf"large.*{message}|{message}"):
        read_image(write("large", data))


@pytest.mark.parametrize(
    ("mode", "side", "kind", "options"),
    [
        ("I;16", 7000, "PNG", {}),
        ("L", 7071, "PNG", {}),
        ("RGBA", 4600, "PNG", {}),
        ("RGB", 7071, "JPEG", {}),
        ("RGB", 4000, "JPEG", {"progressive": True}),
        ("RGB", 2800, "WEBP", {}),
    ],
)
def test_no_picture_takes_200_mb(tmp_path, mode, side, kind, options):
    """The most that is decoded, in a process of its own."""
    path = tmp_path / "picture"
    path.write_bytes(flat(side, side, mode, kind, **options))
    code = f"""
import io, resource
from PIL import Image
from nnviz.data import read_image
from nnviz.errors import NNVizError
for kind in ("PNG", "JPEG", "WEBP"):
    buffer = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(buffer, kind)
    try: read_image(buffer.getvalue())
    except NNVizError: pass
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try: read_image({str(path)!r})
except NNVizError as error: assert "blank" in str(error), error
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert int(done.stdout) < 200 << 10, f"{int(done.stdout) >> 10} MB"


def test_a_large_jpeg_is_halved_by_its_decoder():
    large = seven().resize((7_000, 7_100)).convert("RGB")
    with_care = read_image(encoded(large, "JPEG", quality=90)).image
    by_hand = read_image(encoded(large.resize((3_500, 3_550)), "JPEG", quality=90)).image
    assert np.abs(with_care - by_hand).mean() < 0.01


def test_runs_are_unpacked_only_from_a_small_bitmap():
    head = struct.pack("<IiiHHIIiiII", 40, 6000, 6000, 1, 8, 1, 2_000_000, 0, 0, 256, 0)
    start = struct.pack("<2sIHHI", b"BM", 2_001_078, 0, 0, 14 + 40 + 1024)
    with pytest.raises(NNVizError, match="save it as PNG"):
        read_image(start + head + bytes(1024) + b"\1\7" * 1_000_000)


def test_a_pipe_is_no_picture(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(NNVizError, match="no ordinary file"):
        read_image(tmp_path / "pipe.png")
