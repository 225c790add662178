import numpy as np
import pytest

from nnviz.core import Feature, Meaning, Network, NNVizError

IRIS = Meaning(
    features=tuple(Feature(f"{part} {size}", "cm", 0.1, 8.0) for part in ("sepal", "petal")
                   for size in ("length", "width")),
    classes=("setosa", "versicolor", "virginica"),
)  # fmt: skip

SQUARE = Meaning(image_shape=(2, 2))


def test_a_network_without_a_meaning_has_indices_for_names():
    network = Network.random((784, 3), seed=1)
    assert network.image_shape == (28, 28)
    assert network.output_names == ("0", "1", "2")
    assert network.meaning.answer(np.array([0.1, 0.9, 0.2])) == "1"
    assert Network.random((4, 3), seed=1).image_shape == ()


def test_names_are_part_of_a_network():
    plain = Network.random((4, 8, 3), seed=1)
    named = Network(plain.layers, IRIS)
    assert named.output_names == IRIS.classes
    assert named != plain
    assert named.with_layer(0, named.layers[0]) == named
    assert Network(named.layers, Meaning()) == plain
    assert named.meaning.features[2].label == "petal length (cm)"


def test_one_output_may_speak_for_two_classes():
    network = Network(Network.random((2, 2, 1), seed=1).layers, Meaning(classes=("no", "yes")))
    assert network.output_names == ("yes",)
    assert [network.meaning.answer(np.array([a])) for a in (0.4, 0.5)] == ["no", "yes"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Meaning(classes=("",)), "printable text as the name of a class"),
        (lambda: Meaning(classes=("a\nb",)), "printable text"),
        (lambda: Meaning(classes=("x" * 61,)), "60 characters"),
        (lambda: Meaning(image_shape=(8,)), "rows and columns"),
        (lambda: Meaning(image_shape=(2, 2), features=IRIS.features), "got both"),
        (lambda: Feature("length", low=2.0, high=1.0), "range of length"),
        (lambda: Feature("length", low=float("nan")), "range of length"),
        (lambda: Network(Network.random((4, 2), seed=1).layers, IRIS), "2 outputs; got 3"),
        (lambda: Network(Network.random((5, 3), seed=1).layers, IRIS), "5 inputs; got 4"),
        (lambda: Network(Network.random((5, 3), seed=1).layers, SQUARE), "2 x 2"),
    ],
)  # fmt: skip
def test_a_meaning_that_does_not_fit_is_refused(make, message):
    with pytest.raises(NNVizError, match=message):
        make()
