"""Mere arrays by name, and models that are alive."""

from itertools import pairwise

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from nnviz.core import Conv2D, DenseLayer, MaxPool2D, Network, NNVizError
from nnviz.formats import Asked, from_sklearn, from_torch, read_network

RNG = np.random.default_rng(8)
SIZES = (5, 4, 4, 3)
WEIGHTS = [RNG.normal(size=(o, i)) for i, o in pairwise(SIZES)]
BIASES = [RNG.normal(size=o) for o in SIZES[1:]]
LAYERS = ("relu", "tanh", "softmax")
WANTED = Network(
    [DenseLayer(w, b, name) for w, b, name in zip(WEIGHTS, BIASES, LAYERS, strict=True)]
)


def named(weights, biases, turned=False, names=("{}.weight", "{}.bias"), keys=(0, 2, 4)):
    arrays = {}
    for key, w, b in zip(keys, weights, biases, strict=True):
        arrays[names[0].format(key)] = w.T if turned else w
        arrays[names[1].format(key)] = b
    return arrays


FORMS = {
    "torch": named(WEIGHTS, BIASES),
    "ten layers and more": named(WEIGHTS, BIASES, keys=("layer9", "layer10", "layer11")),
    "letters": named(WEIGHTS, BIASES, names=("W{}", "b{}"), keys=(1, 2, 3)),
    "ours without a header": named(WEIGHTS, BIASES, names=("weights_{}", "biases_{}")),
    "sklearn": named(WEIGHTS, BIASES, True, ("coefs_{}", "intercepts_{}")),
    "keras": named(WEIGHTS, BIASES, True, ("dense_{}/kernel", "dense_{}/bias")),
    "columns": named(WEIGHTS, [b[:, None] for b in BIASES], names=("w{}", "b{}")),
    "by shapes": named(WEIGHTS, BIASES, keys=("second", "third", "answer"))
    | {"second.weight": WEIGHTS[0], "second.bias": BIASES[0]},
    "no names": {
        f"arr_{n}": array
        for n, array in enumerate(a for pair in zip(WEIGHTS, BIASES, strict=True) for a in pair)
    },
}


@pytest.mark.parametrize("form", FORMS)
def test_arrays_by_their_usual_names_are_a_network(tmp_path, form):
    path = tmp_path / "arrays.npz"
    np.savez(path, allow_pickle=False, **FORMS[form])
    asked = Asked(LAYERS)
    assert read_network(path, asked=asked) == WANTED
    assert any("transposed" in note for note in asked.notes) == (form in ("sklearn", "keras"))


def test_a_layer_without_biases_has_none(tmp_path):
    np.savez(tmp_path / "a.npz", allow_pickle=False, w1=WEIGHTS[0])
    asked = Asked(("identity",))
    network = read_network(tmp_path / "a.npz", asked=asked)
    assert not network.layers[0].biases.any()
    assert "w1 has no biases: they are 0" in asked.notes


def test_where_the_shapes_do_not_tell_it_is_said_and_can_be_asked_for(tmp_path):
    square = RNG.normal(size=(3, 3))
    np.savez(tmp_path / "a.npz", allow_pickle=False, W=square, b=np.zeros(3))
    asked = Asked(("relu",))
    assert np.array_equal(read_network(tmp_path / "a.npz", asked=asked).layers[0].weights, square)
    assert "--transposed" in asked.notes[0]
    turned = read_network(tmp_path / "a.npz", asked=Asked(("relu",), is_transposed=True))
    assert np.array_equal(turned.layers[0].weights, square.T)


@pytest.mark.parametrize(
    ("arrays", "asked", "message"),
    [
        (FORMS["torch"], Asked(), r"each of its 3 layers \(5-4-4-3\).*--layers relu,relu,softmax"),
        (FORMS["torch"], Asked(("relu",)), "3 layers .*got 1"),
        (FORMS["torch"], Asked(("relu", "relu", "swish")), "swish"),
        (FORMS["torch"], Asked(LAYERS, is_transposed=True), "leave --transposed out"),
        ({}, Asked(), "no arrays"),
        ({"0.weight": np.ones((2, 3)), "1.weight": np.ones((7, 5))}, Asked(), "what the next"),
        ({"0.weight": np.ones((2, 3)), "0.bias": np.ones(5)}, Asked(), r"0\.bias .* no weights"),
        ({"c.weight": np.ones((2, 3, 3, 3))}, Asked(), r"c\.weight .*convolution.*onnx"),
        ({"n.running_mean": np.ones(3)}, Asked(), "normalisation.*onnx"),
        ({"w": np.array(["a"])}, Asked(("relu",)), "real numbers"),
        ({"w": np.full((2, 2), np.nan)}, Asked(("relu",)), "NaN"),
    ],
)
def test_arrays_that_are_no_network_are_refused(tmp_path, arrays, asked, message):
    np.savez(tmp_path / "odd.npz", allow_pickle=False, **arrays)
    with pytest.raises(NNVizError, match=rf"odd\.npz: .*{message}"):
        read_network(tmp_path / "odd.npz", asked=asked)


X = RNG.normal(size=(40, 3))
THREE = np.array(["a", "b", "c"])[X.argmax(axis=1)]


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.parametrize(
    "model",
    [
        MLPClassifier((4, 3), max_iter=20, random_state=1, activation="logistic"),
        LogisticRegression(),
        make_pipeline(StandardScaler(), MLPClassifier((4,), max_iter=20, random_state=1)),
        make_pipeline(MinMaxScaler(), "passthrough", LogisticRegression()),
    ],
)
def test_a_live_classifier_of_scikit_learn_computes_the_same(model):
    model.fit(X, THREE)
    network = from_sklearn(model)
    np.testing.assert_allclose(network.forward(X).outputs, model.predict_proba(X), atol=1e-10)
    assert network.meaning.classes == ("a", "b", "c")
    answers = [network.meaning.answer(row) for row in network.forward(X).outputs]
    assert answers == model.predict(X).tolist()


def test_two_classes_are_one_output():
    model = LogisticRegression().fit(X, X[:, 0] > 0)
    network = from_sklearn(model)
    assert network.sizes == (3, 1)
    outputs = network.forward(X).outputs
    np.testing.assert_allclose(outputs[:, 0], model.predict_proba(X)[:, 1], atol=1e-12)
    assert [network.meaning.answer(row) for row in outputs] == [
        str(answer) for answer in model.predict(X)
    ]


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.parametrize(
    "model", [LinearRegression(), MLPRegressor(hidden_layer_sizes=(4,), max_iter=20)]
)
def test_a_live_regression_computes_the_same(model):
    model.fit(X, X @ [1.0, 2.0, 3.0])
    outputs = from_sklearn(model).forward(X).outputs
    np.testing.assert_allclose(outputs[:, 0], model.predict(X), atol=1e-10)


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (MLPClassifier(), r"fitted MLPClassifier.*fit\(\)"),
        (StandardScaler(), "one of MLPClassifier, .*got StandardScaler"),
        (make_pipeline(MLPClassifier(), LogisticRegression().fit(X, THREE)), "before the network"),
        (3, "got int"),
    ],
)
def test_what_is_no_network_of_scikit_learn_is_refused(model, message):
    with pytest.raises(NNVizError, match=message):
        from_sklearn(model)


class Tensor(np.ndarray):
    """An array that is taken out of the graph and off the device, as a tensor is."""

    def detach(self):
        return self

    cpu = numpy = detach


def tensor(*shape):
    return RNG.normal(size=shape).view(Tensor)


def module(name, **attributes):
    return type(name, (), attributes)()


class Sequential(list):
    pass


def linear(n_out, n_in):
    return module("Linear", weight=tensor(n_out, n_in), bias=tensor(n_out))


def test_a_live_sequential_is_read_by_what_its_modules_say():
    first, last = linear(4, 6), linear(2, 4)
    inner = Sequential([first, module("LeakyReLU", negative_slope=0.2)])
    network = from_torch(Sequential([module("Flatten"), inner, module("Dropout"), last]))
    wanted = [DenseLayer(first.weight, first.bias, "leaky_relu(0.2)"),
              DenseLayer(last.weight, last.bias, "identity")]  # fmt: skip
    assert network == Network(wanted)


def test_a_live_sequential_of_maps():
    kernels = tensor(3, 1, 3, 3)
    settings = {"stride": (1, 1), "padding": (1, 1), "dilation": (1, 1), "groups": 1}
    conv = module("Conv2d", weight=kernels, bias=None, padding_mode="zeros", **settings)
    pool = module("MaxPool2d", kernel_size=2, stride=2, padding=0, ceil_mode=False)
    norm = module(
        "BatchNorm2d", running_mean=tensor(3), running_var=tensor(3) ** 2, eps=0.1,
        weight=tensor(3), bias=tensor(3),
    )  # fmt: skip
    network = from_torch(Sequential([conv, pool, module("ReLU")]), in_shape=(1, 6, 6))
    wanted = Conv2D(kernels, np.zeros(3), "relu", in_shape=(1, 6, 6), padding=1)
    assert network == Network([wanted, MaxPool2D(2, in_shape=(3, 6, 6))])
    normed = from_torch(Sequential([conv, norm]), in_shape=(1, 6, 6))
    x = RNG.normal(size=36)
    maps = wanted.forward(x).pre_activations.reshape(3, 6, 6)
    for channel in range(3):
        spread = np.sqrt(norm.running_var[channel] + 0.1)
        centred = (maps[channel] - norm.running_mean[channel]) / spread
        np.testing.assert_allclose(
            normed.forward(x).outputs.reshape(3, 6, 6)[channel],
            centred * norm.weight[channel] + norm.bias[channel],
        )


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (Sequential([linear(4, 6), module("LSTM")]), r"model\[1\] is a LSTM, which is not supp"),
        (Sequential([linear(4, 6), linear(4, 6)]), r"model\[1\] \(Linear\): expected weights"),
        (Sequential([module("ReLU")]), "in_shape"),
    ],
)
def test_what_is_not_supported_in_a_sequential_is_named_with_its_place(model, message):
    with pytest.raises(NNVizError, match=message):
        from_torch(model)
