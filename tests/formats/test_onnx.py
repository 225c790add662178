"""ONNX graphs node by node, against the reference evaluator of ONNX itself."""

from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from nnviz.core import NNVizError
from nnviz.formats import Asked, read_network

RNG = np.random.default_rng(3)
FLOAT = TensorProto.FLOAT


def model(nodes, shape, constants=None, *, opset=19):
    tensors = [
        numpy_helper.from_array(np.asarray(array), name)
        for name, array in (constants or {}).items()
    ]
    graph = helper.make_graph(
        nodes,
        "graph",
        [helper.make_tensor_value_info("x", FLOAT, ["n", *shape])],
        [helper.make_tensor_value_info(nodes[-1].output[0], FLOAT, None)],
        tensors,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])


def chain(*steps):
    """Nodes that each take what the one before gave: (operator, constants, settings)."""
    nodes, before = [], "x"
    for place, (operator, constants, settings) in enumerate(steps, start=1):
        after = f"y{place}"
        nodes.append(helper.make_node(operator, [before, *constants], [after], **settings))
        before = after
    return nodes


def evaluated(made, x):
    """What the reference evaluator makes of some inputs."""
    (outputs,) = ReferenceEvaluator(made).run(None, {"x": x})
    return np.asarray(outputs)


def f32(*shape):
    return RNG.normal(size=shape).astype(np.float32)


def node(operator, *constants, **settings):
    return operator, constants, settings


W = {"w": f32(5, 4), "b": f32(5), "v": f32(4, 5), "row": f32(1, 5), "s": np.float32(0.5)}
MAPS = {"k": f32(3, 2, 3, 3), "c": f32(3), "w": f32(2, 48), "four": f32(4), "ax": np.array([2, 3])}
BY = np.array([2.0, -1.0], np.float32).reshape(1, 2, 1, 1)
DENSE = node("Gemm", "w", "b", transB=1)

GRAPHS = {
    "alpha and beta": ((4,), W, [node("Gemm", "v", "row", alpha=0.5, beta=2.0)]),
    "sum and product": ((4,), W, [node("MatMul", "v"), node("Add", "b"), node("Mul", "s")]),
    "difference": ((4,), W, [node("MatMul", "v"), node("Sub", "row"), node("Div", "s")]),
    "inputs are scaled": ((4,), W, [node("Mul", "s"), node("Sub", "s"), DENSE]),
    "after a function": ((4,), W, [DENSE, node("Tanh"), node("Mul", "b"), node("Elu", alpha=0.5)]),
    "no weights between": ((4,), W, [DENSE, node("Relu"), node("Sigmoid"), node("Add", "b")]),
    "all functions": (
        (4,),
        W,
        [DENSE, node("LeakyRelu", alpha=0.3), node("MatMul", "w"), node("Softplus"), DENSE,
         node("Softmax")],
    ),
    "gelu": ((4,), W, [DENSE, node("Gelu")]),
    "shapes": (
        (2, 2),
        {**W, "t": np.array([-1, 1, 4]), "one": np.array([1]), "flat": np.array([0, -1])},
        [node("Reshape", "t"), node("Squeeze", "one"), node("Unsqueeze", "one"),
         node("Reshape", "flat"), node("Identity"), node("Cast", to=FLOAT), node("Dropout"), DENSE],
    ),
    "turned image": (
        (2, 2), W, [node("Transpose", perm=[0, 2, 1]), node("Flatten"), DENSE],
    ),
    "maps": (
        (2, 6, 6),
        MAPS,
        [node("Conv", "k", "c"), node("Relu"), node("Flatten"), node("Gemm", "w", transB=1)],
    ),
    "mean of maps": (
        (2, 6, 6), MAPS, [node("Conv", "k"), node("GlobalAveragePool"), node("Flatten")],
    ),
    "mean by axes": (
        (2, 6, 6), MAPS, [node("Conv", "k"), node("ReduceMean", "ax", keepdims=0)],
    ),
    "scaled maps": (
        (2, 6, 6),
        {**MAPS, "by": BY},
        [node("Mul", "by"), node("Conv", "k", pads=[1, 1, 1, 1]),
         node("MaxPool", kernel_shape=[2, 2]), node("Tanh")],
    ),
    "shifted maps with a border": (
        (2, 6, 6),
        {**MAPS, "by": BY},
        [node("Add", "by"), node("Conv", "k", pads=[1, 0, 1, 0], strides=[2, 1]),
         node("AveragePool", kernel_shape=[2, 2]), node("Relu")],
    ),
    "maps in another order": (
        (2, 6, 6),
        MAPS,
        [node("Conv", "k", "c"), node("Transpose", perm=[0, 2, 3, 1]), node("Flatten"),
         node("Gemm", "w", transB=1)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GRAPHS)
def test_a_graph_computes_what_the_reference_evaluator_computes(write, name):
    shape, constants, steps = GRAPHS[name]
    made = model(chain(*steps), shape, constants, opset=20)
    network = read_network(write("graph.onnx", made.SerializeToString()))
    x = RNG.normal(size=(5, *shape)).astype(np.float32)
    wanted = evaluated(made, x)
    outputs = network.forward(x.reshape(5, -1)).outputs
    np.testing.assert_allclose(outputs, wanted.reshape(5, -1), atol=1e-5)


def test_an_image_whose_channels_come_last_is_read_as_one_whose_channels_come_first(write):
    nodes = chain(node("Transpose", perm=[0, 3, 1, 2]), node("Conv", "k", "c"), node("Flatten"))
    made = model(nodes, (6, 6, 2), MAPS)
    network = read_network(write("last.onnx", made.SerializeToString()))
    x = RNG.normal(size=(1, 6, 6, 2)).astype(np.float32)
    wanted = evaluated(made, x)
    first = x[0].transpose(2, 0, 1).ravel()
    np.testing.assert_allclose(network.forward(first).outputs, wanted[0], atol=1e-5)
    assert network.image_shape == (6, 6, 2)


def test_constants_are_computed_before_they_are_used(write):
    """As PyTorch exports x.view(x.size(0), -1), and weights that lie in nodes."""
    make = helper.make_node
    nodes = [
        make("Constant", [], ["wt"], value=numpy_helper.from_array(W["v"])),
        make("Identity", ["wt"], ["w2"]),
        make("Shape", ["x"], ["shape"]),
        make("Gather", ["shape", "zero"], ["n"], axis=0),
        make("Unsqueeze", ["n", "axes"], ["n1"]),
        make("Concat", ["n1", "rest"], ["to"], axis=0),
        make("Reshape", ["x", "to"], ["flat"]),
        make("MatMul", ["flat", "w2"], ["y"]),
    ]
    constants = {"zero": np.array(0), "axes": np.array([0]), "rest": np.array([-1])}
    made = model(nodes, (2, 2), constants)
    x = f32(3, 2, 2)
    wanted = evaluated(made, x)
    network = read_network(write("view.onnx", made.SerializeToString()))
    np.testing.assert_allclose(network.forward(x.reshape(3, -1)).outputs, wanted, atol=1e-5)


def test_the_classes_of_a_classifier_are_kept_and_its_tail_is_cut():
    asked = Asked()
    here = Path(__file__).parent / "fixtures"
    network = read_network(here / "sklearn-iris.onnx", asked=asked)
    assert network.meaning.classes == ("setosa", "versicolor", "virginica")
    assert any("left out" in note for note in asked.notes)
    assert read_network(here / "sklearn-xor.onnx").meaning.classes == ("0", "1")


@pytest.mark.parametrize(
    ("nodes", "shape", "message"),
    [
        (chain(node("Erf")), (4,), r"node 1 \(Erf\): this operator is not supported"),
        (chain(DENSE, node("Relu"), node("Clip")), (4,), r"node 3 \(Clip\)"),
        (chain(node("Gemm", "w")), (4,), r"node 1 \(Gemm\): .*\(4,\)"),
        (chain(node("Gemm", "w", transA=1)), (4,), "not transposed"),
        (chain(node("Conv", "k", group=2)), (4, 6, 6), "group 1"),
        (chain(node("Softmax", axis=0)), (4,), "one row"),
        (chain(node("Transpose", perm=[1, 0])), (4,), "batch to stay first"),
        (
            [helper.make_node("Relu", ["x"], ["y"]), helper.make_node("Add", ["x", "y"], ["z"])],
            (4,),
            r"node 2 \(Add\): x is not constant: branches",
        ),
        ([helper.make_node("Mine", ["x"], ["y"], domain="me")], (4,), "operators of me"),
        (chain(node("Relu")), (), "shape"),
    ],
)  # fmt: skip
def test_what_is_not_supported_is_named_with_its_node(write, nodes, shape, message):
    made = model(nodes, shape, {**W, "k": MAPS["k"]})
    with pytest.raises(NNVizError, match=rf"odd\.onnx: .*{message}"):
        read_network(write("odd.onnx", made.SerializeToString()))


def test_a_file_that_says_its_layers_is_asked_for_none(write):
    made = model(chain(DENSE), (4,), W)
    with pytest.raises(NNVizError, match="leave --layers out"):
        read_network(write("graph.onnx", made.SerializeToString()), asked=Asked(("relu",)))
