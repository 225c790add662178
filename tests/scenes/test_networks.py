"""Scenes with networks of other sizes and functions: they run and are clean, or refuse at once."""

import re

import numpy as np
import pytest
from golden.stills import scene_class

from nnviz.core import AveragePool2D, Conv2D, DenseLayer, Flatten, Network, NNVizError
from nnviz.data import choose_subject
from nnviz.film import Choice, find_scenes
from nnviz.film.review.checks import review_scene
from nnviz.view.notebook import show_forward_pass, show_network

pytestmark = pytest.mark.no_cover

ENTRIES = [entry for entry in find_scenes() if entry.needs_digits]


def sized(sizes, hidden="relu", last="softmax", seed=1):
    layers = Network.random(sizes, seed=seed).layers
    names = [hidden] * (len(layers) - 1) + [last]
    made = zip(layers, names, strict=True)
    return Network([DenseLayer(layer.weights, layer.biases, name) for layer, name in made])


def of_maps():
    kernels = np.random.default_rng(1).normal(size=(2, 1, 5, 5))
    last = Network.random((72, 10), seed=1).layers[0]
    return Network(
        [
            Conv2D(kernels, np.zeros(2), in_shape=(1, 28, 28)),
            AveragePool2D(4, in_shape=(2, 24, 24)),
            Flatten(in_shape=(2, 6, 6)),
            last,
        ]
    )


REFUSED = {
    "784-32-26": sized((784, 32, 26)),
    "784-16-2": sized((784, 16, 2)),
    "64-32-10": sized((64, 32, 10)),
    "4-8-3": sized((4, 8, 3)),
    "2-2-1": sized((2, 2, 1)),
    "convolution": of_maps(),
}
TRIED = {
    "784-10": sized((784, 10)),
    "784-40-40-40-40-10": sized((784, 40, 40, 40, 40, 10)),
    "784-512-10": sized((784, 512, 10)),
    "logits": sized((784, 32, 10), last="identity"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_scene_can_show_is_refused_in_a_sentence_before_anything_is_drawn(name):
    subject = choose_subject(digit=8700, network=REFUSED[name])
    for entry in ENTRIES:
        with pytest.raises(NNVizError, match=rf"^{entry.name} shows a network [^.]*$") as refused:
            Choice(subject, "dark").job(entry)
        assert "10 digits" in str(refused.value) or "dense layers" in str(refused.value)
    # The same by plain Manim, which asks nobody before it makes the scene.
    with pytest.raises(NNVizError, match=rf"^{ENTRIES[-1].name} shows a network"):
        scene_class(ENTRIES[-1].name)(subject=subject)


def test_what_needs_hidden_layers_says_so():
    subject = choose_subject(digit=8700, network=TRIED["784-10"])
    for name in ("HiddenLayers", "NeuronIsAFunction", "Relu"):
        with pytest.raises(NNVizError, match=f"{name} shows a network of 1 or more hidden layers"):
            scene_class(name)(subject=subject)


@pytest.mark.parametrize(
    ("scene", "network"),
    [
        ("OutputLayer", "logits"),
        ("HiddenLayers", "784-40-40-40-40-10"),
        ("Propagation", "784-512-10"),
        ("NotPerfect", "784-10"),
        ("ParameterCount", "784-40-40-40-40-10"),
        ("ParameterCount", "784-512-10"),
        ("OneNeuron", "784-10"),
        ("MatrixForm", "784-512-10"),
        ("NetworkIsAFunction", "logits"),
    ],
)
def test_a_scene_of_another_network_is_clean(scene, network):
    subject = choose_subject(digit=8700, network=TRIED[network])
    review = review_scene(scene_class(scene), subject=subject, painted=False)
    assert review.findings == ()


def test_a_network_of_maps_is_read_and_described_if_not_drawn(digits):
    network = REFUSED["convolution"]
    record = network.forward(digits.vectors()[0])
    assert re.match(r"<code>Network\(784-1152-72-72-10; relu", show_network(network))
    assert show_forward_pass(record).startswith("<code>answer ")
