"""The answers of the questions, against the network itself."""

import base64
import io
import json
import math
from importlib.resources import files

import numpy as np
import pytest
from PIL import Image

from nnviz.core import Network
from nnviz.data import as_vector
from nnviz.lesson.quiz import build_quizzes
from nnviz.lesson.shown import choose_digits

WORDS = json.loads((files("nnviz.lesson") / "text" / "en.json").read_text(encoding="utf-8"))["quiz"]


@pytest.fixture(scope="module")
def shown(network, digits):
    return choose_digits(network, digits)


@pytest.fixture(scope="module")
def questions(shown):
    return {question["id"]: question for question in build_quizzes(shown, WORDS)}


def pixels(address):
    """The picture of a question, as the network would see it."""
    head, _, data = address.partition(",")
    assert head == "data:image/png;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data)))) / 255.0


def right(question):
    return question["choices"][question["answer"]]


def test_the_digit_it_thinks_it_sees(questions, network):
    question = questions["reads"]
    record = network.forward(as_vector(pixels(question["image"])))
    assert right(question) == str(record.prediction)
    assert str(record.ranking[1]) in question["choices"]
    assert f"{record.confidence:.2f}" in question["explanation"]


def test_how_sure_it_is(questions, network):
    question = questions["sure"]
    record = network.forward(as_vector(pixels(question["image"])))
    low, high = (float(value) for value in right(question).split(" to "))
    assert low <= record.confidence <= high
    assert f"answers {record.prediction} " in question["question"]
    assert f"{record.confidence:.3f}" in question["explanation"]


def test_the_order_of_the_images(questions, network, shown):
    question = questions["rank"]
    z = [
        network.forward(as_vector(pixels(item["image"]))).layers[0].pre_activations[shown.neuron]
        for item in question["items"]
    ]
    assert question["answer"] == list(np.argsort(-np.array(z)))
    assert question["answer"] != sorted(question["answer"])
    gaps = np.diff(np.sort(z))
    assert gaps.min() > 0.5, "the images must be told apart"
    for value in z:
        assert f"{value:.1f}".replace("-", "−") in question["explanation"]


def test_the_sigmoid_far_out(questions):
    assert right(questions["squash"]) == "0"
    assert f"{1 / (1 + math.exp(3)):.3f}" in questions["squash"]["explanation"]


def test_the_bias(questions):
    assert "above 10" in right(questions["bias"])
    assert f"{1 / (1 + math.exp(2)):.2f}" in questions["bias"]["explanation"]


def test_the_parameters(questions):
    assert right(questions["parameters"]) == "13,002"
    assert len(set(questions["parameters"]["choices"])) == 4


@pytest.mark.parametrize("sizes", [(784, 10), (784, 5, 10), (784, 30, 20, 10)])
@pytest.mark.parametrize("activation", ["sigmoid", "relu", "tanh"])
def test_another_network_gets_other_answers(digits, sizes, activation):
    network = Network.random(sizes, seed=5, activation=activation)
    shown = choose_digits(network, digits.subset(slice(0, 200)))
    questions = {question["id"]: question for question in build_quizzes(shown, WORDS)}
    assert right(questions["parameters"]) == f"{network.parameter_count:,}"
    record = network.forward(as_vector(pixels(questions["reads"]["image"])))
    assert right(questions["reads"]) == str(record.prediction)
    json.dumps(questions, allow_nan=False)


def test_the_digits_of_the_page_come_from_the_held_out_part(shown, digits, network):
    unseen = {image.tobytes() for image in digits.images[8500:]}
    assert all(image.tobytes() in unseen for image in shown.digits.images)
    record = shown.forward_pass
    assert all(record.predictions[i] != shown.digits.labels[i] for i in shown.mistakes)
    certainty = [record[i].confidence for i in shown.mistakes]
    assert certainty == sorted(certainty, reverse=True)
    assert {shown.digits.label(i) for i in shown.same} == {3}
    assert {shown.digits.label(i) for i in shown.pad} == set(range(10))


def test_digits_of_one_kind_and_a_perfect_network_are_no_trouble(digits, network):
    fives = np.flatnonzero(digits.labels == 5)[:30]
    some = type(digits)(digits.images[fives], digits.labels[fives])
    record = network.forward(some.vectors())
    good = type(digits)(some.images[record.predictions == 5], some.labels[record.predictions == 5])
    shown = choose_digits(network, good)
    assert shown.mistakes == ()
    assert {shown.digits.label(i) for i in shown.same} == {5}
    questions = {question["id"]: question for question in build_quizzes(shown, WORDS)}
    assert "although" not in questions["sure"]["explanation"]
