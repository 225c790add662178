"""The questions of the lesson; every answer is computed from the network."""

import base64
import io
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnviz.core import FloatArray, Network, sigmoid
from nnviz.data import as_image
from nnviz.lesson.facts import grouped
from nnviz.lesson.shown import ShownDigits
from nnviz.view import weight_image

__all__ = ["build_quizzes", "png_address"]

Question = dict[str, Any]
Words = Mapping[str, Mapping[str, Any]]

_BANDS = (0.0, 0.2, 0.4, 0.6, 0.8)
_LETTERS = "ABCD"


def build_quizzes(shown: ShownDigits, words: Words) -> list[Question]:
    """Return the questions in the order of the lesson.

    Parameters
    ----------
    shown : ShownDigits
        The digits of the page and the network that read them.
    words : mapping
        For each question, by its name, the phrases of the language.

    Returns
    -------
    list of dict
        Ready for JSON. ``kind`` is "choice" (``choices``, ``answer`` is an index, ``hints`` has for
        each choice what to think of when it is wrong) or "order" (``items``, ``answer`` is the
        items from the greatest down, ``hints`` has one for every wrong order). ``image`` and the
        items' images are ``data:`` addresses of PNG files, with their descriptions.
    """
    makers: tuple[tuple[str, Callable[[ShownDigits, Mapping[str, Any]], Question]], ...] = (
        ("reads", _reads),
        ("sure", _sure),
        ("rank", _rank),
        ("squash", _squash),
        ("bias", _bias),
        ("parameters", _parameters),
    )
    return [
        {"id": name, "question": words[name]["question"], **make(shown, words[name])}
        for name, make in makers
    ]


def png_address(pixels: NDArray[np.uint8]) -> str:
    """Return an image, gray (rows, columns) or RGB (rows, columns, 3), as a ``data:`` address.

    Examples
    --------
    >>> png_address(np.zeros((2, 2), dtype=np.uint8))[:22]
    'data:image/png;base64,'
    """
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def _reads(shown: ShownDigits, words: Mapping[str, Any]) -> Question:
    record = shown.forward_pass[shown.doubtful]
    options = sorted(record.ranking[:4])
    second = record.ranking[1]
    return {
        "kind": "choice",
        **_picture(shown, shown.doubtful, words),
        "choices": [str(digit) for digit in options],
        "answer": options.index(record.prediction),
        "hints": [
            words["hint"].format(digit=digit, value=f"{record.outputs[digit]:.2f}")
            if digit != record.prediction
            else ""
            for digit in options
        ],
        "explanation": words["explanation"].format(
            digit=record.prediction,
            value=f"{record.confidence:.2f}",
            second=second,
            second_value=f"{record.outputs[second]:.2f}",
            label=shown.digits.label(shown.doubtful),
        ),
    }


def _sure(shown: ShownDigits, words: Mapping[str, Any]) -> Question:
    """Ask how sure it is of its surest mistake (or of the doubtful digit, if it makes none)."""
    place = shown.mistakes[0] if shown.mistakes else shown.doubtful
    record = shown.forward_pass[place]
    label = shown.digits.label(place)
    band = sum(record.confidence >= low for low in _BANDS[1:])
    names = [words["band"].format(low=f"{low:.1f}", high=f"{low + 0.2:.1f}") for low in _BANDS]
    key = "explanation" if record.prediction == label else "explanation_mistake"
    return {
        "question": words["question"].format(digit=record.prediction),
        "kind": "choice",
        **_picture(shown, place, words),
        "choices": names,
        "answer": int(band),
        "hints": [words["hints"][np.sign(band - k) + 1] for k in range(len(_BANDS))],
        "explanation": words[key].format(
            digit=record.prediction, value=f"{record.confidence:.3f}", label=label
        ),
    }


def _rank(shown: ShownDigits, words: Mapping[str, Any]) -> Question:
    z: FloatArray = shown.forward_pass.layers[0].pre_activations[:, shown.neuron]
    values = [float(z[place]) for place in shown.ranked]
    names = [words["item"].format(letter=letter) for letter in _LETTERS]
    order = sorted(range(4), key=lambda item: -values[item])
    weights = as_image(shown.network.layers[0].weights[shown.neuron])
    return {
        "kind": "order",
        "question": words["question"].format(neuron=shown.neuron),
        "image": png_address(weight_image(weights)),
        "image_alt": words["image_alt"].format(neuron=shown.neuron),
        "items": [
            {
                "name": name,
                "image": png_address(shown.digits.images[place]),
                "image_alt": words["item_alt"].format(name=name, label=shown.digits.label(place)),
            }
            for name, place in zip(names, shown.ranked, strict=True)
        ],
        "answer": order,
        "hints": [words["hint"]],
        "explanation": words["explanation"].format(
            sums=", ".join(f"{names[item]}: {_signed(values[item])}" for item in order)
        ),
    }


def _squash(_: ShownDigits, words: Mapping[str, Any]) -> Question:
    options = [-1000.0, -1.0, 0.0, 0.5, 1.0]
    value = float(sigmoid(-1000.0))
    return {
        "kind": "choice",
        "choices": [f"{option:g}".replace("-", "−") for option in options],
        "answer": int(np.argmin([abs(option - value) for option in options])),
        "hints": [
            words["hint_outside"],
            words["hint_outside"],
            "",
            words["hint_value"].format(z="0", value=f"{float(sigmoid(0.0)):.1f}"),
            words["hint_value"].format(z="1000", value=f"{float(sigmoid(1000.0)):.0f}"),
        ],
        "explanation": words["explanation"].format(minus_three=f"{float(sigmoid(-3.0)):.3f}"),
    }


def _bias(_: ShownDigits, words: Mapping[str, Any]) -> Question:
    # The claim of each choice, checked: what a neuron with the bias -10 does at a sum s.
    def activation(weighted_sum: float) -> float:
        return float(sigmoid(weighted_sum - 10.0))

    claims = {
        "lower": np.isclose(activation(12.0), float(sigmoid(12.0)) - 10.0),
        "threshold": bool(activation(9.0) < 0.5 < activation(11.0)),
        "never": bool(activation(100.0) < 0.5),
        "scale": np.isclose(activation(2.0), float(sigmoid(-20.0))),
    }
    names = list(claims)
    (right,) = (name for name in names if claims[name])
    return {
        "kind": "choice",
        "choices": [words["choices"][name] for name in names],
        "answer": names.index(right),
        "hints": [
            words["hints"].get(name, "").format(value=f"{activation(100.0):.3f}") for name in names
        ],
        "explanation": words["explanation"].format(
            below=f"{activation(8.0):.2f}", above=f"{activation(12.0):.2f}"
        ),
    }


def _parameters(shown: ShownDigits, words: Mapping[str, Any]) -> Question:
    network: Network = shown.network
    weights = sum(layer.weights.size for layer in network.layers)
    biases = network.parameter_count - weights
    counted = {
        sum(network.sizes): words["hints"]["neurons"],
        weights: words["hints"]["weights"],
        network.parameter_count + network.n_inputs: words["hints"]["inputs"],
        network.parameter_count: "",
    }
    options = sorted(counted)
    return {
        "question": words["question"].format(sizes="-".join(map(str, network.sizes))),
        "kind": "choice",
        "choices": [grouped(option) for option in options],
        "answer": options.index(network.parameter_count),
        "hints": [counted[option] for option in options],
        "explanation": words["explanation"].format(
            weights=grouped(weights), biases=grouped(biases), all=grouped(network.parameter_count)
        ),
    }


def _picture(shown: ShownDigits, place: int, words: Mapping[str, Any]) -> Question:
    return {
        "image": png_address(shown.digits.images[place]),
        "image_alt": words["image_alt"],
    }


def _signed(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")
