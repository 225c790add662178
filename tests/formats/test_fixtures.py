"""Files that real tools wrote, and what the tools themselves made of some inputs."""

from pathlib import Path

import numpy as np
import pytest

from nnviz.formats import Asked, read_network

HERE = Path(__file__).parent / "fixtures"

FIXTURES = {
    "keras-dense.h5": ("12-7-6-5-4", ()),
    "keras-dense.keras": ("12-7-6-5-4", ()),
    "keras-maps.keras": ("128-144-144-36-27-27-3", ()),
    "keras-mean.h5": ("63-80-24-4-2", ()),
    "sklearn-digits.npz": ("64-16-10", ("logistic", "softmax")),
    "sklearn-iris.onnx": ("4-8-3", ()),
    "sklearn-iris.skops": ("4-8-3", ()),
    "sklearn-logistic.onnx": ("4-3", ()),
    "sklearn-regressor.skops": ("3-5-3-1", ()),
    "sklearn-xor.onnx": ("2-4-1", ()),
    "torch-flat.safetensors": ("12-7-5-3", ("ReLU", "tanh", "softmax")),
    "torch-maps.onnx": ("144-576-144-24-9-9-6-3", ()),
    "torch-named.safetensors": ("9-5-4", ("sigmoid", "softmax")),
    "torch-view.onnx": ("9-5-4", ()),
}


def test_every_fixture_is_tried():
    made = {path.name for path in HERE.iterdir() if "expected" not in path.name}
    assert made - {"README.md"} == set(FIXTURES)


@pytest.mark.parametrize("name", FIXTURES)
def test_a_file_of_another_tool_computes_what_the_tool_computes(name):
    sizes, layers = FIXTURES[name]
    network = read_network(HERE / name, asked=Asked(layers))
    assert "-".join(map(str, network.sizes)) == sizes
    with np.load(HERE / f"{name}.expected.npz") as expected:
        outputs = network.forward(expected["inputs"]).outputs
        np.testing.assert_allclose(outputs, expected["outputs"], atol=1e-5, rtol=0)
        # Inputs whose outputs differ, so that the comparison means something.
        assert np.ptp(expected["outputs"], axis=0).max() > 0.1
