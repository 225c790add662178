import math

import numpy as np
import pytest
from scipy import integrate

from nnviz.core import NNVizError, activation_named

Z = np.array([-7.5, -1.0, -0.1, 0.0, 0.3, 2.0, 9.0])


def test_the_new_functions_equal_their_definitions_number_by_number():
    """By Python's own mathematics, and for GELU by the area under the bell curve."""
    wanted = {
        "leaky_relu": [z if z > 0 else 0.01 * z for z in Z],
        "leaky_relu(0.3)": [z if z > 0 else 0.3 * z for z in Z],
        "elu": [z if z > 0 else math.exp(z) - 1 for z in Z],
        "elu(0.5)": [z if z > 0 else 0.5 * (math.exp(z) - 1) for z in Z],
        "softplus": [math.log(1 + math.exp(z)) for z in Z],
        "gelu": [
            z * integrate.quad(lambda t: math.exp(-t * t / 2) / math.sqrt(2 * math.pi), -40, z)[0]
            for z in Z
        ],
    }
    for name, values in wanted.items():
        np.testing.assert_allclose(activation_named(name)(Z), values, atol=1e-8, err_msg=name)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("logistic", "sigmoid"),
        ("ReLU", "relu"),
        ("linear", "identity"),
        ("none", "identity"),
        (" LeakyReLU ", "leaky_relu"),
        ("LeakyReLU(0.01)", "leaky_relu"),
        ("leaky_relu(0.20)", "leaky_relu(0.2)"),
        ("ELU(1)", "elu"),
    ],
)
def test_other_tools_names_are_understood(given, name):
    assert activation_named(given).name == name
    assert activation_named(given) is activation_named(name)


@pytest.mark.parametrize(
    "name", ["swish", "relu(0.1)", "elu()", "elu(nan)", "elu(a)", "elu(1e9)", 3]
)
def test_an_unknown_name_is_refused_with_those_there_are(name):
    with pytest.raises(NNVizError, match=r"relu, .*tanh; got"):
        activation_named(name)
