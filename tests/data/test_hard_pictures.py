import io

import numpy as np
import pytest
from PIL import Image

from nnviz.core import NNVizError
from nnviz.data import HELD_OUT, as_vector, load_digits, read_image
from nnviz.data.drawing import HARD_KINDS, hard_pictures
from nnviz.data.drawing.hands import STYLES, held_out_hand, lettering_hand, styled_hand
from nnviz.data.drawing.skeleton import thin
from nnviz.data.preprocessing.pen import THICK, THIN, redrawn, stroke_width
from nnviz.data.preprocessing.ruling import ruling

QUICK = [kind for kind in HARD_KINDS if "megapixels" not in kind and "tiny" not in kind]


@pytest.mark.parametrize("kind", QUICK)
def test_most_hard_pictures_of_each_kind_are_read(network, kind):
    """`nnviz evaluate --drawn` prints the figures; here it is that none falls back by much."""
    right = 0
    for picture in hard_pictures(kind, 10, seed=5):
        image = read_image(picture.data).image
        right += network.forward(as_vector(image)).prediction == picture.label
    assert right >= 6


def test_a_camera_s_picture_and_a_tiny_digit_are_read(network):
    right = 0
    for kind in set(HARD_KINDS) - set(QUICK):
        for picture in hard_pictures(kind, 3, seed=6):
            image = read_image(picture.data).image
            right += network.forward(as_vector(image)).prediction == picture.label
    assert right >= 4


def test_hard_pictures_are_the_same_for_the_same_seed():
    one, two = (list(hard_pictures("coloured pens", 3, seed=8)) for _ in range(2))
    assert one == two
    assert len({picture.data for picture in one}) == 3
    assert [picture.label for picture in one] == [0, 1, 2]
    with pytest.raises(NNVizError, match="pencil"):
        next(hard_pictures("water colours", 1, seed=1))


def test_every_hand_stays_in_its_frame():
    generator = np.random.default_rng(3)
    hands = [styled_hand(name, generator) for name in STYLES]
    hands += [lettering_hand(digit, generator) for digit in range(10)]
    hands += [held_out_hand(digit, generator) for digit in range(10)]
    for strokes in hands:
        points = np.concatenate(strokes)
        assert np.abs(points).max() <= 0.5 + 1e-9
        assert np.ptp(points, axis=0).max() == pytest.approx(1.0)


def test_thinning_keeps_the_parts_and_the_holes():
    rows, columns = np.mgrid[:40, :40]
    ring = np.abs(np.hypot(rows - 20, columns - 20) - 12) < 4
    line = thin(ring)
    assert line.sum() < 0.25 * ring.sum()
    assert not line[20, 20]
    # Nobody leaves the ring without crossing the line.
    from scipy import ndimage

    assert ndimage.label(~line)[1] == 2


@pytest.mark.parametrize("width", [2, 5, 12, 30])
def test_a_stroke_s_width_is_measured_and_can_be_changed(width):
    bar = np.zeros((60, 400), dtype=bool)
    bar[10 : 10 + width, 20:380] = True
    assert stroke_width(bar) == pytest.approx(width, rel=0.1, abs=0.35)
    thicker = redrawn(bar, 4.0)
    assert thicker[:, 200].sum() == pytest.approx(width + 8, abs=0.6)
    if width > 8:
        assert redrawn(bar, -3.0)[:, 200].sum() == pytest.approx(width - 6, abs=1.1)


def test_shipped_digits_have_the_width_that_the_pen_leaves_alone(digits):
    widths = []
    for index in range(0, HELD_OUT.start, 40):
        large = np.kron(digits.image(index), np.ones((6, 6))) >= 0.5
        box = np.argwhere(large)
        widths.append(stroke_width(large) / (np.ptp(box, axis=0) + 1).max())
    assert np.mean((np.array(widths) >= THIN) & (np.array(widths) <= THICK)) > 0.7


def test_held_out_digits_on_a_sheet_come_out_nearly_as_they_were(network):
    held_out = load_digits().subset(HELD_OUT)
    rights = [0, 0]
    for index in range(0, 1500, 10):
        image = held_out.image(index)
        large = np.asarray(
            Image.fromarray((255 * image).astype(np.uint8)).resize(
                (280, 280), Image.Resampling.BICUBIC
            )
        )
        page = np.pad(235 - 0.8 * large, 40, constant_values=235).astype(np.uint8)
        buffer = io.BytesIO()
        Image.fromarray(page).save(buffer, "PNG")
        fitted = read_image(buffer.getvalue()).image
        for place, seen in enumerate((image, fitted)):
            answer = network.forward(as_vector(seen)).prediction
            rights[place] += answer == held_out.labels[index]
    assert rights[1] >= rights[0] - 3


def test_squares_are_taken_out_and_what_crosses_them_stays():
    page = np.zeros((200, 180), dtype=bool)
    page[15::30] = True
    page[:, 12::30] = True
    written = np.zeros_like(page)
    for k in range(120):
        written[40 + k, 40 + k // 2 : 46 + k // 2] = True
    lines = ruling(page | written)
    left = (page | written) & ~lines
    assert (left & ~written).sum() < 0.06 * page.sum()
    assert (left & written).sum() > 0.9 * written.sum()


def test_a_yellow_digit_on_white_paper_is_read():
    page = Image.new("RGB", (100, 120), (255, 255, 255))
    for box in ((25, 20, 65, 28), (57, 28, 65, 100)):
        page.paste((255, 235, 60), box)
    grey = page.convert("L").point(lambda v: 255 if v > 250 else 0)
    buffers = []
    for picture in (page, grey):
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        buffers.append(read_image(buffer.getvalue()).image)
    assert np.abs(buffers[0] - buffers[1]).mean() < 0.01
