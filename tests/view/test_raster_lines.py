"""Lines against pycairo: the same lines, one by one, their light added up by hand."""

import cairo
import numpy as np
import pytest

from nnviz.core import NNVizError
from nnviz.view.raster import LineRaster
from nnviz.view.raster.mirror import Mirror
from nnviz.view.style import STYLE

SIZE = (200, 124)
BLUE_AND_RED = np.array([[0x58, 0xC4, 0xDD], [0xFC, 0x62, 0x55]]) / 255


def coverage_by_cairo(start, end, width, size):
    # Cairo places points on a grid of 1/256 pixel and samples areas on one of about 1/15, so that
    # thin lines need a larger drawing, averaged down.
    fine = 4
    surface = cairo.ImageSurface(cairo.FORMAT_A8, fine * size[0], fine * size[1])
    context = cairo.Context(surface)
    context.scale(fine, fine)
    context.set_antialias(cairo.ANTIALIAS_BEST)
    context.set_line_width(width)
    context.move_to(*start)
    context.line_to(*end)
    context.stroke()
    surface.flush()
    rows = np.frombuffer(surface.get_data(), np.uint8).reshape(size[1], fine, size[0], fine)
    return rows.mean(axis=(1, 3), dtype=np.float32) / 255


def light_by_cairo(starts, ends, widths, values, size):
    total = np.zeros((size[1], size[0], values.shape[1]))
    for start, end, width, value in zip(starts, ends, widths, values, strict=True):
        total += coverage_by_cairo(start, end, width, size)[..., None] * value
    return total


def picture_of(light, palette):
    """The blend, said once more: alpha = 1 - exp(-k L), the colour the mean of the lights."""
    total = light.sum(axis=2, keepdims=True)
    alpha = 1 - np.exp(-STYLE.glow * total)
    colour = np.divide(light @ palette, total, out=np.zeros((*total.shape[:2], 3)), where=total > 0)
    return np.concatenate([colour * alpha, alpha], axis=2)


def whole_frame(raster, cropped):
    frame = np.zeros((SIZE[1], SIZE[0], cropped.shape[2]))
    box = raster.box
    frame[box.y0 : box.y1, box.x0 : box.x1] = cropped
    return frame


def bundle(n_starts, n_ends, *, left=12.0, right=188.0, tall=106.0):
    one = np.column_stack([np.full(n_starts, left), np.linspace(9, 9 + tall, n_starts)])
    two = np.column_stack([np.full(n_ends, right), np.linspace(18, 4 + tall, n_ends)])
    return np.repeat(one, n_ends, axis=0), np.tile(two, (n_starts, 1))


def turned(points, angle):
    centre = np.array(SIZE) / 2
    cosine, sine = np.cos(angle), np.sin(angle)
    return (points - centre) @ np.array([[cosine, sine], [-sine, cosine]]) + centre


def zoomed(points, factor):
    centre = np.array(SIZE) / 2
    return (points - centre) * factor + centre


def scatter(count, reach):
    generator = np.random.default_rng(5)
    box = np.array(SIZE) * reach
    offset = np.array(SIZE) * (1 - reach) / 2
    return tuple(generator.random((2, count, 2)) * box + offset)


def mirrored(rows, *, n=9):
    """Lines that are their own mirror image: row r of pixels is the image of row rows - 1 - r."""
    one = np.column_stack([np.full(n, 12.0), np.linspace(-40, 40, n)])
    two = np.column_stack([np.full(8, 188.0), np.linspace(-33, 33, 8)])
    starts, ends = np.repeat(one, 8, axis=0), np.tile(two, (n, 1))
    middle = np.array([0, rows / 2])
    return starts + middle, ends + middle


SHAPES = {
    "mirrored": mirrored(124),
    "mirrored in the middle of a row": mirrored(121),
    "mirrored and cut by the frame": mirrored(178),
    "mirrored and cut at the top": mirrored(66),
    "mirrored in nothing": mirrored(124.3),
    "sparse": bundle(4, 5),
    "dense": bundle(12, 12),
    "steep": bundle(6, 7, left=88, right=112),
    "vertical": tuple(turned(points, np.pi / 2) for points in bundle(8, 6, left=44, right=156)),
    "turned": tuple(turned(points, 0.6) for points in bundle(12, 8)),
    "zoomed": tuple(zoomed(points, 3.7) for points in bundle(12, 8)),
    "beyond the frame": scatter(100, 3.0),
    "short": (scatter(80, 0.9)[0], scatter(80, 0.9)[0] + scatter(80, 0.03)[1] - 100),
    "axis-aligned": (
        np.array([[6, 12], [6, 25.5], [18, 37], [156.5, 6], [162, 118]], dtype=float),
        np.array([[194, 12], [194, 25.5], [18, 94], [156.5, 118], [162, 8]], dtype=float),
    ),
}


@pytest.mark.parametrize("width", [0.2, 0.7, 1.35, 6.0])
@pytest.mark.parametrize("shape", SHAPES)
def test_lines_equal_those_of_cairo(shape, width):
    starts, ends = SHAPES[shape]
    widths = np.full(len(starts), width)
    values = np.random.default_rng(1).random((len(starts), 2)) * [[1.0, 0.4]]
    raster = LineRaster(starts, ends, widths, size=SIZE)
    expected_light = light_by_cairo(starts, ends, widths, values, SIZE)
    light = whole_frame(raster, raster.light(values))
    assert np.abs(light - expected_light).mean() < 0.02 * expected_light.mean()
    picture = whole_frame(raster, raster.texture(values, BLUE_AND_RED).pixels / 255)
    difference = np.abs(picture - picture_of(expected_light, BLUE_AND_RED))
    assert difference.mean() < 0.0025
    assert np.quantile(difference, 0.999) < 0.08
    # Where many lines end in one pixel, under a neuron, their small errors add up.
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]] + 0.5
    for x, y in np.concatenate([starts, ends]):
        difference[np.hypot(columns - x, rows - y) < 2 + width / 2] = 0
    assert difference.max() < 0.04


@pytest.mark.parametrize(
    ("rows", "half"), [(124, 41), (121, 41), (178, 41), (66, 41), (124.3, None), (228, None)]
)
def test_half_of_a_mirrored_picture_is_rasterised(rows, half):
    starts, ends = mirrored(rows)
    raster = LineRaster(starts, ends, 1.35, size=SIZE)
    drawn = raster._matrix.box
    assert drawn.height == pytest.approx(half or raster.box.height, abs=1)
    assert (raster._mirror is None) == (half is None)


def test_one_line_that_is_moved_or_thicker_ends_the_mirror():
    starts, ends = mirrored(124)
    widths = np.full(len(starts), 1.35)
    assert Mirror.of(starts, ends, widths) is not None
    for change in ((starts, 5, 1), (ends, 7, 0), (widths[:, None], 3, 0)):
        array, line, column = change
        before = array[line, column]
        array[line, column] += 0.01
        assert Mirror.of(starts, ends, widths) is None
        array[line, column] = before


def test_dark_lines_are_left_out_and_nothing_changes():
    starts, ends = (np.repeat(points, 4, axis=0) for points in bundle(40, 16))
    values = np.random.default_rng(6).random((len(starts), 2))
    values[np.random.default_rng(7).random(len(starts)) < 0.8] = 0
    raster = LineRaster(starts, ends, 1.1, size=SIZE)
    lit = values.any(axis=1)
    alone = LineRaster(starts[lit], ends[lit], 1.1, size=SIZE)
    few, many = (
        whole_frame(one, one.light(light))
        for one, light in ((alone, values[lit]), (raster, values))
    )
    assert np.abs(few - many).max() < 0.02
    assert many.sum() == pytest.approx(few.sum(), rel=1e-3)


def test_one_core_and_many_give_the_same(monkeypatch):
    starts, ends = bundle(200, 30)
    values = np.random.default_rng(8).random((len(starts), 2))
    light = []
    for cores in (1, 4):
        monkeypatch.setattr("nnviz.view.raster.matrix._cores", lambda cores=cores: cores)
        monkeypatch.setattr("nnviz.view.raster.matrix._WORTH_THREADS", 1)
        light.append(LineRaster(starts, ends, 1.35, size=SIZE).light(values))
    assert np.array_equal(light[0], light[1])


def test_there_is_no_seam_between_stripes():
    starts, ends = np.array([[3.3, 20.2]]), np.array([[197.1, 111.9]])
    raster = LineRaster(starts, ends, 2.5, size=SIZE)
    columns = raster.light([[1.0]])[..., 0].sum(axis=0)[4:-4]
    slope = (111.9 - 20.2) / (197.1 - 3.3)
    assert columns == pytest.approx(np.full(len(columns), 2.5 * np.hypot(1, slope)), abs=2e-3)


def test_a_line_of_half_a_pixel_shifts_by_half_a_pixel():
    """The oracle's bound is narrower than half a pixel: a raster that is off by it would fail."""
    starts, ends = SHAPES["dense"]
    widths = np.full(len(starts), 1.35)
    values = np.full((len(starts), 1), 0.2)
    off = LineRaster(starts + 0.5, ends + 0.5, widths, size=SIZE)
    expected = light_by_cairo(starts, ends, widths, values, SIZE)
    difference = np.abs(whole_frame(off, off.light(values)) - expected).mean()
    assert difference > 0.05 * expected.mean()


def test_cut_by_the_frame_is_the_same_as_the_middle_of_a_larger_frame():
    starts, ends = scatter(60, 2.0)
    values = np.linspace(0, 1, 60)[:, None]
    small = LineRaster(starts, ends, 1.7, size=SIZE)
    margin = np.array([300, 300])
    large = LineRaster(starts + margin, ends + margin, 1.7, size=(800, 724))
    light = large.light(values)
    top, left = 300 - large.box.y0, 300 - large.box.x0
    inside = light[top : top + SIZE[1], left : left + SIZE[0]]
    assert whole_frame(small, small.light(values)) == pytest.approx(inside, abs=2e-3)


def test_lines_without_length_or_width_are_not_drawn():
    raster = LineRaster([[5, 5], [5, 9]], [[5, 5], [40, 9]], [3.0, 0.0], size=SIZE)
    assert raster.box.is_empty
    assert raster.texture([[1.0], [1.0]], [[1, 1, 1]]).pixels.size == 0


def test_a_matrix_that_is_not_kept_draws_the_same():
    starts, ends = SHAPES["dense"]
    values = np.random.default_rng(2).random((len(starts), 3))
    values[::3] = 0
    kept = LineRaster(starts, ends, 1.1, size=SIZE)
    streamed = LineRaster(starts, ends, 1.1, size=SIZE, keep=False)
    assert kept.nbytes > 0 == streamed.nbytes
    assert np.array_equal(kept.light(values), streamed.light(values))
    assert np.array_equal(kept.light(values), kept.light(values))


@pytest.mark.parametrize("turn", [0.0, 0.9])
def test_many_lines_of_one_width_equal_few_of_them(turn):
    """Where there are many lines their areas come from a table: exact to half a step of a byte."""
    starts, ends = (turned(points, turn) for points in bundle(100, 12))
    values = np.random.default_rng(3).random((len(starts), 1)) * 0.05
    many = LineRaster(starts, ends, 1.35, size=SIZE)
    assert all(group.table is not None for group in many._matrix.groups if len(group.ids) >= 512)
    light = whole_frame(many, many.light(values))
    parts = np.zeros_like(light)
    for part in np.array_split(np.arange(len(starts)), 12):
        few = LineRaster(starts[part], ends[part], 1.35, size=SIZE)
        assert all(group.table is None for group in few._matrix.groups)
        parts += whole_frame(few, few.light(values[part]))
    assert np.abs(light - parts).max() < 0.002
    assert light.mean() == pytest.approx(parts.mean(), rel=1e-3)


def test_many_colours_are_mixed_like_few():
    starts, ends = SHAPES["sparse"]
    opacities = np.linspace(0.1, 1, len(starts))
    colours = BLUE_AND_RED[np.arange(len(starts)) % 2]
    raster = LineRaster(starts, ends, 2.0, size=SIZE)
    few = raster.coloured(colours, opacities).pixels.astype(int)
    channels = np.column_stack([colours * opacities[:, None], opacities])
    many = raster.texture(channels, None).pixels.astype(int)
    assert np.abs(few - many).max() <= 1


def test_crossings_saturate_in_their_own_colour():
    starts, ends = bundle(60, 16)
    raster = LineRaster(starts, ends, 2.0, size=SIZE)
    pixels = raster.coloured(
        np.tile(BLUE_AND_RED[0], (len(starts), 1)), np.ones(len(starts))
    ).pixels
    brightest = pixels.reshape(-1, 4).max(axis=0)
    assert brightest[3] == 255
    assert np.abs(brightest[:3] - BLUE_AND_RED[0] * 255).max() <= 1


def test_wrong_shapes_are_told():
    with pytest.raises(NNVizError, match=r"one shape \(n, 2\)"):
        LineRaster(np.zeros((3, 2)), np.zeros((4, 2)), 1.0, size=SIZE)
    with pytest.raises(NNVizError, match="each of 1 lines"):
        LineRaster([[0, 0]], [[9, 9]], 1.0, size=SIZE).light([[1.0], [2.0]])
