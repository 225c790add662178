"""The same picture on every camera, between ordinary mobjects, on any background."""

from typing import Any

import numpy as np
import pytest
from manim import (
    RIGHT,
    UP,
    Camera,
    Dot,
    ImageMobject,
    Mobject,
    MovingCamera,
    PMobject,
    Square,
    ThreeDCamera,
    VMobject,
)
from manim.mobject.types.image_mobject import AbstractImageMobject

from nnviz.core import NNVizError
from nnviz.mobjects import BatchMobject, ConnectionBatch, NeuronBatch, forget_rasters
from nnviz.mobjects.batch.drawing import install
from nnviz.stage import NetworkCamera

SIZE: dict[str, Any] = {"pixel_width": 320, "pixel_height": 180}
CLEAR: dict[str, Any] = {"background_color": "#000000", "background_opacity": 0.0}
CAMERAS = [Camera, MovingCamera, ThreeDCamera, NetworkCamera]


def bundle(count=60, **options):
    generator = np.random.default_rng(2)
    starts = np.column_stack([np.full(count, -4.0), generator.uniform(-3, 3, count)])
    ends = np.column_stack([np.full(count, 4.0), generator.uniform(-3, 3, count)])
    colours = np.array([[0.3, 0.7, 0.9], [1.0, 0.4, 0.3]])[np.arange(count) % 2]
    return ConnectionBatch(starts, ends, colors=colours, opacities=0.7, widths=2.0, **options)


def layer(x=0.0, **options):
    given = {"fill_opacities": np.linspace(0, 1, 7)} | options
    return NeuronBatch([(x, y) for y in np.linspace(-3, 3, 7)], 0.35, **given)


def drawn(camera, *mobjects):
    camera.reset()
    camera.capture_mobjects(mobjects)
    return camera.pixel_array.astype(int)


@pytest.mark.parametrize("kind", CAMERAS)
@pytest.mark.parametrize("shape", [(320, 180), (200, 200), (180, 320)])
def test_every_camera_draws_the_same(kind, shape):
    size = {"pixel_width": shape[0], "pixel_height": shape[1]}
    expected = drawn(Camera(**size), bundle(), layer())
    assert expected[..., :3].max() == 255
    forget_rasters()
    assert np.array_equal(drawn(kind(**size), bundle(), layer()), expected)


def test_a_moved_and_zoomed_camera_equals_a_moved_and_scaled_scene():
    camera = NetworkCamera(**SIZE)
    camera.frame.scale(0.5).shift(RIGHT + UP)
    seen = drawn(camera, layer(ring_width=2.0), bundle().set_style(widths=1.0))
    moved = (
        layer(ring_width=4.0).shift(-RIGHT - UP).scale(2, about_point=(0, 0, 0)),
        bundle().set_style(widths=2.0).shift(-RIGHT - UP).scale(2, about_point=(0, 0, 0)),
    )
    assert np.abs(seen - drawn(Camera(**SIZE), *moved)).max() <= 1


def test_mobjects_behind_shine_through_and_those_before_hide():
    square = Square(4, fill_opacity=1, stroke_width=0, fill_color="#00FF00")
    camera = NetworkCamera(**SIZE)
    before = drawn(camera, bundle(), square)
    assert before[90, 160].tolist() == [0, 255, 0, 255]
    behind = drawn(camera, square, bundle())
    assert 0 < np.abs(behind[60:120, 130:190] - [0, 255, 0, 255]).max(axis=2).mean() < 255
    ordered = drawn(camera, bundle().set_z_index(3), square)
    assert np.array_equal(ordered, behind)


def test_what_is_drawn_over_a_colour_is_the_blend_of_both():
    plain = NetworkCamera(**SIZE, background_color="#000000")
    green = NetworkCamera(**SIZE, background_color="#204060")
    clear = NetworkCamera(**SIZE, **CLEAR)
    mobjects = (bundle(), layer())
    premultiplied = drawn(clear, *mobjects)
    for camera, colour in ((plain, (0, 0, 0)), (green, (0x20, 0x40, 0x60))):
        alpha = premultiplied[..., 3:] / 255
        expected = premultiplied[..., :3] + np.array(colour) * (1 - alpha)
        assert np.abs(drawn(camera, *mobjects)[..., :3] - expected).max() <= 2.5
    assert premultiplied[0, 0].tolist() == [0, 0, 0, 0]
    assert 0 < premultiplied[..., 3].max() <= 255


def test_fading_dims_the_whole_batch():
    clear = NetworkCamera(**SIZE, **CLEAR)
    full = drawn(clear, bundle(), layer())
    assert np.abs(drawn(clear, bundle().fade(0.6)) - 0.4 * drawn(clear, bundle())).max() <= 1
    assert np.array_equal(drawn(clear, bundle(), layer(), layer(2).fade(1)), full)


def test_a_pulse_moves_along_the_bundle():
    camera = NetworkCamera(**SIZE, **CLEAR)
    batch = bundle()
    whole = drawn(camera, batch)[..., 3].sum(axis=0)
    batch.set_window(0.5, length=0.25, behind=0.4)
    columns = drawn(camera, batch)[..., 3].sum(axis=0)
    lit = np.flatnonzero(whole)
    left, right = lit[0], lit[-1]
    place = (np.arange(len(whole)) - left) / (right - left)
    assert columns[(place > 0.52)].sum() == 0
    trail = (place > 0.02) & (place < 0.24)
    assert columns[trail] / whole[trail] == pytest.approx(np.full(trail.sum(), 0.4), abs=0.02)
    pulse = (place > 0.26) & (place < 0.49)
    assert (columns[pulse] / whole[pulse]).max() == pytest.approx(1, abs=0.02)
    batch.set_window(1.25, length=0.25, behind=1.0)
    assert np.array_equal(drawn(camera, batch)[..., 3].sum(axis=0), whole)


@pytest.mark.parametrize("angle", [0.0, np.pi / 2, 0.7])
def test_a_pulse_follows_a_turned_bundle(angle):
    clear: dict[str, Any] = {"pixel_width": 200, "pixel_height": 200, **CLEAR}
    straight = bundle().scale(0.9).set_window(0.6)
    upright = drawn(NetworkCamera(**clear), straight)[..., 3].sum()
    turned = drawn(NetworkCamera(**clear), straight.copy().rotate(angle))[..., 3].sum()
    assert turned == pytest.approx(upright, rel=0.02)


def test_two_draws_give_identical_bytes():
    one = drawn(NetworkCamera(**SIZE), bundle(), layer())
    forget_rasters()
    two = drawn(NetworkCamera(**SIZE), bundle(), layer())
    assert np.array_equal(one, two)
    assert np.array_equal(drawn(NetworkCamera(**SIZE), bundle(), layer()), two)


def test_a_bundle_in_motion_is_drawn_as_one_at_rest():
    camera, batch = NetworkCamera(**SIZE), bundle()
    seen = [drawn(camera, batch.shift(0.3 * RIGHT).rotate(0.1)) for _ in range(4)]
    restyled = drawn(camera, batch.set_style(opacities=0.2))
    for step in range(4):
        forget_rasters()
        fresh = bundle()
        for _ in range(step + 1):
            fresh.shift(0.3 * RIGHT).rotate(0.1)
        assert np.array_equal(drawn(camera, fresh), seen[step])
    assert np.array_equal(drawn(camera, fresh.set_style(opacities=0.2)), restyled)


def test_a_changed_array_is_seen_although_the_mobject_is_the_same():
    camera = NetworkCamera(**SIZE)
    batch, neurons = bundle(), layer()
    before = drawn(camera, batch, neurons)
    batch.points[0] += 1.0
    after = drawn(camera, batch, neurons)
    assert not np.array_equal(before, after)
    neurons.set_fill_opacities(0.5)
    assert not np.array_equal(drawn(camera, batch, neurons), after)


def test_other_mobjects_are_dispatched_as_before():
    install()
    camera = Camera(**SIZE)
    image = ImageMobject(np.zeros((2, 2), dtype=np.uint8))
    kinds = [VMobject, PMobject, AbstractImageMobject, Mobject]
    mobjects = [Dot(), PMobject(), image, Mobject()]
    assert [camera.type_or_raise(one) for one in mobjects] == kinds
    assert camera.type_or_raise(bundle()) is BatchMobject
    assert list(camera.display_funcs) == [*kinds, BatchMobject]
    assert camera.display_funcs[VMobject] == camera.display_multiple_vectorized_mobjects


def test_a_batch_of_an_unknown_kind_is_not_silently_invisible():
    unknown = BatchMobject(np.zeros((3, 3)))
    with pytest.raises(NNVizError, match="Derive from one of them"):
        drawn(NetworkCamera(**SIZE), unknown)


def test_an_image_of_28_by_28_is_drawn_beside_a_batch():
    image = ImageMobject(np.full((28, 28), 200, dtype=np.uint8)).set(height=2).shift(2 * RIGHT)
    pixels = drawn(NetworkCamera(**SIZE), image, layer(-2))
    assert pixels[90, 205].tolist() == [200, 200, 200, 255]
    assert pixels[..., 0].max() == 255
