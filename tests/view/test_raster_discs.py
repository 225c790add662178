"""Discs against pycairo: the same coats of paint, one disc after the other."""

import cairo
import numpy as np
import pytest

from nnviz.core import NNVizError
from nnviz.view.raster import DiscRaster

SIZE = (240, 160)
WHITE, DARK = (1.0, 1.0, 1.0), (0.03, 0.035, 0.055)


def circles(radii):
    return np.asarray(radii, dtype=float)[:, None, None] * np.eye(2)


def by_cairo(centres, axes, ring_width, opacities, colours, ring_opacities, hollow_opacity=1.0):
    surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, *SIZE)
    context = cairo.Context(surface)
    context.set_antialias(cairo.ANTIALIAS_BEST)
    context.set_tolerance(0.01)
    context.set_line_width(ring_width)
    for i, (x, y) in enumerate(centres):
        context.save()
        context.transform(cairo.Matrix(*[*axes[i].ravel(), x, y]))
        context.new_path()
        context.arc(0, 0, 1, 0, 2 * np.pi)
        context.restore()
        for colour, alpha in (
            (DARK, hollow_opacity),
            (colours[i], opacities[i]),
        ):
            context.set_source_rgba(*[*colour, alpha])
            context.fill_preserve()
        context.set_source_rgba(*WHITE, ring_opacities[i])
        context.stroke()
    surface.flush()
    rows = np.frombuffer(surface.get_data(), np.uint8).reshape(SIZE[1], SIZE[0], 4)
    return rows[..., [2, 1, 0, 3]] / 255


def by_raster(centres, axes, ring_width, opacities, colours, ring_opacities, hollow_opacity=1.0):
    raster = DiscRaster(centres, axes, ring_width, size=SIZE)
    texture = raster.texture(
        opacities,
        colours,
        hollow=DARK,
        hollow_opacity=hollow_opacity,
        ring=WHITE,
        ring_opacities=ring_opacities,
    )
    frame = np.zeros((SIZE[1], SIZE[0], 4))
    box = texture.box
    frame[box.y0 : box.y1, box.x0 : box.x1] = texture.pixels / 255
    return frame


def grid(pitch):
    xs, ys = np.meshgrid(np.arange(8, SIZE[0], pitch), np.arange(9, SIZE[1], pitch))
    centres = np.column_stack([xs.ravel(), ys.ravel()]).astype(float)
    return centres + np.random.default_rng(3).random(centres.shape)


@pytest.mark.parametrize(
    ("pitch", "radius", "ring"),
    [
        (30, 12.0, 1.35),
        (40, 18.0, 2.7),
        (14, 5.0, 1.0),
        (6, 2.0, 0.5),
        (5, 0.8, 0.3),
        (18, 9.2, 2.0),
    ],
)
@pytest.mark.parametrize("hollow", [1.0, 0.0])
def test_discs_equal_those_of_cairo(pitch, radius, ring, hollow):
    centres = grid(pitch)
    generator = np.random.default_rng(4)
    arguments = (
        centres,
        circles(np.full(len(centres), radius)),
        ring,
        generator.random(len(centres)),
        generator.random((len(centres), 3)),
        generator.random(len(centres)),
        hollow,
    )
    difference = np.abs(by_raster(*arguments) - by_cairo(*arguments))
    assert difference.mean() < 0.004
    assert difference.max() < 0.1


def test_stretched_and_turned_discs_equal_those_of_cairo():
    centres = np.array([[60, 60], [160, 80], [100, 120]], dtype=float)
    axes = np.array([[[40, 0], [0, 12]], [[20, 18], [-10, 22]], [[0, 20], [20, 0]]], dtype=float)
    arguments = (centres, axes, 0.0, np.array([0.3, 0.8, 1.0]), np.ones((3, 3)), np.zeros(3))
    difference = np.abs(by_raster(*arguments) - by_cairo(*arguments))
    assert difference.mean() < 0.004
    assert difference.max() < 0.1


def test_a_half_pixel_is_seen():
    centres = grid(20)
    count = len(centres)
    rest = (circles(np.full(count, 8.0)), 1.3, np.full(count, 0.5), np.ones((count, 3)))
    expected = by_cairo(centres, *rest, np.ones(count))
    off = np.abs(by_raster(centres + 0.5, *rest, np.ones(count)) - expected)
    assert off.mean() > 0.01
    assert off.max() > 0.3


def test_discs_that_overlap_are_painted_in_order():
    centres = np.array([[80, 80], [95, 85], [110, 80], [95, 84]], dtype=float)
    arguments = (
        centres,
        circles([20, 20, 20, 4]),
        2.0,
        np.array([1.0, 0.5, 0.7, 1.0]),
        np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0]], dtype=float),
        np.array([1.0, 0.4, 1.0, 0.0]),
    )
    difference = np.abs(by_raster(*arguments) - by_cairo(*arguments))
    assert difference.mean() < 0.001
    assert difference.max() < 0.1


def test_discs_outside_the_frame_cost_nothing_and_cut_ones_are_cut():
    centres = np.array([[-300, 20], [0, 0], [1000, 1000], [238, 100]], dtype=float)
    arguments = (centres, circles([5, 20, 7, 9]), 1.0, np.full(4, 0.6), np.ones((4, 3)), np.ones(4))
    difference = np.abs(by_raster(*arguments) - by_cairo(*arguments))
    assert difference.max() < 0.1
    assert DiscRaster(centres[:1], circles([5]), 1.0, size=SIZE).box.is_empty


def test_a_disc_without_size_is_not_drawn():
    raster = DiscRaster([[50.0, 50.0]], np.zeros((1, 2, 2)), 2.0, size=SIZE)
    picture = raster.texture([1.0], [WHITE], hollow=DARK, ring=WHITE, ring_opacities=[1.0])
    assert not picture.pixels.any()


def test_wrong_shapes_are_told():
    with pytest.raises(NNVizError, match=r"axes of shape \(n, 2, 2\)"):
        DiscRaster([[0, 0]], [1.0], 1.0, size=SIZE)
