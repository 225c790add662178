"""A pass that is propagated ends in exactly the state that show() sets."""

import numpy as np
import pytest
from manim import Scene, tempconfig

from nnviz.animations import FeedInput, PixelsBecomeNeurons, Propagate, SendSignals
from nnviz.core import Network, NNVizError
from nnviz.data import load_digits, load_network
from nnviz.mobjects import DigitImage, NetworkMobject
from nnviz.view import NetworkLayout


def state_of(drawn):
    """Return every array and number that decides what is drawn."""
    found = []
    for batch in [*drawn.neurons, *drawn.connections]:
        found.append(np.asarray(batch.points))
        found += [np.asarray(getattr(batch, name)) for name in batch.style_names]
    found += [np.asarray(label.get_fill_color().to_rgb()) for label in drawn.labels]
    return found


def play(*animations, tmp_path, add=()):
    settings = {
        "pixel_width": 64,
        "pixel_height": 36,
        "frame_rate": 5,
        "media_dir": str(tmp_path),
        "verbosity": "ERROR",
        "progress_bar": "none",
    }
    with tempconfig(settings):
        scene = Scene(skip_animations=True)
        scene.add(*add)
        for animation in animations:
            scene.play(animation)
        return scene


@pytest.mark.parametrize("sizes", [(3, 2, 2), (784, 16, 16, 10)])
def test_propagate_ends_as_show(sizes, tmp_path):
    if sizes[0] == 784:
        network, inputs = load_network(), load_digits().image(8700).ravel()
    else:
        network, inputs = Network.random(sizes, seed=4), np.array([0.2, 0.0, 0.9])
    record = network.forward(inputs)
    layout = NetworkLayout.for_sizes(sizes)
    drawn, expected = NetworkMobject(layout), NetworkMobject(layout).show(record)
    play(Propagate(drawn, record, step_time=0.6, feed_time=0.4), tmp_path=tmp_path, add=[drawn])
    for have, want in zip(state_of(drawn), state_of(expected), strict=True):
        np.testing.assert_array_equal(have, want)
    for shown, real in zip(drawn.displayed_activations(), record.activations, strict=True):
        np.testing.assert_array_equal(shown, real)


@pytest.mark.parametrize("given", ["whole", "steps"])
def test_propagate_ends_in_the_picture_of_show(given, tmp_path):
    """Connections stay behind the neurons, also while a network is animated in parts."""
    network = Network.random((4, 5, 3), seed=4)
    record = network.forward([0.9, 0.6, 0.0, 1.0])
    layout = NetworkLayout.for_sizes(network.sizes, input_style="grid")
    drawn = NetworkMobject(layout)
    whole = Propagate(drawn, record, step_time=0.6, feed_time=0.4)
    parts = [whole] if given == "whole" else list(whole.animations)
    scene = play(*parts, tmp_path=tmp_path, add=[drawn])
    pictures = []
    for mobjects in (scene.mobjects, [NetworkMobject(layout).show(record)]):
        scene.camera.reset()
        scene.camera.capture_mobjects(mobjects)
        pictures.append(scene.camera.pixel_array.copy())
    assert np.ptp(pictures[0]) > 200
    np.testing.assert_array_equal(*pictures)


def test_a_second_pass_over_the_first_ends_as_its_own_show(tmp_path):
    network = Network.random((3, 4, 2), seed=9)
    first, second = network.forward([1.0, 0.0, 0.3]), network.forward([0.0, 0.8, 0.1])
    layout = NetworkLayout.for_sizes(network.sizes)
    drawn = NetworkMobject(layout).show(first)
    play(Propagate(drawn, second, step_time=0.4, feed_time=0.4), tmp_path=tmp_path, add=[drawn])
    for have, want in zip(
        state_of(drawn), state_of(NetworkMobject(layout).show(second)), strict=True
    ):
        np.testing.assert_array_equal(have, want)


def test_half_way_the_input_is_half_lit():
    network = Network.random((3, 2, 2), seed=4)
    record = network.forward([0.4, 0.0, 1.0])
    drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes))
    feed = FeedInput(drawn, record, rate_func=lambda t: t)
    feed.begin()
    feed.interpolate(0.5)
    np.testing.assert_allclose(drawn.displayed_activations()[0], [0.2, 0.0, 0.5])


def test_signals_are_dark_before_the_pulse_and_real_from_its_start():
    network = Network.random((3, 2, 2), seed=4)
    record = network.forward([0.4, 0.0, 1.0])
    drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes))
    send = SendSignals(drawn, 0, record)
    send.begin()
    send.interpolate(0.3)
    np.testing.assert_allclose(drawn.displayed_signals(0), record.contributions(0).ravel())


def test_pixels_start_on_the_image_and_end_where_the_neurons_were():
    network = load_network()
    record = network.forward(load_digits().image(3).ravel())
    drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes)).show(record)
    image = DigitImage(load_digits().image(3), height=4.0)
    places = drawn.neurons[0].points.copy()
    fly = PixelsBecomeNeurons(image, drawn.neurons[0])
    fly.begin()
    np.testing.assert_allclose(drawn.neurons[0].centres, image.pixel_centres(), atol=1e-9)
    fly.finish()
    np.testing.assert_allclose(drawn.neurons[0].points, places, atol=1e-12)


def test_a_pass_of_another_network_is_refused():
    drawn = NetworkMobject(NetworkLayout.for_sizes((3, 2, 2)))
    other = Network.random((3, 3, 2), seed=1).forward([0, 0, 1])
    with pytest.raises(NNVizError, match="as drawn"):
        Propagate(drawn, other)
