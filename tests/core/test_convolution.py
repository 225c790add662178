import numpy as np
import pytest
from onnx import helper, numpy_helper
from onnx.reference import ReferenceEvaluator
from scipy.signal import correlate2d

from nnviz.core import (
    AveragePool2D,
    Conv2D,
    DenseLayer,
    Flatten,
    GlobalAveragePool2D,
    MaxPool2D,
    Network,
    NNVizError,
)

RNG = np.random.default_rng(14)
MAPS = RNG.normal(size=(2, 3, 9, 7))


def by_onnx(operator, maps, *arrays, **attributes):
    """What the reference evaluator of ONNX makes of one node."""
    names = [f"w{index}" for index in range(len(arrays))]
    node = helper.make_node(operator, ["x", *names], ["y"], **attributes)
    shape = helper.make_tensor_value_info
    graph = helper.make_graph(
        [node],
        "one",
        [shape("x", 11, list(maps.shape))],
        [shape("y", 11, None)],
        [numpy_helper.from_array(a, n) for a, n in zip(arrays, names, strict=True)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 19)])
    (result,) = ReferenceEvaluator(model).run(None, {"x": maps})
    return result


@pytest.mark.parametrize(
    ("settings", "attributes"),
    [
        ({}, {}),
        ({"padding": "same"}, {"auto_pad": "SAME_UPPER"}),
        ({"padding": "same", "stride": 2}, {"auto_pad": "SAME_UPPER", "strides": [2, 2]}),
        ({"padding": (1, 0, 2, 1)}, {"pads": [1, 0, 2, 1]}),
        ({"stride": (2, 1), "padding": 1}, {"strides": [2, 1], "pads": [1, 1, 1, 1]}),
        ({"dilation": (2, 1)}, {"dilations": [2, 1]}),
    ],
)
def test_convolution_equals_onnx(settings, attributes):
    kernels, biases = RNG.normal(size=(4, 3, 3, 2)), RNG.normal(size=4)
    layer = Conv2D(kernels, biases, "identity", in_shape=(3, 9, 7), **settings)
    trace = layer.forward(MAPS.reshape(2, -1))
    wanted = by_onnx("Conv", MAPS, kernels, biases, **attributes)
    assert wanted.shape[1:] == layer.out_shape
    np.testing.assert_allclose(trace.activations.reshape(wanted.shape), wanted, atol=1e-12)
    np.testing.assert_allclose(
        layer.forward(MAPS[1].ravel()).activations, trace.activations[1], atol=1e-12
    )


def test_convolution_equals_scipy_map_by_map():
    kernels, biases = RNG.normal(size=(2, 3, 3, 3)), RNG.normal(size=2)
    layer = Conv2D(kernels, biases, "relu", in_shape=(3, 9, 7))
    trace = layer.forward(MAPS[0].ravel())
    for out in range(2):
        sums = biases[out] + sum(
            correlate2d(MAPS[0, channel], kernels[out, channel], "valid") for channel in range(3)
        )
        z = trace.pre_activations.reshape(layer.out_shape)[out]
        np.testing.assert_allclose(z, sums, atol=1e-12)
        a = trace.activations.reshape(layer.out_shape)[out]
        np.testing.assert_array_equal(a, np.maximum(z, 0.0))


@pytest.mark.parametrize(
    ("kind", "operator"), [(MaxPool2D, "MaxPool"), (AveragePool2D, "AveragePool")]
)
@pytest.mark.parametrize(
    ("settings", "attributes"),
    [
        ({"size": 2}, {"kernel_shape": [2, 2], "strides": [2, 2]}),
        ({"size": (3, 2), "stride": 1}, {"kernel_shape": [3, 2]}),
        (
            {"size": 3, "stride": 2, "padding": 1},
            {"kernel_shape": [3, 3], "strides": [2, 2], "pads": [1, 1, 1, 1]},
        ),
    ],
)
def test_pooling_equals_onnx(kind, operator, settings, attributes):
    layer = kind(in_shape=(3, 9, 7), **settings)
    wanted = by_onnx(operator, MAPS, **attributes)
    got = layer.forward(MAPS.reshape(2, -1)).activations
    assert wanted.shape[1:] == layer.out_shape
    np.testing.assert_allclose(got.reshape(wanted.shape), wanted, atol=1e-12)


def small():
    return Network(
        [
            Conv2D(RNG.normal(size=(2, 1, 3, 3)), [0.1, -0.1], in_shape=(1, 6, 6)),
            MaxPool2D(2, in_shape=(2, 4, 4)),
            Flatten(in_shape=(2, 2, 2)),
            DenseLayer(RNG.normal(size=(3, 8)), np.zeros(3), "softmax"),
        ]
    )


def test_a_network_of_several_kinds_has_one_forward_pass_with_every_map():
    network = small()
    assert network.sizes == (36, 32, 8, 8, 3)
    assert network.parameter_count == 18 + 2 + 24 + 3
    assert network.image_shape == (6, 6)
    assert not network.is_dense
    record = network.forward(np.linspace(0, 1, 36))
    maps = record.layers[0].activations.reshape(network.layers[0].out_shape)
    pooled = record.layers[1].activations.reshape(2, 2, 2)
    for channel, row, column in np.ndindex(2, 2, 2):
        block = maps[channel, 2 * row : 2 * row + 2, 2 * column : 2 * column + 2]
        assert pooled[channel, row, column] == block.max()
    np.testing.assert_array_equal(record.layers[2].activations, record.layers[1].activations)
    assert record.outputs.sum() == pytest.approx(1.0)
    mean = GlobalAveragePool2D(in_shape=(2, 4, 4)).forward(record.layers[0].activations)
    np.testing.assert_allclose(mean.activations, maps.mean(axis=(1, 2)))


def test_every_number_of_a_network_of_maps_is_in_its_digest():
    network = small()
    first, pool = network.layers[0], MaxPool2D((2, 2), in_shape=(2, 4, 4))
    assert network.with_layer(1, pool) == network
    assert network.with_layer(1, AveragePool2D(2, in_shape=(2, 4, 4))) != network
    for changed in (
        Conv2D(first.kernels * 2, first.channel_biases, in_shape=(1, 6, 6)),
        Conv2D(first.kernels, first.channel_biases + 1, in_shape=(1, 6, 6)),
        Conv2D(first.kernels, first.channel_biases, "tanh", in_shape=(1, 6, 6)),
    ):
        assert network.with_layer(0, changed) != network


def test_what_wants_a_matrix_is_told_that_there_is_none():
    record = small().forward(np.zeros(36))
    with pytest.raises(NNVizError, match="dense layer; conv2d"):
        record.contributions(0)
    with pytest.raises(NNVizError, match="dense layer; flatten"):
        _ = record.network.layers[2].biases


KERNEL = np.ones((1, 1, 3, 3))
POOL = MaxPool2D(2, in_shape=(1, 2, 2))


def conv(*arguments, **settings):
    return Conv2D(*arguments, in_shape=(1, 5, 5), **settings)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: conv(np.ones((1, 2, 3, 3)), [0]), r"\(maps out, 1, .*\(1, 2"),
        (lambda: conv(KERNEL, [0, 0]), "one bias"),
        (lambda: conv(np.ones((1, 1, 6, 3)), [0]), "6 x 3 fits into"),
        (lambda: Conv2D(np.ones((1, 1, 3, 3)), [0], "softmax", in_shape=(1, 5, 5)), "softmax"),
        (lambda: Conv2D(KERNEL, [0], in_shape=(5, 5)), "in_shape"),
        (lambda: Conv2D(KERNEL, [0], in_shape=(1, 5, 0)), "in_shape"),
        (lambda: conv(KERNEL, [0], stride=0), "stride"),
        (lambda: conv(KERNEL, [0], padding="full"), "padding"),
        (lambda: MaxPool2D(2, in_shape=(1, 5, 5), padding=2), "less padding"),
        (lambda: MaxPool2D(2, in_shape=(4096, 4096, 2)), "at most 16,777,216 numbers"),
        (lambda: conv(np.ones((4096, 1, 1, 1)), np.ones(4096), padding=99), "at most 16,777,216"),
        (lambda: Network([Flatten(in_shape=(1, 2, 2)), POOL]), "layer 2"),
    ],
)  # fmt: skip
def test_shapes_that_do_not_fit_are_refused(make, message):
    with pytest.raises(NNVizError, match=message):
        make()
