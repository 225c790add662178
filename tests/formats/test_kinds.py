"""Layers of every kind, and what the numbers mean, through our own two formats."""

import json

import numpy as np
import pytest

from nnviz.core import (
    AveragePool2D,
    Conv2D,
    DenseLayer,
    Feature,
    Flatten,
    GlobalAveragePool2D,
    MaxPool2D,
    Meaning,
    Network,
    NNVizError,
)
from nnviz.formats import read_network, write_network

RNG = np.random.default_rng(5)
ENDINGS = (".npz", ".safetensors")


def conv(maps, shape, **settings):
    kernels = RNG.normal(size=(maps, shape[0], 3, 3))
    return Conv2D(kernels, RNG.normal(size=maps), "leaky_relu(0.3)", in_shape=shape, **settings)


NETWORKS = [
    Network(
        [
            conv(3, (1, 8, 8), stride=(2, 1), padding=(1, 0, 1, 2)),
            MaxPool2D(2, in_shape=(3, 4, 8), stride=(1, 2)),
            conv(2, (3, 3, 4), padding="same"),
            AveragePool2D((1, 2), in_shape=(2, 3, 4), padding=(0, 1, 0, 1)),
            Flatten(in_shape=(2, 3, 3)),
            DenseLayer(RNG.normal(size=(2, 18)), [0.1, 0.2], "softmax"),
        ],
        Meaning(image_shape=(8, 8), classes=("left", "right")),
    ),
    Network([conv(4, (3, 6, 6)), GlobalAveragePool2D(in_shape=(4, 4, 4))]),
    Network(
        Network.random((2, 4, 1), seed=3).layers,
        Meaning(
            features=(Feature("x", "cm", 0.0, 4.5), Feature("größe")),
            classes=("no", "yes"),
            preparation="divided by 255 in training",
        ),
    ),
]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("network", NETWORKS, ids=["cnn", "global", "named"])
def test_round_trip_keeps_every_layer_and_every_name(tmp_path, network, ending):
    path = tmp_path / f"network{ending}"
    write_network(network, path)
    again = read_network(path)
    assert again == network
    assert again.meaning == network.meaning
    assert again.image_shape == network.image_shape
    inputs = RNG.normal(size=(2, network.n_inputs))
    assert np.array_equal(again.forward(inputs).outputs, network.forward(inputs).outputs)
    first = path.read_bytes()
    write_network(again, path)
    assert path.read_bytes() == first


def written(path, **changes):
    """A file of the named network in which something of what is said is another."""
    from safetensors.numpy import save

    about = {
        "format_version": 2,
        "activations": ["sigmoid"],
        "layers": [{"kind": "dense"}],
        "meaning": {},
        **changes,
    }
    arrays = {"weights_1": np.ones((2, 4)), "biases_1": np.ones(2)}
    if about["layers"] != [{"kind": "dense"}]:
        arrays = {}
    path.write_bytes(save(arrays, metadata={"nnviz": json.dumps(about)}))
    return path


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"layers": None}, "a kind for each of 1 layers"),
        ({"layers": [{"kind": ["dense"]}]}, "layer 1: expected one of dense"),
        ({"layers": [{"kind": "lambda"}]}, "layer 1: expected one of dense"),
        ({"layers": [{"kind": "flatten"}]}, "layer 1: expected 'in_shape' for a layer flatten"),
        ({"layers": [{"kind": "flatten", "in_shape": 3}]}, "layer 1: expected whole numbers"),
        ({"layers": [{"kind": "flatten", "in_shape": [1, 1e9, 2]}]}, "in_shape"),
        ({"layers": [{"kind": "flatten", "in_shape": [4096, 4096, 9]}]}, "at most 16,777,216"),
        ({"meaning": 3}, "expected a meaning of"),
        ({"meaning": {"more": 1}}, "expected a meaning of"),
        ({"meaning": {"classes": "ab"}}, "expected lists"),
        ({"meaning": {"classes": ["a", 1]}}, "printable text"),
        ({"meaning": {"classes": ["a", "\u001b[2J"]}}, "printable text"),
        ({"meaning": {"classes": ["a"]}}, "2 outputs; got 1"),
        ({"meaning": {"image_shape": [2, True]}}, "expected lists"),
        ({"meaning": {"image_shape": [3, 2]}}, "3 x 2 has 6 numbers; the network reads 4"),
        ({"meaning": {"features": [["a", "", 0]]}}, "expected lists"),
        ({"meaning": {"features": [["a", "", 0, float("nan")]] * 4}}, "range of a"),
    ],
)
def test_what_is_said_wrongly_is_refused(tmp_path, changes, message):
    with pytest.raises(NNVizError, match=rf"odd\.safetensors: .*{message}"):
        read_network(written(tmp_path / "odd.safetensors", **changes))


def test_what_is_said_in_an_npz_must_be_json(tmp_path):
    arrays = {"weights_1": np.ones((2, 4)), "biases_1": np.ones(2)}
    for text in ("[" * 100_000, "no", "[]"):
        said = [np.array(2), np.array(["relu"]), np.array(text)]
        names = ("format_version", "activations", "about")
        members = {**dict(zip(names, said, strict=True)), **arrays}
        np.savez(tmp_path / "odd.npz", allow_pickle=False, **members)
        with pytest.raises(NNVizError, match="JSON about the layers"):
            read_network(tmp_path / "odd.npz")


def test_what_the_first_version_can_say_is_written_in_it(tmp_path):
    write_network(Network.random((3, 2), seed=1), tmp_path / "old.npz")
    with np.load(tmp_path / "old.npz") as file:
        assert int(file["format_version"]) == 1
        assert "about" not in file
