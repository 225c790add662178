"""``nnviz import``, and networks of other tools wherever a network is asked for."""

import json
from pathlib import Path

import numpy as np
import pytest

from nnviz.core import AveragePool2D, Conv2D, DenseLayer, Flatten, Network
from nnviz.formats import read_network, write_network

FIXTURES = Path(__file__).parents[1] / "formats" / "fixtures"


@pytest.fixture
def run(nnviz):
    """Run a command that has to do, and return what it prints."""

    def done(*arguments):
        code, out, err = nnviz(*arguments)
        assert code == 0, err
        return out

    return done


@pytest.fixture
def refuse(nnviz):
    """Run a command that has to refuse in one line, and return the line."""

    def done(*arguments):
        code, out, err = nnviz(*arguments)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        return err

    return done


def test_a_file_is_reported_and_converted(run, tmp_path):
    out = tmp_path / "iris.safetensors"
    result = run("import", FIXTURES / "sklearn-iris.skops", "-o", out)
    lines = result.splitlines()
    assert lines[0].endswith("sklearn-iris.skops: 4-8-3, 67 weights and biases")
    assert lines[1].split() == ["layer", "1", "dense", "8", "x", "4", "relu", "40"]
    assert "sepal length (cm)" in result
    assert "setosa, versicolor, virginica" in result
    assert lines[-1] == str(out)
    network = read_network(out)
    assert network == read_network(FIXTURES / "sklearn-iris.skops")
    assert network.meaning.preparation == "inputs were standardised"


def test_the_report_for_machines_says_every_layer(run):
    record = json.loads(run("import", FIXTURES / "torch-maps.onnx", "--json"))
    assert record["parameters"] == sum(layer["parameters"] for layer in record["layers"]) == 196
    assert record["image_shape"] == [12, 12]
    assert record["layers"][0]["arrays"] == {"kernels": [4, 1, 3, 3], "biases": [4]}
    assert record["output"] is None


def test_names_are_given_and_kept(run, tmp_path):
    out = tmp_path / "xor.npz"
    run("import", FIXTURES / "sklearn-xor.onnx", "-o", out, "--features", "a,b (V)",
        "--classes", "no,yes")  # fmt: skip
    meaning = read_network(out).meaning
    assert [feature.label for feature in meaning.features] == ["a", "b (V)"]
    assert meaning.classes == ("no", "yes")
    layers = ("--layers", "logistic,softmax")
    result = run("import", FIXTURES / "sklearn-digits.npz", *layers)
    assert "give --image 8x8" in result
    run("import", FIXTURES / "sklearn-digits.npz", *layers, "--image", "8x8", "-o", out)
    assert read_network(out).image_shape == (8, 8)


HABITS = {
    "--scale 255": (255.0, 0.0),
    "--mean 0.1307 --std 0.3081": (1 / 0.3081, -0.1307 / 0.3081),
    "--mean 0.5 --std 0.5": (2.0, -1.0),
    "--mean 1 --std -1": (-1.0, 1.0),
}


@pytest.mark.parametrize("option", HABITS)
def test_inputs_of_another_kind_are_noticed_and_the_option_mends_it(
    run, network, digits, tmp_path, option
):
    """The shipped network as if it had been trained on x' = scale * x + shift."""
    scale, shift = HABITS[option]
    first, *others = network.layers
    weights = first.weights / scale
    biases = first.biases - weights.sum(axis=1) * shift
    path, mended = tmp_path / "trained.npz", tmp_path / "mended.npz"
    write_network(Network([DenseLayer(weights, biases, "sigmoid"), *others]), path)
    assert f"give {option}\n" in run("import", path)
    again = run("import", path, *option.split(), "-o", mended)
    assert "give --" not in again
    assert "reads 9" in again
    inputs = digits.vectors()[:50]
    outputs = read_network(mended).forward(inputs).outputs
    np.testing.assert_allclose(outputs, network.forward(inputs).outputs, atol=1e-9)
    assert read_network(mended).meaning.preparation


def test_other_doubts_about_a_network_of_digits(run, network, tmp_path):
    path = tmp_path / "odd.npz"
    first, *others = network.layers
    by_columns = first.weights.reshape(-1, 28, 28).transpose(0, 2, 1).reshape(-1, 784)
    write_network(Network([DenseLayer(by_columns, first.biases), *others]), path)
    assert "column by column" in run("import", path)
    write_network(Network.random((784, 5, 10), seed=1), path)
    assert "or not at all" in run("import", path)
    write_network(network, path)
    assert "it reads 9" in run("import", path)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["model.pt"], "save_file(torch.load"),
        (["sklearn-iris.onnx", "-o", "out.onnx"], "ends in .npz or .safetensors"),
        (["sklearn-iris.onnx", "--layers", "relu"], "leave --layers out"),
        (["sklearn-digits.npz"], "--layers relu,softmax"),
        (["sklearn-iris.onnx", "--scale", "2", "--std", "3"], "--scale, or --mean"),
        (["sklearn-iris.onnx", "--std", "a"], "expected numbers in --std"),
        (["sklearn-iris.onnx", "--std", "0"], "--std other than 0"),
        (["sklearn-iris.onnx", "--std", "1,2"], "one for each of 4; got 2"),
        (["sklearn-iris.onnx", "--std", "1,2,3,4", "--mean", "1,2,3"], "as many --mean"),
        (["sklearn-iris.onnx", "--image", "8 by 8"], "such as 8x8"),
        (["sklearn-iris.onnx", "--image", "8x8"], "has 64 numbers; the network reads 4"),
        (["sklearn-iris.onnx", "--classes", "a,b"], "3 outputs; got 2"),
        (["torch-maps.onnx", "--mean", "0.5"], "padded convolution"),
    ],
)
def test_what_does_not_fit_is_one_line(refuse, arguments, message):
    name, *others = arguments
    assert message in refuse("import", FIXTURES / name, *others)


def test_a_network_of_mere_arrays_is_taken_with_its_layers(run, refuse, network, tmp_path):
    path = tmp_path / "mine.npz"
    arrays = {}
    for number, layer in enumerate(network.layers):
        arrays[f"{number}.weight"], arrays[f"{number}.bias"] = layer.weights, layer.biases
    np.savez(path, **arrays)
    layers = ("--layers", "sigmoid,sigmoid,sigmoid")
    plain = run("predict", "--digit", 8700, "--json")
    assert run("predict", "--digit", 8700, "--json", "--network", path, *layers) == plain
    assert "--layers relu,relu,softmax" in refuse("predict", "--digit", 8700, "--network", path)
    assert "belongs to --network" in refuse("predict", "--digit", 8700, *layers)


def test_a_network_of_maps_reads_digits(run, refuse, digits, tmp_path):
    """Two edges, their means, and a layer of neurons: predicted, traced and measured, not drawn."""
    kernels = np.array([[[[-1.0, 1.0]]], [[[1.0, -1.0]]]])
    last = Network.random((2 * 7 * 6, 10), seed=2).layers[0]
    network = Network(
        [
            Conv2D(kernels, np.zeros(2), in_shape=(1, 28, 28)),
            AveragePool2D(4, in_shape=(2, 28, 27)),
            Flatten(in_shape=(2, 7, 6)),
            last,
        ]
    )
    path = tmp_path / "maps.safetensors"
    write_network(network, path)
    record = network.forward(digits.vectors()[8700])
    answer = json.loads(run("predict", "--digit", 8700, "--network", path, "--json"))
    assert answer["results"][0]["outputs"] == record.outputs.tolist()
    traced = json.loads(run("trace", "--digit", 8700, "--network", path, "--json"))
    kinds = ["conv2d", "averagepool2d", "flatten", "dense"]
    assert [layer["kind"] for layer in traced["layers"]] == kinds
    assert traced["layers"][0]["activations"] == record.layers[0].activations.tolist()
    right = int(network.forward(digits.vectors()[8500:]).is_right(digits.labels[8500:]).sum())
    assert json.loads(run("evaluate", "--network", path, "--json"))["right"] == right
    said = refuse("render", "Propagation", "--digit", 8700, "--network", path)
    assert "Propagation shows a network of dense layers; the one given has conv2d" in said
    said = refuse("figure", "network", "--network", path, "-o", "maps.svg")
    assert "expected a dense layer; conv2d" in said
