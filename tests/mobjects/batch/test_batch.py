"""Batches behave like any mobject, and what they hold is what Manim's cache key sees."""

from typing import Any

import numpy as np
import pytest
from manim import (
    PI,
    RIGHT,
    UP,
    Circle,
    FadeIn,
    FadeOut,
    Group,
    Scene,
    Transform,
    Wait,
    tempconfig,
)
from manim.utils.hashing import get_hash_from_play_call

from nnviz.core import NNVizError
from nnviz.mobjects import ConnectionBatch, NeuronBatch

STARTS = np.array([[0, 0], [0, 1], [0, 2]], dtype=float)
ENDS = np.array([[3, 1], [3, 1], [3, 2]], dtype=float)


def neurons(**options):
    return NeuronBatch([[0, 0], [1, 0], [4, 2]], [0.1, 0.2, 0.5], **options)


def connections(**options):
    given: dict[str, Any] = {"colors": np.eye(3), "opacities": [0.2, 0.5, 1.0]} | options
    return ConnectionBatch(STARTS, ENDS, **given)


def test_neurons_give_back_what_they_were_given():
    batch = neurons(fill_opacities=[0, 0.5, 1])
    assert batch.centres[:, :2].tolist() == [[0, 0], [1, 0], [4, 2]]
    assert batch.radii == pytest.approx([0.1, 0.2, 0.5])
    assert batch.fill_opacities.tolist() == [0, 0.5, 1]
    assert len(batch) == 3
    batch.fill_opacities[0] = 9  # a copy
    assert batch.fill_opacities[0] == 0


def test_connections_give_back_what_they_were_given():
    batch = connections(widths=[1, 2, 3])
    assert np.array_equal(batch.starts[:, :2], STARTS)
    assert np.array_equal(batch.ends[:, :2], ENDS)
    assert np.array_equal(batch.colors, np.eye(3))
    assert batch.opacities.tolist() == [0.2, 0.5, 1.0]
    assert batch.widths.tolist() == [1, 2, 3]
    assert len(batch) == 3


def test_the_bounding_box_is_exact():
    batch = neurons()
    assert (batch.get_left()[0], batch.get_right()[0]) == pytest.approx((-0.1, 4.5))
    assert (batch.get_bottom()[1], batch.get_top()[1]) == pytest.approx((-0.2, 2.5))
    assert (batch.width, batch.height) == pytest.approx((4.6, 2.7))
    lone = NeuronBatch([[0, 0]], 1.0).rotate(PI / 4)
    assert (lone.width, lone.height) == pytest.approx((2, 2))
    assert Group(neurons(), Circle(radius=5)).width == pytest.approx(10)


@pytest.mark.parametrize("make", [neurons, connections])
def test_moving_scaling_and_turning(make):
    batch = make()
    before = batch.get_center()
    batch.shift(2 * RIGHT).scale(2).rotate(PI / 2).stretch(0.5, 0)
    assert batch.get_center() == pytest.approx(before + 2 * RIGHT)
    batch.move_to(UP)
    assert batch.get_center() == pytest.approx(UP)


def test_scaling_changes_radii_but_not_stroke_widths():
    batch = neurons(ring_width=3).scale(2)
    assert batch.radii == pytest.approx([0.2, 0.4, 1.0])
    assert batch.ring_width == 3


def test_fading_multiplies_the_opacity():
    batch = connections()
    assert batch.fade(0.5).fade(0.5).opacity == 0.25
    assert batch.opacities.tolist() == [0.2, 0.5, 1.0]
    assert batch.set_opacity(1).opacity == 1


def test_interpolation_is_linear_in_every_number():
    one, two = connections(), connections(opacities=0.0, widths=3.0).shift(RIGHT)
    two.set_window(0.5, length=0.5, ahead=0.2, behind=0.6, peak=0.8)
    middle = one.copy().interpolate(one, two, 0.25)
    assert middle.starts == pytest.approx(one.starts + 0.25 * RIGHT)
    assert middle.opacities == pytest.approx([0.15, 0.375, 0.75])
    assert middle.widths == pytest.approx([1.5] * 3)
    assert middle.window.ahead == pytest.approx(0.8)
    ended = one.copy().interpolate(one, two, 1)
    assert np.array_equal(ended.opacities, two.opacities)
    two.set_style(opacities=1.0)
    assert ended.opacities.tolist() == [0, 0, 0]


def test_state_is_saved_and_restored():
    batch = neurons(fill_opacities=0.3).save_state()
    batch.set_fill_opacities(0.9).shift(UP).set_ring(color="#FF0000", opacities=0.1, width=5)
    batch.restore()
    assert batch.fill_opacities.tolist() == [0.3] * 3
    assert batch.centres[0, 1] == 0
    assert batch.ring_width == 2.0
    assert batch.ring_opacities.tolist() == [1, 1, 1]


def test_a_copy_is_independent():
    batch = neurons()
    twin = batch.copy().set_fill_opacities(1.0).shift(UP)
    assert batch.fill_opacities.tolist() == [0, 0, 0]
    assert batch.centres[0, 1] == 0
    assert twin.centres[0, 1] == 1


def test_animations_end_where_they_should(tmp_path):
    class Few(Scene):
        def construct(self):
            self.batch = neurons()
            self.bundle = connections()
            self.play(FadeIn(self.batch, self.bundle), run_time=0.2)
            self.play(self.batch.animate.set_fill_opacities([1, 0.5, 0.25]).shift(UP), run_time=0.2)
            other = connections(opacities=0.1).scale(2)
            self.play(Transform(self.bundle, other), run_time=0.2)
            assert self.bundle.opacities.tolist() == [0.1] * 3
            assert np.allclose(self.bundle.points, other.points)
            self.play(FadeOut(self.bundle), run_time=0.2)

    options = {"quality": "low_quality", "media_dir": str(tmp_path), "dry_run": True}
    with tempconfig(options):
        scene = Few()
        scene.render()
    assert scene.batch.opacity == 1
    assert scene.batch.fill_opacities == pytest.approx([1, 0.5, 0.25])
    assert scene.batch.centres[0, 1] == pytest.approx(1)
    assert scene.bundle not in scene.mobjects


def key_of(*mobjects):
    with tempconfig({"dry_run": True}):
        scene = Scene()
        return get_hash_from_play_call(
            scene,
            scene.camera,
            [Wait()],
            mobjects,
            backend="cairo",
            encoder_fingerprint="x",
            renderer_state=(),
        )


def change_opacity(batch):
    values = batch.opacities
    values[1] += 1e-12
    batch.set_style(opacities=values)


CHANGES = {
    "one connection's opacity": (connections, change_opacity),
    "one connection's colour": (
        connections,
        lambda batch: batch.set_style(colors=np.eye(3)[[0, 1, 1]]),
    ),
    "one connection's width": (connections, lambda batch: batch.set_style(widths=[1, 1, 1.01])),
    "the window": (connections, lambda batch: batch.set_window(0.3)),
    "the bundle's opacity": (connections, lambda batch: batch.set_opacity(0.99)),
    "a place": (connections, lambda batch: batch.shift(1e-9 * RIGHT)),
    "one neuron's fill": (neurons, lambda batch: batch.set_fill_opacities([0, 1e-12, 0])),
    "one neuron's colour": (neurons, lambda batch: batch.set_color("#FFFFFE")),
    "a ring's opacity": (neurons, lambda batch: batch.set_ring(opacities=[1, 1, 0.999])),
    "the rings' colour": (neurons, lambda batch: batch.set_ring(color="#FEFFFF")),
    "the rings' width": (neurons, lambda batch: batch.set_ring(width=2.001)),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_one_number_changes_the_cache_key(what):
    make, change = CHANGES[what]
    batch = make()
    before = key_of(batch)
    assert key_of(make()) == before
    change(batch)
    assert key_of(batch) != before


def test_mistakes_are_told():
    with pytest.raises(NNVizError, match=r"shape \(3,\)"):
        neurons(fill_opacities=[0.1, 0.2])
    with pytest.raises(NNVizError, match=r"in \[0, 1\]; got 0 to 1.5"):
        neurons(fill_opacities=[0, 1, 1.5])
    with pytest.raises(NNVizError, match=r"centres of shape"):
        NeuronBatch([0, 0], 1.0)
    with pytest.raises(NNVizError, match="as many ends as starts"):
        ConnectionBatch(STARTS, ENDS[:2], colors=np.ones(3), opacities=1.0)
    with pytest.raises(NNVizError, match="another ConnectionBatch of 3; got a NeuronBatch of 3"):
        connections().interpolate(connections(), neurons(), 0.5)
    with pytest.raises(NNVizError, match="FadeTransform"):
        connections().become(Circle())
    with pytest.raises(NNVizError, match="ahead"):
        connections().set_window(0.5, ahead=2.0)
    with pytest.raises(NNVizError, match=r"opacity in \[0, 1\]"):
        connections().set_opacity(-0.1)


def test_opengl_is_refused():
    with tempconfig({"renderer": "opengl"}), pytest.raises(NNVizError, match="Cairo renderer only"):
        neurons()
