"""What is lit must belong to the image on screen: each lie here is told on purpose, and found."""

import numpy as np
import pytest
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut

from nnviz.animations import ChangeActivation, ChangeOutputs, Darken, LightUp, Propagate
from nnviz.core import Network
from nnviz.film.review.checks import review_scene
from nnviz.film.review.truth import TruthWatch
from nnviz.film.review.unpainted import MOMENTS, dry_run, look_on
from nnviz.mobjects import NetworkMobject, Neuron, OutputBars
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout

NETWORK = Network.random((9, 4, 3), seed=5)
ONE, OTHER = np.linspace(0.1, 0.9, 9).reshape(3, 3), np.linspace(0.95, 0.05, 9).reshape(3, 3)
FIRST, SECOND = (NETWORK.forward(image.ravel()) for image in (ONE, OTHER))


class Told(NetworkScene):
    """An image, a network, a neuron and bars, all true so far."""

    needs_digits = False

    def tell(self):
        """Say what is or is not so."""

    def construct(self):
        self.uses(NETWORK)
        self.next_section("Only")
        self.picture = self.image(ONE).shift(3 * LEFT)
        self.bars = self.make(OutputBars, FIRST.outputs, scale=2.0).shift(4.5 * RIGHT)
        self.neuron = self.make(Neuron, float(FIRST.outputs[1])).shift(2 * UP)
        self.drawn = self.make(NetworkMobject, NetworkLayout.for_sizes(NETWORK.sizes, width=3.0))
        self.drawn.show(FIRST).shift(2 * DOWN)
        self.tell()
        self.wait(0.2)


def told(tell):
    return type("Teller", (Told,), {"tell": tell})


def truth(self):
    self.add(self.picture, self.bars, self.neuron, self.drawn)


def dark_first(self):
    truth(self)
    self.play(
        Darken(self.drawn),
        self.drawn.neurons[0].animate.set_fill_opacities(np.zeros(9)),
        ChangeOutputs(self.bars, None),
        ChangeActivation(self.neuron, None),
        FadeOut(self.picture),
    )
    self.play(FadeIn(self.image(OTHER)))
    self.play(Propagate(self.drawn, SECOND, step_time=0.5))
    self.play(
        ChangeActivation(self.neuron, float(SECOND.outputs[0])),
        ChangeOutputs(self.bars, SECOND.outputs),
    )


def of_the_network_alone(self):
    self.add(self.neuron, self.drawn)


@pytest.mark.parametrize("tell", [truth, dark_first, of_the_network_alone])
def test_nothing_is_found_in_what_is_so(tell):
    assert review_scene(told(tell), painted=False).findings == ()


def bars_of_the_last_image(self):
    self.add(self.image(OTHER), self.bars)


def a_neuron_at_zero(self):
    self.add(self.picture, self.make(Neuron, 0.0))


def bars_at_zero(self):
    self.add(self.picture, self.make(OutputBars, np.zeros(3)))


def neurons_of_the_last_image(self):
    self.add(self.image(OTHER), self.drawn.neurons[1])


def signals_of_the_last_image(self):
    self.add(self.image(OTHER), self.drawn.connections[0])


def an_end_that_is_not_so(self):
    self.add(self.picture, self.neuron)
    self.play(ChangeActivation(self.neuron, 0.123), run_time=0.4)


def the_image_goes_first(self):
    self.add(self.picture, self.bars)
    self.play(FadeOut(self.picture), FadeIn(self.image(OTHER)), run_time=0.5)
    self.play(ChangeOutputs(self.bars, SECOND.outputs), run_time=0.5)


def outputs_behind_new_inputs(self):
    self.add(self.drawn)
    self.play(LightUp(self.drawn, 0, SECOND), run_time=0.5)
    self.play(Propagate(self.drawn, SECOND, step_time=0.5, feed_time=0.0))


def words_about_the_last_image(self):
    truth(self)
    words = self.words(f"the answer, at {FIRST.confidence:.2f}").shift(3 * DOWN)
    self.add(words)
    self.wait(0.2)
    self.remove(self.picture, self.bars, self.neuron, self.drawn)
    self.add(self.image(OTHER))


@pytest.mark.parametrize(
    ("tell", "told_of"),
    [
        (bars_of_the_last_image, "bars show"),
        (a_neuron_at_zero, "a neuron holds 0.0000"),
        (bars_at_zero, "bars show [0.0, 0.0, 0.0]"),
        (neurons_of_the_last_image, "4 neurons of 4 are lit"),
        (signals_of_the_last_image, "connections into layer 1"),
        (an_end_that_is_not_so, "a neuron holds 0.1230"),
        (the_image_goes_first, "bars show"),
        (outputs_behind_new_inputs, "neurons of 4 are lit"),
        (words_about_the_last_image, "speaks of an image that has gone"),
    ],
)
def test_what_is_not_so_is_found(tell, told_of):
    findings = [finding.text for finding in review_scene(told(tell), painted=False).findings]
    assert any(told_of in text for text in findings), findings


def test_a_lie_is_found_where_frames_are_painted_as_well():
    findings = review_scene(told(bars_of_the_last_image)).findings
    assert ("Only", True) in {(one.section, "bars show" in one.text) for one in findings}


def test_ten_moments_of_each_animation_are_looked_at_and_the_clock_goes_on():
    looks = []
    with dry_run():
        scene = told(dark_first)()
        look_on(scene, lambda here, still: looks.append((float(here.renderer.time), still)))
    played = 1.0 + 1.0 + (1.0 + 2 * 0.5) + 1.0
    assert sum(not still for _, still in looks) == 4 * MOMENTS
    assert looks[-1] == (pytest.approx(played + 0.2, abs=0.05), True)
    assert scene.record.duration == pytest.approx(played + 0.2, abs=0.05)


def test_what_a_scene_reckons_may_be_shown():
    def tell(self):
        self.add(self.picture, self.make(Neuron, float(ONE.std())))

    def reckoned(self):
        self.reckons(lambda image: image.std())
        tell(self)

    watches = []
    for one in (tell, reckoned):
        with dry_run():
            watches.append(TruthWatch())
            look_on(told(one)(), watches[-1].look)
    assert [len(watch.findings) for watch in watches] == [1, 0]
